// The messages in the portal.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();

void test('messages are for those who are signed in', async () => {
  const page = await portal.stranger().get('/ru/account/messages');
  assert.equal(page.status, 303);
  assert.match(page.headers.location ?? '', /^\/ru\/sign-in\?return-to=/);
});

void test('Aigerim finds her messages, the new ones marked in words, in three languages', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  for (const [lang, word] of [
    ['kk', 'Жаңа'],
    ['ru', 'Новое'],
    ['en', 'New'],
  ]) {
    const page = await aigerim.get(`/${lang}/account/messages`);
    assert.equal(page.status, 200);
    assert.ok(page.text.includes(`${word}</strong>`));
    assert.match(page.text, /lang="kk">/);
  }
});

void test('a message that is opened is no longer new, and leads to its request', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const id = await newest(1);
  const page = await aigerim.get(`/en/account/messages/${id}`);
  assert.equal(page.status, 200);
  assert.match(page.text, /href="\/en\/requests\/[0-9A-Z]{4}-[0-9A-Z]{4}"/);
  const row: { read_at: string } = await portal.db.read('messages').where({ id }).first('read_at');
  assert.equal(row.read_at, '2026-11-23T05:00:00.000Z');
  portal.setTime('2026-11-23T05:10:00.000Z');
  await aigerim.get(`/en/account/messages/${id}`);
  assert.deepEqual(await portal.db.read('messages').where({ id }).first('read_at'), row);
});

void test("somebody else's message is not there, nor one that cannot be", async () => {
  const timur = await portal.signedIn(iinOf('timur'));
  const id = await newest(1);
  for (const wrong of [id, 0, -1, 'abc', '1.5', '99999999999', '999999999']) {
    assert.equal((await timur.get(`/en/account/messages/${wrong}`)).status, 404, String(wrong));
  }
});

void test('what a message says is shown as text', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const id = await write(1, '<b>bold</b>', 'One <script>\n\nTwo & three');
  const page = await aigerim.get(`/en/account/messages/${id}`);
  assert.match(page.text, /&lt;b&gt;bold/);
  assert.match(page.text, /One &lt;script&gt;<\/p>/);
  assert.match(page.text, /Two &amp; three<\/p>/);
});

void test('a long inbox is read page by page, each message once, there and back', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  for (let number = 0; number < 45; number++) await write(1, `Message ${number}`, 'Text');
  const seen: string[] = [];
  let address: string | undefined = '/en/account/messages';
  let last = address;
  while (address) {
    const { text } = await aigerim.get(address);
    seen.push(...[...text.matchAll(/\/en\/account\/messages\/(\d+)"/g)].map(([, id]) => id!));
    last = address;
    address = /href="([^"]*before=\d+)" rel="next"/.exec(text)?.[1];
  }
  assert.equal(new Set(seen).size, seen.length);
  const all: unknown[] = await portal.db.read('messages').where({ account_id: 1 });
  assert.equal(seen.length, all.length);
  const back = /href="([^"]*after=\d+)" rel="prev"/.exec((await aigerim.get(last)).text)![1]!;
  const previous = await aigerim.get(back);
  assert.equal([...previous.text.matchAll(/\/en\/account\/messages\/(\d+)"/g)].length, 20);
  assert.equal((await aigerim.get('/en/account/messages?before=x')).status, 404);
});

async function newest(accountId: number): Promise<number> {
  const row: { id: number } = await portal.db
    .read('messages')
    .where({ account_id: accountId })
    .whereNull('read_at')
    .whereNotNull('request_id')
    .orderBy('id', 'desc')
    .first('id');
  return row.id;
}

let written = 0;

async function write(accountId: number, subject: string, body: string): Promise<number> {
  const [row]: { id: number }[] = await portal.db
    .write('messages')
    .insert({
      account_id: accountId,
      kind: 'request.submitted',
      language: 'en',
      subject,
      body,
      created_at: '2026-11-23T05:00:00.000Z',
      source_key: `test.${written++}`,
    })
    .returning('id');
  return row!.id;
}
