// What an administrator says goes together. A relation holds for products as they are: it waits for no review.
import {
  relationFor,
  sideOf,
  SIDES,
  type RelationKind,
  type Side,
} from '../../catalogue/relations.ts';
import { markCatalogueChanged } from '../../catalogue/catalogue.ts';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import { namesOf, type Names } from '../../i18n/languages.ts';
import type { Problem } from '../../web/forms.ts';
import { NotFound } from '../../web/errors.ts';
import type { Act } from '../desk.ts';
import { insertRecord, writeDown } from '../records.ts';

export interface RelationRow {
  id: number;
  side: Side;
  other: { id: number; names: Names; status: string };
}

/** A product's relations, seen from its side, whatever the status of the others. */
export async function listRelations(db: Queryable, productId: number): Promise<RelationRow[]> {
  const rows: Row[] = await db('product_relations')
    .join('products', (other) =>
      other
        .on('products.id', 'product_relations.to_product_id')
        .andOnVal('product_relations.from_product_id', productId)
        .orOn('products.id', 'product_relations.from_product_id')
        .andOnVal('product_relations.to_product_id', productId),
    )
    .orderBy('product_relations.id')
    .select(
      'product_relations.id',
      'product_relations.kind',
      'product_relations.from_product_id',
      'products.id as other_id',
      'products.status',
      'products.name_kk',
      'products.name_ru',
      'products.name_en',
    );
  const all = rows.map((row) => ({
    id: row.id,
    side: sideOf({ kind: row.kind, from: row.from_product_id }, productId),
    other: { id: row.other_id, names: namesOf(row), status: row.status },
  }));
  return SIDES.flatMap((side) => all.filter((one) => one.side === side));
}

/** The product's id, name and status. @throws NotFound */
export async function findRelated(
  db: Queryable,
  id: number,
): Promise<{ id: number; slug: string; names: Names }> {
  const row: { id: number; slug: string } | undefined = await db('products').where({ id }).first();
  if (!row) throw new NotFound();
  return { id: row.id, slug: row.slug, names: namesOf({ ...row }) };
}

/** Says that another product, named by an article or its address, goes with this one. */
export async function addRelation(
  db: Database,
  act: Act,
  productId: number,
  { side, other }: { side: Side; other: string },
): Promise<Problem[]> {
  const refuse = (key: string) => [{ field: 'other', key: `product.admin.${key}` }];
  try {
    return await inTransaction(db, async (trx) => {
      await findRelated(trx, productId);
      const otherId = await idOf(trx, other);
      if (otherId === null) return refuse('otherUnknown');
      if (otherId === productId) return refuse('otherSelf');
      const { kind, from, to } = relationFor(side, productId, otherId);
      await insertRecord(trx, 'product_relations', {
        kind,
        from_product_id: from,
        to_product_id: to,
      });
      await markCatalogueChanged(trx);
      for (const id of [productId, otherId]) {
        await writeDown(trx, act, {
          subject: { kind: 'product', id },
          action: 'relation.added',
          differing: { relation: [null, `${kind} ${from} ${to}`] },
        });
      }
      return [];
    });
  } catch (error) {
    if (isDuplicate(error)) return refuse('there');
    throw error;
  }
}

/** Takes a relation of the product away; one that is gone already is no harm. */
export async function removeRelation(
  db: Database,
  act: Act,
  productId: number,
  id: number,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await findRelated(trx, productId);
    const row: Stored | undefined = await trx('product_relations')
      .where({ id })
      .forUpdate()
      .first();
    if (!row) return;
    const both = [row.from_product_id, row.to_product_id];
    if (!both.includes(productId)) throw new NotFound();
    await trx('product_relations').where({ id }).del();
    await markCatalogueChanged(trx);
    for (const one of both) {
      await writeDown(trx, act, {
        subject: { kind: 'product', id: one },
        action: 'relation.removed',
        differing: { relation: [`${row.kind} ${both.join(' ')}`, null] },
      });
    }
  });
}

async function idOf(trx: Queryable, name: string): Promise<number | null> {
  const bySlug: { id: number } | undefined = await trx('products')
    .where({ slug: name.toLowerCase() })
    .first('id');
  if (bySlug) return bySlug.id;
  const byArticle: { product_id: number } | undefined = await trx('variants')
    .whereIn('article', [name, name.toUpperCase()])
    .first('product_id');
  return byArticle?.product_id ?? null;
}

interface Stored {
  kind: RelationKind;
  from_product_id: number;
  to_product_id: number;
}

interface Row extends Record<string, unknown> {
  id: number;
  kind: RelationKind;
  from_product_id: number;
  other_id: number;
  status: string;
}
