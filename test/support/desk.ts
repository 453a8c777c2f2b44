// Two administrators at their desks, and forms as they stand on a page.
import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { TestPortal } from './portal.ts';
import type { FormValues, Visitor } from './visitor.ts';

/** Administrators, a caseworker, an applicant and a supplier of the demo. */
export const ARMAN = '991231121549';
export const ELENA = '991231221614';
export const SAULE = '991231220913';
export const AIGERIM = '991231220071';
export const ASKAR = '991231121261';

/** Today in the tests is 23 November 2026. */
export const TODAY = '2026-11-23';

/** The values of the form that posts to `action`, as a browser would send them unchanged. */
export function formOn(html: string, action: string): FormValues {
  const form = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].find(
    ([, tag]) => tag!.includes(`action="${action}"`) && tag!.includes('method="post"'),
  );
  assert.ok(form, `there is a form that posts to ${action}`);
  const body = form[2]!;
  const values: FormValues = {};
  for (const [, tag] of body.matchAll(/<input\b([^>]*)>/g)) {
    const { name, value = '', type = 'text' } = attributesOf(tag!);
    const isBox = type === 'checkbox' || type === 'radio';
    if (!name || type === 'file' || (isBox && !/\schecked\b/.test(tag!))) continue;
    values[name] = type === 'checkbox' && name in values ? [values[name]!, value].flat() : value;
  }
  for (const [, tag, text] of body.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    values[attributesOf(tag!).name!] = plain(text!).replace(/^\n/, '');
  }
  for (const [, tag, options] of body.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen = [...options!.matchAll(/<option\b([^>]*)>/g)].find(([, its]) =>
      /\sselected\b/.test(its!),
    );
    values[attributesOf(tag!).name!] = chosen ? (attributesOf(chosen[1]!).value ?? '') : '';
  }
  return values;
}

/** Opens a page and sends its form with some values changed. */
export async function change(
  visitor: Visitor,
  page: string,
  values: FormValues,
  action = page,
): Promise<Response> {
  const opened = await visitor.get(page);
  return visitor.post(action, { ...formOn(opened.text, action), ...values });
}

/** Sends a form, and again what was sent. */
export async function changeTwice(
  visitor: Visitor,
  page: string,
  values: FormValues,
  action = page,
): Promise<[Response, Response]> {
  const opened = await visitor.get(page);
  const body = { ...formOn(opened.text, action), ...values };
  return Promise.all([visitor.post(action, body), visitor.post(action, body)]);
}

/** The newest audit entry of a record. */
export async function lastEntry(
  { db }: TestPortal,
  kind: string,
  id: string | number,
): Promise<{ action: string; detail: string; actor_id: number; reason: string | null }> {
  return db
    .read('audit_entries')
    .where({ object_kind: kind, object_id: String(id) })
    .orderBy('id', 'desc')
    .first();
}

/** A text in the three languages, as the desk's forms name them. */
export function three(name: string, [kk, ru, en]: readonly [string, string, string]): FormValues {
  return { [`${name}_kk`]: kk, [`${name}_ru`]: ru, [`${name}_en`]: en };
}

/** Says that a page names a problem beside a field. */
export function names(answer: Response, field: string, words: RegExp): void {
  assert.equal(answer.status, 422);
  const said = new RegExp(`id="${field}-error"[^>]*>([\\s\\S]*?)</p>`).exec(answer.text)?.[1];
  assert.match(said ?? `nothing beside ${field}`, words);
}

function attributesOf(tag: string): Record<string, string> {
  return Object.fromEntries(
    [...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, plain(value!)]),
  );
}

function plain(text: string): string {
  return text
    .replaceAll('&#34;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
