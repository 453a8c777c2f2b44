// The catalogue list's own read: the index says which products a page shows and how many there are, one query
// brings what their cards say.
import type { Database } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';
import { search, type Found } from '../search/search.ts';
import { catalogueIndex } from './catalogue-index.ts';
import { columnsBelow } from './class-columns.ts';
import { sharesOf, type Shares } from './co-payment.ts';
import type { Filters } from './filters.ts';
import { pageOf } from './list-order.ts';
import type { ProductIndex } from './product-index.ts';
import { rank } from './ranking.ts';
import { codesBelow, select, type Selection } from './selection.ts';
import type { Snapshot } from './snapshot.ts';
import { UNKNOWN_DAYS } from './sums.ts';
import { matching } from './technical-match.ts';

export interface Card {
  id: number;
  slug: string;
  name: string;
  maker: string;
  aidClassCode: string;
  madeToOrder: boolean;
  picture: string | null;
  /** The cheapest offer's sums; null where nobody offers it. */
  best: Shares | null;
  /** Working days of the fastest offer; null where nobody offers it. */
  deliveryDays: number | null;
  /** The article of the variant that the filters mean; null where any will do. */
  variant: string | null;
}

export interface Page {
  cards: Card[];
  /** The cursor of the next page. */
  next: string | null;
  /** How many products the filters leave. */
  count: number;
  /** The search looked at so many that it did not look at all. */
  mayBeMore: boolean;
  /** How the words were understood; null where none were typed. */
  found: Found | null;
}

export const PAGE_SIZE = 24;
// The search looks at no more products than these; see `Found`.
const MOST_FOUND = 1000;

/** One page of the list in the reader's language; `home` is the region that is near to them. */
export async function listProducts(
  db: Database,
  filters: Filters,
  { snapshot, lang, home }: { snapshot: Snapshot; lang: Lang; home: string | null },
): Promise<Page> {
  const { version, classes, priorityClasses } = snapshot;
  const found = filters.q
    ? await search(db, filters.q, { lang, version, withinClass: filters.class })
    : null;
  const index = await catalogueIndex(db, version);
  const columns = filters.technical.length
    ? await columnsBelow(db, index, codesBelow(filters.class!, classes))
    : null;
  // From here on nothing waits: the index stays as it is until the page is chosen.
  const ranking = found && rank(index, found, filters, { classes, home });
  const selection = select(index, filters, {
    classes,
    priorityClasses,
    hits: ranking?.hits ?? null,
    matching: columns && matching(index, columns, filters.technical),
  });
  const { slots, next } = pageOf(index, selection, filters, { lang, ranking, size: PAGE_SIZE });
  const count = selection.products.size;
  const listed = slots.map((slot) => ({
    ...listedOf(index, selection, filters.free, slot),
    variantId: selection.variantOf(slot),
  }));
  const mayBeMore = found !== null && found.products.size >= MOST_FOUND;
  return { cards: await readCards(db, listed, lang), next, count, mayBeMore, found };
}

type Listed = Omit<Card, 'slug' | 'name' | 'maker' | 'picture' | 'variant'>;

function listedOf(
  index: ProductIndex,
  { sums }: Selection,
  free: Filters['free'],
  slot: number,
): Listed {
  const days = free ? sums.freeDays : sums.days;
  const offered = sums.isOffered(slot);
  return {
    id: index.idOf(slot),
    aidClassCode: index.classCodeOf(slot),
    madeToOrder: index.madeToOrder.has(slot),
    best: offered ? sharesOf(sums.price[slot]!, index.guaranteedOf(slot)) : null,
    deliveryDays: days[slot] === UNKNOWN_DAYS ? null : days[slot]!,
  };
}

interface CardRow {
  id: number;
  slug: string;
  maker: string;
  name: string;
  picture: string | null;
}

async function readCards(
  db: Database,
  listed: readonly (Listed & { variantId: number | null })[],
  lang: Lang,
): Promise<Card[]> {
  if (listed.length === 0) return [];
  const articles = await readArticles(
    db,
    listed.flatMap(({ variantId }) => variantId ?? []),
  );
  const rows: CardRow[] = await db
    .read('products')
    .whereIn(
      'id',
      listed.map(({ id }) => id),
    )
    .select('id', 'slug', 'maker', `name_${lang} as name`)
    .select(
      db
        .read('product_pictures')
        .where('product_pictures.product_id', db.read.ref('products.id'))
        .orderBy(['position', 'id'])
        .limit(1)
        .select('file')
        .as('picture'),
    );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return listed.flatMap(({ variantId, ...one }) => {
    const row = byId.get(one.id);
    if (!row) return []; // gone in this very moment
    return [{ ...row, ...one, variant: articles.get(variantId ?? 0) ?? null }];
  });
}

async function readArticles(
  db: Database,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows: { id: number; article: string }[] = await db
    .read('variants')
    .whereIn('id', ids)
    .select('id', 'article');
  return new Map(rows.map(({ id, article }) => [id, article]));
}
