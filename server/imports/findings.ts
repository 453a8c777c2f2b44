// What was found in a file: mistakes, and the products and offers that it would bring.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { inChunks } from '../publishing/chunks.ts';
import type { ProductContent } from '../publishing/publishing.ts';
import type { Problem } from './file-row.ts';
import { MOST_PROBLEMS } from './limits.ts';
import type { PlannedOffer } from './offer-check.ts';
import type { CellChange } from './product-cells.ts';
import type { Outcome } from './product-check.ts';

/** Keeps problems up to the most that anybody reads. `kept` are there already. */
export async function insertProblems(
  trx: Knex.Transaction,
  importId: number,
  problems: readonly Problem[],
  kept: number,
): Promise<void> {
  const room = problems.slice(0, Math.max(0, MOST_PROBLEMS - kept));
  for (const some of inChunks(room, 150)) {
    await trx('import_problems').insert(
      some.map(({ row, column, code, values }) => ({
        import_id: importId,
        row,
        column,
        code,
        detail: values ? JSON.stringify(values) : null,
      })),
    );
  }
}

export interface StoredProblem extends Problem {
  id: number;
}

/** Problems after one, in the order in which they were found. */
export async function problemsAfter(
  db: Queryable,
  importId: number,
  after: number,
  limit: number,
): Promise<StoredProblem[]> {
  const rows: {
    id: number;
    row: number;
    column: string | null;
    code: string;
    detail: string | null;
  }[] = await db('import_problems')
    .where({ import_id: importId })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit);
  return rows.map(({ detail, ...row }) => ({
    ...row,
    ...(detail && { values: JSON.parse(detail) as Problem['values'] & object }),
  }));
}

/** What a file proposes for one product. */
export interface PlannedProduct {
  productId: number | null;
  outcome: Outcome;
  firstRow: number;
  content: ProductContent;
  stamp: string | null;
  changes: CellChange[];
}

export async function insertProducts(
  trx: Knex.Transaction,
  importId: number,
  products: readonly PlannedProduct[],
): Promise<void> {
  for (const some of inChunks(products, 50)) {
    await trx('import_products').insert(
      some.map(({ productId, outcome, firstRow, content, stamp, changes }) => ({
        import_id: importId,
        product_id: productId,
        outcome,
        first_row: firstRow,
        name_kk: content.names.kk,
        name_ru: content.names.ru,
        name_en: content.names.en,
        stamp,
        content: outcome === 'same' ? null : JSON.stringify(content),
        changes: JSON.stringify(changes),
      })),
    );
  }
}

export interface StoredProduct {
  id: number;
  productId: number | null;
  outcome: Outcome;
  firstRow: number;
  names: { kk: string; ru: string; en: string };
  stamp: string | null;
  content: ProductContent | null;
  changes: CellChange[];
}

/** Products of one outcome after one, in the order of the file. */
export async function productsAfter(
  db: Queryable,
  importId: number,
  outcome: Outcome,
  after: number,
  limit: number,
): Promise<StoredProduct[]> {
  const rows: Record<string, unknown>[] = await db('import_products')
    .where({ import_id: importId, outcome })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit);
  return rows.map((row) => ({
    id: row.id as number,
    productId: row.product_id as number | null,
    outcome: row.outcome as Outcome,
    firstRow: row.first_row as number,
    names: {
      kk: row.name_kk as string,
      ru: row.name_ru as string,
      en: row.name_en as string,
    },
    stamp: row.stamp as string | null,
    content: row.content ? (JSON.parse(row.content as string) as ProductContent) : null,
    changes: JSON.parse((row.changes as string | null) ?? '[]') as CellChange[],
  }));
}

export async function insertOffers(
  trx: Knex.Transaction,
  importId: number,
  offers: readonly PlannedOffer[],
): Promise<void> {
  for (const some of inChunks(offers, 60)) {
    await trx('import_offers').insert(
      some.map(({ row, article, supplierId, outcome, terms, offer, before }) => ({
        import_id: importId,
        supplier_id: supplierId,
        row,
        article,
        outcome,
        state: outcome === 'same' ? 'done' : 'planned',
        offer_id: offer?.id ?? null,
        offer_version: offer?.version ?? null,
        price_tiyn: terms.price,
        delivery_days: terms.deliveryDays,
        available: terms.available,
        regions: JSON.stringify(terms.regions),
        valid_from: terms.validFrom,
        before: before && JSON.stringify(before),
      })),
    );
  }
}

export interface StoredOffer extends PlannedOffer {
  id: number;
  importId: number;
  state: 'planned' | 'waiting' | 'done';
}

/** Offers of one outcome after one, in the order of the file. */
export async function offersAfter(
  db: Queryable,
  importId: number,
  outcome: Outcome,
  after: number,
  limit: number,
): Promise<StoredOffer[]> {
  const rows: Record<string, unknown>[] = await db('import_offers')
    .where({ import_id: importId, outcome })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit);
  return rows.map(offerOf);
}

export function offerOf(row: Record<string, unknown>): StoredOffer {
  return {
    id: row.id as number,
    importId: row.import_id as number,
    state: row.state as StoredOffer['state'],
    row: row.row as number,
    article: row.article as string,
    supplierId: row.supplier_id as number,
    outcome: row.outcome as Outcome,
    terms: {
      price: row.price_tiyn as number,
      deliveryDays: row.delivery_days as number,
      available: Boolean(row.available),
      regions: JSON.parse(row.regions as string) as string[],
      validFrom: row.valid_from as string,
    },
    offer:
      row.offer_id === null
        ? null
        : { id: row.offer_id as number, version: row.offer_version as number },
    before: row.before ? (JSON.parse(row.before as string) as StoredOffer['before']) : null,
  };
}
