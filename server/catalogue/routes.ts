// The public catalogue: list, families, product. No sign-in, no script.
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { visitOf, type Visit } from '../web/visit.ts';
import type { FamilyOfClass } from './class-words-routes.ts';
import { ANYWHERE, readFilters, type Filters } from './filters.ts';
import { searchLines } from './found-page.ts';
import { isStillFresh } from './freshness.ts';
import { homeRegionOf } from './home-region.ts';
import { choicesOf, chosenOf, queryOf, sortsOf } from './list-page.ts';
import { listProducts } from './list-store.ts';
import type { ProductPanel } from './panels.ts';
import { sendProduct } from './show-product.ts';
import { catalogueSnapshot, type Snapshot } from './snapshot.ts';
import { sendPriorityList } from './priority-page.ts';
import { technicalChoices } from './technical-choices.ts';

export function catalogueRoutes(
  portal: Portal,
  panels: readonly ProductPanel[],
  familyOf: FamilyOfClass,
): Router {
  const routes = Router();

  routes.get('/aids', async (req, res) => {
    const snapshot = await catalogueSnapshot(portal.db);
    const on = dayOf(portal.clock());
    if (isStillFresh(req, res, portal, { version: snapshot.version, on })) return;
    await sendList(req, res, portal, { snapshot, on, familyOf });
  });

  routes.get('/aids/families', async (req, res) => {
    const snapshot = await catalogueSnapshot(portal.db);
    const on = dayOf(portal.clock());
    if (isStillFresh(req, res, portal, { version: snapshot.version, on })) return;
    const { t, paths } = visitOf(res);
    portal.page(res, 'catalogue/families', {
      title: t('catalogue.families.title'),
      breadcrumbs: [
        { text: t('catalogue.home'), href: paths.home() },
        { text: t('catalogue.list.title'), href: paths.aids() },
        { text: t('catalogue.families.title') },
      ],
      ...snapshot,
    });
  });

  routes.get('/aids/priority', async (req, res) => {
    const snapshot = await catalogueSnapshot(portal.db);
    const on = dayOf(portal.clock());
    if (isStillFresh(req, res, portal, { version: snapshot.version, on })) return;
    sendPriorityList(res, portal, snapshot);
  });

  routes.get('/aids/:slug', async (req, res) => {
    const { slug } = req.params;
    if (!/^[a-z0-9][a-z0-9-]{0,99}$/.test(slug)) throw new NotFound();
    const snapshot = await catalogueSnapshot(portal.db);
    const on = dayOf(portal.clock());
    if (isStillFresh(req, res, portal, { version: snapshot.version, on })) return;
    await sendProduct(req, res, portal, { snapshot, on, slug, panels });
  });

  return routes;
}

interface Ground {
  snapshot: Snapshot;
  on: string;
}

async function sendList(
  req: Request,
  res: Response,
  portal: Portal,
  { snapshot, on, familyOf }: Ground & { familyOf: FamilyOfClass },
): Promise<void> {
  const visit = visitOf(res);
  const home = await homeRegionOf(portal.db.read, visit.reader, on);
  const outcome = readFilters(req.query, snapshot, { home, lang: visit.lang });
  const choices = choicesOf(snapshot, outcome.typed, visit, { home });
  const technical = await technicalChoices(portal.db, snapshot, outcome.typed, visit);
  if ('problems' in outcome) {
    const title = visit.t('catalogue.list.title');
    const { problems, typed } = outcome;
    const page = { title, width: 'wide' as const, problems, typed, choices, technical };
    portal.page(res, 'catalogue/list', page);
    return;
  }
  const filters = outcome.values;
  const { classes } = snapshot;
  const { lang, paths } = visit;
  const listed = await listProducts(portal.db, filters, { snapshot, lang, home });
  const query = queryOf(filters, home);
  portal.page(res, 'catalogue/list', {
    ...headingOf(filters, snapshot, visit),
    guideFamily: filters.class && familyOf(filters.class),
    width: 'wide',
    typed: outcome.typed,
    choices,
    technical,
    chosen: chosenOf(filters, snapshot, visit, home),
    clearHref: paths.aids({ region: home ? ANYWHERE : null }),
    sorts: sortsOf(filters, visit, home),
    count: listed.count,
    mayBeMore: listed.mayBeMore,
    ...searchLines(listed.found, filters, snapshot, visit, query),
    families: classes.childrenOf(null).filter(({ active }) => active),
    region: filters.region,
    cards: listed.cards,
    priorityClasses: snapshot.priorityClasses,
    cardQuery: { region: filters.region ?? (home ? ANYWHERE : null) },
    classNameOf: (code: string) => classes.find(code)?.names[lang] ?? '',
    firstHref: filters.after ? paths.aids(query) : null,
    nextHref: listed.next && paths.aids({ ...query, after: listed.next }),
  });
}

// The list of a class bears its name, and says where in the classification it stands.
function headingOf(filters: Filters, { classes }: Snapshot, { t, lang, paths }: Visit) {
  const home = { text: t('catalogue.home'), href: paths.home() };
  const all = { text: t('catalogue.list.title'), href: paths.aids() };
  const own = filters.class ? classes.find(filters.class) : undefined;
  if (!own) return { title: all.text, breadcrumbs: [home, { text: all.text }] };
  const above = classes
    .ancestorsOf(own.code)
    .toReversed()
    .map(({ code, names }) => ({ text: names[lang], href: paths.aids({ class: code }) }));
  const title = own.names[lang];
  return {
    title,
    lead: own.summaries[lang],
    breadcrumbs: [home, all, ...above, { text: title }],
  };
}
