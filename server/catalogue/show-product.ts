// The page of a product: what it is, what it costs where one lives, what else would serve, and what goes with it.
import type { Request, Response } from 'express';
import { holidaysOf } from '../calendar/holidays.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { visitOf, type Visit } from '../web/visit.ts';
import { sharesOf } from './co-payment.ts';
import { findCheaperEquals } from './equal-products.ts';
import { ANYWHERE } from './filters.ts';
import { homeRegionOf } from './home-region.ts';
import { nowhereToBeHad } from './nowhere.ts';
import { panelsOf, type ProductPanel } from './panels.ts';
import { placedSums } from './placed-sums.ts';
import { readChoice } from './product-choice.ts';
import { listProductOffers } from './product-offers.ts';
import {
  countryName,
  dataSections,
  offerRows,
  regionOptions,
  technicalTables,
  variantLinks,
} from './product-page.ts';
import { findProductSheet } from './product-sheet.ts';
import { relatedTo } from './relations.ts';
import { relatedGroups } from './related-groups.ts';
import { settlementsAt } from './settlements.ts';
import type { Snapshot } from './snapshot.ts';

export interface ProductGround {
  snapshot: Snapshot;
  /** The day in Kazakhstan. */
  on: string;
  slug: string;
  panels: readonly ProductPanel[];
}

export async function sendProduct(
  req: Request,
  res: Response,
  { db, page }: Portal,
  { snapshot, on, slug, panels }: ProductGround,
): Promise<void> {
  const visit = visitOf(res);
  const { t, lang, paths } = visit;
  const { version } = snapshot;
  const product = await findProductSheet(db, slug, version);
  const line = product ? snapshot.classes.withAncestors(product.aidClassCode) : [];
  if (product?.status === 'withdrawn') {
    const title = t('catalogue.withdrawn.title');
    const href = paths.aids({ class: product.aidClassCode });
    page(res, 'catalogue/withdrawn', { title, product, own: line[0], href }, 404);
    return;
  }
  if (product?.status !== 'published') throw new NotFound();

  const home = await homeRegionOf(db.read, visit.reader, on);
  const settlements = await settlementsAt(db, version);
  const known = { product, snapshot, settlements, home };
  const { region, variant, place, problems, typed } = readChoice(req.query, known, visit);
  const settlementId = place?.settlement?.id ?? null;
  const all = await listProductOffers(db.read, product.id, { on, region, settlementId });
  const offers = all.filter(({ delivers }) => delivers);
  const own = offers.find(({ variantId }) => variantId === variant?.id);
  const shares = own && sharesOf(own.price, own.guaranteed);
  const equals =
    variant && shares
      ? await findCheaperEquals(db, product, variant, { region, shares, snapshot })
      : [];
  const sums = await placedSums(db, version, region);
  const related = await relatedTo(db, product.id, version);
  const holidays = await holidaysOf(db.read);
  const query = { region: region ?? (home ? ANYWHERE : null), settlement: place?.typed ?? null };
  page(res, 'catalogue/product', {
    title: product.names[lang],
    breadcrumbs: breadcrumbsTo(line, visit),
    problems,
    typed,
    product,
    variant,
    own: line[0],
    origin: countryName(product.origin, lang),
    certificateExpired: (product.certificate?.validUntil ?? on) < on,
    variants: variantLinks(product, variant, offers, query, visit),
    ...technicalTables(product, variant, snapshot, visit),
    sections: dataSections(product, variant, snapshot, visit),
    regions: regionOptions(snapshot, region, home, visit),
    region: snapshot.regions.find(({ code }) => code === region) ?? null,
    place,
    suggestions: settlements
      .filter((one) => one.region === region)
      .map(({ names }) => names[lang])
      .slice(0, MOST_SUGGESTIONS),
    othersHref: paths.aids({ class: product.aidClassCode, region: query.region }),
    offers: offerRows(offers, variant, { on, holidays }, visit),
    notThere: all.filter((one) => !one.delivers && one.variantId === variant?.id).length,
    offeredElsewhere: offers.length > 0,
    nowhere: own
      ? null
      : await nowhereToBeHad(db, { product, variant, region, home, snapshot, sums, visit }),
    equals: equals.map((one) => ({
      ...one.shares,
      name: one.names[lang],
      label: one.labels[lang],
      article: one.article,
      region: query.region,
      href: paths.aid(one.slug, { ...query, variant: one.article }),
    })),
    related: relatedGroups(related, sums, query, visit),
    panels: await panelsOf(panels, { req, visit, snapshot, product, variant, offers, region, on }),
  });
}

const MOST_SUGGESTIONS = 100;

function breadcrumbsTo(
  line: readonly { code: string; names: Record<Visit['lang'], string> }[],
  { t, lang, paths }: Visit,
) {
  return [
    { text: t('catalogue.home'), href: paths.home() },
    { text: t('catalogue.list.title'), href: paths.aids() },
    ...line.toReversed().map(({ code, names }) => ({
      text: names[lang],
      href: paths.aids({ class: code }),
    })),
  ];
}
