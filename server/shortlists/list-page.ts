// A list as a page shows it: what each thing is, what it costs where it should be delivered, what was noted.
import type { Request, Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import { placeOf } from '../catalogue/place.ts';
import { sharesOf } from '../catalogue/co-payment.ts';
import { catalogueSnapshot } from '../catalogue/snapshot.ts';
import { readVariantFacts, type VariantFacts } from '../catalogue/variant-facts.ts';
import type { Portal } from '../portal.ts';
import { visitOf, type Visit } from '../web/visit.ts';
import { nameOf } from './names.ts';
import type { Item } from './shortlists.ts';

/** What the templates of the own and of a shared list need of its items. */
export async function itemsFrame(
  { db, clock }: Portal,
  req: Request,
  res: Response,
  items: readonly Item[],
) {
  const visit = visitOf(res);
  const snapshot = await catalogueSnapshot(db);
  const on = dayOf(clock());
  const place = await placeOf(db, req.query, { snapshot, on }, visit);
  const facts = await readVariantFacts(
    db,
    { ids: items.map(({ variantId }) => variantId) },
    { snapshot, on, region: place.region?.code ?? null },
  );
  const byId = new Map(facts.map((one) => [one.variantId, one]));
  // A product that went back to being a draft is not shown to anybody, on a list neither.
  const shown = items.flatMap((item) => {
    const one = byId.get(item.variantId);
    return one ? [{ ...item, ...cardOf(one, place.query, visit) }] : [];
  });
  return { place, problems: place.problems, items: shown, hidden: items.length - shown.length };
}

function cardOf(one: VariantFacts, region: string | null, visit: Visit) {
  const { lang, paths } = visit;
  const [offer] = one.offers;
  const days = one.offers.map(({ deliveryDays }) => deliveryDays);
  return {
    article: one.article,
    classCode: one.product.aidClassCode,
    name: one.product.names[lang],
    label: one.labels[lang],
    title: nameOf(one, visit),
    maker: one.product.maker,
    listed: one.listed,
    href: one.listed ? paths.aid(one.product.slug, { variant: one.article, region }) : null,
    othersHref: paths.aids({ class: one.product.aidClassCode, region }),
    best: offer ? sharesOf(offer.price, one.guaranteed) : null,
    days: days.length ? Math.min(...days) : null,
    suppliers: new Set(one.offers.map(({ supplier }) => supplier.kk)).size,
    madeToOrder: one.product.madeToOrder,
  };
}
