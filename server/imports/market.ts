// What offers are checked against: the firms, the regions, and what the firms offer already.
import { addCalendarDays } from '../calendar/dates.ts';
import { groupedBy } from '../catalogue/grouped-by.ts';
import type { Queryable } from '../database.ts';
import { fold, foldedWords } from '../i18n/fold.ts';
import { namesOf } from '../i18n/languages.ts';
import type { Firm, HeldOffer, Market } from './offer-check.ts';
import { inChunks } from '../publishing/chunks.ts';

/** Reads firms and regions. `supplierId` is whose file it is; null for an administrator's. */
export async function readMarket(
  db: Queryable,
  supplierId: number | null,
  on: string,
): Promise<Market> {
  const firms = await readFirms(db, supplierId);
  return {
    on,
    tomorrow: addCalendarDays(on, 1),
    own: supplierId === null ? null : ([...firms.values()][0] ?? null),
    firmOf: (bin) => firms.get(bin),
    regionOf: await readRegionNames(db),
  };
}

async function readFirms(db: Queryable, supplierId: number | null): Promise<Map<string, Firm>> {
  const query = db('suppliers').select('id', 'bin', 'status');
  if (supplierId !== null) void query.where({ id: supplierId });
  const rows: { id: number; bin: string; status: string }[] = await query;
  const served: { supplier_id: number; region_code: string }[] = await db('supplier_regions');
  const regionsOf = groupedBy(served, (row) => row.supplier_id);
  return new Map(
    rows.map(({ id, bin, status }) => {
      const regions = new Set((regionsOf.get(id) ?? []).map((row) => row.region_code));
      return [bin, { id, admitted: status === 'admitted', regions }];
    }),
  );
}

/** Regions by KATO code or by name in any language, with or without the word for region or city. */
async function readRegionNames(db: Queryable): Promise<(text: string) => string | null> {
  const rows: ({ code: string; kind: string } & Record<string, unknown>)[] = await db('regions');
  const whole = new Map(
    rows.flatMap((row) =>
      [row.code, ...Object.values(namesOf(row))].map((name): [string, string] => [
        fold(name),
        row.code,
      ]),
    ),
  );
  const short = { city: shortNames(rows, 'city'), region: shortNames(rows, 'region') };
  return (text) => {
    const known = whole.get(fold(text));
    if (known) return known;
    const words = foldedWords(text);
    const name = words.filter((word) => !CITY.has(word) && !REGION.has(word)).join(' ');
    if (words.some((word) => REGION.has(word))) return short.region.get(name) ?? null;
    return short.city.get(name) ?? short.region.get(name) ?? null; // Almaty alone is the city
  };
}

const CITY = new Set(['қаласы', 'город', 'г', 'city'].map(fold));
const REGION = new Set(['облысы', 'область', 'обл', 'region'].map(fold));

function shortNames(
  rows: readonly ({ code: string; kind: string } & Record<string, unknown>)[],
  kind: string,
): Map<string, string> {
  return new Map(
    rows
      .filter((row) => row.kind === kind)
      .flatMap((row) =>
        Object.values(namesOf(row)).map((name): [string, string] => [
          foldedWords(name)
            .filter((word) => !CITY.has(word) && !REGION.has(word))
            .join(' '),
          row.code,
        ]),
      ),
  );
}

export interface HeldOffers {
  variantOf(article: string): number | null;
  of(firm: Pick<Firm, 'id'>, article: string): readonly HeldOffer[];
}

/** What is offered already for some articles. */
export async function readHeldOffers(
  db: Queryable,
  articles: readonly string[],
  supplierId: number | null,
): Promise<HeldOffers> {
  const variants = new Map<string, number>();
  const offers: OfferRow[] = [];
  const regions: { offer_id: number; region_code: string }[] = [];
  for (const some of inChunks(articles, 500)) {
    const rows: { id: number; article: string }[] = await db('variants')
      .whereIn('article', some)
      .select('id', 'article');
    for (const { id, article } of rows) variants.set(article, id);
    const ids = rows.map(({ id }) => id);
    const query = db('offers').whereIn('variant_id', ids);
    if (supplierId !== null) void query.where({ supplier_id: supplierId });
    const found: OfferRow[] = await query;
    offers.push(...found);
    for (const part of inChunks(found, 500)) {
      const served: typeof regions = await db('offer_regions').whereIn(
        'offer_id',
        part.map(({ id }) => id),
      );
      regions.push(...served);
    }
  }
  const regionsOf = groupedBy(regions, (row) => row.offer_id);
  const offersOf = groupedBy(offers, (row) => `${row.supplier_id} ${row.variant_id}`);
  return {
    variantOf: (article) => variants.get(article) ?? null,
    of: ({ id }, article) =>
      (offersOf.get(`${id} ${variants.get(article)}`) ?? []).map((row) => ({
        id: row.id,
        version: row.version,
        status: row.status,
        price: row.price_tiyn,
        deliveryDays: row.delivery_days,
        available: Boolean(row.available),
        regions: (regionsOf.get(row.id) ?? []).map((one) => one.region_code).toSorted(),
        validFrom: row.valid_from,
        validUntil: row.valid_until,
      })),
  };
}

interface OfferRow {
  id: number;
  version: number;
  status: HeldOffer['status'];
  supplier_id: number;
  variant_id: number;
  price_tiyn: number;
  delivery_days: number;
  available: unknown;
  valid_from: string;
  valid_until: string | null;
}
