// The short form of an emergency: what was had is asked for again, all else is the office's; on paper, too.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { iinOf } from '../support/demo-people.ts';
import { startPortal, TODAY } from '../support/portal.ts';
import { tokenOf } from '../support/walkers.ts';

const portal = await startPortal();
const { read, write } = portal.db;
await write('emergency_regions').del(); // the demo's own: the next one has the number 2
await write('emergencies').del();
const olga = await portal.signedIn(iinOf('olga'));
const saule = await portal.signedIn(iinOf('saule'));
const FORM = '/en/emergency/form';
const count = async (table: string, where: object = {}) =>
  Number((await read(table).where(where).count({ n: '*' }).first())?.n);

const aid = await read('aids')
  .join('applicants', 'applicants.id', 'aids.applicant_id')
  .join('accounts', 'accounts.id', 'applicants.account_id')
  .where({ 'accounts.given_name': 'Ольга', 'aids.state': 'in_use' })
  .first('aids.*', 'applicants.region_code');

const said = {
  address: 'School No. 5, gym',
  phone: '+7 700 000 11 11',
  reach: 'phone',
  lost: '',
  urgent: 'I cannot read without it',
  papers: 'lost',
};

void describe('while none is in force', () => {
  void it('the page says so, and the form leads nowhere', async () => {
    const page = await portal.stranger().get('/en/emergency');
    assert.equal(page.status, 200);
    assert.match(page.text, /No emergency is in force at the moment/);
    assert.match((await olga.get(FORM)).text, /No emergency is in force where you live/);
    assert.doesNotMatch((await portal.stranger().get('/en/')).text, /\/en\/emergency"/);
  });
});

void describe('while one is in force', () => {
  void it('everybody sees it, in three languages; the fields have the same numbers on paper', async () => {
    const arman = await read('accounts').where({ given_name: 'Арман' }).first('id');
    await write('emergencies').insert({
      name_kk: 'Су тасқыны',
      name_ru: 'Паводок',
      name_en: 'Flood',
      what_kk: 'Су',
      what_ru: 'Вода',
      what_en: 'Water',
      from_on: '2026-11-20',
      until_on: '2026-12-31',
      relaxes_duplicate: true,
      relaxes_replacement: true,
      relaxes_order_by: true,
      papers_until: '2027-01-31',
      declared_by: arman.id,
      declared_at: TODAY,
      look_due_at: TODAY,
      spread_at: TODAY,
      creation_key: 'one',
    });
    await write('emergency_regions').insert(
      [...new Set([aid.region_code, '710000000'])].map((region_code) => ({
        emergency_id: 2,
        region_code,
      })),
    );
    for (const [lang, name] of [
      ['kk', 'Су тасқыны'],
      ['ru', 'Паводок'],
      ['en', 'Flood'],
    ]) {
      assert.match((await portal.stranger().get(`/${lang}/`)).text, new RegExp(name!));
      assert.match((await portal.stranger().get(`/${lang}/emergency`)).text, new RegExp(name!));
      const paper = await portal.stranger().get(`/${lang}/emergency/paper`);
      assert.equal(paper.text.match(/<li class="td-short__field/g)?.length, 8);
      const screen = await olga.get(`/${lang}/emergency/form`);
      for (let number = 1; number <= 8; number++) {
        assert.match(screen.text, new RegExp(`[>\\s]${number}\\. `), `${lang} ${number}`);
      }
    }
    assert.equal((await portal.stranger().get(FORM)).status, 303);
  });

  for (const [field, value, says] of [
    ['address', '', /where you are now/],
    ['phone', '', /Enter a phone number/],
    ['reach', '', /how to reach you/],
    ['papers', 'eaten', /about your papers/],
    ['aids', '999999', /./],
    ['aids', '', /Tick or say what is lost/],
  ] as const) {
    void it(`the form is refused with ${field} “${value}”`, async () => {
      const answer = await olga.submit(FORM, { ...said, aids: String(aid.id), [field]: value });
      assert.equal(answer.status, 422);
      assert.match(answer.text, says);
      assert.equal(await count('emergency_reports'), 0);
    });
  }

  void it('asks once for what was had, first in the queue, though it is sent twice at once', async () => {
    const key = randomUUID();
    const answers = await Promise.all([
      olga.submit(FORM, { ...said, key, aids: String(aid.id) }),
      olga.submit(FORM, { ...said, key, aids: String(aid.id) }),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal(await count('emergency_reports'), 1);
    const rows = await read('emergency_requests')
      .join('requests', 'requests.id', 'emergency_requests.request_id')
      .select('requests.*', 'papers_due_on');
    assert.equal(rows.length, 1);
    const [request] = rows;
    assert.deepEqual(
      [request.status, request.priority, request.papers_due_on, request.delivery_address],
      ['submitted', 1, '2027-01-31', said.address],
    );
    assert.ok(request.offer_id || request.need);
    const line = await read('entitlements').where({ id: request.entitlement_id }).first();
    assert.deepEqual([line.reserved, line.used], [request.quantity, 0]);
    assert.equal((await read('aids').where({ id: aid.id }).first()).state, 'lost');
    const rules = await read('emergency_uses').orderBy('rule').select('rule');
    assert.deepEqual(
      rules.map(({ rule }) => rule),
      ['duplicate', 'first', 'papers'],
    );
    const done = await olga.get(String(answers[0].headers.location));
    assert.match(done.text, new RegExp(request.reference));
    const page = await olga.get(`/en/requests/${request.reference}`);
    assert.equal(page.status, 200);
    assert.match(page.text, /comes first in the queue/);
    const nurlan = await portal.signedIn(iinOf('nurlan'));
    assert.equal((await nurlan.get(String(answers[0].headers.location))).status, 404);
    assert.ok((await count('messages', { kind: 'emergency.reported' })) >= 1);
  });

  void it('makes a task of what nobody knew of; the office answers, and the person hears it', async () => {
    const nurlan = await portal.signedIn(iinOf('nurlan'));
    const form = { ...said, lost: 'My white cane and the charger', key: randomUUID() };
    assert.equal((await nurlan.submit(FORM, form)).status, 303);
    const report = await read('emergency_reports').orderBy('id', 'desc').first();
    assert.ok(report.office_task);
    const desk = await saule.get('/en/casework/emergency');
    assert.match(desk.text, /My white cane/);
    assert.match((await saule.get('/en/casework')).text, /Emergency: reports/);
    const address = `/en/casework/emergency/reports/${report.id}`;
    const elsewhere = await portal.signedIn(iinOf('aidos'));
    assert.equal((await elsewhere.get(address)).status, 404);
    assert.equal((await saule.submit(address, { outcome: '' })).status, 422);
    const done = await saule.submit(address, { outcome: 'A cane from the store was handed over.' });
    assert.equal(done.status, 303);
    const stale = { version: '1', outcome: 'Something else', _csrf: await tokenOf(saule) };
    assert.equal((await saule.post(address, stale)).status, 409);
    assert.equal(
      (await count('messages', { kind: 'emergency.settled', applicant_id: report.applicant_id })) >
        0,
      true,
    );
  });

  void it('takes a paper form that a caseworker types, from the day on which it came', async () => {
    const desk = '/en/casework/emergency';
    const reason = 'Brought the paper form to the office';
    assert.equal((await saule.submit(desk, { iin: '1', reason })).status, 422);
    const silent = await saule.submit(desk, { iin: iinOf('nurlan') });
    assert.equal(silent.status, 422, 'why is asked');
    const { id } = await read('applicants')
      .join('accounts', 'accounts.id', 'applicants.account_id')
      .where({ 'accounts.given_name': 'Нұрлан' })
      .first('applicants.id');
    assert.equal((await saule.get(`${desk}/people/${id}`)).status, 303, 'not by its address');
    assert.match(
      (await saule.submit(desk, { iin: '000000000000', reason })).text,
      /Nobody with this IIN/,
    );
    const found = await saule.submit(desk, { iin: iinOf('nurlan'), reason });
    assert.equal(found.status, 303);
    const entry = await read('audit_entries').where({ reason }).first();
    assert.deepEqual([entry.action, entry.applicant_id], ['person.read', id]);
    const address = String(found.headers.location);
    const typed = { ...said, lost: 'Everything', key: randomUUID() };
    assert.equal((await saule.submit(address, { ...typed, received_on: '' })).status, 422);
    assert.equal(
      (await saule.submit(address, { ...typed, received_on: '30.11.2026' })).status,
      422,
    );
    const before = await count('emergency_reports');
    assert.equal(
      (await saule.submit(address, { ...typed, received_on: '21.11.2026' })).status,
      303,
    );
    assert.equal(await count('emergency_reports'), before + 1);
    const report = await read('emergency_reports').orderBy('id', 'desc').first();
    assert.deepEqual([report.received_on, report.filed_as], ['2026-11-21', 'caseworker']);
    const elsewhere = await portal.signedIn(iinOf('aidos'));
    assert.equal((await elsewhere.get(address)).status, 404);
    assert.equal((await olga.get(address)).status, 403);
  });
});
