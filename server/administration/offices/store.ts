// The desk's queries and changes of offices.
import type { Knex } from 'knex';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import { NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import type { Act } from '../desk.ts';
import { searchIn } from '../list-page.ts';
import {
  insertRecord,
  changeRecord,
  differences,
  lockRecord,
  writeDownCreation,
} from '../records.ts';
import type { OfficeValues } from './forms.ts';

export interface OfficeRow {
  id: number;
  region_code: string;
  name_kk: string;
  name_ru: string;
  name_en: string;
  active: unknown;
  version: number;
}

/** The offices that fit a filter, to be counted or paged. */
export function officesBy(
  db: Queryable,
  { q, region, active }: { q: string | null; region: string | null; active: string | null },
): Knex.QueryBuilder {
  const query = db('offices').select('offices.*');
  if (q) searchIn(query, ['name_kk', 'name_ru', 'name_en', 'address_ru', 'address_kk'], q);
  if (region) query.where({ region_code: region });
  if (active) query.where({ active: active === 'yes' });
  return query;
}

/** @throws NotFound */
export async function findOffice(db: Queryable, id: number): Promise<OfficeRow> {
  const row: OfficeRow | undefined = await db('offices').where({ id }).first();
  if (!row) throw new NotFound();
  return row;
}

/** Adds an office. The same form twice adds it once. */
export async function addOffice(
  db: Database,
  act: Act,
  { version: _version, ...values }: OfficeValues,
): Promise<Problem[]> {
  try {
    await inTransaction(db, async (trx) => {
      const made = await insertRecord(trx, 'offices', values);
      const subject = { kind: 'office', id: made.id };
      await writeDownCreation(trx, act, { subject, action: 'office.created', values });
    });
    return [];
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const { region_code, name_ru } = values;
    const row = await db.write('offices').where({ region_code, name_ru }).first();
    const sentTwice = Object.keys(differences(row, values)).length === 0;
    return sentTwice ? [] : [NAME_TAKEN];
  }
}

/** Changes an office. */
export async function changeOffice(
  db: Database,
  act: Act,
  id: number,
  { version, ...values }: OfficeValues,
): Promise<Problem[]> {
  try {
    return await inTransaction(db, async (trx) =>
      changeRecord(trx, act, {
        table: 'offices',
        key: { id },
        row: await lockRecord(trx, 'offices', { id }),
        stamp: version ?? '',
        values,
        subject: { kind: 'office', id },
        action: 'office.changed',
      }),
    );
  } catch (error) {
    if (isDuplicate(error)) return [NAME_TAKEN];
    throw error;
  }
}

const NAME_TAKEN: Problem = { field: 'name_ru', key: 'administration.wrong.officeTaken' };
