// What people say of a product, for everybody; and pointing to a problem with what was said.
import { Router, type Request, type Response } from 'express';
import { startAttempt } from '../accounts/throttle.ts';
import { dayOf } from '../calendar/today.ts';
import { catalogueSnapshot, type Snapshot } from '../catalogue/catalogue.ts';
import { isStillFresh } from '../catalogue/freshness.ts';
import { findProductSheet, type ProductSheet } from '../catalogue/product-sheet.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { readPlace } from '../web/newest-first.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import { flagExperience } from './experiences.ts';
import { readFlag } from './forms.ts';
import { FLAG_REASONS } from './scales.ts';
import { countsIn, experienceIn, toldOf } from './shown.ts';
import { findExperience, listPublished, type Experience } from './store.ts';

const PER_PAGE = 10;

type OfProduct = Request<{ slug: string }>;
type OfOne = Request<{ slug: string; id: string }>;

export function publicRoutes(portal: Portal): Router {
  const { db, clock, vault, page } = portal;
  const routes = Router();

  routes.get('/aids/:slug/experiences', async (req: OfProduct, res) => {
    const { snapshot, product } = await productIn(req.params.slug);
    const place = readPlace(req.query);
    const on = dayOf(clock());
    if (isStillFresh(req, res, portal, { version: snapshot.version, on })) return;
    const visit = visitOf(res);
    const { t, lang, paths } = visit;
    const [{ summary }, { rows, newer, older }] = await Promise.all([
      toldOf(db, product.id, snapshot.version),
      listPublished(db.read, product.id, place, PER_PAGE),
    ]);
    page(res, 'experiences/list', {
      title: t('experiences.of', { product: product.names[lang] }),
      breadcrumbs: crumbsTo(res, product),
      counts: countsIn(summary, visit),
      shown: rows.map((one) => experienceIn(one, summary, visit)),
      newerHref: newer && paths.aidExperiences(product.slug, newer),
      olderHref: older && paths.aidExperiences(product.slug, older),
    });
  });

  routes.get('/aids/:slug/experiences/:id/flag', (req: OfOne, res) => showFlag(req, res));

  routes.post('/aids/:slug/experiences/:id/flag', async (req: OfOne, res) => {
    const { product, one } = await publishedIn(req);
    const form = readFlag(req.body);
    if ('problems' in form) return showFlag(req, res, form);
    const address = `flag.${req.ip ?? ''}`;
    await startAttempt(db, vault, { account: address, address, device: null }, clock());
    await flagExperience(portal, { id: one.id, reason: form.values.reason, at: clock() });
    leaveNotice(res, 'experiences.flag.done');
    res.redirect(303, visitOf(res).paths.aidExperiences(product.slug));
  });

  async function showFlag(
    req: OfOne,
    res: Response,
    returned: { problems?: Problem[]; typed?: Typed } = {},
  ): Promise<void> {
    const { snapshot, product, one } = await publishedIn(req);
    const visit = visitOf(res);
    const { t, paths } = visit;
    const { summary } = await toldOf(db, product.id, snapshot.version);
    page(res, 'experiences/flag', {
      title: t('experiences.flag.title'),
      breadcrumbs: [
        ...crumbsTo(res, product),
        { text: t('experiences.crumb'), href: paths.aidExperiences(product.slug) },
      ],
      one: experienceIn(one, summary, visit),
      reasons: FLAG_REASONS,
      backHref: paths.aidExperiences(product.slug),
      ...returned,
    });
  }

  async function productIn(slug: string): Promise<{ snapshot: Snapshot; product: ProductSheet }> {
    if (!/^[a-z0-9][a-z0-9-]{0,99}$/.test(slug)) throw new NotFound();
    const snapshot = await catalogueSnapshot(db);
    const product = await findProductSheet(db, slug, snapshot.version);
    if (product?.status !== 'published') throw new NotFound();
    return { snapshot, product };
  }

  async function publishedIn(req: OfOne): Promise<{
    snapshot: Snapshot;
    product: ProductSheet;
    one: Experience;
  }> {
    const { slug, id } = req.params;
    const ground = await productIn(slug);
    const one = /^[1-9]\d{0,8}$/.test(id) ? await findExperience(db.read, Number(id)) : null;
    if (one?.state !== 'published' || one.product.id !== ground.product.id) throw new NotFound();
    return { ...ground, one };
  }

  return routes;
}

function crumbsTo(res: Response, product: ProductSheet): { text: string; href: string }[] {
  const { t, lang, paths } = visitOf(res);
  return [
    { text: t('catalogue.home'), href: paths.home() },
    { text: t('catalogue.list.title'), href: paths.aids() },
    { text: product.names[lang], href: paths.aid(product.slug) },
  ];
}
