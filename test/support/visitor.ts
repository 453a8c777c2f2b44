// A person at a browser without script: opens pages, fills in forms, follows redirects by hand.
import request from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';

export interface Visitor {
  get(address: string): request.Test;
  /** Posts bare values, as a program would. */
  post(address: string, values?: FormValues): request.Test;
  /** Posts a body as it stands, well-formed or not. */
  send(address: string, body: string): request.Test;
  /** Posts a form with a file, as a browser does. */
  upload(address: string, values: Record<string, string>, file: UploadedFile): request.Test;
  /** Opens `page`, takes the form that posts to `action` (or the page's only form) with its hidden fields, and sends it. */
  submit(page: string, values: FormValues, action?: string): Promise<request.Response>;
}

export interface UploadedFile {
  field: string;
  name: string;
  content: Buffer;
}

export type FormValues = Record<string, string | string[] | undefined>;

/** A visitor who is not signed in. `server` is an address or an app. */
export function stranger(server: string): Visitor {
  const agent: TestAgent = request.agent(server);
  return {
    get: (address) => agent.get(address),
    post: (address, values = {}) => agent.post(address).type('form').send(encode(values)),
    upload: (address, values, { field, name, content }) =>
      Object.entries(values)
        .reduce((sent, [key, value]) => sent.field(key, value), agent.post(address))
        .attach(field, content, name),
    send: (address, body) => agent.post(address).type('form').send(body),
    async submit(page, values, action) {
      const opened = await agent.get(page);
      const form = findForm(opened.text, page, action);
      return agent
        .post(form.action)
        .type('form')
        .send(encode({ ...form.hidden, ...values }));
    },
  };
}

/** Signs a visitor in with IIN and password. @throws when the sign-in is refused */
export async function signIn(visitor: Visitor, iin: string, password: string): Promise<Visitor> {
  const answer = await visitor.post('/en/sign-in', { iin, password });
  if (answer.status !== 303) throw new Error(`sign-in was refused: ${answer.status}`);
  return visitor;
}

/** The hidden fields and the address of a form on a page. */
export function findForm(
  html: string,
  page: string,
  action?: string,
): { action: string; hidden: Record<string, string> } {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(
    ([, tag, body]) => {
      const attributes = attributesOf(tag!);
      return attributes.method?.toLowerCase() === 'post'
        ? [{ action: attributes.action ?? page, body: body! }]
        : [];
    },
  );
  const pages = forms.filter((form) => !form.action.endsWith('/sign-out'));
  const form = action ? forms.find((one) => one.action === action) : pages[0];
  if (!form) throw new Error(`${page} has no form that posts to ${action ?? 'anything'}`);
  const inputs = [...form.body.matchAll(/<input\b([^>]*)>/g)].map(([, tag]) => attributesOf(tag!));
  const hidden = inputs.filter(({ type }) => type === 'hidden');
  return {
    action: form.action,
    hidden: Object.fromEntries(hidden.map(({ name, value }) => [name!, value ?? ''])),
  };
}

function attributesOf(tag: string): Record<string, string> {
  const pairs = [...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [
    name!,
    value!.replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&'),
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

function encode(values: FormValues): string {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of [value ?? []].flat()) body.append(name, one);
  }
  return body.toString();
}
