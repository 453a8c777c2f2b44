// The desk's queries and changes of suppliers. What they offer is listed anew with each change.
import type { Knex } from 'knex';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import { NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import type { Act } from '../desk.ts';
import { searchIn } from '../list-page.ts';
import {
  insertRecord,
  changeRecord,
  lockRecord,
  writeDownCreation,
  type Lists,
} from '../records.ts';
import { relistSupplier } from '../relist.ts';
import type { Standing, SupplierValues } from './forms.ts';

export interface SupplierRow {
  id: number;
  bin: string;
  name_kk: string;
  name_ru: string;
  name_en: string;
  status: 'admitted' | 'suspended' | 'removed';
  admitted_on: string;
  admitted_until: string | null;
  version: number;
}

/** The suppliers that fit a filter, to be counted or paged. */
export function suppliersBy(
  db: Queryable,
  { q, status, region }: { q: string | null; status: string | null; region: string | null },
): Knex.QueryBuilder {
  const query = db('suppliers').select('suppliers.*');
  if (q) searchIn(query, ['bin', 'name_kk', 'name_ru', 'name_en'], q);
  if (status) query.where({ status });
  if (region) {
    query.whereIn(
      'id',
      db('supplier_regions').where({ region_code: region }).select('supplier_id'),
    );
  }
  return query;
}

/** @throws NotFound */
export async function findSupplier(db: Queryable, id: number): Promise<SupplierRow> {
  const row: SupplierRow | undefined = await db('suppliers').where({ id }).first();
  if (!row) throw new NotFound();
  return row;
}

/** The regions that a supplier serves. */
export async function regionsOf(db: Queryable, supplierId: number): Promise<string[]> {
  const rows: { region_code: string }[] = await db('supplier_regions')
    .where({ supplier_id: supplierId })
    .orderBy('region_code');
  return rows.map(({ region_code }) => region_code);
}

/** Admits a supplier. The same form twice shows the first: a BIN is one organisation's. */
export async function addSupplier(
  db: Database,
  act: Act,
  { version: _version, regions, ...values }: SupplierValues,
): Promise<{ id: number } | { problems: Problem[] }> {
  try {
    return await inTransaction(db, async (trx) => {
      const row = { ...values, status: 'admitted' };
      const made = await insertRecord(trx, 'suppliers', row);
      await writeRegions(trx, made.id, regions);
      await writeDownCreation(trx, act, {
        subject: { kind: 'supplier', id: made.id },
        action: 'supplier.created',
        values: { ...row, regions: regions.join(' ') },
      });
      return made;
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const row: SupplierRow = await db.write('suppliers').where({ bin: values.bin }).first();
    const same = row.name_ru === values.name_ru && row.admitted_on === values.admitted_on;
    const problem = { field: 'bin', key: 'administration.wrong.binTaken' };
    return same ? { id: row.id } : { problems: [problem] };
  }
}

/** Changes a supplier's particulars and regions. */
export async function changeSupplier(
  db: Database,
  act: Act,
  id: number,
  { version, regions, ...values }: SupplierValues,
): Promise<Problem[]> {
  try {
    return await inTransaction(db, async (trx) => {
      const row = await lockRecord(trx, 'suppliers', { id });
      const served: Lists = {
        before: await regionsOf(trx, id),
        after: regions,
        write: (after) => writeRegions(trx, id, after),
      };
      const problems = await changeRecord(trx, act, {
        table: 'suppliers',
        key: { id },
        row,
        stamp: version ?? '',
        values,
        lists: { regions: served },
        subject: { kind: 'supplier', id },
        action: 'supplier.changed',
      });
      if (!problems.length) await relistSupplier(trx, id, act.on);
      return problems;
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return [{ field: 'bin', key: 'administration.wrong.binTaken' }];
  }
}

/** Admits again, suspends or removes a supplier, with the reason: its offers come and go with it. */
export function changeStanding(
  db: Database,
  act: Act,
  id: number,
  { version, status, reason }: Standing,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const row = await lockRecord(trx, 'suppliers', { id });
    const notBefore = row.return_not_before;
    if (status !== 'removed' && typeof notBefore === 'string' && act.on < notBefore) {
      return [{ field: 'status', key: 'administration.wrong.returnTooEarly' }];
    }
    const problems = await changeRecord(trx, act, {
      table: 'suppliers',
      key: { id },
      row,
      stamp: version ?? '',
      values: status === 'removed' ? { status } : { status, return_not_before: null },
      subject: { kind: 'supplier', id },
      action: `supplier.${status}`,
      reason,
    });
    if (!problems.length) await relistSupplier(trx, id, act.on);
    return problems;
  });
}

async function writeRegions(
  trx: Knex.Transaction,
  supplierId: number,
  regions: readonly string[],
): Promise<void> {
  await trx('supplier_regions').where({ supplier_id: supplierId }).del();
  if (regions.length === 0) return;
  await trx('supplier_regions').insert(
    regions.map((region_code) => ({ supplier_id: supplierId, region_code })),
  );
}
