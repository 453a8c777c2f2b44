// Visits: times offered and picked, moved, missed, written down; reminders, and times that nobody picked.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runAppointments } from '../../server/appointments/appointments.ts';
import { calendarFile } from '../../server/appointments/calendar-file.ts';
import { readOffering } from '../../server/appointments/forms.ts';
import { countMissedBy, countOverdue } from '../../server/appointments/in-making.ts';
import { listAppointments } from '../../server/appointments/store.ts';
import { windowAt, windowText } from '../../server/appointments/windows.ts';
import { formats } from '../../server/i18n/formats.ts';
import { NotFound } from '../../server/web/errors.ts';
import { freshDatabase } from '../support/database.ts';
import { makeTown } from '../support/people.ts';
import { actsOf, MONDAY, type ActName, type Result } from '../support/request-life.ts';

const db = await freshDatabase();
const town = await makeTown(db);
const { all, means, request, inStatus, code } = actsOf(db, town);
const { aigerim, mother, aunt, neighbour, saule, askar, rival } = town;

const done = (result: Result) => assert.equal(result.done, true, JSON.stringify(result));
const refused = (result: Result, reason: string) =>
  assert.deepEqual(result, { done: false, reason });
const on = (day: string) => new Date(`${day}T05:00:00Z`);
/** The first window of `offerTimes` on the Monday: Thursday, 10 to 12. */
const THURSDAY = on('2026-11-26');

async function confirmed(): Promise<string> {
  const reference = await inStatus('commissioned');
  done(await all.confirm({ by: askar, reference }));
  return reference;
}

async function booked(): Promise<string> {
  const reference = await confirmed();
  done(await all.offerTimes({ by: askar, reference }));
  done(await all.pickTime({ by: aigerim, reference }));
  return reference;
}

const dueOf = async (reference: string) => {
  const { dueOn, dueKind } = await request(reference);
  return [dueOn, dueKind];
};
const visitsOf = async (reference: string) =>
  listAppointments(db.read, (await request(reference)).id);
const told = async (reference: string, kind: string) => {
  const { id } = await request(reference);
  return (await db.read('messages').where({ kind, request_id: id })).length;
};

void describe('times for a visit', () => {
  void it('are due within the term for fittings once the maker has confirmed', async () => {
    const reference = await confirmed();
    assert.deepEqual(await dueOf(reference), ['2026-12-07', 'slots']);
    assert.equal(await countOverdue(db.read, town.officeId, '2026-12-07'), 0);
    assert.equal(await countOverdue(db.read, town.officeId, '2026-12-08'), 1);
  });

  void it('are offered by the maker alone, and picked by the person or who acts for them', async () => {
    const reference = await confirmed();
    await assert.rejects(async () => all.offerTimes({ by: rival, reference }), NotFound);
    refused(await all.offerTimes({ by: aigerim, reference }), 'not-yours');
    refused(await all.pickTime({ by: aigerim, reference }), 'no-times-offered');
    done(await all.offerTimes({ by: askar, reference }));
    assert.deepEqual(await dueOf(reference), ['2026-11-25', 'pick']);
    assert.equal(await told(reference, 'appointment.offered'), 3);
    refused(await all.pickTime({ by: aunt, reference }), 'see-only');
    refused(await all.pickTime({ by: askar, reference }), 'not-yours');
    await assert.rejects(async () => all.pickTime({ by: neighbour, reference }), NotFound);
    done(await all.pickTime({ by: mother, reference }));
    assert.deepEqual(await dueOf(reference), ['2026-11-27', 'visit']);
    refused(await all.offerTimes({ by: askar, reference }), 'appointment-booked');
  });

  void it('that are offered again take the place of those before', async () => {
    const reference = await confirmed();
    done(await all.offerTimes({ by: askar, reference }));
    done(await all.offerTimes({ by: askar, reference }));
    const states = (await visitsOf(reference)).map(({ state }) => state);
    assert.deepEqual(states, ['offered', 'cancelled']);
  });

  void it('may all not fit: the maker reads when the person could come', async () => {
    const reference = await confirmed();
    done(await all.offerTimes({ by: askar, reference }));
    done(await all.refuseTimes({ by: aigerim, reference }));
    const [visit] = await visitsOf(reference);
    assert.deepEqual([visit?.state, visit?.reason], ['none_fit', 'жұмада']);
    assert.deepEqual(await dueOf(reference), ['2026-12-07', 'slots']);
  });

  void it('cannot be picked once they have begun', async () => {
    const reference = await confirmed();
    done(await all.offerTimes({ by: askar, reference }));
    const at = on('2026-11-28');
    refused(await all.pickTime({ by: aigerim, reference, at }), 'slot-in-the-past');
  });

  void it('are picked once, however often the form is sent', async () => {
    const reference = await confirmed();
    done(await all.offerTimes({ by: askar, reference }));
    const { version } = await request(reference);
    const form = { by: aigerim, reference, version, key: 'twice' };
    (await Promise.all([all.pickTime(form), all.pickTime(form)])).forEach(done);
    assert.equal((await request(reference)).version, version + 1);
  });

  void it('bring an interpreter where the person needs one', async () => {
    const row = { id: town.applicantId };
    const needs = (list: string[]) =>
      db
        .write('applicants')
        .where(row)
        .update({ communication_needs: JSON.stringify(list) });
    await needs(['sign_language']);
    const reference = await confirmed();
    done(await all.offerTimes({ by: askar, reference }));
    assert.equal((await visitsOf(reference))[0]?.interpreter, 'needed');
    done(await all.bookInterpreter({ by: askar, reference }));
    assert.equal((await visitsOf(reference))[0]?.interpreter, 'booked');
    assert.equal(await told(reference, 'appointment.interpreter_booked'), 3);
    refused(await all.bookInterpreter({ by: askar, reference }), 'no-interpreter-needed');
    await needs([]);
  });
});

void describe('a booked visit', () => {
  for (const [act, by, side] of [
    ['moveVisit', aigerim, 'person'],
    ['cancelVisit', askar, 'maker'],
  ] as const) {
    void it(`is moved by the ${side} until it begins`, async () => {
      const reference = await booked();
      const late = on('2026-11-28');
      refused(await all[act]({ by, reference, at: late }), 'appointment-begun');
      done(await all[act]({ by, reference }));
      const [visit] = await visitsOf(reference);
      assert.deepEqual([visit?.state, visit?.closedBy], ['cancelled', side]);
      assert.deepEqual(await dueOf(reference), ['2026-12-07', 'slots']);
      refused(await all.moveVisit({ by: aigerim, reference }), 'no-appointment');
    });
  }

  for (const [act, by, recorder] of [
    ['missMaker', aigerim, 'person'],
    ['missPerson', askar, 'maker'],
  ] as const) {
    void it(`that did not happen is told by the ${recorder} once it has begun; the place is kept`, async () => {
      const reference = await booked();
      refused(await all[act]({ by, reference }), 'appointment-not-begun');
      const before = (await countMissedBy(db.read, [town.supplierId])).get(town.supplierId) ?? 0;
      done(await all[act]({ by, reference, at: on('2026-11-28') }));
      const [visit] = await visitsOf(reference);
      assert.deepEqual([visit?.state, visit?.closedBy], ['missed', recorder]);
      const { status, dueKind } = await request(reference);
      assert.deepEqual([status, dueKind], ['confirmed', 'slots']);
      const after = (await countMissedBy(db.read, [town.supplierId])).get(town.supplierId) ?? 0;
      assert.equal(after - before, act === 'missMaker' ? 1 : 0, 'the office counts the maker only');
      done(await all.offerTimes({ by: askar, reference, at: on('2026-11-28') }));
    });
  }

  void it('ends with an outcome, and may be followed by others, until the aid is handed over', async () => {
    const reference = await booked();
    refused(await all.measure({ by: askar, reference }), 'appointment-not-begun');
    const at = on('2026-11-28');
    done(await all.measure({ by: askar, reference, at }));
    assert.equal((await request(reference)).status, 'in_fitting');
    // Twenty working days from the confirmation: what is measured is next due when it is ready.
    assert.deepEqual(await dueOf(reference), ['2026-12-22', 'ready']);
    assert.equal(await told(reference, 'order.measured'), 3);
    done(await all.fit({ by: askar, reference, at }));
    assert.deepEqual((await dueOf(reference))[1], 'slots');
    done(await all.handOver({ by: askar, reference, at }));
    assert.equal((await request(reference)).status, 'dispatched');
    assert.equal(await told(reference, 'order.handed_over'), 2, 'only who may act gets the code');
    refused(await all.receive({ by: askar, reference, at }), 'not-yours');
    assert.match(await code(reference), /^\d{6}$/);
    done(await all.receive({ by: aigerim, reference, at }));
    assert.equal((await request(reference)).status, 'received');
  });

  void it('is not for products of the catalogue', async () => {
    const reference = await inStatus('confirmed');
    const acts: [ActName, typeof askar][] = [
      ['offerTimes', askar],
      ['measure', askar],
      ['handOver', askar],
      ['pickTime', aigerim],
    ];
    for (const [act, by] of acts) refused(await all[act]({ by, reference }), 'wrong-state');
  });
});

void describe('as days go by', () => {
  void it('reminds once, on the working day before', async () => {
    const reference = await booked(); // for Friday, 27 November
    await runAppointments(means, on('2026-11-25'));
    assert.equal(await told(reference, 'appointment.reminded'), 0);
    await runAppointments(means, on('2026-11-26'));
    await runAppointments(means, on('2026-11-26'));
    await runAppointments(means, on('2026-11-27'));
    assert.equal(await told(reference, 'appointment.reminded'), 3);
  });

  void it('reminds of nothing that has passed while the portal stood still', async () => {
    const reference = await booked();
    await runAppointments(means, on('2026-12-01'));
    assert.equal(await told(reference, 'appointment.reminded'), 0);
  });

  void it('takes back times that nobody picked, and asks the maker for new ones', async () => {
    const reference = await confirmed();
    done(await all.offerTimes({ by: askar, reference }));
    await runAppointments(means, THURSDAY);
    assert.equal((await visitsOf(reference))[0]?.state, 'offered');
    await runAppointments(means, on('2026-11-30'));
    await runAppointments(means, on('2026-11-30'));
    const [visit] = await visitsOf(reference);
    assert.deepEqual([visit?.state, visit?.closedBy], ['lapsed', 'system']);
    assert.deepEqual(await dueOf(reference), ['2026-12-14', 'slots']);
    assert.equal(await told(reference, 'appointment.lapsed'), 3);
  });

  void it('ends the visits of a request that was withdrawn', async () => {
    const reference = await booked();
    done(await all.withdraw({ by: aigerim, reference }));
    await runAppointments(means, on('2026-11-26'));
    const [visit] = await visitsOf(reference);
    assert.deepEqual([visit?.state, visit?.closedBy], ['cancelled', 'system']);
    assert.equal(await told(reference, 'appointment.reminded'), 0);
  });
});

void describe('the form of an offer', () => {
  const form = { day_1: '26.11.2026', beginning_1: '10:00', place: 'home' };
  const problems = (body: object) => {
    const read = readOffering({ ...form, ...body }, MONDAY);
    return 'problems' in read ? read.problems.map(({ field, key }) => [field, key]) : [];
  };

  void it('takes windows of two hours by the clock of Kazakhstan', () => {
    const read = readOffering({ ...form, day_3: '2026-11-27', beginning_3: '18:00' }, MONDAY);
    assert.deepEqual('values' in read && read.values.windows, [
      { startsAt: '2026-11-26T05:00:00.000Z', endsAt: '2026-11-26T07:00:00.000Z' },
      { startsAt: '2026-11-27T13:00:00.000Z', endsAt: '2026-11-27T15:00:00.000Z' },
    ]);
    assert.equal(
      windowText(windowAt('2026-11-26', '10:00'), formats.en),
      '26 November 2026, 10:00–12:00',
    );
  });

  for (const [what, body, expected] of [
    ['without a time', { day_1: '' }, ['day_1', 'appointments.offer.missing']],
    ['in the past', { day_1: '20.11.2026' }, ['day_1', 'appointments.offer.past']],
    ['too far ahead', { day_1: '20.11.2027' }, ['day_1', 'appointments.offer.far']],
    ['on no day', { day_1: '31.02.2027' }, ['day_1', 'forms.notADate']],
    ['at no time', { beginning_1: '25:00' }, ['beginning_1', 'forms.unknownChoice']],
    ['nowhere', { place: '' }, ['place', 'appointments.offer.placeMissing']],
    ['without an address', { place: 'maker' }, ['address', 'appointments.offer.addressMissing']],
  ] as const) {
    void it(`is refused ${what}`, () => assert.deepEqual(problems(body), [expected]));
  }

  void it('is refused with the same time twice', () => {
    const twice = { day_2: '26.11.2026', beginning_2: '10:00' };
    assert.deepEqual(problems(twice), [['day_2', 'appointments.offer.twice']]);
  });
});

void describe('the file for the calendar', () => {
  void it('is folded, escaped, and says nothing of the aid', () => {
    const file = calendarFile({
      uid: 'x@tandau',
      window: windowAt('2026-11-26', '10:00'),
      stamp: MONDAY,
      summary: 'Жасаушының қабылдауы',
      place: 'Астана, Сарыарқа даңғылы, 12; екінші қабат, екі жүз бесінші кабинет',
    });
    assert.match(file, /DTSTART:20261126T050000Z\r\n/);
    assert.match(
      file.replaceAll('\r\n ', ''),
      /LOCATION:Астана\\, Сарыарқа даңғылы\\, 12\\; екінші/,
    );
    assert.ok(file.split('\r\n').every((line) => Buffer.byteLength(line) <= 75));
  });
});

void describe('what the office is told', () => {
  void it('is that a maker did not come', async () => {
    const reference = await booked();
    done(await all.missMaker({ by: aigerim, reference, at: on('2026-11-28') }));
    const kind = 'caseworker.maker_missing';
    const message = await db.read('messages').where({ kind }).orderBy('id', 'desc').first();
    assert.equal(message.account_id, saule.accountId);
    assert.match(message.subject, new RegExp(reference));
  });
});
