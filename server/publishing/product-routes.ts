// A product at a desk: what is published, what is drafted, what is missing; its form, and its move to another class.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import { readHistory } from '../audit/history.ts';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import type { ProductDesk } from '../paths.ts';
import type { Portal } from '../portal.ts';
import { readForm, text } from '../web/forms.ts';
import { showForm, type Returned } from '../web/form-page.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import { actRoutes } from './act-routes.ts';
import type { ProductContent } from './content.ts';
import { countriesIn } from './countries.ts';
import { actAt, crumbsAt, numberIn } from './desk.ts';
import { beginProduct, changeDraft } from './drafting.ts';
import { groundOf } from './ground.ts';
import { openProduct } from './held.ts';
import { keptValues } from './kept-values.ts';
import { pictureRoutes } from './picture-routes.ts';
import { headFields, headFrom, newProductFields, typedHead } from './product-form.ts';
import { lockOf, productFrame } from './product-frame.ts';
import { variantRoutes } from './variant-routes.ts';
import { versionRoutes } from './version-routes.ts';

const EMPTY: Pick<ProductContent, 'pictures' | 'drawingStands' | 'variants'> = {
  pictures: [],
  drawingStands: false,
  variants: [],
};

export function productRoutes(portal: Portal, desk: ProductDesk): Router {
  const { db, page } = portal;
  const routes = Router();
  const base = `/${desk}/products`;
  routes.use(base, (_req, res, next) => {
    actAt(desk, res, portal); // before anybody's upload is read
    next();
  });

  routes.get(`${base}/new`, async (_req, res) => {
    actAt(desk, res, portal);
    await showNew(res);
  });

  routes.post(`${base}/new`, async (req, res) => {
    const act = actAt(desk, res, portal);
    const form = readForm(newProductFields, req.body ?? {});
    if ('problems' in form) return showNew(res, form);
    const { creation_key: key, aid_class_code: aidClassCode, ...head } = form.values;
    const content = { aidClassCode, ...headFrom(head), ...EMPTY };
    const made = await beginProduct(db, act, content, key ?? randomUUID());
    if ('problems' in made) return showNew(res, { typed: form.typed, ...made });
    done(res, made.productId);
  });

  routes.get(`${base}/:id`, async (req, res) => {
    await show(res, numberIn(req.params.id));
  });

  routes.get(`${base}/:id/edit`, async (req, res) => {
    await showEdit(res, numberIn(req.params.id));
  });

  routes.post(`${base}/:id/edit`, async (req, res) => {
    const id = numberIn(req.params.id);
    const act = actAt(desk, res, portal);
    await openProduct(db.read, id, act.supplierId);
    const form = readForm(headFields, req.body ?? {});
    if ('problems' in form) return showEdit(res, id, form);
    const head = headFrom(form.values);
    const problems = await changeDraft(db, act, id, {
      stamp: form.values.version ?? '',
      edit: (content) => ({ ...content, ...head }),
    });
    if (problems.length) return showEdit(res, id, { typed: form.typed, problems });
    done(res, id);
  });

  routes.get(`${base}/:id/class`, async (req, res) => {
    await showClass(res, numberIn(req.params.id), req.query);
  });

  routes.post(`${base}/:id/class`, async (req, res) => {
    const id = numberIn(req.params.id);
    const act = actAt(desk, res, portal);
    const held = await openProduct(db.read, id, act.supplierId);
    const form = readForm(classFields, req.body ?? {});
    if ('problems' in form) return showClass(res, id, {}, form);
    const { to, version } = form.values;
    const ground = groundOf(await catalogueSnapshot(db));
    const from = ground.definitionsOf(held.content.aidClassCode);
    const definitions = ground.definitionsOf(to);
    const problems = await changeDraft(db, act, id, {
      stamp: version ?? '',
      edit: (content) => ({
        ...content,
        aidClassCode: to,
        variants: content.variants.map((variant) => ({
          ...variant,
          values: keptValues(variant.values, from, definitions).kept,
        })),
      }),
    });
    if (problems.length) return showClass(res, id, {}, { typed: form.typed, problems });
    done(res, id);
  });

  routes.use(variantRoutes(portal, desk), pictureRoutes(portal, desk));
  routes.use(actRoutes(portal, desk, show), versionRoutes(portal, desk));

  async function show(res: Response, id: number, returned?: Returned): Promise<void> {
    const act = actAt(desk, res, portal);
    const held = await openProduct(db.read, id, act.supplierId);
    const visit = visitOf(res);
    page(res, 'publishing/product', {
      title: held.content.names[visit.lang],
      breadcrumbs: crumbsAt(desk, res),
      width: 'wide',
      desk,
      ...(await productFrame(db, act, held, visit)),
      history: desk === 'admin' ? await readHistory(db, { kind: 'product', id }) : null,
      ...returned,
    });
  }

  async function showNew(res: Response, returned?: Returned): Promise<void> {
    const { t, lang } = visitOf(res);
    const { classes } = await catalogueSnapshot(db);
    showForm(
      portal,
      res,
      'publishing/edit',
      {
        title: t('administration.products.new'),
        breadcrumbs: crumbsAt(desk, res),
        current: { origin: 'KZ', creation_key: randomUUID() },
        desk,
        id: null,
        locked: null,
        classes: classes.all.filter(({ level }) => level > 1),
        countries: countriesIn(lang),
      },
      returned,
    );
  }

  async function showEdit(res: Response, id: number, returned?: Returned): Promise<void> {
    const { t, paths, lang } = visitOf(res);
    const act = actAt(desk, res, portal);
    const held = await openProduct(db.read, id, act.supplierId);
    const href = paths.deskProduct(desk, id);
    showForm(
      portal,
      res,
      'publishing/edit',
      {
        title: t('administration.products.edit'),
        breadcrumbs: crumbsAt(desk, res, { text: held.content.names[lang], href }),
        stamp: held.stamp,
        current: typedHead(held.content),
        desk,
        id,
        locked: lockOf(held.open?.status),
        classes: [],
        countries: countriesIn(lang),
      },
      returned,
    );
  }

  async function showClass(
    res: Response,
    id: number,
    query: unknown,
    returned?: Returned,
  ): Promise<void> {
    const visit = visitOf(res);
    const { t, paths, lang } = visit;
    const act = actAt(desk, res, portal);
    const held = await openProduct(db.read, id, act.supplierId);
    const { classes, definitions } = await catalogueSnapshot(db);
    const ground = groundOf({ classes, definitions });
    const asked = returned?.typed.to ?? (query as { to?: unknown }).to;
    const to = classes.all.find(({ code, level }) => level > 1 && code === asked);
    const from = ground.definitionsOf(held.content.aidClassCode);
    const href = paths.deskProduct(desk, id);
    showForm(
      portal,
      res,
      'publishing/class',
      {
        title: t('publishing.class.title'),
        breadcrumbs: crumbsAt(desk, res, { text: held.content.names[lang], href }),
        stamp: held.stamp,
        current: { to: to?.code ?? '' },
        desk,
        id,
        locked: lockOf(held.open?.status),
        now: classes.find(held.content.aidClassCode),
        to: to?.code === held.content.aidClassCode ? undefined : to,
        classes: classes.all.filter(({ level }) => level > 1),
        moves: to
          ? held.content.variants.map(({ article, values }) => ({
              article,
              ...keptValues(values, from, ground.definitionsOf(to.code)),
            }))
          : [],
        asked: to ? missingAfter(held.content, from, ground.definitionsOf(to.code)) : [],
      },
      returned,
    );
  }

  function done(res: Response, id: number): void {
    leaveNotice(res, 'publishing.saved');
    res.redirect(303, visitOf(res).paths.deskProduct(desk, id));
  }

  return routes;
}

const classFields = {
  version: headFields.version,
  to: text({ missing: 'publishing.missing.class', max: 20, pattern: /^[\w-]+$/ }),
};

// What the new class requires and no variant would have.
function missingAfter(
  { variants }: ProductContent,
  from: Parameters<typeof keptValues>[1],
  to: Parameters<typeof keptValues>[2],
) {
  return to.filter(
    ({ key, required }) =>
      required &&
      !variants.some(({ values }) => keptValues(values, from, to).kept[key] !== undefined),
  );
}
