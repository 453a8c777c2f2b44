// Emergencies: declared, looked at by a second person, ended early; what they relax, put first and report.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  emergencyFor,
  orderByReliefs,
  runEmergencies,
} from '../../server/emergencies/emergencies.ts';
import { findFirst } from '../../server/emergencies/desk.ts';
import { findEntitlement, whyNot } from '../../server/entitlements/entitlements.ts';
import { findRequest } from '../../server/requests/aid-request.ts';
import { runChecks } from '../../server/requests/checks.ts';
import { demoRequest, iinOf } from '../support/demo-people.ts';
import { startPortal, TODAY } from '../support/portal.ts';
import { tokenOf } from '../support/walkers.ts';

const portal = await startPortal();
const { read, write } = portal.db;
await write('emergency_regions').del(); // the demo's own: the next one has the number 2
await write('emergencies').del();
const arman = await portal.signedIn(iinOf('arman'));
const gulmira = await portal.signedIn(iinOf('gulmira'));
const saule = await portal.signedIn(iinOf('saule'));
const olga = await portal.signedIn(iinOf('olga'));
const nurlan = await portal.signedIn(iinOf('nurlan'));

const ASTANA = '710000000';
const NEW = '/en/admin/emergencies/new';
const TODAY_DAY = '2026-11-23';
const flood = {
  name_kk: 'Есіл өзенінің тасуы',
  name_ru: 'Паводок на Есиле',
  name_en: 'Flood of the Esil',
  what_kk: 'Су басты.',
  what_ru: 'Затопило дома.',
  what_en: 'Houses are flooded.',
  regions: [ASTANA],
  from_on: '23.11.2026',
  until_on: '23.12.2026',
  relaxes: ['duplicate', 'replacement', 'order_by'],
  papers_until: '31.01.2027',
};
const emergency = async () => read('emergencies').orderBy('id').first();
const count = async (table: string, where: object = {}) =>
  Number((await read(table).where(where).count({ n: '*' }).first())?.n);

void describe('declaring', () => {
  void it('is the administrators’', async () => {
    for (const visitor of [gulmira, saule, olga]) {
      assert.equal((await visitor.get('/en/admin/emergencies')).status, 403);
      const token = await tokenOf(visitor);
      assert.equal((await visitor.post(NEW, { ...flood, _csrf: token })).status, 403);
    }
    assert.equal((await portal.stranger().get('/en/admin/emergencies')).status, 303);
    assert.equal((await arman.get('/en/admin/emergencies')).status, 200);
    assert.equal((await arman.get('/en/admin/emergencies/77')).status, 404);
  });

  for (const [field, value, says] of [
    ['name_kk', '', /Kazakh|name/i],
    ['regions', [], /at least one region/],
    ['from_on', '01.01.2026', /within 30 days/],
    ['until_on', '22.11.2026', /must not be before/],
    ['papers_until', '24.11.2026', /Papers must not be due/],
    ['relaxes', 'everything', /./],
    ['classes', 'XX', /./],
  ] as const) {
    void it(`is refused with ${field} “${String(value)}”`, async () => {
      const answer = await arman.submit(NEW, { ...flood, [field]: value as string | string[] });
      assert.equal(answer.status, 422);
      assert.match(answer.text, says);
      assert.equal(await count('emergencies'), 0);
    });
  }

  void it('names all problems at once, those across fields, too', async () => {
    const wrong = { name_kk: '', regions: [], from_on: '01.01.2026', until_on: '22.11.2026' };
    const { text } = await arman.submit(NEW, { ...flood, ...wrong });
    for (const field of ['name_kk', 'regions', 'from_on', 'until_on']) {
      assert.match(text, new RegExp(`href="#${field}`), field);
    }
  });

  void it('is shown before it holds, and can be changed until then', async () => {
    const check = await arman.submit(NEW, { ...flood });
    assert.equal(check.status, 200);
    assert.match(check.text, /Check before you declare/);
    assert.match(check.text, /Waiting requests that will come first/);
    assert.match(check.text, /name="regions" value="710000000"/);
    const back = await arman.submit(NEW, { ...flood, step: 'change' });
    assert.match(back.text, /value="Flood of the Esil"/);
    assert.equal(await count('emergencies'), 0);
  });

  void it('happens once, though the form is sent twice at once, and puts first what waits', async () => {
    const key = randomUUID();
    const before = await count('requests', { priority: 1 });
    assert.equal(before, 0);
    const answers = await Promise.all([
      arman.submit(NEW, { ...flood, key, step: 'declare' }),
      arman.submit(NEW, { ...flood, key, step: 'declare' }),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal(await count('emergencies'), 1);
    const first = await read('requests').where({ priority: 1 }).select('id', 'status', 'office_id');
    assert.ok(first.length > 2);
    assert.equal(first.length, await count('emergency_requests'));
    assert.ok(
      first.every(({ status }) =>
        ['submitted', 'in_review', 'awaiting_applicant', 'appealed'].includes(status),
      ),
    );
    const page = await arman.get('/en/admin/emergencies/2');
    assert.match(page.text, /First in the queue/);
    assert.match(page.text, /Nobody yet/);
    assert.doesNotMatch(page.text, /I have looked/);
  });

  void it('holds for its regions, classes and days, and for nothing else', async () => {
    const place = { regionCode: ASTANA, aidClassCode: 'MM-01-03', day: TODAY_DAY };
    assert.equal((await emergencyFor(read, place))?.names.en, 'Flood of the Esil');
    assert.equal(await emergencyFor(read, { ...place, regionCode: '750000000' }), null);
    assert.equal(await emergencyFor(read, { ...place, day: '2026-11-22' }), null);
    assert.equal(await emergencyFor(read, { ...place, day: '2026-12-24' }), null);
    await write('emergency_classes').insert({ emergency_id: 2, aid_class_code: 'MM' });
    assert.ok(await emergencyFor(read, place), 'a class below');
    assert.equal(await emergencyFor(read, { ...place, aidClassCode: 'TT-01' }), null);
    const reliefs = await orderByReliefs(read, [ASTANA]);
    assert.equal(reliefs(ASTANA, 'MM-01-03').length, 1);
    assert.equal(reliefs(ASTANA, 'TT-01').length, 0);
    await write('emergency_classes').del();
  });
});

void describe('while it holds', () => {
  void it('the queue shows first what it puts first, in words, and pages on', async () => {
    const list = await saule.get('/en/casework');
    assert.match(list.text, /First in the queue\. Emergency: Flood of the Esil/);
    const order = await read('requests')
      .where({
        office_id: (
          await read('requests')
            .where({ reference: await demoRequest(portal.db, 'TT-03', 'submitted') })
            .first('office_id')
        ).office_id,
      })
      .whereRaw('is_live')
      .whereNot('status', 'draft')
      .orderBy([{ column: 'priority', order: 'desc' }, 'due_on', 'id'])
      .select('reference', 'priority', 'due_on', 'id');
    const shown = [...list.text.matchAll(/td-reference" href="[^"]*">([^<]+)</g)].map(([, r]) => r);
    assert.deepEqual(
      shown.slice(0, 50),
      order.slice(0, 50).map(({ reference }) => reference),
    );
    const at = order[1]!;
    const after = `${at.priority}_${at.due_on}_${at.id}`;
    const next = await saule.get(`/en/casework?after=${after}`);
    const rest = [...next.text.matchAll(/td-reference" href="[^"]*">([^<]+)</g)].map(([, r]) => r);
    assert.deepEqual(
      rest.slice(0, 40),
      order.slice(2, 42).map(({ reference }) => reference),
    );
    const back = await saule.get(
      `/en/casework?before=${rest.length ? `${order[2]!.priority}_${order[2]!.due_on}_${order[2]!.id}` : ''}`,
    );
    const previous = [...back.text.matchAll(/td-reference" href="[^"]*">([^<]+)</g)].map(
      ([, r]) => r,
    );
    assert.deepEqual(
      previous,
      order.slice(0, 2).map(({ reference }) => reference),
    );
  });

  void it('what may be ordered after its date may be ordered, and nothing else changes', async () => {
    const line = await read('entitlements')
      .join('applicants', 'applicants.id', 'entitlements.applicant_id')
      .where('applicants.region_code', ASTANA)
      .whereNotExists(read('requests').whereRaw('requests.entitlement_id = entitlements.id'))
      .where({ reserved: 0, used: 0 })
      .first('entitlements.id');
    await write('entitlements').where({ id: line.id }).update({ order_by: '2026-11-01' });
    const entitlement = (await findEntitlement(read, line.id))!;
    assert.equal(whyNot(entitlement, TODAY_DAY), null);
    assert.equal(whyNot(entitlement, '2026-12-24'), 'order-by-passed');
    assert.equal(whyNot({ ...entitlement, free: 0 }, TODAY_DAY), 'entitlement-used');
  });

  void it('checks that would fail say by what they are relaxed', async () => {
    const reference = await demoRequest(portal.db, 'TT-03', 'submitted');
    const request = (await findRequest(read, reference))!;
    await write('entitlements')
      .where({ id: request.entitlementId })
      .update({ order_by: '2026-01-01' });
    const of = async (day: string) =>
      (await runChecks(read, request, day)).find(({ key }) => key === 'ordered_in_time');
    assert.equal((await of(TODAY_DAY))?.result, 'relaxed');
    assert.equal((await of('2027-05-01'))?.result, 'relaxed', 'it was submitted under it');
    const page = await saule.get(`/en/casework/requests/${reference}`);
    assert.match(page.text, /Relaxed by the emergency/);
    assert.match(page.text, /The emergency relaxes this rule: Flood of the Esil/);
    assert.match(page.text, /has come first since/);
    const own = await nurlan.get(`/en/requests/${reference}`);
    assert.match(own.text, /your request comes first in the queue/);
  });

  void it('papers may follow: reminded, and the office told when they are late', async () => {
    const reference = await demoRequest(portal.db, 'TT-03', 'submitted');
    const { id } = (await findRequest(read, reference))!;
    const address = `/en/casework/requests/${reference}/emergency-papers`;
    const file = `/en/casework/requests/${reference}`;
    assert.equal((await saule.submit(file, {}, address)).status, 303);
    assert.equal((await findFirst(read, id))?.papersDueOn, '2027-01-31');
    const texts = portal.portal.texts;
    const run = (at: string) => runEmergencies({ db: portal.db, texts }, new Date(at));
    await run('2027-01-23T05:00:00Z');
    const sent = (kind: string) => count('messages', { kind, request_id: id });
    assert.equal(await sent('emergency.papers_reminded'), 0);
    await run('2027-01-26T05:00:00Z');
    await run('2027-01-27T05:00:00Z');
    assert.ok((await sent('emergency.papers_reminded')) >= 1);
    await run('2027-02-02T05:00:00Z');
    await run('2027-02-03T05:00:00Z');
    const told = await read('messages').where({ kind: 'emergency.papers_overdue' });
    assert.ok(told.length >= 1);
    assert.equal(new Set(told.map(({ source_key }) => source_key)).size, 1);
    const late = await portal.signedIn(iinOf('saule'));
    assert.equal((await late.submit(file, {}, address)).status, 303);
    assert.ok((await findFirst(read, id))?.papersCameAt);
    const request = () => write('requests').where({ id });
    const { status } = await request().first('status');
    await write('emergency_requests')
      .where({ request_id: id })
      .update({ papers_came_at: null, papers_reminded_at: null, papers_overdue_at: null });
    await request().update({ status: 'refused' });
    await run('2027-02-04T05:00:00Z');
    const owed = await read('emergency_requests').where({ request_id: id }).first();
    assert.deepEqual([owed.papers_reminded_at, owed.papers_overdue_at], [null, null]);
    assert.doesNotMatch((await saule.get(file)).text, /has come first since|papers have come/);
    assert.doesNotMatch(
      (await nurlan.get(`/en/requests/${reference}`)).text,
      /comes first in the queue/,
    );
    const came = { act: 'came', _csrf: await tokenOf(saule) };
    assert.equal((await saule.post(address, came)).status, 409);
    await write('emergency_requests').where({ request_id: id }).update({ papers_due_on: null });
    await request().update({ status: 'ordered' });
    assert.equal((await saule.post(address, { ...came, act: 'follow' })).status, 409);
    await request().update({ status });
    const elsewhere = await portal.signedIn(iinOf('aidos'));
    const token = await tokenOf(elsewhere);
    assert.equal((await elsewhere.post(address, { act: 'came', _csrf: token })).status, 404);
  });
});

void describe('the second look, and the end', () => {
  void it('is not the declarer’s; when nobody looks the administrators hear of it once', async () => {
    const token = await tokenOf(arman);
    const look = '/en/admin/emergencies/2/look';
    assert.equal((await arman.post(look, { _csrf: token })).status, 403);
    const { texts } = portal.portal;
    const declarer = await read('accounts').where({ given_name: 'Арман' }).first('id');
    for (const day of ['2026-11-24T04:00:00Z', '2026-11-24T05:00:00Z', '2026-12-01T05:00:00Z']) {
      await runEmergencies({ db: portal.db, texts }, new Date(day));
      const told = await count('messages', {
        kind: 'emergency.look_overdue',
        account_id: declarer.id,
      });
      assert.equal(told, day < '2026-11-24T05' ? 0 : 1, day);
    }
    const account = await read('accounts').where({ given_name: 'Гүлмира' }).first('id');
    await write('account_roles').insert({
      account_id: account.id,
      role: 'administrator',
      granted_at: TODAY,
    });
    assert.match((await gulmira.get('/en/admin/emergencies/2')).text, /I have looked/);
    assert.equal((await gulmira.submit('/en/admin/emergencies/2', {}, look)).status, 303);
    assert.ok((await emergency()).looked_at);
    assert.equal(
      (await gulmira.post(look, { _csrf: await tokenOf(gulmira) })).status,
      303,
      'twice',
    );
  });

  void it('stops at once when it is ended; what came first stays first', async () => {
    const page = '/en/admin/emergencies/2';
    const end = `${page}/end`;
    assert.equal((await gulmira.submit(page, { reason: 'short' }, end)).status, 422);
    const reason = 'The water has gone down everywhere.';
    assert.equal((await gulmira.submit(page, { reason }, end)).status, 303);
    const place = { regionCode: ASTANA, aidClassCode: 'TT-01' };
    assert.equal(await emergencyFor(read, { ...place, day: TODAY_DAY }), null, 'not even today');
    const [relief] = (await orderByReliefs(read, [ASTANA]))(ASTANA, 'TT-01');
    assert.equal(relief?.until, '2026-11-22', 'the day before is its last');
    assert.doesNotMatch((await nurlan.get('/en/')).text, /Flood of the Esil/);
    assert.ok((await count('requests', { priority: 1 })) > 0);
    const again = await arman.post(end, { reason, _csrf: await tokenOf(arman) });
    assert.equal(again.status, 409);
    assert.equal((await emergency()).until_on, '2026-12-23', 'nothing is changed backwards');
    await write('emergencies').update({ looked_by: null, looked_at: null, look_asked_at: null });
    assert.match((await gulmira.get(page)).text, /no look is needed any more/);
    const late = await gulmira.post(`${page}/look`, { _csrf: await tokenOf(gulmira) });
    assert.equal(late.status, 409);
    await runEmergencies(
      { db: portal.db, texts: portal.portal.texts },
      new Date('2026-12-01T05:00:00Z'),
    );
    assert.equal((await emergency()).look_asked_at, null, 'nobody is alarmed');
  });
});
