// Who makes an aid for one person: admitted suppliers, by class and region, with what it would cost on a day.
import type { Knex } from 'knex';
import { guaranteedAmountFor, readLineage } from '../catalogue/catalogue.ts';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { shareCosts, type Money } from './co-payment.ts';

export interface Maker {
  id: number;
  supplierId: number;
  names: Names;
  phone: string;
  /** The class as the maker offers it: the one that is asked for, one above or one below. */
  aidClassCode: string;
  classNames: Names;
  /** From confirmation to handing over, in working days. */
  workingDays: number;
  /** For all pieces, on the day. */
  money: Money;
}

interface Wanted {
  aidClassCode: string;
  regionCode: string;
  quantity: number;
  day: string;
}

/** The makers who may be appointed for a class in a region on a day, the least expensive first. */
export async function makersFor(db: Queryable, wanted: Wanted): Promise<Maker[]> {
  const { aidClassCode, regionCode, quantity, day } = wanted;
  const lineage = await readLineage(db, aidClassCode);
  const rows: MakerRow[] = await priced(db, day)
    .join('suppliers', 'suppliers.id', 'makers.supplier_id')
    .join('aid_classes', 'aid_classes.code', 'makers.aid_class_code')
    .join('maker_regions', 'maker_regions.maker_id', 'makers.id')
    .leftJoin('aid_classes as above', 'above.code', 'aid_classes.parent_code')
    .where({
      'makers.active': true,
      'suppliers.status': 'admitted',
      'maker_regions.region_code': regionCode,
    })
    .where(
      (until) =>
        void until
          .whereNull('suppliers.admitted_until')
          .orWhere('suppliers.admitted_until', '>=', day),
    )
    .where(
      (covers) =>
        void covers
          .whereIn('makers.aid_class_code', lineage)
          .orWhere('aid_classes.parent_code', aidClassCode)
          .orWhere('above.parent_code', aidClassCode),
    )
    .orderBy(['maker_prices.price_tiyn', 'makers.id'])
    .select(
      'makers.id',
      'makers.supplier_id',
      'makers.aid_class_code',
      'maker_prices.price_tiyn',
      'maker_prices.working_days',
      'suppliers.phone',
      'suppliers.name_kk',
      'suppliers.name_ru',
      'suppliers.name_en',
      ...['kk', 'ru', 'en'].map((lang) => `aid_classes.name_${lang} as class_${lang}`),
    );
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      supplierId: row.supplier_id,
      names: namesOf(row),
      phone: row.phone,
      aidClassCode: row.aid_class_code,
      classNames: namesOf(row, 'class'),
      workingDays: row.working_days,
      money: shareCosts(
        row.price_tiyn,
        await guaranteedAmountFor(db, madeClass(row.aid_class_code, aidClassCode, lineage), day),
        quantity,
      ),
    })),
  );
}

/** One maker who may be appointed; null where this one may not. */
export async function makerFor(
  db: Queryable,
  makerId: number,
  wanted: Wanted,
): Promise<Maker | null> {
  const makers = await makersFor(db, wanted);
  return makers.find(({ id }) => id === makerId) ?? null;
}

/** What a maker's work costs on a day, whether or not orders may go there; null where no price is in force. */
export async function makingMoney(
  db: Queryable,
  makerId: number,
  { aidClassCode, quantity, day }: Omit<Wanted, 'regionCode'>,
): Promise<Money | null> {
  const row: { aid_class_code: string; price_tiyn: number } | undefined = await priced(db, day)
    .where('makers.id', makerId)
    .first('makers.aid_class_code', 'maker_prices.price_tiyn');
  if (!row) return null;
  const lineage = await readLineage(db, aidClassCode);
  const code = madeClass(row.aid_class_code, aidClassCode, lineage);
  return shareCosts(row.price_tiyn, await guaranteedAmountFor(db, code, day), quantity);
}

// The nearer of two classes: whoever makes a whole family makes the class that is asked for.
function madeClass(offered: string, asked: string, lineageOfAsked: readonly string[]): string {
  return lineageOfAsked.includes(offered) ? asked : offered;
}

// Makers with the price that is in force: the last one that has begun.
function priced(db: Queryable, day: string): Knex.QueryBuilder {
  return db('makers')
    .join('maker_prices', 'maker_prices.maker_id', 'makers.id')
    .where('maker_prices.valid_from', '<=', day)
    .whereNotExists(
      db('maker_prices as later')
        .whereRaw('later.maker_id = maker_prices.maker_id')
        .whereRaw('later.valid_from > maker_prices.valid_from')
        .where('later.valid_from', '<=', day)
        .select('later.id'),
    );
}

interface MakerRow extends Record<string, unknown> {
  id: number;
  supplier_id: number;
  aid_class_code: string;
  price_tiyn: number;
  working_days: number;
  phone: string;
}
