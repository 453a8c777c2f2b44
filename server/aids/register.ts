// What people have: the register of delivered aids, from their receipt to their end. Who may see an aid is decided
// through its owner, by the caller.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export const AID_STATES = [
  'in_use',
  'in_repair',
  'returned',
  'in_pool',
  'lent',
  'lost',
  'worn_out',
  'written_off',
] as const;
export type AidState = (typeof AID_STATES)[number];

/** States in which a person has the aid, or has given it away to be put right. */
export const HELD: readonly AidState[] = ['in_use', 'in_repair', 'lent'];

export const CONDITIONS = ['as_new', 'good', 'worn', 'broken'] as const;
export type Condition = (typeof CONDITIONS)[number];

export interface Aid {
  id: number;
  version: number;
  state: AidState;
  /** Null: nobody has it now. */
  applicantId: number | null;
  /** The request under which its owner got it; null: a loan. */
  request: { id: number; reference: string } | null;
  orderId: number | null;
  aidClass: { code: string; names: Names; illustrationAlt: Names };
  product: { id: number; slug: string; names: Names; variant: Names; published: boolean } | null;
  variantId: number | null;
  supplier: { id: number; names: Names } | null;
  officeId: number;
  quantity: number;
  receivedOn: string;
  /** The last day of the warranty; null: none is known. */
  warrantyUntil: string | null;
  /** From when it may be replaced; null: no term is known for its class. */
  replacementFrom: string | null;
  secondHand: boolean;
  condition: Condition | null;
  /** For which request it is kept while it is in the pool. */
  reservedFor: number | null;
  /** When it was cleaned and looked at in the pool; null: not since it came back. */
  checkedOn: string | null;
}

/** One aid; whose it is must be checked by the caller. */
export async function findAid(db: Queryable, id: number): Promise<Aid | null> {
  const row: AidRow | undefined = await aids(db).where('aids.id', id).first();
  return row ? aidOf(row) : null;
}

/** What people have or had, the newest first. */
export async function aidsOf(db: Queryable, applicantIds: readonly number[]): Promise<Aid[]> {
  const rows: AidRow[] = await aids(db)
    .whereIn('aids.applicant_id', applicantIds)
    .orderBy([
      { column: 'aids.received_on', order: 'desc' },
      { column: 'aids.id', order: 'desc' },
    ])
    .limit(500);
  return rows.map(aidOf);
}

/** The aid that an order delivered; null before its receipt. */
export async function aidOfOrder(db: Queryable, orderId: number): Promise<Aid | null> {
  const row: AidRow | undefined = await aids(db).where('aids.order_id', orderId).first();
  return row ? aidOf(row) : null;
}

/** The aids that a request brought. */
export async function aidsOfRequest(db: Queryable, requestId: number): Promise<Aid[]> {
  const rows: AidRow[] = await aids(db).where('aids.request_id', requestId).orderBy('aids.id');
  return rows.map(aidOf);
}

/** What an aid is called: its product, else its class. */
export function aidName(aid: Pick<Aid, 'product' | 'aidClass'>): Names {
  return aid.product?.names ?? aid.aidClass.names;
}

/** The query behind every reading of aids: one row each, with the names a page shows. */
export function aids(db: Queryable): Knex.QueryBuilder {
  return db('aids')
    .join('aid_classes', 'aid_classes.code', 'aids.aid_class_code')
    .leftJoin('requests', 'requests.id', 'aids.request_id')
    .leftJoin('variants', 'variants.id', 'aids.variant_id')
    .leftJoin('products', 'products.id', 'variants.product_id')
    .leftJoin('suppliers', 'suppliers.id', 'aids.supplier_id')
    .select(
      'aids.*',
      'requests.reference',
      'products.id as product_id',
      'products.slug',
      'products.status as product_status',
      ...inAllLanguages('aid_classes.name', 'class_name'),
      ...inAllLanguages('aid_classes.illustration_alt', 'illustration_alt'),
      ...inAllLanguages('products.name', 'product_name'),
      ...inAllLanguages('variants.label', 'variant_label'),
      ...inAllLanguages('suppliers.name', 'supplier_name'),
    );
}

function inAllLanguages(column: string, name: string): string[] {
  return ['kk', 'ru', 'en'].map((lang) => `${column}_${lang} as ${name}_${lang}`);
}

/** A row of `aids` as an aid. */
export function aidOf(row: AidRow): Aid {
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    applicantId: row.applicant_id,
    request: row.request_id ? { id: row.request_id, reference: row.reference! } : null,
    orderId: row.order_id,
    aidClass: {
      code: row.aid_class_code,
      names: namesOf(row, 'class_name'),
      illustrationAlt: namesOf(row, 'illustration_alt'),
    },
    product: row.product_id
      ? {
          id: row.product_id,
          slug: row.slug!,
          names: namesOf(row, 'product_name'),
          variant: namesOf(row, 'variant_label'),
          published: row.product_status === 'published',
        }
      : null,
    variantId: row.variant_id,
    supplier: row.supplier_id
      ? { id: row.supplier_id, names: namesOf(row, 'supplier_name') }
      : null,
    officeId: row.office_id,
    quantity: row.quantity,
    receivedOn: row.received_on,
    warrantyUntil: row.warranty_until,
    replacementFrom: row.replacement_from,
    secondHand: Boolean(row.second_hand),
    condition: row.condition,
    reservedFor: row.reserved_for,
    checkedOn: row.checked_on,
  };
}

export interface AidRow extends Record<string, unknown> {
  id: number;
  version: number;
  state: AidState;
  applicant_id: number | null;
  request_id: number | null;
  reference: string | null;
  order_id: number | null;
  aid_class_code: string;
  variant_id: number | null;
  product_id: number | null;
  slug: string | null;
  product_status: string | null;
  supplier_id: number | null;
  office_id: number;
  quantity: number;
  received_on: string;
  warranty_until: string | null;
  replacement_from: string | null;
  second_hand: unknown; // 0 or 1 on SQLite
  condition: Condition | null;
  reserved_for: number | null;
  checked_on: string | null;
}
