// What goes with a product: equals, accessories, spare parts and what works with it, seen from either side.
import type { Database, Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

/** As they stand in the table. The first two hold both ways. */
export const RELATION_KINDS = ['equivalent', 'works_with', 'accessory', 'spare_part'] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];

/** As a product's page names them, in this order. */
export const SIDES = [
  'equivalent',
  'accessory',
  'spare_part',
  'works_with',
  'accessory_of',
  'spare_part_of',
] as const;
export type Side = (typeof SIDES)[number];

export interface Related {
  side: Side;
  product: { id: number; slug: string; names: Names; aidClassCode: string };
}

/** Which side of a relation a product stands on. */
export function sideOf(relation: { kind: RelationKind; from: number }, productId: number): Side {
  const { kind, from } = relation;
  if (kind === 'equivalent' || kind === 'works_with' || from === productId) return kind;
  return `${kind}_of`;
}

/** The relation that says so of a product and another: who is `from`, who is `to`. */
export function relationFor(
  side: Side,
  productId: number,
  otherId: number,
): { kind: RelationKind; from: number; to: number } {
  if (side === 'accessory' || side === 'spare_part') {
    return { kind: side, from: productId, to: otherId };
  }
  if (side === 'accessory_of') return { kind: 'accessory', from: otherId, to: productId };
  if (side === 'spare_part_of') return { kind: 'spare_part', from: otherId, to: productId };
  // These hold both ways and stand once.
  return {
    kind: side,
    from: Math.min(productId, otherId),
    to: Math.max(productId, otherId),
  };
}

const MOST_KEPT = 1000;
const kept = new WeakMap<Database, { version: number; of: Map<number, Promise<Related[]>> }>();

/** What goes with a product and is published, kept while the catalogue stays as it is. */
export function relatedTo(
  db: Database,
  productId: number,
  version: number,
): Promise<readonly Related[]> {
  let known = kept.get(db);
  if (known?.version !== version) {
    known = { version, of: new Map() };
    kept.set(db, known);
  }
  const { of } = known;
  const own = of.get(productId) ?? readRelated(db.read, productId);
  if (of.size >= MOST_KEPT) of.delete(of.keys().next().value!);
  of.set(productId, own);
  own.catch(() => of.delete(productId)); // the next page tries again
  return own;
}

async function readRelated(db: Queryable, productId: number): Promise<Related[]> {
  const rows: Row[] = await db('product_relations')
    .join('products', (other) =>
      other
        .on('products.id', 'product_relations.to_product_id')
        .andOnVal('product_relations.from_product_id', productId)
        .orOn('products.id', 'product_relations.from_product_id')
        .andOnVal('product_relations.to_product_id', productId),
    )
    .where({ 'products.status': 'published' })
    .orderBy('product_relations.id')
    .select(
      'product_relations.kind',
      'product_relations.from_product_id',
      'products.id',
      'products.slug',
      'products.aid_class_code',
      'products.name_kk',
      'products.name_ru',
      'products.name_en',
    );
  const all = rows.map((row) => ({
    side: sideOf({ kind: row.kind, from: row.from_product_id }, productId),
    product: {
      id: row.id,
      slug: row.slug,
      names: namesOf(row),
      aidClassCode: row.aid_class_code,
    },
  }));
  return SIDES.flatMap((side) => all.filter((one) => one.side === side));
}

interface Row extends Record<string, unknown> {
  kind: RelationKind;
  from_product_id: number;
  id: number;
  slug: string;
  aid_class_code: string;
}
