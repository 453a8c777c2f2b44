// One index of the listed products for each database, kept up to date row by row.
import { setImmediate as letOthersGo } from 'node:timers/promises';
import type { Database } from '../database.ts';
import { ProductIndex, type Listing } from './product-index.ts';

const ROWS_AT_ONCE = 1000;

interface Kept {
  index: ProductIndex;
  /** One at a time: reads what has changed. */
  reading: Promise<void> | null;
}

const kept = new WeakMap<Database, Kept>();

/** The products as they are listed in a version of the catalogue, or later. */
export async function catalogueIndex(db: Database, version: number): Promise<ProductIndex> {
  const own = kept.get(db) ?? { index: new ProductIndex(), reading: null };
  kept.set(db, own);
  while (own.index.version < version) {
    own.reading ??= readChanges(db, own.index, version).finally(() => {
      own.reading = null;
    });
    await own.reading;
  }
  return own.index;
}

// In pieces, so that other pages are made in between.
async function readChanges(db: Database, index: ProductIndex, version: number): Promise<void> {
  if (index.version === 0) await readAll(db, index);
  // What changed while all was read is in later versions.
  let last = { version: index.version || version, product_id: MOST };
  for (;;) {
    const rows: Listing[] = await db
      .read('product_listings')
      .whereRaw('(version, product_id) > (?, ?)', [last.version, last.product_id])
      .orderBy(['version', 'product_id'])
      .limit(ROWS_AT_ONCE)
      .select(COLUMNS);
    index.apply(rows);
    last = rows.at(-1) ?? last;
    if (rows.length < ROWS_AT_ONCE) break;
    await letOthersGo();
  }
  index.version = Math.max(last.version, version);
}

// Class by class, so that products that are looked at together stand together in memory.
async function readAll(db: Database, index: ProductIndex): Promise<void> {
  let last = { aid_class_code: '', version: 0, product_id: 0 };
  for (;;) {
    const rows: Listing[] = await db
      .read('product_listings')
      .whereRaw('(aid_class_code, version, product_id) > (?, ?, ?)', [
        last.aid_class_code,
        last.version,
        last.product_id,
      ])
      .orderBy(['aid_class_code', 'version', 'product_id'])
      .limit(ROWS_AT_ONCE)
      .select(COLUMNS);
    index.apply(rows.filter(({ listed }) => listed));
    if (rows.length < ROWS_AT_ONCE) return;
    last = rows.at(-1)!;
    await letOthersGo();
  }
}

const MOST = 2_147_483_647;
const COLUMNS = [
  'product_id',
  'version',
  'listed',
  'aid_class_code',
  'made_to_order',
  'published_on',
  'guaranteed_tiyn',
  'sort_kk',
  'sort_ru',
  'sort_en',
  'offers',
];
