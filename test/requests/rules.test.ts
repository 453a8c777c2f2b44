// The rules of a request by tables: its moves, its clocks, its money, its number.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { hasChanged, shareCosts } from '../../server/requests/co-payment.ts';
import { lastDayOf, pause, resume, type Term } from '../../server/requests/deadlines.ts';
import {
  FINAL,
  holderOf,
  isLive,
  mayMove,
  STATUSES,
  transitions,
  type Act,
  type Actor,
  type Status,
} from '../../server/requests/lifecycle.ts';
import { newDeliveryCode, newReference, parseReference } from '../../server/requests/reference.ts';

const NO_HOLIDAYS = new Map();

void test('what stands in the table of moves may be done, and nothing else', () => {
  const cases: [Act, Status, Actor, boolean][] = [
    ['submission', 'draft', 'representative', true],
    ['submission', 'submitted', 'applicant', false],
    ['approval', 'in_review', 'caseworker', true],
    ['approval', 'submitted', 'lead_caseworker', false],
    ['approval', 'in_review', 'administrator', false],
    ['withdrawal', 'appealed', 'applicant', true],
    ['withdrawal', 'dispatched', 'applicant', false],
    ['receipt', 'dispatched', 'supplier', false],
    ['receipt', 'dispatched', 'representative', true],
    ['closure', 'received', 'system', true],
    ['closure', 'received', 'supplier', false],
    ['expiry', 'choosing_again', 'system', true],
  ];
  for (const [act, status, by, expected] of cases) {
    assert.equal(mayMove(act, status, by), expected, `${act} in ${status} by ${by}`);
  }
});

void test('every status but the draft is reached by a move, and every one that has not ended is left by one', () => {
  const moves: { from: readonly Status[]; to: Status }[] = Object.values(transitions);
  for (const status of STATUSES) {
    if (status !== 'draft')
      assert.ok(
        moves.some(({ to }) => to === status),
        `into ${status}`,
      );
    const left = moves.some(({ from }) => from.includes(status));
    assert.equal(left, !FINAL.includes(status) || status === 'refused', `out of ${status}`);
    assert.equal(holderOf(status) === null, FINAL.includes(status), `who holds ${status}`);
    if (FINAL.includes(status)) assert.ok(!isLive(status));
  }
});

void test('terms run in working days, calendar days and months, from the day after', () => {
  const cases: [number, Term['unit'], string, string][] = [
    [3, 'working_days', '2026-11-27', '2026-12-02'],
    [30, 'calendar_days', '2026-11-23', '2026-12-23'],
    [1, 'months', '2027-01-31', '2027-02-28'],
    [2, 'months', '2026-12-31', '2027-02-28'],
  ];
  for (const [value, unit, from, expected] of cases) {
    assert.equal(lastDayOf({ value, unit }, from, NO_HOLIDAYS), expected, `${from} + ${value}`);
  }
});

void test('the decision clock pauses with the question and goes on with the answer', () => {
  const cases: [string, string, string, string][] = [
    // decision due, asked on, answered on, then due
    ['2026-12-04', '2026-11-25', '2026-12-01', '2026-12-10'],
    ['2026-12-04', '2026-12-04', '2026-12-07', '2026-12-07'],
    ['2026-12-04', '2026-12-09', '2026-12-10', '2026-12-10'],
  ];
  for (const [due, asked, answered, expected] of cases) {
    const left = pause(due, asked, NO_HOLIDAYS);
    assert.equal(resume(left, answered, NO_HOLIDAYS), expected, `${due}, asked ${asked}`);
  }
});

void test('the state pays the price up to the guaranteed amount, the person the rest, for each piece', () => {
  const cases: [number, number | null, number, (number | null)[]][] = [
    [100, 80, 1, [100, 80, 80, 20]],
    [80, 100, 1, [80, 100, 80, 0]],
    [80, 80, 1, [80, 80, 80, 0]],
    [100, 80, 3, [300, 240, 240, 60]],
    [100, null, 2, [200, null, null, null]],
  ];
  for (const [price, guaranteed, pieces, expected] of cases) {
    const money = shareCosts(price, guaranteed, pieces);
    assert.deepEqual(
      [money.price, money.guaranteed, money.stateShare, money.coPayment],
      expected,
      `${pieces} × ${price}, guaranteed ${guaranteed}`,
    );
  }
  assert.equal(hasChanged(shareCosts(100, 80, 1), shareCosts(100, 90, 1)), true);
  assert.equal(hasChanged(shareCosts(100, null, 1), shareCosts(100, 90, 1)), true);
  assert.equal(hasChanged(shareCosts(80, 90, 1), shareCosts(80, 95, 1)), false, 'same to pay');
});

void test('whatever the price, the sums add up and nobody pays less than nothing', () => {
  const sum = fc.integer({ min: 1, max: 1_000_000_000 });
  fc.assert(
    fc.property(sum, sum, fc.integer({ min: 1, max: 400 }), (price, guaranteed, pieces) => {
      const money = shareCosts(price, guaranteed, pieces);
      assert.equal(money.stateShare! + money.coPayment!, money.price);
      assert.ok(money.coPayment! >= 0 && money.stateShare! <= money.guaranteed!);
    }),
  );
});

void test('a reference is found however it is typed, and a slip is noticed', () => {
  for (let n = 0; n < 300; n++) {
    const reference = newReference();
    assert.match(reference, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const plain = reference.replace('-', '');
    for (const typed of [
      reference,
      plain.toLowerCase(),
      ` ${plain.slice(0, 2)} ${plain.slice(2)} `,
      plain.replaceAll('0', 'o').replaceAll('1', 'l'),
      // A Kazakh or Russian keyboard, letters that look the same
      plain.replace(/[ABEKMHPCTXY]/g, (letter) => 'АВЕКМНРСТХУ'['ABEKMHPCTXY'.indexOf(letter)]!),
    ]) {
      assert.equal(parseReference(typed), reference, typed);
    }
    const at = n % 8;
    const other = plain[at] === 'A' ? 'B' : 'A';
    assert.equal(parseReference(plain.slice(0, at) + other + plain.slice(at + 1)), null);
  }
  for (const typed of ['', '1234', 'AAAA-AAAA-AAAA', 'ABCD-UUUU', "' or 1=1"]) {
    assert.equal(parseReference(typed), null, typed);
  }
});

void test('a delivery code has six digits', () => {
  for (let n = 0; n < 100; n++) assert.match(newDeliveryCode(), /^\d{6}$/);
});
