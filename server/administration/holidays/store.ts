// The desk's queries and changes of public holidays. Days that have passed stay as they were counted.
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import { NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import type { Act } from '../desk.ts';
import { stampOf, STALE } from '../../web/stale.ts';
import { changeRecord, differences, lockRecord, writeDown, writeDownCreation } from '../records.ts';
import type { HolidayValues, NewHoliday } from './forms.ts';

export interface HolidayRow {
  on: string;
  name_kk: string;
  name_ru: string;
  name_en: string;
  kind: string;
  status: string;
  source: string;
  note: string | null;
}

/** The days of one year. */
export async function listHolidays(db: Queryable, year: number): Promise<HolidayRow[]> {
  return db('public_holidays')
    .where('on', '>=', `${year}-01-01`)
    .where('on', '<=', `${year}-12-31`)
    .orderBy('on');
}

/** The years that have rows, and this one and the next. */
export async function holidayYears(db: Queryable, thisYear: number): Promise<number[]> {
  const [ends]: { first: string | null; last: string | null }[] = await db('public_holidays')
    .min({ first: 'on' })
    .max({ last: 'on' });
  const first = Math.min(Number(ends?.first?.slice(0, 4) ?? thisYear), thisYear);
  const last = Math.max(Number(ends?.last?.slice(0, 4) ?? thisYear), thisYear + 1);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** @throws NotFound */
export async function findHoliday(db: Queryable, on: string): Promise<HolidayRow> {
  const row: HolidayRow | undefined = await db('public_holidays').where({ on }).first();
  if (!row) throw new NotFound();
  return row;
}

/** Adds a day. The same form twice adds it once. */
export async function addHoliday(db: Database, act: Act, values: NewHoliday): Promise<Problem[]> {
  const { on } = values;
  if (on <= act.on) return [{ field: 'on', key: 'administration.wrong.dayPassed' }];
  try {
    await inTransaction(db, async (trx) => {
      await trx('public_holidays').insert(values);
      const subject = { kind: 'public_holiday', id: on };
      await writeDownCreation(trx, act, { subject, action: 'holiday.created', values });
    });
    return [];
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const row = { ...(await findHoliday(db.write, on)) };
    const sentTwice = Object.keys(differences(row, values)).length === 0;
    return sentTwice ? [] : [{ field: 'on', key: 'administration.wrong.dayTaken' }];
  }
}

/** Changes a day that is still to come. */
export function changeHoliday(
  db: Database,
  act: Act,
  on: string,
  { version, ...values }: HolidayValues,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const row = await lockRecord<HolidayRow>(trx, 'public_holidays', { on });
    if (on <= act.on) return [PASSED];
    return changeRecord(trx, act, {
      table: 'public_holidays',
      key: { on },
      row,
      stamp: version ?? '',
      values,
      subject: { kind: 'public_holiday', id: on },
      action: 'holiday.changed',
    });
  });
}

/** Takes a day that is still to come out of the calendar. */
export function removeHoliday(
  db: Database,
  act: Act,
  on: string,
  stamp: string,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const row = await lockRecord<HolidayRow>(trx, 'public_holidays', { on });
    if (on <= act.on) return [PASSED];
    if (stampOf(row) !== stamp) return [STALE];
    await trx('public_holidays').where({ on }).del();
    await writeDown(trx, act, {
      subject: { kind: 'public_holiday', id: on },
      action: 'holiday.removed',
      differing: { name_en: [row.name_en, null], kind: [row.kind, null] },
    });
    return [];
  });
}

const PASSED: Problem = { field: 'form', key: 'administration.wrong.dayPassed' };
