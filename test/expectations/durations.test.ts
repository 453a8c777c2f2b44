// How long steps took: counted once from events, said from twenty cases on, the same after a standstill.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { addCalendarDays } from '../../server/calendar/dates.ts';
import { holidaysOf } from '../../server/calendar/holidays.ts';
import { countWorkingDays } from '../../server/calendar/working-days.ts';
import { countDurations } from '../../server/expectations/count-durations.ts';
import { workingDayCounter } from '../../server/expectations/day-numbers.ts';
import { expectedFrom } from '../../server/expectations/expected.ts';
import {
  expectationsFor,
  reckonExpectations,
  type Expectation,
} from '../../server/expectations/expectations.ts';
import { durationsOf, FEWEST } from '../../server/expectations/percentiles.ts';
import { endedBy, type Fact } from '../../server/expectations/steps.ts';
import { freshDatabase } from '../support/database.ts';
import { makeTown, REGION } from '../support/people.ts';
import { actsOf, MONDAY } from '../support/request-life.ts';

const db = await freshDatabase();
const holidays = await holidaysOf(db.read);

void describe('rules', () => {
  void test('half and nine in ten are what a naive count gives, and nothing is said below twenty cases', () => {
    const days = fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 120 });
    fc.assert(
      fc.property(days, (list) => {
        const counts = new Map<number, number>();
        for (const day of list) counts.set(day, (counts.get(day) ?? 0) + 1);
        const found = durationsOf(counts);
        if (list.length < FEWEST) return assert.equal(found, null);
        const sorted = list.toSorted((one, other) => one - other);
        const rank = (share: number) => sorted[Math.ceil((share * list.length) / 10) - 1];
        assert.deepEqual(found, { cases: list.length, half: rank(5), most: rank(9) });
      }),
    );
  });

  void test('working days between two days are those of the calendar, in any order of asking', () => {
    const day = fc.integer({ min: 0, max: 700 }).map((n) => addCalendarDays('2026-01-01', n));
    fc.assert(
      fc.property(fc.array(fc.tuple(day, day), { minLength: 1, maxLength: 20 }), (pairs) => {
        const count = workingDayCounter(holidays);
        for (const [from, to] of pairs) {
          assert.equal(count(from, to), countWorkingDays(from, to, holidays), `${from} ${to}`);
        }
      }),
    );
  });

  void test('a step ends once, and what the office hands out says nothing of suppliers', () => {
    const life = (moves: [string | null, string][]): Fact[] =>
      moves.map(([from, to], at) => ({
        id: at + 1,
        on: addCalendarDays('2026-11-02', at),
        from,
        to,
      }));
    const usual = life([
      [null, 'draft'],
      ['draft', 'submitted'],
      ['submitted', 'in_review'],
      ['in_review', 'ordered'],
      ['ordered', 'choosing_again'],
      ['choosing_again', 'ordered'],
      ['ordered', 'confirmed'],
      ['confirmed', 'dispatched'],
      ['dispatched', 'misfit'],
      ['misfit', 'dispatched'],
      ['dispatched', 'received'],
    ]);
    const steps = (facts: Fact[]) =>
      facts.flatMap(({ id }) =>
        endedBy(id, facts).map(({ step, from, on }) => `${step} ${from} ${on}`),
      );
    assert.deepEqual(steps(usual), [
      'decision 2026-11-03 2026-11-05',
      'dispatch 2026-11-05 2026-11-09',
      'arrival 2026-11-09 2026-11-12',
      'whole 2026-11-03 2026-11-12',
    ]);
    const pool = life([
      ['draft', 'submitted'],
      ['in_review', 'dispatched'],
      ['dispatched', 'received'],
    ]);
    assert.deepEqual(steps(pool), ['decision 2026-11-02 2026-11-03']);
  });

  void test('an expected date says how one’s own wait stands to others', () => {
    const known = { half: 3, most: 8 };
    const at = (today: string) => expectedFrom('2026-11-02', today, known, holidays);
    assert.deepEqual(at('2026-11-03'), {
      state: 'ahead',
      half: '2026-11-05',
      most: '2026-11-12',
      waited: 1,
    });
    assert.equal(at('2026-11-06').state, 'later');
    assert.equal(at('2026-11-13').state, 'beyond');
  });
});

void describe('the job', async () => {
  const town = await makeTown(db);
  const { all, start } = actsOf(db, town);
  const DAY = 86_400_000;
  const day = (n: number) => new Date(MONDAY.getTime() + n * DAY);
  const expectation = async (
    aidClassCode: string,
    regionCode: string | null,
    step: Expectation['step'],
  ) => (await expectationsFor(db.read, { aidClassCode, regionCode })).get(step);
  const counts = () =>
    db
      .read('duration_counts')
      .orderBy(['aid_class_code', 'region_code', 'step', 'month', 'days'])
      .select();

  // Decisions on the n-th day after the submission; one is never decided.
  const decided = async (many: number, after: number) => {
    for (let n = 0; n < many; n++) {
      const reference = await start({ at: day(0) });
      await all.submit({ by: town.aigerim, reference, at: day(0) });
      await all.take({ by: town.saule, reference, at: day(0) });
      await all.refuse({ by: town.saule, reference, at: day(after) });
    }
  };

  void test('says nothing of nineteen cases, and the truth of twenty', async () => {
    await decided(10, 1);
    await decided(9, 4);
    await reckonExpectations(db, day(5));
    assert.equal(await expectation('MM-01-01', REGION, 'decision'), undefined);
    assert.equal((await db.read('expectations')).length, 0);
    await decided(1, 4);
    await reckonExpectations(db, day(5));
    const known = (await expectation('MM-01-01', REGION, 'decision'))!;
    assert.deepEqual([known.cases, known.half, known.most], [20, 1, 4]);
    assert.ok(known.region && known.ofOwnClass);
  });

  void test('falls back to all regions, then to what the class belongs to, then says nothing', async () => {
    const far = await expectation('MM-01-01', '750000000', 'decision');
    assert.ok(far && far.region === null && far.ofOwnClass);
    const sister = await expectation('MM-01-02', REGION, 'decision');
    assert.ok(sister && sister.region && !sister.ofOwnClass);
    assert.equal(sister.aidClass.en, 'Wheelchair');
    const cousin = await expectation('MM-08', '750000000', 'decision');
    assert.ok(cousin && cousin.region === null);
    assert.equal(await expectation('TT-01', REGION, 'decision'), undefined);
    assert.equal(await expectation('MM-01-01', REGION, 'whole'), undefined);
  });

  void test('counts each step once, also by two runners at once, and reads only what is new', async () => {
    const before = await counts();
    await Promise.all([reckonExpectations(db, day(5)), reckonExpectations(db, day(6))]);
    assert.deepEqual(await counts(), before);
    const queries: string[] = [];
    const listen = ({ sql }: { sql: string }) => void queries.push(sql);
    db.write.on('query', listen);
    await countDurations(db, day(6));
    db.write.off('query', listen);
    const reading = queries.filter((sql) => sql.includes('request_events'));
    assert.equal(reading.length, 1, 'nothing but what is new is asked for');
    assert.match(reading[0]!, /"?id"? > |`id` > /);
  });

  void test('gives the same after a standstill as day by day, and forgets after two years', async () => {
    await decided(5, 2);
    await decided(3, 7);
    const snapshot = async () => ({
      counts: await counts(),
      said: await db
        .read('expectations')
        .orderBy(['aid_class_code', 'step', 'region_code'])
        .select('aid_class_code', 'region_code', 'step', 'cases', 'half_days', 'most_days'),
    });
    for (let n = 0; n <= 9; n++) await reckonExpectations(db, day(n));
    const daily = await snapshot();
    await db.write('duration_counts').del();
    await db.write('duration_progress').update({ last_event_id: 0 });
    await countDurations(db, day(9), { batch: 7 });
    await reckonExpectations(db, day(9));
    assert.deepEqual(await snapshot(), daily);
    await reckonExpectations(db, day(900));
    assert.deepEqual(await snapshot(), { counts: [], said: [] });
  });
});
