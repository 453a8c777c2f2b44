// A caseworker types for a person: found for a reason, read back, told to the person, decided by somebody else.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { demoAccountId, demoApplicantId } from '../../db/seeds/demo-people.ts';
import { paperParts } from '../../server/assisted/paper-form.ts';
import { addCalendarDays } from '../../server/calendar/dates.ts';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { demoEntitlement, demoOffer, iinOf } from '../support/demo-people.ts';
import { startPortal, TODAY as NOW } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { tokenOf } from '../support/walkers.ts';

const portal = await startPortal();
const { read, write } = portal.db;
const TODAY = '2026-11-23';
const saule = await portal.signedIn(iinOf('saule'));
const gulmira = await portal.signedIn(iinOf('gulmira'));
const nurlan = await portal.signedIn(iinOf('nurlan'));
const NURLAN = demoApplicantId('nurlan');
const FIND = '/en/casework/assisted';

let tests = 0;
// Within each suite: a hook outside would run before the tests of all other files, too.
const aMinuteLaterEachTime = () =>
  beforeEach(() => {
    tests += 1;
    portal.setTime(new Date(Date.parse(NOW) + tests * 61_000).toISOString());
  });

const opening = (values: Record<string, string> = {}) => ({
  iin: iinOf('nurlan'),
  told: 'phone',
  reason: 'Phoned and asked for an aid',
  ...values,
});
const open = async (by: Visitor, values: Record<string, string> = {}) => {
  const sent = await by.submit(FIND, opening(values));
  assert.equal(sent.status, 303, sent.text);
  return sent.headers.location!;
};
const requestOf = async (reference: string) => read('requests').where({ reference }).first();
const newest = () => read('requests').orderBy('id', 'desc').first();
const typed = {
  wishes: 'A light one, please',
  deliveryAddress: 'Astana, Kabanbai Batyr 40',
  deliveryPhone: '+7 700 000 11 47',
  deliveryNote: '',
};

async function start(by: Visitor, entry: string, aidClass: string): Promise<void> {
  const line = await demoEntitlement(portal.db, NURLAN, aidClass);
  const page = await by.get(`${entry}/lines/${line}`);
  assert.equal(page.status, 200);
  const offer = await demoOffer(portal.db, NURLAN, aidClass);
  const started = await by.post(`${entry}/requests`, {
    _csrf: await tokenOf(by),
    entitlement: String(line),
    offer: String(offer),
    key: '7f1b6c1e-0000-4000-8000-00000000000' + String(tests % 10),
  });
  assert.equal(started.status, 303, started.text);
}

void describe('opening a file', () => {
  aMinuteLaterEachTime();
  void it('is for caseworkers, and asks who, how and why', async () => {
    assert.equal((await nurlan.get(FIND)).status, 403);
    assert.equal((await portal.stranger().get(FIND)).status, 303);
    const bare = await saule.submit(FIND, {});
    assert.equal(bare.status, 422);
    for (const field of ['iin', 'told', 'reason']) {
      assert.match(bare.text, new RegExp(`href="#${field}"`), field);
    }
  });

  void it('finds nobody of another office, and neither oneself', async () => {
    const aidos = await portal.signedIn(iinOf('aidos'));
    assert.match((await aidos.submit(FIND, opening())).text, /Nobody of your office/);
    const dmitri = await portal.signedIn(iinOf('dmitri'));
    const own = await dmitri.submit(FIND, opening({ iin: iinOf('dmitri') }));
    assert.match(own.text, /for yourself/);
  });

  void it('takes no day of receipt in the future, or long ago', async () => {
    const paper = (receivedOn: string) => opening({ told: 'paper', receivedOn });
    assert.match((await saule.submit(FIND, paper('24.11.2026'))).text, /in the future/);
    assert.match((await saule.submit(FIND, paper('23.10.2026'))).text, /too long ago/);
  });

  void it('is written down with its reason, and the person sees it', async () => {
    const entry = await open(saule);
    assert.equal((await saule.get(entry)).status, 200);
    for (const other of [gulmira, await portal.signedIn(iinOf('aidos'))]) {
      assert.equal((await other.get(entry)).status, 404);
    }
    const log = await nurlan.get('/en/account/helpers/log');
    assert.match(log.text, /Your file was opened to type for you/);
    assert.match(log.text, /Phoned and asked for an aid/);
  });
});

void describe('typing', () => {
  aMinuteLaterEachTime();
  void it('starts, fills in, is read back and submitted; the person is told what was entered', async () => {
    const entry = await open(saule);
    await start(saule, entry, 'TT-10');
    const { reference } = await newest();
    assert.equal((await gulmira.get(`${entry}/draft`)).status, 404);
    assert.equal((await gulmira.get(`/en/casework/requests/${reference}`)).status, 404);
    const page = await saule.get(`${entry}/draft`);
    assert.match(page.text, /12\. What matters to you/);

    const saved = await saule.submit(`${entry}/draft`, typed, `${entry}/draft`);
    assert.equal(saved.headers.location, `${entry}/check`);
    const unread = await saule.submit(`${entry}/check`, {}, `${entry}/submission`);
    assert.equal(unread.status, 422);
    assert.match(unread.text, /href="#readBack"/);
    assert.equal((await requestOf(reference)).status, 'draft');

    const both = await Promise.all(
      [1, 2].map(() => saule.submit(`${entry}/check`, { readBack: 'yes' }, `${entry}/submission`)),
    );
    assert.ok(both.some(({ status }) => status === 303));
    const request = await requestOf(reference);
    assert.equal(request.status, 'submitted');
    assert.equal(request.queued_on, TODAY);

    const event = await read('request_events')
      .where({ request_id: request.id, kind: 'request.submitted' })
      .first();
    assert.equal(event.by_role, 'caseworker');
    assert.match(event.note, /по телефону/, 'in the person’s language');
    const messages = await read('messages').where({
      account_id: demoAccountId('nurlan'),
      request_id: request.id,
      kind: 'request.submitted_for_you',
    });
    assert.equal(messages.length, 1);
    assert.match(messages[0].body, /A light one, please/);
    assert.match(messages[0].body, /13\. .*Kabanbai/);
    const { read_back_at: readBackAt } = await read('assisted_entries')
      .where({ request_id: request.id })
      .first();
    assert.ok(readBackAt);
    for (const [who, address] of [
      [gulmira, `/en/casework/requests/${reference}`],
      [nurlan, `/en/requests/${reference}`],
    ] as const) {
      assert.match((await who.get(address)).text, /Typed and read back to the person by Сәуле/);
    }
  });

  void it('leaves the decision to a colleague', async () => {
    const { reference } = await newest();
    const act = `/en/casework/requests/${reference}/assignment`;
    const file = `/en/casework/requests/${reference}`;
    assert.equal((await saule.submit(file, {}, act)).status, 303);
    const page = await saule.get(`${file}/approval`);
    assert.notEqual(page.status, 200);
  });

  void it('throws a draft away', async () => {
    const entry = await open(saule);
    await start(saule, entry, 'TT-14');
    const { reference } = await newest();
    const gone = await saule.submit(`${entry}/draft`, {}, `${entry}/deletion`);
    assert.equal(gone.status, 303);
    assert.equal((await requestOf(reference)).status, 'withdrawn');
  });

  void it('ends with the day unless a draft was begun', async () => {
    const entry = await open(saule);
    const id = Number(entry.split('/').at(-1));
    await write('assisted_entries').where({ id }).update({ opened_at: '2026-11-20T05:00:00.000Z' });
    assert.equal((await saule.get(entry)).status, 404);
  });
});

void describe('a request on paper', () => {
  aMinuteLaterEachTime();
  void it('counts from the day of receipt: queue, clock and order-by date', async () => {
    const line = await demoEntitlement(portal.db, NURLAN, 'TT-14');
    const received = addCalendarDays(TODAY, -7);
    await write('entitlements')
      .where({ id: line })
      .update({ order_by: addCalendarDays(TODAY, -1) });
    const today = await open(saule);
    const closed = await saule.get(`${today}/lines/${line}`);
    assert.match(closed.text, /order-by date of this aid has passed/);

    const entry = await open(saule, { told: 'paper', receivedOn: '16.11.2026' });
    await start(saule, entry, 'TT-14');
    await saule.submit(`${entry}/draft`, typed, `${entry}/draft`);
    const sent = await saule.submit(`${entry}/check`, { readBack: 'yes' }, `${entry}/submission`);
    assert.equal(sent.status, 303, sent.text);
    const request = await newest();
    assert.equal(request.queued_on, received);
    assert.equal(request.decision_due_on, '2026-11-30', 'ten working days from the receipt');
  });

  void it('takes the scan, and shows it to the office and the person alone', async () => {
    const entry = await open(saule, { told: 'paper', receivedOn: '20.11.2026' });
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const none = await saule.submit(entry, {}, `${entry}/scan`);
    assert.equal(none.status, 422);
    const sent = await saule.upload(
      `${entry}/scan`,
      { _csrf: await tokenOf(saule) },
      { field: 'documents', name: 'form.png', content: png },
    );
    assert.equal(sent.status, 303, sent.text);
    const paper = await read('documents').orderBy('id', 'desc').first();
    assert.equal(paper.subject_kind, 'paper_request');
    const address = `/en/documents/${paper.id}`;
    assert.equal((await gulmira.get(address)).status, 200);
    assert.equal((await nurlan.get(address)).status, 200);
    for (const key of ['aidos', 'olga', 'askar']) {
      assert.equal((await (await portal.signedIn(iinOf(key))).get(address)).status, 404, key);
    }
  });

  void it('has the same numbers in every language, each once', async () => {
    const numbers = paperParts.flatMap(({ fields }) => fields.map(({ number }) => number));
    assert.deepEqual(
      numbers,
      numbers.map((_, at) => at + 1),
    );
    for (const lang of LANGUAGES) {
      const { text } = await portal.stranger().get(`/${lang}/paper-request`);
      const shown = [...text.matchAll(/<dt>(\d+)\. [^<]+<\/dt>/g)].map(([, number]) =>
        Number(number),
      );
      assert.deepEqual(shown, numbers, lang);
    }
  });
});
