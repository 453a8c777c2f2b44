// Complaints about suppliers: filed in time or late with a reason, answered, judged by two, and what follows.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { runComplaints } from '../../server/complaints/complaints.ts';
import { outcomeOf } from '../../server/complaints/kinds.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal, TODAY } from '../support/portal.ts';
import { tokenOf } from '../support/walkers.ts';

const portal = await startPortal();
const { read, write } = portal.db;
await write('complaints').del(); // the demo's own: the next one has the number 2
const count = async (table: string, where: object = {}) =>
  Number((await read(table).where(where).count({ n: '*' }).first())?.n);

const saulesOffice = await read('accounts')
  .join('account_roles', 'account_roles.account_id', 'accounts.id')
  .where({ given_name: 'Сәуле' })
  .whereNotNull('office_id')
  .first('office_id');

// An open order of a supplier, of a person who has an account.
const order = await read('orders')
  .join('requests', 'requests.id', 'orders.request_id')
  .join('applicants', 'applicants.id', 'requests.applicant_id')
  .join('accounts', 'accounts.id', 'applicants.account_id')
  .where({ supplier_id: 1 })
  .whereIn('requests.status', ['ordered', 'confirmed'])
  .whereNotNull('orders.offer_id')
  .orderByRaw(`case when requests.office_id = ? then 0 else 1 end`, [saulesOffice.office_id])
  .orderBy('orders.id')
  .first(
    'orders.*',
    'requests.reference',
    'requests.office_id',
    'requests.queued_on',
    'accounts.given_name',
    'accounts.family_name',
  );
const { accounts } = JSON.parse(readFileSync('db/demo/people.json', 'utf8')) as {
  accounts: { iin: string; name: { family: string; given: string } }[];
};
const owner = accounts.find(
  ({ name }) => name.given === order.given_name && name.family === order.family_name,
)!;
const person = await portal.signedIn(owner.iin);
const askar = await portal.signedIn(iinOf('askar'));
const rival = await portal.signedIn(iinOf('natalia'));
const arman = await portal.signedIn(iinOf('arman'));
const gulmira = await portal.signedIn(iinOf('gulmira'));
const saule = await portal.signedIn(iinOf('saule'));
const PAGE = `/en/requests/${order.reference}/complaint`;
const said = {
  order: String(order.id),
  kind: 'asked_money',
  known_on: '20.11.2026',
  text: 'The driver asked for 5000 tenge on the side.',
};
const newest = async () => read('complaints').orderBy('id', 'desc').first();

void describe('filing', () => {
  for (const [field, value, says] of [
    ['order', '999999', /Choose the order/],
    ['kind', 'ugly', /Choose what happened/],
    ['known_on', '', /came to know/],
    ['known_on', '24.11.2026', /has not come yet/],
    ['known_on', '08.11.2026', /say why it comes late/],
    ['text', 'short', /at least 10/],
  ] as const) {
    void it(`is refused with ${field} “${value}”`, async () => {
      const answer = await person.submit(PAGE, { ...said, [field]: value });
      assert.equal(answer.status, 422);
      assert.match(answer.text, says);
      assert.equal(await count('complaints'), 0);
    });
  }

  void it('happens once, though it is sent twice at once; clocks run, each side hears', async () => {
    const key = randomUUID();
    const answers = await Promise.all([
      person.submit(PAGE, { ...said, key, known_on: '09.11.2026' }),
      person.submit(PAGE, { ...said, key, known_on: '09.11.2026' }),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal(await count('complaints'), 1);
    const row = await newest();
    assert.equal(Boolean(row.late), false, 'the fourteenth day is in time');
    assert.deepEqual([row.answer_due_on, row.decision_due_on], ['2026-11-26', '2026-12-07']);
    for (const kind of ['complaint.filed', 'complaint.to_answer', 'complaint.to_decide']) {
      assert.ok((await count('messages', { kind })) >= 1, kind);
    }
    const told = await read('messages').where({ kind: 'complaint.to_answer' }).first();
    assert.doesNotMatch(told.body, new RegExp(`${order.given_name}|${order.reference}`));
    const other = await person.submit(PAGE, { ...said, key: randomUUID() });
    assert.equal(other.status, 409, 'one open complaint about the same');
    assert.match((await person.get(`/en/requests/${order.reference}`)).text, /Complaint No\. 2/);
  });

  void it('is taken late with its reason, and marked; the office may file it, too', async () => {
    const late = {
      ...said,
      kind: 'rude',
      known_on: '01.11.2026',
      late_reason: 'I was in hospital',
    };
    const address = `/en/casework/requests/${order.reference}/complaint`;
    assert.equal((await saule.submit(address, late)).status, 303);
    const row = await newest();
    assert.deepEqual([Boolean(row.late), row.filed_as], [true, 'caseworker']);
    assert.match(
      (await person.get(`/en/complaints/${row.id}`)).text,
      /Made after the term: I was in hospital/,
    );
    const withdrawal = `/en/complaints/${row.id}/withdrawal`;
    assert.equal((await person.submit(`/en/complaints/${row.id}`, {}, withdrawal)).status, 303);
    assert.equal((await newest()).state, 'withdrawn');
  });

  void it('is nobody else’s to see', async () => {
    for (const key of ['madina', 'aidos', 'natalia']) {
      const visitor = await portal.signedIn(iinOf(key));
      assert.ok([403, 404].includes((await visitor.get(PAGE)).status), key);
      assert.ok([403, 404].includes((await visitor.get('/en/complaints/2')).status), key);
    }
    assert.equal((await portal.stranger().get('/en/complaints/2')).status, 303);
    assert.equal((await rival.get('/en/supplier/complaints/2')).status, 404);
    assert.equal((await askar.get('/en/commission')).status, 403);
    assert.equal((await saule.get('/en/commission')).status, 403);
  });
});

void describe('the supplier', () => {
  const page = '/en/supplier/complaints/2';

  void it('sees the substance without the person, and answers once', async () => {
    const shown = await askar.get(page);
    assert.match(shown.text, /asked for 5000 tenge/);
    assert.doesNotMatch(shown.text, new RegExp(`${order.given_name}|${order.reference}`));
    assert.match((await askar.get('/en/supplier')).text, /Complaints/);
    assert.equal((await askar.submit(page, { answer: 'No.' })).status, 422);
    const answer = 'Our driver denies it; we have spoken to him.';
    assert.equal((await askar.submit(page, { answer })).status, 303);
    const stale = { version: '1', answer: 'Something else entirely', _csrf: await tokenOf(askar) };
    assert.equal((await askar.post(page, stale)).status, 409);
    assert.match((await person.get('/en/complaints/2')).text, /Our driver denies it/);
  });
});

void describe('the commission', () => {
  const page = '/en/commission/2';
  const vote = { vote: 'founded', note: 'The message of the driver shows it.' };

  void it('needs two votes and more on one side', () => {
    const founded = { vote: 'founded' } as const;
    const unfounded = { vote: 'unfounded' } as const;
    assert.equal(outcomeOf([]), null);
    assert.equal(outcomeOf([founded]), null);
    assert.equal(outcomeOf([founded, unfounded]), null);
    assert.equal(outcomeOf([founded, founded]), 'founded');
    assert.equal(outcomeOf([founded, unfounded, unfounded]), 'unfounded');
  });

  void it('does not name the person, and keeps out who has the case', async () => {
    const shown = await arman.get(page);
    assert.equal(shown.status, 200);
    assert.doesNotMatch(shown.text, new RegExp(order.given_name));
    const holder = await read('requests').where({ id: order.request_id }).first('assigned_to');
    const lead = await read('accounts').where({ given_name: 'Гүлмира' }).first('id');
    await write('requests').where({ id: order.request_id }).update({ assigned_to: lead.id });
    const barred = await gulmira.post(`${page}/vote`, { ...vote, _csrf: await tokenOf(gulmira) });
    assert.equal(barred.status, 403);
    await write('requests')
      .where({ id: order.request_id })
      .update({ assigned_to: holder.assigned_to });
  });

  void it('decides only after two have voted; who did not vote cannot', async () => {
    assert.equal((await arman.submit(page, { vote: '' }, `${page}/vote`)).status, 422);
    assert.equal((await arman.submit(page, vote, `${page}/vote`)).status, 303);
    const changed = { ...vote, vote: 'unfounded', _csrf: await tokenOf(arman) };
    assert.equal((await arman.post(`${page}/vote`, changed)).status, 409);
    const early = { version: '2', reasons: 'x'.repeat(30), _csrf: await tokenOf(arman) };
    assert.equal((await arman.post(`${page}/decision`, early)).status, 409);
    const second = await read('accounts').where({ given_name: 'Сәуле' }).first('id');
    await write('complaint_votes').insert({
      complaint_id: 2,
      account_id: second.id,
      ...vote,
      voted_at: TODAY,
    });
    const stranger = { ...early, consequence: 'none', _csrf: await tokenOf(gulmira) };
    assert.equal((await gulmira.post(`${page}/decision`, stranger)).status, 403);
  });

  void it('removes a supplier: its offers leave the catalogue, and people choose again with their place', async () => {
    const decision = {
      consequence: 'removal',
      reasons: 'The supplier asked for money that it may not ask for.',
    };
    const form = `${page}/decision`;
    assert.equal((await arman.submit(page, { ...decision, consequence: '' }, form)).status, 422);
    assert.equal(
      (await arman.submit(page, { ...decision, consequence: 'remedy' }, form)).status,
      422,
    );
    const both = { consequence: 'remedy', reasons: 'short', remedy_by: '' };
    const told = await arman.submit(page, both, form);
    assert.match(told.text, /href="#remedy_by"[\s\S]*href="#reasons"/, 'all problems at once');
    assert.equal((await arman.submit(page, decision, form)).status, 303);
    const supplier = await read('suppliers').where({ id: 1 }).first();
    assert.deepEqual([supplier.status, supplier.return_not_before], ['removed', '2027-11-23']);
    assert.match((await person.get('/en/complaints/2')).text, /money that it may not ask for/);
    assert.ok((await count('messages', { kind: 'complaint.decided' })) >= 1);
    const entry = await read('audit_entries').where({ action: 'supplier.removed' }).first();
    assert.equal(entry.object_id, '1');

    const means = portal.portal;
    await runComplaints(means, new Date(TODAY));
    await runComplaints(means, new Date(TODAY));
    const request = await read('requests').where({ id: order.request_id }).first();
    assert.deepEqual([request.status, request.queued_on], ['choosing_again', order.queued_on]);
    assert.equal((await read('orders').where({ id: order.id }).first()).status, 'cancelled');
    const left = await read('orders')
      .where({ supplier_id: 1 })
      .whereIn('status', ['to_confirm', 'confirmed', 'misfit']);
    assert.deepEqual(left, []);
    const events = await read('request_events').where({
      request_id: order.request_id,
      kind: 'order.supplier_removed',
    });
    assert.equal(events.length, 1);
    assert.match((await person.get(`/en/requests/${order.reference}`)).text, /removed/);
  });

  void it('keeps a removed supplier out until the day', async () => {
    const address = '/en/admin/suppliers/1/standing';
    const form = { status: 'admitted', reason: 'They have asked nicely to be back.' };
    const early = await arman.submit(address, form);
    assert.equal(early.status, 422);
    assert.match(early.text, /may return has not come/);
    assert.equal((await read('suppliers').where({ id: 1 }).first()).status, 'removed');
  });

  void it('is reminded once of what is overdue', async () => {
    const row = await read('complaints').where({ id: 2 }).first();
    const { id: _id, ...copy } = row;
    await write('complaints').insert({
      ...copy,
      kind: 'other',
      state: 'open',
      decided_at: null,
      decided_by: null,
      consequence: null,
      creation_key: 'again',
    });
    const means = portal.portal;
    await runComplaints(means, new Date('2026-12-07T05:00:00Z'));
    assert.equal(await count('messages', { kind: 'complaint.overdue' }), 0);
    await runComplaints(means, new Date('2026-12-08T05:00:00Z'));
    const sent = await count('messages', { kind: 'complaint.overdue' });
    assert.ok(sent >= 1);
    await runComplaints(means, new Date('2026-12-20T05:00:00Z'));
    assert.equal(await count('messages', { kind: 'complaint.overdue' }), sent);
  });
});
