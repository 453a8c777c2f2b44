import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startPortal } from '../support/portal.ts';
import { ARMAN, change, changeTwice, lastEntry, names } from '../support/desk.ts';

const portal = await startPortal();
const arman = await portal.signedIn(ARMAN);
const NEW = '/en/admin/amounts/new';

const inForce = (code: string) =>
  portal.db.read('guaranteed_amounts').where({ aid_class_code: code }).orderBy('valid_from');

const set = (values: Record<string, string>, code = 'MM-01-01') =>
  change(arman, NEW, {
    class: code,
    amount: '260 000',
    source: 'Order no. 5',
    status: 'confirmed',
    ...values,
  });

void describe('a new guaranteed amount', () => {
  void it('ends the one before it on its first day, and the past stays', async () => {
    const before = await inForce('MM-01-01');
    const answer = await set({ valid_from: '01.02.2027', amount: '260 000,50' });
    assert.equal(answer.status, 303);
    const after = await inForce('MM-01-01');
    assert.equal(after.length, before.length + 1);
    assert.deepEqual(
      after.slice(-2).map((row) => [row.valid_from, row.valid_until, Number(row.amount_tiyn)]),
      [
        ['2026-01-01', '2027-02-01', 25_500_000],
        ['2027-02-01', null, 26_000_050],
      ],
    );
    assert.deepEqual(after[0], before[0]);
    const entry = await lastEntry(portal, 'guaranteed_amount', 'MM-01-01');
    assert.equal(entry.action, 'amount.set');
    assert.deepEqual(JSON.parse(entry.detail).amount_tiyn, [25_500_000, 26_000_050]);
    const { text } = await arman.get(String(answer.headers.location));
    assert.match(text, /The amount is set\./);
    assert.match(text, /Still to come/);
  });

  void it('fits before one that is set for later', async () => {
    await set({ valid_from: '01.01.2027', amount: '258000' });
    const rows = (await inForce('MM-01-01')).slice(-3);
    assert.deepEqual(
      rows.map((row) => [row.valid_from, row.valid_until]),
      [
        ['2026-01-01', '2027-01-01'],
        ['2027-01-01', '2027-02-01'],
        ['2027-02-01', null],
      ],
    );
  });

  void it('sent twice at once is set once', async () => {
    const values = {
      class: 'MM-01-02',
      amount: '300000',
      valid_from: '01.03.2027',
      source: 'Order no. 6',
      status: 'proposed',
    };
    const answers = await changeTwice(arman, NEW, values);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const rows = await inForce('MM-01-02');
    assert.equal(rows.filter((row) => row.valid_from === '2027-03-01').length, 1);
    assert.equal(rows.filter((row) => row.valid_until === null).length, 1);
  });

  void it('two different ones at once leave no overlap', async () => {
    const values = { class: 'MM-01-03', amount: '1', source: 'Order no. 7', status: 'proposed' };
    await Promise.all([
      change(arman, NEW, { ...values, valid_from: '01.03.2027' }),
      change(arman, NEW, { ...values, valid_from: '01.04.2027' }),
    ]);
    const rows = await inForce('MM-01-03');
    for (const [at, row] of rows.entries()) {
      assert.equal(row.valid_until, rows[at + 1]?.valid_from ?? null);
    }
  });

  void it('of another sum on a day that is taken is refused', async () => {
    names(await set({ valid_from: '2027-02-01', amount: '1' }), 'valid_from', /Another amount/);
  });

  void it('from today must be meant, and is shown in the catalogue at once', async () => {
    const classCode = 'TT-01';
    const refused = await set({ valid_from: '23.11.2026', amount: '9000' }, classCode);
    names(refused, 'today', /The day is today/);
    assert.match(refused.text, /value="9000"/);
    const answer = await set({ valid_from: '23.11.2026', amount: '9000', today: 'yes' }, classCode);
    assert.equal(answer.status, 303);
    const entry = await portal.db
      .read('product_listings')
      .where({ aid_class_code: classCode, listed: true })
      .first();
    assert.equal(Number(entry.guaranteed_tiyn), 900_000);
  });

  for (const [field, value, words] of [
    ['valid_from', '22.11.2026', /has passed/],
    ['valid_from', '31.02.2027', /date/],
    ['valid_from', '', /first day/],
    ['amount', '', /amount/],
    ['amount', '-5', /tenge/],
    ['amount', '0', /from 1/],
    ['amount', 'много', /tenge/],
    ['amount', '999999999999', /from 1/],
    ['source', '', /source/],
    ['source', 'x'.repeat(501), /at most 500/],
    ['status', 'demo', /status/],
    ['class', '', /class/],
    ['class', 'XX-1', /class/],
  ] as const) {
    void it(`is refused with ${field} “${value.slice(0, 15)}”`, async () => {
      names(await set({ valid_from: '01.05.2027', [field]: value }), field, words);
    });
  }
});

void describe('an amount that has not started', () => {
  void it('may be corrected, and a colleague’s correction is not overwritten', async () => {
    const row = (await inForce('MM-01-01')).at(-1);
    const page = `/en/admin/amounts/${row.id}/correction`;
    const opened = await arman.get(page);
    const version = /name="version" value="(\w+)"/.exec(opened.text)![1]!;
    const first = await change(arman, page, { amount: '261000' });
    assert.equal(first.status, 303);
    const stale = await change(arman, page, { amount: '262000', version });
    assert.equal(stale.status, 409);
    assert.match(stale.text, /value="262000"/);
    assert.match(stale.text, /Stored now:/);
    assert.match(stale.text, /261000/);
  });

  void it('may be taken back: the one before goes on', async () => {
    const rows = await inForce('MM-01-01');
    const last = rows.at(-1);
    const page = `/en/admin/amounts/${last.id}/correction`;
    const action = `/en/admin/amounts/${last.id}/removal`;
    assert.equal((await change(arman, page, {}, action)).status, 303);
    const after = await inForce('MM-01-01');
    assert.equal(after.length, rows.length - 1);
    assert.equal(after.at(-1).valid_until, null);
    assert.equal((await arman.get(page)).status, 404);
  });
});

void describe('an amount in force', () => {
  void it('keeps its sum: only its source and status are corrected', async () => {
    const row = (await inForce('MM-01-01')).find(({ valid_from }) => valid_from === '2026-01-01');
    const page = `/en/admin/amounts/${row.id}/correction`;
    const values = { amount: '1', source: 'Order no. 9', status: 'confirmed' };
    assert.equal((await change(arman, page, values)).status, 303);
    const after = await portal.db.read('guaranteed_amounts').where({ id: row.id }).first();
    assert.equal(Number(after.amount_tiyn), Number(row.amount_tiyn));
    assert.equal(after.source, 'Order no. 9');
    const { status } = await arman.post(`/en/admin/amounts/${row.id}/removal`, {
      _csrf: /name="_csrf" value="([^"]+)"/.exec((await arman.get(NEW)).text)![1]!,
    });
    assert.equal(status, 422);
    assert.ok(await portal.db.read('guaranteed_amounts').where({ id: row.id }).first());
  });
});

void describe('a term', () => {
  const line = (key: string) => portal.db.read('terms').where({ key }).orderBy('valid_from');

  void it('gets a new value from a day on, in its own unit', async () => {
    const [decision] = await line('decision');
    const page = `/en/admin/terms/${decision.id}/value`;
    const values = {
      value: '8',
      valid_from: '01.01.2027',
      source: 'Letter of the ministry',
      status: 'confirmed',
    };
    const answers = await changeTwice(arman, page, values);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.deepEqual(
      (await line('decision')).map((row) => [Number(row.value), row.unit, row.valid_until]),
      [
        [10, 'working_days', '2027-01-01'],
        [8, 'working_days', null],
      ],
    );
    const entry = await lastEntry(portal, 'term', 'decision');
    assert.deepEqual(JSON.parse(entry.detail).value, [10, 8]);
  });

  void it('that is a sum is typed in tenge', async () => {
    const [sum] = await line('second_consent_above');
    const page = `/en/admin/terms/${sum.id}/value`;
    const values = { valid_from: '2027-01-01', source: 'Order no. 3', status: 'proposed' };
    assert.equal((await change(arman, page, { ...values, value: '1 200 000' })).status, 303);
    assert.equal(Number((await line('second_consent_above')).at(-1).value), 120_000_000);
    names(await change(arman, page, { ...values, value: 'a lot' }), 'value', /tenge/);
  });

  void it('that is proposed is confirmed without changing its value', async () => {
    const [answer] = await line('answer');
    const page = `/en/admin/terms/${answer.id}/correction`;
    const values = { value: '99', source: 'Order no. 4', status: 'confirmed' };
    assert.equal((await change(arman, page, values)).status, 303);
    const [after] = await line('answer');
    assert.deepEqual([Number(after.value), after.status], [10, 'confirmed']);
  });

  void it('that has not started is taken back', async () => {
    const later = (await line('decision')).at(-1);
    const page = `/en/admin/terms/${later.id}/correction`;
    const answer = await change(arman, page, {}, `/en/admin/terms/${later.id}/removal`);
    assert.equal(answer.status, 303);
    const rows = await line('decision');
    assert.deepEqual(
      rows.map((row) => row.valid_until),
      [null],
    );
  });

  for (const [field, value, words] of [
    ['value', '0', /from 1/],
    ['value', '2.5', /whole number/],
    ['value', '', /value/],
    ['valid_from', '2026-11-01', /has passed/],
    ['valid_from', '2026-11-23', /nothing beside/],
    ['status', '', /status/],
  ] as const) {
    void it(`is refused with ${field} “${value}”`, async () => {
      const [remedy] = await line('remedy');
      const values = { value: '5', valid_from: '2027-01-01', source: 'x', status: 'proposed' };
      const page = `/en/admin/terms/${remedy.id}/value`;
      const answer = await change(arman, page, { ...values, [field]: value });
      if (value === '2026-11-23') names(answer, 'today', /The day is today/);
      else names(answer, field, words);
    });
  }
});

void describe("the desk's first page", () => {
  void it('leads to exactly what it counts', async () => {
    const waits = async () => {
      const { text } = await arman.get('/en/admin');
      const [, count] = /shown=needed">(\d+) class/.exec(text) ?? [];
      const { text: list } = await arman.get('/en/admin/amounts?shown=needed');
      assert.equal([...list.matchAll(/<th scope="row"/g)].length, Number(count ?? 0));
      return { text, count: Number(count ?? 0) };
    };
    const { count, text } = await waits();
    assert.match(text, /\/en\/admin\/holidays\?year=2027"/);
    await portal.db
      .write('products')
      .update({ status: 'withdrawn' })
      .where({ status: 'published' });
    assert.ok(count > (await waits()).count);
  });
});
