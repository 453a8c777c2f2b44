// The desk's queries and changes of makers. Orders keep the price at which they were placed.
import type { Knex } from 'knex';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import { isMadeToOrder } from '../../entitlements/made-to-order.ts';
import { NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import type { Act } from '../desk.ts';
import {
  changeRecord,
  insertRecord,
  lockRecord,
  writeDown,
  writeDownCreation,
} from '../records.ts';
import type { EditValues, MakerValues, PriceValues } from './forms.ts';

export interface MakerRow extends Record<string, unknown> {
  id: number;
  supplier_id: number;
  aid_class_code: string;
  active: unknown;
  version: number;
}

export interface PriceRow {
  id: number;
  price_tiyn: number;
  working_days: number;
  valid_from: string;
}

/** All makers with the names of supplier and class, to be counted or paged. */
export function makersBy(
  db: Queryable,
  { supplier }: { supplier: number | null },
): Knex.QueryBuilder {
  const query = db('makers')
    .join('suppliers', 'suppliers.id', 'makers.supplier_id')
    .join('aid_classes', 'aid_classes.code', 'makers.aid_class_code')
    .select(
      'makers.*',
      'suppliers.name_kk as supplier_kk',
      'suppliers.name_ru as supplier_ru',
      'suppliers.name_en as supplier_en',
      ...['kk', 'ru', 'en'].map((lang) => `aid_classes.name_${lang} as class_${lang}`),
    );
  if (supplier !== null) void query.where('makers.supplier_id', supplier);
  return query;
}

/** @throws NotFound */
export async function findMaker(db: Queryable, id: number): Promise<MakerRow> {
  const row: MakerRow | undefined = await makersBy(db, { supplier: null })
    .where('makers.id', id)
    .first();
  if (!row) throw new NotFound();
  return row;
}

/** The prices of makers, the newest first. */
export async function listPrices(
  db: Queryable,
  makerIds: readonly number[],
): Promise<(PriceRow & { maker_id: number })[]> {
  const rows: (PriceRow & { maker_id: number })[] = await db('maker_prices')
    .whereIn('maker_id', [...makerIds])
    .orderBy([{ column: 'valid_from', order: 'desc' }]);
  return rows;
}

/** The regions in which a maker works. */
export async function regionsOfMaker(db: Queryable, id: number): Promise<string[]> {
  const rows: { region_code: string }[] = await db('maker_regions')
    .where({ maker_id: id })
    .orderBy('region_code');
  return rows.map(({ region_code: code }) => code);
}

/** Adds a maker with the first price. The same form twice shows the first. */
export async function addMaker(
  db: Database,
  act: Act,
  values: MakerValues,
): Promise<{ id: number } | { problems: Problem[] }> {
  const { supplier, class: code, regions, creation_key: key, ...price } = values;
  try {
    return await inTransaction(db, async (trx) => {
      const known: unknown = await trx('suppliers').where({ id: supplier }).first('id');
      if (!known) return wrong('supplier', 'administration.missing.supplier');
      if (!(await isMadeToOrder(trx, code))) return wrong('class', 'administration.makers.notMade');
      const before: { id: number } | undefined =
        key === null ? undefined : await trx('makers').where({ creation_key: key }).first('id');
      if (before) return before;
      const made = await insertRecord(trx, 'makers', {
        supplier_id: supplier,
        aid_class_code: code,
        creation_key: key,
      });
      await writeRegions(trx, made.id, regions);
      await insertPrice(trx, act, made.id, price);
      await writeDownCreation(trx, act, {
        subject: { kind: 'maker', id: made.id },
        action: 'maker.created',
        values: { supplier, class: code, regions: regions.join(' ') },
      });
      return made;
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return wrong('class', 'administration.makers.exists');
  }
}

/** Changes where a maker works, and whether orders may go there. */
export function changeMaker(
  db: Database,
  act: Act,
  id: number,
  { version, regions, active }: EditValues,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const row = await lockRecord(trx, 'makers', { id });
    return changeRecord(trx, act, {
      table: 'makers',
      key: { id },
      row,
      stamp: version ?? '',
      values: { active },
      lists: {
        regions: {
          before: await regionsOfMaker(trx, id),
          after: regions,
          write: (after) => writeRegions(trx, id, after),
        },
      },
      subject: { kind: 'maker', id },
      action: 'maker.changed',
    });
  });
}

/** Sets a price from a day on, today at the earliest. The one before stays in the list. */
export async function setMakerPrice(
  db: Database,
  act: Act,
  id: number,
  price: PriceValues,
): Promise<Problem[]> {
  if (price.valid_from < act.on) {
    return [{ field: 'valid_from', key: 'administration.makers.notPast' }];
  }
  return inTransaction(db, async (trx) => {
    await lockRecord(trx, 'makers', { id });
    const taken: PriceRow | undefined = await trx('maker_prices')
      .where({ maker_id: id, valid_from: price.valid_from })
      .first();
    if (taken) {
      const sentTwice = taken.price_tiyn === price.price && taken.working_days === price.days;
      return sentTwice ? [] : [{ field: 'valid_from', key: 'administration.makers.sameDay' }];
    }
    await insertPrice(trx, act, id, price);
    return [];
  });
}

async function insertPrice(
  trx: Knex.Transaction,
  act: Act,
  id: number,
  { price, days, valid_from: from }: PriceValues,
): Promise<void> {
  await trx('maker_prices').insert({
    maker_id: id,
    price_tiyn: price,
    working_days: days,
    valid_from: from,
    set_by: act.by.accountId,
  });
  await writeDown(trx, act, {
    subject: { kind: 'maker', id },
    action: 'maker.set',
    differing: { price_tiyn: [null, price], days: [null, days], valid_from: [null, from] },
  });
}

async function writeRegions(
  trx: Knex.Transaction,
  id: number,
  regions: readonly string[],
): Promise<void> {
  await trx('maker_regions').where({ maker_id: id }).del();
  await trx('maker_regions').insert(regions.map((code) => ({ maker_id: id, region_code: code })));
}

function wrong(field: string, key: string): { problems: Problem[] } {
  return { problems: [{ field, key }] };
}
