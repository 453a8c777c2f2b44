// The queue of an office: who sees it, its order, filters, pages, and the case that comes next.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPortal } from '../support/portal.ts';
import { accountOf, casesOf, peopleOf, queriesOf } from './desk.ts';

const portal = await startPortal();
const { stranger, saule, dmitri, gulmira, aidos, aigerim, askar } = await peopleOf(portal);

/** References in the table, in their order. */
function rowsOf(html: string): string[] {
  const table = /<tbody[\s\S]*?<\/tbody>/.exec(html)?.[0] ?? '';
  return [...table.matchAll(/>([0-9A-Z]{4}-[0-9A-Z]{4})<\/a>/g)].map(([, reference]) => reference!);
}

async function duesOf(references: string[]): Promise<string[]> {
  const rows: { reference: string; due_on: string }[] = await portal.db
    .read('requests')
    .whereIn('reference', references)
    .select('reference', 'due_on');
  return references.map((one) => rows.find(({ reference }) => reference === one)!.due_on);
}

void test('the queue is for caseworkers', async () => {
  assert.match(String((await stranger.get('/en/casework')).headers.location), /sign-in/);
  for (const visitor of [aigerim, askar]) {
    assert.equal((await visitor.get('/en/casework')).status, 403);
    assert.equal((await visitor.get('/en/casework/next')).status, 403);
  }
  for (const visitor of [saule, dmitri, gulmira, aidos]) {
    assert.equal((await visitor.get('/en/casework')).status, 200);
  }
});

void test('each office sees its own open requests, what is due first on top', async () => {
  const mine = rowsOf((await saule.get('/en/casework')).text);
  const others = rowsOf((await aidos.get('/en/casework')).text);
  assert.ok(mine.length > 10 && others.length > 1);
  assert.deepEqual(
    mine.filter((reference) => others.includes(reference)),
    [],
  );
  const dues = await duesOf(mine);
  assert.deepEqual(dues, dues.toSorted());
  const closed: { reference: string }[] = await portal.db
    .read('requests')
    .whereIn('status', ['draft', 'closed', 'refused', 'withdrawn', 'received', 'expired'])
    .select('reference');
  assert.ok(closed.every(({ reference }) => !mine.includes(reference)));
});

void test('the queue shows names, no numbers of people, and says what is overdue in words', async () => {
  const { text } = await saule.get('/en/casework');
  assert.match(text, /Бекмұратов Тимур/);
  assert.match(text, /overdue by 2 working days/);
  assert.doesNotMatch(text, /99123\d{7}/);
  assert.doesNotMatch(text, /undefined|NaN|\[object/);
});

void test('views and filters stand in the address, add up and are remembered by the links', async () => {
  const me = await accountOf(portal, 'saule');
  const mine: { reference: string }[] = await portal.db
    .read('requests')
    .where({ assigned_to: me })
    .whereRaw('is_live')
    .select('reference');
  const page = await saule.get('/en/casework?view=mine');
  assert.equal(rowsOf(page.text).length, mine.length);
  assert.match(page.text, new RegExp(`Mine <span class="td-views__count">\\(${mine.length}\\)`));
  assert.match(page.text, /href="\/en\/casework\/requests\/[^"]+\?from=view%3Dmine"/);

  const filtered = await saule.get('/en/casework?view=mine&status=in_review');
  const expected = (await casesOf(portal, 'in_review', 'saule')).length + 1; // and the one that waits
  assert.equal(rowsOf(filtered.text).length, expected);
  assert.match(filtered.text, /<option\s+value="in_review"\s+selected/);
  const waiting = await saule.get('/en/casework?status=waiting_consent');
  assert.equal(rowsOf(waiting.text).length, 1);
  const family = await saule.get('/en/casework?class=MM');
  const wheelchairs = await saule.get('/en/casework?class=MM-01');
  assert.ok(rowsOf(family.text).length > rowsOf(wheelchairs.text).length);

  const [reference] = rowsOf(filtered.text);
  const opened = await saule.get(
    `/en/casework/requests/${reference!}?from=view%3Dmine%26status%3Din_review`,
  );
  assert.match(opened.text, /href="\/en\/casework\?view=mine&amp;status=in_review"/);
  const forged = await saule.get(`/en/casework/requests/${reference!}?from=http%3A%2F%2Fevil`);
  assert.match(forged.text, /href="\/en\/casework"/);
});

void test('a filter that cannot be is named, and the queue is shown', async () => {
  for (const query of [
    'status=zzz',
    'class=ZZ',
    'view=theirs',
    'after=x',
    'before=2026-13',
    'status=a&status=b',
  ]) {
    const page = await saule.get(`/en/casework?${query}`);
    assert.equal(page.status, 422, query);
    const [name] = query.split('=');
    assert.match(page.text, new RegExp(`href="#${name!}"`), query);
    assert.match(page.text, new RegExp(`id="${name!}"`), query);
    assert.ok(rowsOf(page.text).length > 0);
  }
  assert.equal((await saule.get('/en/casework?unknown=1')).status, 200);
});

void test('nothing to show is said in words', async () => {
  assert.match((await saule.get('/en/casework?status=misfit')).text, /Nothing found/);
  assert.match((await gulmira.get('/en/casework?view=mine')).text, /You have no requests/);
  assert.match((await aidos.get('/en/casework?view=overdue')).text, /Nothing is overdue/);
});

void test('a long queue is paged by key, forwards and back, in a fixed number of queries', async () => {
  const before = await queriesOf(portal, saule, '/en/casework');
  await crowd(120);
  assert.equal(await queriesOf(portal, saule, '/en/casework'), before);

  const seen: string[] = [];
  let address: string | undefined = '/en/casework';
  let pages = 0;
  let back = '';
  while (address) {
    const { text }: { text: string } = await saule.get(address);
    seen.push(...rowsOf(text));
    pages += 1;
    back = /href="([^"]*)" rel="prev"/.exec(text)?.[1] ?? '';
    address = pages < 9 ? /href="([^"]*)" rel="next"/.exec(text)?.[1] : undefined;
  }
  assert.equal(pages, 3);
  assert.equal(new Set(seen).size, seen.length);
  const dues = await duesOf(seen);
  assert.deepEqual(dues, dues.toSorted());
  const second = rowsOf((await saule.get(back)).text);
  assert.deepEqual(second, seen.slice(50, 100));
});

void test('the next case is the most urgent of mine, then one that nobody has; nothing is changed', async () => {
  const versions = await portal.db.read('requests').sum({ all: 'version' }).first();
  const first = await saule.get('/en/casework/next');
  assert.equal(first.status, 303);
  const [mine] = await urgent(await casesOf(portal, 'in_review', 'saule'));
  assert.equal(first.headers.location, `/en/casework/requests/${mine!}`);

  const [free] = await urgent(await casesOf(portal, 'submitted', null));
  const lead = await gulmira.get('/en/casework/next');
  assert.equal(lead.headers.location, `/en/casework/requests/${free!}`);
  assert.match((await gulmira.get(`/en/casework/requests/${free!}`)).text, /Take the request/);
  assert.deepEqual(await portal.db.read('requests').sum({ all: 'version' }).first(), versions);
});

void test('nobody is led to a case of their own', async () => {
  const me = await accountOf(portal, 'dmitri');
  const own: { reference: string } = await portal.db
    .read('requests')
    .where({ submitted_by: me })
    .first('reference');
  await portal.db
    .write('requests')
    .where({ reference: own.reference })
    .update({ due_on: '2026-01-05' });
  await portal.db.write('requests').where({ assigned_to: me }).update({ assigned_to: null });
  const next = await dmitri.get('/en/casework/next');
  assert.equal(next.status, 303);
  assert.notEqual(next.headers.location, `/en/casework/requests/${own.reference}`);
});

void test('an office without cases says that nothing waits', async () => {
  await portal.db.write('requests').where({ office_id: 21 }).update({ status: 'withdrawn' });
  const { status, text } = await aidos.get('/en/casework/next');
  assert.equal(status, 200);
  assert.match(text, /Nothing waits for you/);
  assert.match((await aidos.get('/en/casework')).text, /The queue is empty/);
});

async function urgent(references: string[]): Promise<string[]> {
  const rows: { reference: string }[] = await portal.db
    .read('requests')
    .whereIn('reference', references)
    .orderBy(['due_on', 'id'])
    .select('reference');
  return rows.map(({ reference }) => reference);
}

// Requests like one that is there, each for a line of its own.
async function crowd(count: number): Promise<void> {
  const write = portal.db.write;
  const model: Record<string, unknown> = await write('requests')
    .where({ office_id: 19, status: 'in_review' })
    .first();
  const line: Record<string, unknown> = await write('entitlements')
    .where({ id: model.entitlement_id })
    .first();
  const { id: _line, ...entitlement } = line;
  const { id: _request, is_live: _live, creation_key: _key, ...request } = model;
  const lines: { id: number }[] = await write('entitlements')
    .insert(Array.from({ length: count }, () => entitlement))
    .returning('id');
  const rows = lines.map(({ id }, at) => ({
    ...request,
    entitlement_id: id,
    reference: `Z${String(at).padStart(3, '0')}-ZZZZ`,
    due_on: `2027-01-${String((at % 28) + 1).padStart(2, '0')}`,
    assigned_to: null,
  }));
  for (let at = 0; at < count; at += 30) await write('requests').insert(rows.slice(at, at + 30));
}
