import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCsv } from '../../db/seeds/files.ts';
import { addMonths, ageOn, daysBetween } from '../../server/calendar/dates.ts';
import { dayOf } from '../../server/calendar/today.ts';
import {
  addWorkingDays,
  countWorkingDays,
  effectOf,
  type Holidays,
} from '../../server/calendar/working-days.ts';

const holidays: Holidays = new Map(
  readCsv('reference/public-holidays.csv').map(({ date, kind }) => [date!, effectOf(kind!)]),
);

describe('working days', () => {
  const years: [string, number][] = [
    ['2025', 246],
    ['2026', 247],
    ['2027', 247],
  ];
  for (const [year, expected] of years) {
    it(`${year} has ${expected} of them`, () => {
      assert.equal(
        countWorkingDays(`${Number(year) - 1}-12-31`, `${year}-12-31`, holidays),
        expected,
      );
    });
  }

  const terms: [string, number, string][] = [
    ['2026-03-18', 10, '2026-04-06'], // over Nauryz and its moved days
    ['2024-12-31', 3, '2025-01-08'], // 3 January off, Sunday the 5th worked, 7 January off
    ['2026-08-28', 1, '2026-08-31'], // no Constitution Day in 2026
    ['2026-04-30', 10, '2026-05-19'],
    ['2027-03-12', 10, '2027-04-01'],
    ['2026-11-23', 0, '2026-11-23'],
  ];
  for (const [from, days, until] of terms) {
    it(`${days} after ${from} is ${until}`, () => {
      assert.equal(addWorkingDays(from, days, holidays), until);
      assert.equal(countWorkingDays(from, until, holidays), days);
    });
  }

  it('count nothing backwards', () => {
    assert.equal(countWorkingDays('2026-11-24', '2026-11-23', holidays), 0);
  });
});

describe('dates', () => {
  it('of an instant are those of Kazakhstan, one time zone since 1 March 2024', () => {
    assert.equal(dayOf(new Date('2026-11-22T18:59:59Z')), '2026-11-22');
    assert.equal(dayOf(new Date('2026-11-22T19:00:00Z')), '2026-11-23');
    assert.equal(dayOf(new Date('2024-02-01T18:30:00Z')), '2024-02-02');
  });
  it('one month later stay within the month', () => {
    assert.equal(addMonths('2026-01-31', 1), '2026-02-28');
    assert.equal(addMonths('2026-12-15', 2), '2027-02-15');
    assert.equal(addMonths('2026-03-31', -1), '2026-02-28');
  });
  it('tell days between and full years', () => {
    assert.equal(daysBetween('2026-11-23', '2026-12-01'), 8);
    assert.equal(ageOn('2008-11-24', '2026-11-23'), 17);
    assert.equal(ageOn('2008-11-23', '2026-11-23'), 18);
  });
});
