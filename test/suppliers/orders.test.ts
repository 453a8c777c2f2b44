// The supplier's desk: orders by what is to do, only what delivery needs, and each act once.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listOrders, PAGE_SIZE } from '../../server/suppliers/order-list.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import { findForm, type FormValues, type Visitor } from '../support/visitor.ts';

const portal = await startPortal();
const stranger = portal.stranger();
const askar = await portal.signedIn(iinOf('askar'));
const natalia = await portal.signedIn(iinOf('natalia'));
const saule = await portal.signedIn(iinOf('saule'));
const aigerim = await portal.signedIn(iinOf('aigerim'));
const KEY = '0f0e0d0c-0b0a-4908-8706-050403020100';
const LONG = 'x'.repeat(2001);

interface Order {
  number: string;
  status: string;
  version: number;
  address: string;
  phone: string | null;
  family_name: string;
}

async function ordersOf(status: string): Promise<Order[]> {
  const rows: Order[] = await portal.db
    .read('orders')
    .join('requests', 'requests.id', 'orders.request_id')
    .join('applicants', 'applicants.id', 'requests.applicant_id')
    .where({ 'orders.status': status, 'orders.supplier_id': 1 })
    .orderBy('orders.id')
    .select(
      'orders.number',
      'orders.status',
      'requests.version',
      'requests.delivery_address as address',
      'requests.delivery_phone as phone',
      'applicants.family_name',
    );
  assert.ok(rows.length, `no order is ${status}`);
  return rows;
}

const stateOf = async (number: string) => {
  const [row]: Order[] = await portal.db
    .read('orders')
    .join('requests', 'requests.id', 'orders.request_id')
    .where({ number })
    .select('orders.status', 'requests.version');
  return row!;
};

const at = (number: string, part = '') => `/en/supplier/orders/${number}${part && `/${part}`}`;

async function hiddenOf(visitor: Visitor, page: string) {
  const { text, status } = await visitor.get(page);
  assert.equal(status, 200, page);
  return findForm(text, page, page).hidden;
}

async function queriesOf(visitor: Visitor, address: string): Promise<number> {
  let queries = 0;
  const count = () => {
    queries += 1;
  };
  await visitor.get(address);
  for (const way of [portal.db.read, portal.db.write]) way.on('query', count);
  await visitor.get(address);
  for (const way of [portal.db.read, portal.db.write]) way.off('query', count);
  return queries;
}

void test('the desk is for suppliers, and each sees its own orders only', async () => {
  const [order] = await ordersOf('confirmed');
  for (const page of ['/en/supplier', at(order!.number)]) {
    assert.match(String((await stranger.get(page)).headers.location), /sign-in/);
    for (const visitor of [saule, aigerim]) assert.equal((await visitor.get(page)).status, 403);
  }
  assert.equal((await askar.get(at(order!.number))).status, 200);
  assert.equal((await natalia.get(at(order!.number))).status, 404);
  for (const part of ['confirmation', 'decline', 'dispatch', 'remedy', 'return']) {
    assert.equal((await natalia.get(at(order!.number, part))).status, 404);
  }
  for (const wrong of ['AAAA-AAAA', '1', 'x', '%2e%2e']) {
    assert.equal((await askar.get(at(wrong))).status, 404, wrong);
  }
  const list = (await natalia.get('/en/supplier')).text;
  assert.ok(!list.includes(order!.number));
});

void test('the list goes by what is to do and what is due first, and names nobody', async () => {
  const { text } = await askar.get('/en/supplier');
  const open = [
    ...(await ordersOf('to_confirm')),
    ...(await ordersOf('confirmed')),
    ...(await ordersOf('misfit')),
  ];
  for (const { number, family_name } of open) {
    assert.ok(text.includes(number));
    assert.ok(!text.includes(family_name));
  }
  const due = [...text.matchAll(/<td[\s\S]*?datetime="([\d-]+)"/g)].map(([, day]) => day!);
  assert.deepEqual(due, due.toSorted());
  for (const [view, status] of [
    ['to-confirm', 'to_confirm'],
    ['to-send', 'confirmed'],
    ['to-remedy', 'misfit'],
    ['sent', 'dispatched'],
    ['done', 'delivered'],
  ] as const) {
    const page = await askar.get(`/en/supplier?view=${view}`);
    assert.equal(page.status, 200);
    assert.ok(page.text.includes((await ordersOf(status))[0]!.number), view);
    assert.doesNotMatch(page.text, /undefined|NaN|\[object/);
  }
  for (const query of ['view=zzz', 'after=1', 'before=x', 'view=a&view=b']) {
    assert.equal((await askar.get(`/en/supplier?${query}`)).status, 422, query);
  }
});

void test('orders that are done go by the day they were closed, page by page', async () => {
  const done: { id: number; number: string; closed_on: string | null }[] = await portal.db
    .read('orders')
    .where({ supplier_id: 1, is_open: false })
    .orderBy([
      { column: 'closed_on', order: 'desc' },
      { column: 'id', order: 'desc' },
    ]);
  const all = await listOrders(portal.db.read, 1, 'done', null);
  const ids = ({ rows }: typeof all) => rows.map(({ id }) => id);
  assert.ok(done.length > 2 && done.every(({ closed_on }) => closed_on));
  assert.deepEqual(
    ids(all),
    done.slice(0, PAGE_SIZE).map(({ id }) => id),
  );
  const place = { on: done[1]!.closed_on!, id: done[1]!.id };
  const after = await listOrders(portal.db.read, 1, 'done', { direction: 'after', ...place });
  assert.equal(ids(after)[0], done[2]!.id);
  const before = await listOrders(portal.db.read, 1, 'done', { direction: 'before', ...place });
  assert.deepEqual(ids(before), [done[0]!.id]);
});

void test('who gets it and where is shown while the order is open, and each look is written down', async () => {
  const [open] = await ordersOf('dispatched');
  const looks = async () => {
    const rows: unknown[] = await portal.db
      .read('audit_entries')
      .where({ action: 'order.read', object_id: open!.number });
    return rows.length;
  };
  const before = await looks();
  const { text } = await askar.get(at(open!.number));
  assert.ok(text.includes(open!.family_name) && text.includes(open!.address));
  assert.doesNotMatch(text, /99123\d{7}|disability|Delivery code/i);
  assert.equal(await looks(), before + 1);

  for (const status of ['delivered', 'declined']) {
    const [closed] = await ordersOf(status);
    const page = (await askar.get(at(closed!.number))).text;
    assert.ok(!page.includes(closed!.family_name) && !page.includes(closed!.address));
    assert.match(page, /no longer shown/);
  }
});

void test('the delivery code is nowhere on the pages of the supplier', async () => {
  const [open] = await ordersOf('dispatched');
  const row: { delivery_code_encrypted: string } = await portal.db
    .read('orders')
    .where({ number: open!.number })
    .first('delivery_code_encrypted');
  const code = portal.portal.vault.unseal(row.delivery_code_encrypted);
  for (const page of [at(open!.number), '/en/supplier?view=sent']) {
    assert.ok(!(await askar.get(page)).text.includes(code));
  }
});

const becomes = (status: string) =>
  portal.db.write('suppliers').where({ id: 1 }).update({ status });

void test('a suspended supplier is told what still holds', async () => {
  await becomes('suspended');
  assert.match((await askar.get('/en/supplier')).text, /Your admission is suspended/);
  await becomes('admitted');
});

void test('list and order take as many queries whatever there is', async () => {
  assert.equal(
    await queriesOf(askar, '/en/supplier?view=to-do'),
    await queriesOf(natalia, '/en/supplier?view=sent'),
  );
  const [young] = await ordersOf('to_confirm');
  const [old] = await ordersOf('misfit');
  assert.equal(await queriesOf(askar, at(young!.number)), await queriesOf(askar, at(old!.number)));
});

interface Act {
  part: string;
  from: string;
  nth?: number;
  to: string;
  good: FormValues;
  bad: [FormValues, string][];
}

const notes: [FormValues, string][] = [
  [{ note: '' }, 'note'],
  [{ note: LONG }, 'note'],
  [{ note: ['a', 'b'] }, 'note'],
];
const ACTS: Act[] = [
  { part: 'confirmation', from: 'to_confirm', to: 'confirmed', good: {}, bad: [] },
  {
    part: 'decline',
    from: 'to_confirm',
    to: 'declined',
    good: { reason: 'decline-not-in-stock', note: 'The last one is gone' },
    bad: [
      [{ note: 'x' }, 'reason'],
      [{ reason: 'refusal-duplicate' }, 'reason'],
      [{ reason: 'decline-not-in-stock', note: LONG }, 'note'],
    ],
  },
  {
    part: 'dispatch',
    from: 'confirmed',
    to: 'dispatched',
    good: { note: 'Our own driver, on Thursday' },
    bad: notes,
  },
  {
    part: 'remedy',
    from: 'misfit',
    to: 'dispatched',
    good: { note: 'A wider seat, by our driver' },
    bad: notes,
  },
];

for (const { part, from, to, good, bad } of ACTS) {
  void describe(`the act ${part}`, () => {
    void test('is named when wrong, refused when stale, and done once', async () => {
      const [order] = await ordersOf(from);
      const { number } = order!;
      const page = at(number, part);
      assert.match(String((await stranger.post(page, good)).headers.location), /sign-in/);
      const hidden = await hiddenOf(askar, page);
      for (const [values, field] of bad) {
        const answer = await askar.post(page, { ...hidden, ...values });
        assert.equal(answer.status, 422);
        assert.match(answer.text, new RegExp(`href="#${field}"`));
      }
      for (const damaged of [{ version: 'x' }, { key: 'mine' }]) {
        assert.equal((await askar.post(page, { ...hidden, ...good, ...damaged })).status, 422);
      }
      const stale = await askar.post(page, {
        ...hidden,
        ...good,
        version: String(order!.version - 1),
      });
      assert.equal(stale.status, 409);
      assert.match(stale.text, /The order changed while this page was open/);
      if (good.note) assert.ok(stale.text.includes(String(good.note)));
      assert.equal((await stateOf(number)).status, from);

      const answers = await Promise.all([
        askar.post(page, { ...hidden, ...good }),
        askar.post(page, { ...hidden, ...good }),
      ]);
      answers.push(await askar.post(page, { ...hidden, ...good }));
      for (const answer of answers) {
        assert.equal(answer.status, 303, answer.text.slice(0, 300));
        assert.equal(answer.headers.location, at(number));
      }
      const after = await stateOf(number);
      assert.equal(after.status, to);
      assert.equal(after.version, order!.version + 1);
      const shown = await askar.get(at(number));
      assert.equal(shown.status, 200);
      assert.equal((await askar.get(page)).status, 409);
      const late = { ...hidden, ...good, key: KEY, version: String(after.version) };
      assert.ok([404, 409, 422].includes((await askar.post(page, late)).status));
    });
  });
}

void test('taking an aid back ends the order and hides the person', async () => {
  const [order] = await ordersOf('dispatched');
  await portal.db
    .write('orders')
    .where({ number: order!.number })
    .update({ status: 'misfit', misfit_kind: 'damaged', misfit_note: 'A wheel is bent' });
  await portal.db
    .write('requests')
    .where({ version: order!.version })
    .whereIn('id', portal.db.read('orders').where({ number: order!.number }).select('request_id'))
    .update({ status: 'misfit' });
  const page = at(order!.number, 'return');
  assert.match((await askar.get(page)).text, /A wheel is bent/);
  assert.equal((await askar.submit(page, { note: '' }, page)).status, 422);
  assert.equal((await askar.submit(page, { note: 'On Friday' }, page)).status, 303);
  const shown = (await askar.get(at(order!.number))).text;
  assert.match(shown, /You took the aid back/);
  assert.ok(!shown.includes(order!.family_name));
});
