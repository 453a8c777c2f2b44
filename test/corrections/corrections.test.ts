// "This record about me is wrong": filed, asked, corrected or explained, seen by the person, in time.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { runCorrections } from '../../server/corrections/corrections.ts';
import { demoRequest, iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import { tokenOf } from '../support/walkers.ts';

const portal = await startPortal();
const { read, write } = portal.db;
await write('corrections').del(); // the demo's own: the next one has the number 2
const nurlan = await portal.signedIn(iinOf('nurlan'));
const saule = await portal.signedIn(iinOf('saule'));
const NEW = '/en/account/corrections/new';
const LIST = '/en/account/corrections';
const reference = await demoRequest(portal.db, 'TT-03', 'submitted');
const request = await read('requests').where({ reference }).first();
const said = {
  record: 'address',
  wrong: 'It says house 40',
  correct: 'It is house 42',
  request: reference,
};
const newest = async () => read('corrections').orderBy('id', 'desc').first();
const count = async (table: string, where: object = {}) =>
  Number((await read(table).where(where).count({ n: '*' }).first())?.n);

void describe('saying that a record is wrong', () => {
  for (const [field, value, says] of [
    ['record', '', /Choose the record/],
    ['record', 'programme_line', /Choose the line/],
    ['wrong', '', /what is wrong/],
    ['correct', '', /what is right/],
    ['request', 'TT00-0000', /./],
    ['person', '999999', /./],
  ] as const) {
    void it(`is refused with ${field} “${value}”`, async () => {
      const answer = await nurlan.submit(NEW, { ...said, [field]: value });
      assert.equal(answer.status, 422);
      assert.match(answer.text, says);
      assert.equal(await count('corrections'), 0);
    });
  }

  void it('happens once, though it is sent twice at once; the clock runs ten working days', async () => {
    const key = randomUUID();
    const answers = await Promise.all([
      nurlan.submit(NEW, { ...said, key }),
      nurlan.submit(NEW, { ...said, key }),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal(await count('corrections'), 1);
    const row = await newest();
    assert.deepEqual(
      [row.state, row.due_on, row.applicant_id, row.request_id],
      ['received', '2026-12-07', request.applicant_id, request.id],
    );
    const page = await nurlan.get(`${LIST}/${row.id}`);
    assert.match(page.text, /It is house 42/);
    assert.match(page.text, /The office received it/);
    assert.match((await nurlan.get(LIST)).text, /Address/);
    assert.match((await nurlan.get(`/en/requests/${reference}`)).text, /Correction No\. 2/);
  });

  void it('is nobody else’s to see', async () => {
    for (const key of ['olga', 'aidos', 'askar', 'arman']) {
      const visitor = await portal.signedIn(iinOf(key));
      assert.ok([403, 404].includes((await visitor.get(`${LIST}/2`)).status), key);
      assert.ok([403, 404].includes((await visitor.get('/en/casework/corrections/2')).status), key);
    }
    assert.equal((await portal.stranger().get(LIST)).status, 303);
    const dana = await portal.signedIn(iinOf('dana')); // may only watch
    assert.equal((await dana.get(`${LIST}/2`)).status, 200);
    const withdrawal = `${LIST}/2/withdrawal`;
    const token = await tokenOf(dana);
    assert.equal((await dana.post(withdrawal, { version: '1', _csrf: token })).status, 403);
  });
});

void describe('at the office', () => {
  const desk = '/en/casework/corrections/2';

  void it('stands in the list and on the case; the request may go on meanwhile', async () => {
    assert.match((await saule.get('/en/casework/corrections')).text, /Address/);
    const file = await saule.get(`/en/casework/requests/${reference}`);
    assert.match(file.text, /says that a record is wrong/);
    assert.equal((await saule.submit(desk, {}, `${desk}/interim`)).status, 303);
    assert.ok((await newest()).interim_at);
    assert.match((await nurlan.get(`${LIST}/2`)).text, /goes on meanwhile/);
    const again = await saule.post(`${desk}/interim`, {
      version: '1',
      _csrf: await tokenOf(saule),
    });
    assert.equal(again.status, 303, 'a second time changes nothing');
    assert.equal((await newest()).version, 2);
  });

  void it('corrects what the portal holds in one act; the audit names fields, no values', async () => {
    const values = {
      outcome: 'corrected',
      settlement: 'Астана',
      address: 'проспект Кабанбай батыра, 42',
      explanation: 'We have corrected the address.',
    };
    const outcome = `${desk}/outcome`;
    const missing = await saule.submit(desk, { ...values, address: '' }, outcome);
    assert.equal(missing.status, 422);
    assert.equal((await saule.submit(desk, values, outcome)).status, 303);
    const person = await read('applicants').where({ id: request.applicant_id }).first();
    assert.equal(person.address, values.address);
    const entry = await read('audit_entries').where({ action: 'correction.corrected' }).first();
    assert.deepEqual(JSON.parse(entry.fields), ['settlement', 'address']);
    assert.doesNotMatch(JSON.stringify(entry), /Кабанбай/);
    assert.ok((await count('messages', { kind: 'correction.corrected' })) >= 1);
    const stale = {
      ...values,
      version: '2',
      explanation: 'Other words',
      _csrf: await tokenOf(saule),
    };
    assert.equal((await saule.post(outcome, stale)).status, 409);
  });

  void it('asks the register that holds it, and says how to object to a no', async () => {
    const form = { record: 'disability_group', wrong: 'third', correct: 'second', request: '' };
    assert.equal((await nurlan.submit(NEW, { ...form, key: randomUUID() })).status, 303);
    const { id } = await newest();
    const page = `/en/casework/corrections/${id}`;
    assert.match((await saule.get(page)).text, /medical-social expertise/);
    assert.equal((await saule.submit(page, { note: '' }, `${page}/question`)).status, 422);
    const asked = await saule.submit(page, { note: 'Which group?' }, `${page}/question`);
    assert.equal(asked.status, 303);
    assert.match((await nurlan.get(`${LIST}/${id}`)).text, /The register was asked/);
    const no = { outcome: 'not_corrected', explanation: 'The expertise says the third group.' };
    assert.equal((await saule.submit(page, no, `${page}/outcome`)).status, 303);
    assert.match((await nurlan.get(`${LIST}/${id}`)).text, /If you do not agree/);
  });

  void it('tells the lead once when it is overdue', async () => {
    const form = { ...said, record: 'phone', key: randomUUID() };
    assert.equal((await nurlan.submit(NEW, form)).status, 303);
    const { texts } = portal.portal;
    const run = (at: string) => runCorrections({ db: portal.db, texts }, new Date(at));
    const sent = () => count('messages', { kind: 'correction.overdue' });
    await run('2026-12-07T05:00:00Z');
    assert.equal(await sent(), 0);
    await run('2026-12-08T05:00:00Z');
    const once = await sent();
    assert.ok(once >= 1);
    await run('2026-12-20T05:00:00Z');
    assert.equal(await sent(), once);
  });

  void it('is withdrawn by the person', async () => {
    const { id } = await newest();
    const page = `${LIST}/${id}`;
    assert.equal((await nurlan.submit(page, {}, `${page}/withdrawal`)).status, 303);
    assert.equal((await newest()).state, 'withdrawn');
    assert.doesNotMatch((await saule.get('/en/casework/corrections')).text, /Phone/);
  });
});
