// Two to four variants beside each other. A plain GET: a comparison can be bookmarked, shared and printed.
import { Router } from 'express';
import { dayOf } from '../calendar/today.ts';
import { placeOf, type Place } from '../catalogue/place.ts';
import { catalogueSnapshot } from '../catalogue/snapshot.ts';
import { readVariantFacts, type VariantFacts } from '../catalogue/variant-facts.ts';
import type { Portal } from '../portal.ts';
import type { Problem } from '../web/forms.ts';
import { visitOf, type Visit } from '../web/visit.ts';
import { bestIn, bySection, partition } from './compared.ts';
import { idsAmong, MOST_COMPARED, readNamed, resolve } from './compare-query.ts';
import { rowsFor } from './compare-rows.ts';
import { fitsFor, guidesFor } from './fit.ts';
import { nameOf } from './names.ts';
import { ownKeyOf } from './own-list.ts';
import { ownList } from './shortlists.ts';

export function compareRoutes({ db, clock, page }: Portal): Router {
  const routes = Router();

  routes.get('/compare', async (req, res) => {
    const visit = visitOf(res);
    const on = dayOf(clock());
    const snapshot = await catalogueSnapshot(db);
    const place = await placeOf(db, req.query, { snapshot, on }, visit);
    const { named, wrong, added } = readNamed(req.query);
    const listed =
      (await ownList(db, ownKeyOf(req)))?.items.map(({ variantId }) => variantId) ?? [];
    const read = await readVariantFacts(
      db,
      {
        ids: [...idsAmong(named), ...listed],
        articles: named.flatMap((one) => [one, one.toUpperCase()]),
      },
      { snapshot, on, region: place.region?.code ?? null },
    );
    const choosable = read.filter((one) => one.listed);
    const { found, unknown } = resolve(named, choosable);
    const shown = found.slice(0, MOST_COMPARED);
    const articles = shown.map(({ article }) => article);
    const fits = await fitsFor(req, { db, snapshot, on, lang: visit.lang, facts: shown });
    const rows = rowsFor(shown, { snapshot, visit, on }).map((row) => ({
      ...row,
      best: bestIn(row),
    }));
    const { differing, equal } = partition(rows);
    const { t, paths } = visit;
    const problems = [
      ...place.problems,
      ...problemsOf({
        unknown: [...unknown, ...wrong],
        tooMany: found.slice(MOST_COMPARED),
        visit,
      }),
    ];
    if (problems.length === 0 && (req.query.add ?? req.query.list) !== undefined) {
      // The address of what is seen, not of how it came to be seen.
      return res.redirect(303, paths.compare({ v: articles, region: place.query }));
    }
    page(res, 'shortlists/compare', {
      title: t('shortlists.compare.title'),
      width: 'wide',
      breadcrumbs: [
        { text: t('catalogue.home'), href: paths.home() },
        { text: t('catalogue.list.title'), href: paths.aids() },
        { text: t('shortlists.compare.title') },
      ],
      problems,
      added,
      on,
      place,
      columns: columnsOf(shown, place, visit),
      articles,
      fits,
      differing: bySection(differing),
      equal: bySection(equal),
      equalCount: equal.length,
      sectionName: (section: string) => sectionName(section, visit),
      guides: guidesFor(req, shown).map((family) => ({
        text: t(`measures.family.${family}.name`),
        href: paths.guideFamily(family),
      })),
      othersHref: paths.aids({ class: shown[0]?.product.aidClassCode, region: place.query }),
      more: shown.length < MOST_COMPARED,
      fromList: choosable
        .filter((one) => listed.includes(one.variantId) && !shown.includes(one))
        .map((one) => ({ value: one.article, text: nameOf(one, visit), selected: false })),
    });
  });

  return routes;
}

function problemsOf({
  unknown,
  tooMany,
  visit,
}: {
  unknown: readonly string[];
  tooMany: readonly VariantFacts[];
  visit: Visit;
}): Problem[] {
  const problems: Problem[] = unknown.slice(0, 5).map((name) => ({
    field: 'add',
    key: 'shortlists.compare.unknown',
    values: { name },
  }));
  if (tooMany.length === 0) return problems;
  const names = tooMany.map((one) => nameOf(one, visit)).join('; ');
  const values = { most: MOST_COMPARED, names };
  return [...problems, { field: 'add', key: 'shortlists.compare.tooMany', values }];
}

function sectionName(section: string, { t }: Visit): string {
  const own = ['offer', 'product'].includes(section);
  return t(own ? `shortlists.section.${section}` : `catalogue.section.${section}`);
}

/** The heads of the columns: what it is, and the ways to keep it, ask for it or take it out. */
function columnsOf(shown: readonly VariantFacts[], place: Place, visit: Visit) {
  const { paths, lang } = visit;
  const articles = shown.map(({ article }) => article);
  const shortNames = shortNamesOf(shown, visit);
  return shown.map((one, column) => ({
    shortName: shortNames[column],
    variantId: one.variantId,
    article: one.article,
    classCode: one.product.aidClassCode,
    name: one.product.names[lang],
    label: one.labels[lang],
    title: nameOf(one, visit),
    href: paths.aid(one.product.slug, { variant: one.article, region: place.query }),
    removeHref: paths.compare({
      v: articles.filter((article) => article !== one.article),
      region: place.query,
    }),
  }));
}

// On a phone a value stands beside what tells its column from the others: the product, or the variant.
function shortNamesOf(shown: readonly VariantFacts[], visit: Visit): string[] {
  const ways = [
    shown.map(({ product }) => product.names[visit.lang]),
    shown.map(({ labels }) => labels[visit.lang]),
  ];
  const telling = ways.find((names) => new Set(names).size === shown.length);
  return telling ?? shown.map((one) => nameOf(one, visit));
}
