// What a person may ask for: the lines of their programme, and how much of each is left.
import type { Knex } from 'knex';
import { daysBetween } from '../calendar/dates.ts';
import type { ClassTree } from '../catalogue/catalogue.ts';
import type { Queryable } from '../database.ts';
import { orderByReliefs, type Emergency } from '../emergencies/emergencies.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export interface Programme {
  id: number;
  applicantId: number;
  number: string;
  issuedOn: string;
  validUntil: string | null;
  issuedBy: string;
}

export interface Entitlement {
  id: number;
  applicantId: number;
  programmeId: number;
  aidClassCode: string;
  className: Names;
  illustrationAlt: Names;
  quantity: number;
  reserved: number;
  used: number;
  free: number;
  notifiedOn: string;
  /** Two months from the notice: Social Code art. 168(2). */
  orderBy: string;
  programmeValidUntil: string | null;
  /** Emergencies that let it be ordered after that date, while they hold. */
  reliefs: readonly Pick<Emergency, 'id' | 'names' | 'from' | 'until'>[];
  /** The rest of it comes in lots, through its plan alone. */
  inLots: boolean;
  /** The live request for it, if there is one. */
  request: { reference: string; status: string } | null;
}

/** The programmes of people whom the reader may see, the newest first. */
export async function listProgrammes(
  db: Queryable,
  applicantIds: readonly number[],
): Promise<Programme[]> {
  const rows: ProgrammeRow[] = await db('programmes')
    .whereIn('applicant_id', applicantIds)
    .orderBy('issued_on', 'desc');
  return rows.map((row) => ({
    id: row.id,
    applicantId: row.applicant_id,
    number: row.number,
    issuedOn: row.issued_on,
    validUntil: row.valid_until,
    issuedBy: row.issued_by,
  }));
}

/** The entitlements of people whom the reader may see: what must be ordered first comes first. */
export async function listEntitlements(
  db: Queryable,
  applicantIds: readonly number[],
): Promise<Entitlement[]> {
  const rows: EntitlementRow[] = await entitlements(db)
    .whereIn('entitlements.applicant_id', applicantIds)
    .orderBy(['entitlements.order_by', 'entitlements.id']);
  return withReliefs(db, rows);
}

/** One entitlement; whose it is must be checked by the caller. */
export async function findEntitlement(db: Queryable, id: number): Promise<Entitlement | null> {
  const row: EntitlementRow | undefined = await entitlements(db)
    .where('entitlements.id', id)
    .first();
  return row ? (await withReliefs(db, [row]))[0]! : null;
}

async function withReliefs(db: Queryable, rows: EntitlementRow[]): Promise<Entitlement[]> {
  const reliefs = await orderByReliefs(
    db,
    rows.map((row) => row.region_code),
  );
  return rows.map((row) => entitlementOf(row, reliefs(row.region_code, row.aid_class_code)));
}

/** Why nothing can be asked for under an entitlement on a day; null when something can. */
export function whyNot(
  entitlement: Entitlement,
  day: string,
  { asLot = false } = {},
):
  | 'live-request-exists'
  | 'entitlement-used'
  | 'programme-expired'
  | 'order-by-passed'
  | 'in-lots'
  | null {
  if (entitlement.request) return 'live-request-exists';
  if (entitlement.free < 1) return 'entitlement-used';
  if (entitlement.programmeValidUntil && entitlement.programmeValidUntil < day) {
    return 'programme-expired';
  }
  // What comes in lots was ordered in time with the first of them.
  if (asLot) return null;
  if (entitlement.inLots) return 'in-lots';
  return entitlement.orderBy < day && !reliefOn(entitlement, day) ? 'order-by-passed' : null;
}

/** The emergency under which an entitlement may be ordered after its date on a day; null: none. */
export function reliefOn({ reliefs }: Pick<Entitlement, 'reliefs'>, day: string) {
  return reliefs.find(({ from, until }) => from <= day && until >= day) ?? null;
}

/** Calendar days that are left to order; negative when they have passed. */
export function daysLeft(entitlement: Pick<Entitlement, 'orderBy'>, day: string): number {
  return daysBetween(day, entitlement.orderBy);
}

/** Whether a product of `productClass` may be chosen for an entitlement to `entitled`: the class itself or one below it. */
export function classCovers(entitled: string, productClass: string, classes: ClassTree): boolean {
  return classes.withAncestors(productClass).some(({ code }) => code === entitled);
}

/** How many pieces a new request asks for: everything left of a consumable, one of anything else. */
export function usualQuantity({ quantity, free }: Pick<Entitlement, 'quantity' | 'free'>): number {
  return quantity > 4 ? free : Math.min(1, free);
}

/** Reserves pieces for a request. False when not so many are free. */
export async function reserve(trx: Knex.Transaction, id: number, pieces: number): Promise<boolean> {
  const changed = await trx('entitlements')
    .where({ id })
    .whereRaw('reserved + used + ? <= quantity', [pieces])
    .update({ reserved: trx.raw('reserved + ?', [pieces]) });
  return changed === 1;
}

/** Frees what a request had reserved. */
export async function release(trx: Knex.Transaction, id: number, pieces: number): Promise<void> {
  await changeOne(
    trx('entitlements')
      .where({ id })
      .where('reserved', '>=', pieces)
      .update({ reserved: trx.raw('reserved - ?', [pieces]) }),
  );
}

/** Turns reserved pieces into used ones: the person has them. */
export async function spend(trx: Knex.Transaction, id: number, pieces: number): Promise<void> {
  await changeOne(
    trx('entitlements')
      .where({ id })
      .where('reserved', '>=', pieces)
      .update({
        reserved: trx.raw('reserved - ?', [pieces]),
        used: trx.raw('used + ?', [pieces]),
      }),
  );
}

/** Turns used pieces into reserved ones again: what the person got does not fit. False when not so many are used. */
export async function unspend(trx: Knex.Transaction, id: number, pieces: number): Promise<boolean> {
  const changed = await trx('entitlements')
    .where({ id })
    .where('used', '>=', pieces)
    .update({
      used: trx.raw('used - ?', [pieces]),
      reserved: trx.raw('reserved + ?', [pieces]),
    });
  return changed === 1;
}

/** Lets a line be ordered until a later day, after a new notice about it. */
export async function extendOrderBy(
  trx: Knex.Transaction,
  id: number,
  until: string,
): Promise<void> {
  await trx('entitlements').where({ id }).where('order_by', '<', until).update({ order_by: until });
}

async function changeOne(update: Knex.QueryBuilder): Promise<void> {
  const changed: number = await update;
  if (changed !== 1) throw new Error('an entitlement has not reserved what it should have');
}

function entitlements(db: Queryable): Knex.QueryBuilder {
  return db('entitlements')
    .join('programmes', 'programmes.id', 'entitlements.programme_id')
    .join('aid_classes', 'aid_classes.code', 'entitlements.aid_class_code')
    .join('applicants', 'applicants.id', 'entitlements.applicant_id')
    .leftJoin('requests', (join) => {
      join.on('requests.entitlement_id', 'entitlements.id').andOnVal('requests.is_live', true);
    })
    .select(
      'entitlements.*',
      'programmes.valid_until as programme_valid_until',
      'applicants.region_code',
      'aid_classes.name_kk',
      'aid_classes.name_ru',
      'aid_classes.name_en',
      'aid_classes.illustration_alt_kk',
      'aid_classes.illustration_alt_ru',
      'aid_classes.illustration_alt_en',
      'requests.reference',
      'requests.status',
    );
}

function entitlementOf(row: EntitlementRow, reliefs: Entitlement['reliefs']): Entitlement {
  return {
    id: row.id,
    applicantId: row.applicant_id,
    programmeId: row.programme_id,
    aidClassCode: row.aid_class_code,
    className: namesOf(row),
    illustrationAlt: namesOf(row, 'illustration_alt'),
    quantity: row.quantity,
    reserved: row.reserved,
    used: row.used,
    free: row.quantity - row.reserved - row.used,
    notifiedOn: row.notified_on,
    orderBy: row.order_by,
    programmeValidUntil: row.programme_valid_until,
    inLots: Boolean(row.in_lots),
    reliefs,
    request: row.reference ? { reference: row.reference, status: row.status! } : null,
  };
}

interface ProgrammeRow {
  id: number;
  applicant_id: number;
  number: string;
  issued_on: string;
  valid_until: string | null;
  issued_by: string;
}

interface EntitlementRow extends Record<string, unknown> {
  id: number;
  applicant_id: number;
  programme_id: number;
  aid_class_code: string;
  quantity: number;
  reserved: number;
  used: number;
  notified_on: string;
  order_by: string;
  programme_valid_until: string | null;
  in_lots: unknown; // 0 or 1 on SQLite
  region_code: string;
  reference: string | null;
  status: string | null;
}
