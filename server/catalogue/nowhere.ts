// Where nobody brings a product: what somebody can do all the same.
import type { Database } from '../database.ts';
import { byName } from '../i18n/sort-keys.ts';
import type { Visit } from '../web/visit.ts';
import { ANYWHERE } from './filters.ts';
import type { PlacedSums } from './placed-sums.ts';
import type { ProductSheet, Variant } from './product-sheet.ts';
import type { Snapshot } from './snapshot.ts';

interface Ground {
  product: ProductSheet;
  variant: Variant | undefined;
  region: string | null;
  home: string | null;
  snapshot: Snapshot;
  sums: PlacedSums;
  visit: Visit;
}

const MOST_OTHERS = 3;

/** The regions that have it, products that this region has instead, and whom to ask. */
export async function nowhereToBeHad(
  db: Database,
  { product, variant, region, home, snapshot, sums, visit }: Ground,
) {
  const { lang, paths } = visit;
  const codes = snapshot.regions.map(({ code }) => code);
  const having = region ? sums.regionsOf(product.id, codes).filter((code) => code !== region) : [];
  const ids = sums.othersOf(product.aidClassCode, product.id, MOST_OTHERS);
  const rows: { id: number; slug: string; name: string }[] = ids.length
    ? await db.read('products').whereIn('id', ids).select('id', 'slug', `name_${lang} as name`)
    : [];
  const query = { region: region ?? (home ? ANYWHERE : null) };
  return {
    regions: byName(
      snapshot.regions.filter(({ code }) => having.includes(code)),
      lang,
    ).map(({ code, names }) => ({
      text: names[lang],
      href: paths.aid(product.slug, { variant: variant?.article, region: code }),
    })),
    others: ids.flatMap((id) => {
      const row = rows.find((one) => one.id === id);
      return row
        ? [{ name: row.name, href: paths.aid(row.slug, query), shares: sums.sharesIn(id) }]
        : [];
    }),
    officeHref: paths.help({ region }),
    missingHref: paths.missing({ class: product.aidClassCode, region }),
  };
}
