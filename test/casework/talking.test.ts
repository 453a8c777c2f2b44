// Talking inside a case over HTTP: hold, words for the person, told answers with papers, parts, trials - each in three languages.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { demoRequest } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import type { FormValues, Visitor } from '../support/visitor.ts';
import { casesOf, hiddenOf, peopleOf, stateOf } from './desk.ts';

const { accounts }: { accounts: { iin: string }[] } = JSON.parse(
  readFileSync('db/demo/people.json', 'utf8'),
);
const IINS = accounts.map(({ iin }) => iin);

const portal = await startPortal();
const { saule, dmitri, gulmira, aidos, aigerim } = await peopleOf(portal);
const at = (reference: string, part = '') =>
  `/en/casework/requests/${reference}${part && `/${part}`}`;
const [held] = await casesOf(portal, 'in_review', 'saule');
const waiting = await demoRequest(portal.db, 'TT-01', 'awaiting_applicant');

async function send(visitor: Visitor, page: string, values: FormValues, action = page) {
  const hidden = await hiddenOf(visitor, page, action);
  return visitor.post(action, { ...hidden, ...values });
}

async function inEveryLanguage(visitor: Visitor, page: string): Promise<void> {
  for (const lang of ['kk', 'ru', 'en']) {
    const { status, text } = await visitor.get(page.replace('/en', `/${lang}`));
    assert.equal(status, 200, `${lang} ${page}`);
    assert.doesNotMatch(text, /undefined|NaN|\[object/, page);
  }
}

// An earlier test that failed may have left it on hold.
async function resume(reference: string): Promise<void> {
  const row = await portal.db.read('requests').where({ reference }).first('held_until');
  if (row.held_until) await send(saule, at(reference), {}, at(reference, 'resumption'));
}

/** Whoever acts for the person of a request: themselves, or their representative. */
async function personOf(reference: string): Promise<Visitor> {
  const { id } = await portal.db.read('requests').where({ reference }).first('applicant_id as id');
  const own = portal.db.read('applicants').where({ id }).whereNotNull('account_id');
  const acting = portal.db
    .read('representations')
    .where({ applicant_id: id, scope: 'act' })
    .whereNull('ended_at')
    .whereNotNull('verified_at');
  const [row]: { account_id: number }[] = [
    ...(await own.select('account_id')),
    ...(await acting.select('account_id')),
  ];
  const { iin_lookup: lookup } = await portal.db
    .read('accounts')
    .where({ id: row!.account_id })
    .first('iin_lookup');
  const { vault } = portal.portal;
  const iin = IINS.find((one) => vault.fingerprint(one) === lookup);
  return portal.signedIn(iin!);
}

void test('a case is put on hold with a reason and a day, seen by the person, and goes on early', async () => {
  const page = at(held!, 'hold');
  await inEveryLanguage(saule, page);
  for (const [values, field] of [
    [{ until: '30.11.2026' }, 'reason'],
    [{ reason: 'hold-expert' }, 'until'],
    [{ reason: 'hold-expert', until: 'soon' }, 'until'],
    [{ reason: 'hold-expert', until: '30.11.2026', sentence: 'x'.repeat(2001) }, 'sentence'],
  ] as const) {
    const answer = await send(saule, page, values);
    assert.equal(answer.status, 422);
    assert.match(answer.text, new RegExp(`href="#${field}"`));
  }
  const far = await send(saule, page, { reason: 'hold-expert', until: '30.11.2027' });
  assert.equal(far.status, 422);
  assert.match(far.text, /too far ahead/);
  assert.equal((await aidos.get(page)).status, 404);
  assert.equal((await aigerim.get(page)).status, 403);

  const done = await send(saule, page, { reason: 'hold-expert', until: '30.11.2026' });
  assert.equal(done.status, 303);
  const file = await saule.get(at(held!));
  assert.match(file.text, /On hold[\s\S]*The clock is paused: \d+ working day/);
  assert.equal((await saule.get(at(held!, 'approval'))).status, 409);
  const queue = await saule.get('/en/casework?status=on_hold');
  assert.match(queue.text, new RegExp(`${held!}[\\s\\S]*On hold`));
  await inEveryLanguage(saule, at(held!));

  const person = await personOf(held!);
  const own = await person.get(`/en/requests/${held!}`);
  assert.match(own.text, /On hold[\s\S]*The clock is paused[\s\S]*goes on by itself on/);
  await inEveryLanguage(person, `/en/requests/${held!}`);

  assert.equal((await send(saule, at(held!), {}, at(held!, 'resumption'))).status, 303);
  assert.doesNotMatch((await saule.get(at(held!))).text, /The clock is paused/);
});

void test('words for the person are another form than the note, and only they reach the person', async () => {
  const page = at(held!, 'message');
  await inEveryLanguage(saule, page);
  const form = await saule.get(page);
  assert.match(form.text, /The person sees this/);
  assert.match((await saule.get(at(held!))).text, /Only staff see this/);
  const unsure = await send(saule, page, { text: 'Please call us' });
  assert.equal(unsure.status, 422);
  assert.match(unsure.text, /href="#sure"[\s\S]*Please call us/);
  assert.equal((await send(saule, page, { text: 'Please call us', sure: 'yes' })).status, 303);
  const note = { note: 'He shouted at me' };
  assert.equal((await send(saule, at(held!), note, at(held!, 'note'))).status, 303);

  const person = await personOf(held!);
  for (const address of [`/en/requests/${held!}`, '/en/account/messages']) {
    const { text } = await person.get(address);
    assert.doesNotMatch(text, /He shouted/);
  }
  assert.match((await person.get(`/en/requests/${held!}`)).text, /Please call us/);
  const history = (await saule.get(at(held!))).text;
  assert.match(history, /He shouted at me[\s\S]*Only staff see this[\s\S]*Please call us/);
});

void test('an answer told by telephone is written down with how, read back', async () => {
  const page = at(waiting, 'answer');
  await inEveryLanguage(dmitri, page);
  for (const [values, field] of [
    [{ answer: '80 cm', readBack: 'yes' }, 'told'],
    [{ answer: '80 cm', told: 'phone' }, 'readBack'],
    [{ told: 'phone', readBack: 'yes' }, 'answer'],
  ] as const) {
    const answer = await send(dmitri, page, values);
    assert.equal(answer.status, 422);
    assert.match(answer.text, new RegExp(`href="#${field}"`));
  }
  const values = { answer: 'The door is 80 cm', told: 'phone', readBack: 'yes' };
  const hidden = await hiddenOf(dmitri, page);
  const sent = await Promise.all([
    dmitri.post(page, { ...hidden, ...values }),
    dmitri.post(page, { ...hidden, ...values }),
  ]);
  assert.deepEqual(
    sent.map(({ status }) => status),
    [303, 303],
  );
  assert.equal((await stateOf(portal, waiting)).status, 'in_review');
  const file = (await dmitri.get(at(waiting))).text;
  assert.match(file, /Told by phone[\s\S]*The door is 80 cm/);
  const person = await personOf(waiting);
  assert.match((await person.get(`/en/requests/${waiting}`)).text, /You told it by phone/);
});

void test('an answer takes papers, which the caseworker opens beside it', async () => {
  const [mine] = await casesOf(portal, 'in_review', 'saule');
  const asked = await send(saule, at(mine!, 'question'), {
    kind: 'text',
    text: 'Please send 1. 2.',
  });
  assert.equal(asked.status, 303);
  const person = await personOf(mine!);
  const page = `/en/requests/${mine!}/answer`;
  const { text } = await person.get(page);
  assert.match(text, /enctype="multipart\/form-data"/);
  const hidden = await hiddenOf(person, page);
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const values = { ...hidden, answer: 'Here it is' } as Record<string, string>;
  const upload = (name: string, content: Buffer) =>
    person.upload(page, values, { field: 'documents', name, content });
  const wrong = await upload('paper.pdf', Buffer.from('not a paper'));
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /href="#documents"[\s\S]*Here it is/);
  assert.equal((await upload('door.png', png)).status, 303);
  assert.match((await saule.get(at(mine!))).text, /Here it is/);
  assert.match((await saule.get(at(mine!))).text, /door\.png/);
});

void test('fewer pieces are granted with a reason; the objection goes to somebody else', async () => {
  const [mine] = await casesOf(portal, 'in_review', 'saule');
  await resume(mine!);
  const row = await portal.db.read('requests').where({ reference: mine! }).first();
  await portal.db
    .write('entitlements')
    .where({ id: row.entitlement_id })
    .update({ quantity: 6, reserved: 6, used: 0 });
  await portal.db
    .write('requests')
    .where({ id: row.id })
    .update({
      quantity: 6,
      price_tiyn: row.price_tiyn * 6,
      guaranteed_tiyn: row.guaranteed_tiyn === null ? null : row.guaranteed_tiyn * 6,
      state_share_tiyn: row.state_share_tiyn * 6,
      co_payment_tiyn: row.co_payment_tiyn * 6,
    });
  const page = at(mine!, 'approval');
  await inEveryLanguage(saule, page);
  for (const [values, field] of [
    [{ grant: 'part', reason: 'partial-norm' }, 'quantity'],
    [{ grant: 'part', quantity: '6', reason: 'partial-norm' }, 'quantity'],
    [{ grant: 'part', quantity: '2' }, 'reason'],
  ] as const) {
    const answer = await send(saule, page, values);
    assert.equal(answer.status, 422);
    assert.match(answer.text, new RegExp(`href="#${field}"`));
  }
  const granted = await send(saule, page, { grant: 'part', quantity: '2', reason: 'partial-norm' });
  assert.equal(granted.status, 303);
  const person = await personOf(mine!);
  const own = `/en/requests/${mine!}`;
  const told = (await person.get(own)).text;
  assert.match(told, /Partly granted[\s\S]*2 granted of the 6[\s\S]*yearly norm/);
  await inEveryLanguage(person, own);
  await inEveryLanguage(person, `${own}/part-appeal`);
  assert.equal((await send(person, `${own}/part-appeal`, { note: '' })).status, 422);
  assert.equal((await send(person, `${own}/part-appeal`, { note: 'I need six' })).status, 303);

  await inEveryLanguage(gulmira, '/en/casework/part-appeals');
  assert.match((await gulmira.get('/en/casework')).text, /part-appeals/);
  assert.match((await gulmira.get('/en/casework/part-appeals')).text, new RegExp(mine!));
  assert.equal((await saule.get(at(mine!, 'part-appeal'))).status, 409);
  await inEveryLanguage(gulmira, at(mine!, 'part-appeal'));
  const outcome = { outcome: 'granted', note: 'Дәрігердің қорытындысы бар.' };
  assert.equal((await send(gulmira, at(mine!, 'part-appeal'), outcome)).status, 303);
  assert.match((await person.get(own)).text, /Your appeal was upheld/);
});

void test('an appeal is taken back after a page that says what that means', async () => {
  const appealed = await demoRequest(portal.db, 'TT-15', 'appealed');
  const person = await personOf(appealed);
  const page = `/en/requests/${appealed}/appeal/withdrawal`;
  await inEveryLanguage(person, page);
  const hidden = await hiddenOf(person, page);
  const [first, second] = await Promise.all([person.post(page, hidden), person.post(page, hidden)]);
  assert.deepEqual([first?.status, second?.status], [303, 303]);
  assert.match((await person.get(`/en/requests/${appealed}`)).text, /You took your appeal back/);
  assert.equal((await person.get(page)).status, 409);
  const csrf = { ...hidden, key: randomUUID() };
  assert.equal((await person.post(page, csrf)).status, 409);
});
