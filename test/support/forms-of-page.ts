// The forms of a page as a browser would send them untouched.
import { JSDOM } from 'jsdom';

export interface PageForm {
  action: string;
  fields: [name: string, value: string][];
}

/** All forms of a page that post, with the values that stand in their fields; sign-out is left alone. */
export function postFormsOf(html: string, page: string): PageForm[] {
  const { document } = new JSDOM(html, { url: `http://localhost${page}` }).window;
  return [...document.querySelectorAll('form[method="post"]')].flatMap((form) => {
    const { pathname, search } = new URL(form.getAttribute('action') ?? page, document.baseURI);
    if (pathname.endsWith('/sign-out')) return [];
    const named = [...form.querySelectorAll('input, select, textarea, button')];
    const fields = named.flatMap((field): [string, string][] => {
      const name = field.getAttribute('name');
      if (!name || name === '_csrf') return [];
      return [[name, valueOf(field)]];
    });
    return [{ action: pathname + search, fields }];
  });
}

function valueOf(field: Element): string {
  const { HTMLSelectElement, HTMLTextAreaElement } = field.ownerDocument.defaultView!;
  if (field instanceof HTMLSelectElement) return field.value;
  if (field instanceof HTMLTextAreaElement) return field.value;
  return field.getAttribute('value') ?? '';
}
