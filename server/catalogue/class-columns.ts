// The technical data of a class's variants in memory, in columns: a number for each variant, or none.
import { setImmediate as letOthersGo } from 'node:timers/promises';
import type { Database } from '../database.ts';
import type { ListedVariant } from './listed-data.ts';
import type { ProductIndex } from './product-index.ts';

/** One definition's values: a number's thousandths, a choice's option, 1 for yes and 0 for no. */
export interface Column {
  /** By variant; NaN where there is none. */
  values: Float64Array;
  min: number;
  max: number;
  /** All values that occur, in no order. */
  distinct: ReadonlySet<number>;
}

export interface ClassColumns {
  /** By variant: its id, and its product with the slot that it has. A product's variants stand together. */
  variantIds: Int32Array;
  productIds: Int32Array;
  slots: Int32Array;
  column: (definitionId: number) => Column;
}

interface Kept {
  version: number;
  /** As they are listed, by product. */
  texts: Map<number, string>;
  columns: ClassColumns;
}

const kept = new WeakMap<Database, Map<string, Promise<Kept>>>();
const ROWS_AT_ONCE = 1000;

/** The columns of a class of its own, as they are listed in the index's version of the catalogue, or later. */
async function classColumns(
  db: Database,
  index: ProductIndex,
  code: string,
): Promise<ClassColumns> {
  const classes = kept.get(db) ?? new Map<string, Promise<Kept>>();
  kept.set(db, classes);
  const { version } = index;
  // One after the other: each goes on from what the one before it has read.
  const reading = (classes.get(code) ?? Promise.resolve(undefined)).then((before) =>
    before && before.version >= version ? before : read(db, index, code, before),
  );
  classes.set(code, reading);
  reading.catch(() => classes.delete(code)); // the next page tries again
  return (await reading).columns;
}

/** The columns of some classes. */
export function columnsBelow(
  db: Database,
  index: ProductIndex,
  codes: readonly string[],
): Promise<ClassColumns[]> {
  return Promise.all(codes.map((code) => classColumns(db, index, code)));
}

async function read(
  db: Database,
  index: ProductIndex,
  code: string,
  before: Kept | undefined,
): Promise<Kept> {
  const { version } = index;
  const texts = before?.texts ?? new Map<number, string>();
  let last = { version: before?.version ?? 0, product_id: MOST };
  let changes = 0;
  for (;;) {
    const rows: Row[] = await db
      .read('product_listings')
      .where({ aid_class_code: code })
      .whereRaw('(version, product_id) > (?, ?)', [last.version, last.product_id])
      .orderBy(['version', 'product_id'])
      .limit(ROWS_AT_ONCE)
      .select('version', 'product_id', 'listed', 'technical');
    for (const row of rows) {
      if (row.listed) texts.set(row.product_id, row.technical);
      else texts.delete(row.product_id);
    }
    changes += rows.length;
    last = rows.at(-1) ?? last;
    if (rows.length < ROWS_AT_ONCE) break;
    await letOthersGo();
  }
  const columns = before && changes === 0 ? before.columns : columnsOf(texts, index);
  return { version, texts, columns };
}

const MOST = 2_147_483_647;

interface Row {
  version: number;
  product_id: number;
  listed: boolean | number;
  technical: string;
}

function columnsOf(texts: ReadonlyMap<number, string>, index: ProductIndex): ClassColumns {
  const variantIds: number[] = [];
  const productIds: number[] = [];
  const slots: number[] = [];
  const pairs = new Map<number, { at: number[]; values: number[] }>();
  for (const [productId, text] of texts) {
    const slot = index.slotOf(productId);
    if (slot === undefined) continue;
    const variants: ListedVariant[] = JSON.parse(text);
    for (const [variantId, ...values] of variants) {
      const at = variantIds.push(variantId) - 1;
      productIds.push(productId);
      slots.push(slot);
      for (let pair = 0; pair < values.length; pair += 2) {
        const own = pairs.get(values[pair]!) ?? { at: [], values: [] };
        pairs.set(values[pair]!, own);
        own.at.push(at);
        own.values.push(values[pair + 1]!);
      }
    }
  }
  const columns = new Map<number, Column>();
  for (const [definitionId, { at, values }] of pairs) {
    const column = new Float64Array(variantIds.length).fill(NaN);
    at.forEach((variant, pair) => (column[variant] = values[pair]!));
    columns.set(definitionId, columnWith(column));
  }
  const none = columnWith(new Float64Array(variantIds.length).fill(NaN));
  return {
    variantIds: Int32Array.from(variantIds),
    productIds: Int32Array.from(productIds),
    slots: Int32Array.from(slots),
    column: (id) => columns.get(id) ?? none,
  };
}

function columnWith(values: Float64Array): Column {
  const distinct = new Set(values.filter((value) => !Number.isNaN(value)));
  let [min, max] = [Infinity, -Infinity];
  for (const value of distinct) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { values, min, max, distinct };
}
