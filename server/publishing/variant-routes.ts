// Variants: the sizes and sides of a product, each with its article and technical data. Named by their place, from 1.
import { Router, type Response } from 'express';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { inSections } from '../catalogue/technical-data.ts';
import type { ProductDesk } from '../paths.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { readForm, type Problem } from '../web/forms.ts';
import { showForm, type Returned } from '../web/form-page.ts';
import { leaveNotice } from '../web/pages.ts';
import { typedDecimal } from '../web/desk-fields.ts';
import { visitOf } from '../web/visit.ts';
import type { ProductContent, VariantContent } from './content.ts';
import { actAt, crumbsAt, numberIn } from './desk.ts';
import { unitText } from './difference-rows.ts';
import { changeDraft } from './drafting.ts';
import { groundOf } from './ground.ts';
import { openProduct } from './held.ts';
import { headFields } from './product-form.ts';
import { lockOf } from './product-frame.ts';
import { findPublishedVariants } from './articles.ts';
import { fieldOf, optionsFor, readVariant, typedVariant } from './variant-form.ts';

export function variantRoutes(portal: Portal, desk: ProductDesk): Router {
  const { db } = portal;
  const routes = Router();
  const base = `/${desk}/products/:id/variants` as const;

  routes.get(`${base}/new`, async (req, res) => {
    await show(res, numberIn(req.params.id), null);
  });

  routes.post(`${base}/new`, async (req, res) => {
    const id = numberIn(req.params.id);
    await write(res, id, null, req.body);
  });

  routes.get(`${base}/:number`, async (req, res) => {
    await show(res, numberIn(req.params.id), numberIn(req.params.number));
  });

  routes.post(`${base}/:number`, async (req, res) => {
    await write(res, numberIn(req.params.id), numberIn(req.params.number), req.body);
  });

  routes.post(`${base}/:number/removal`, async (req, res) => {
    const id = numberIn(req.params.id);
    const number = numberIn(req.params.number);
    const act = actAt(desk, res, portal);
    const { content } = await openProduct(db.read, id, act.supplierId);
    const variant = content.variants[number - 1];
    const form = readForm({ version: headFields.version }, req.body ?? {});
    if (!variant || (await findPublishedVariants(db.read, id)).has(variant.article)) {
      throw new NotFound();
    }
    if ('problems' in form) return show(res, id, number, form);
    const problems = await changeDraft(db, act, id, {
      stamp: form.values.version ?? '',
      edit: (held) => ({
        ...held,
        variants: held.variants.filter(({ article }) => article !== variant.article),
      }),
    });
    if (problems.length) return show(res, id, number, { typed: form.typed, problems });
    done(res, id, 'administration.removed');
  });

  async function write(
    res: Response,
    id: number,
    number: number | null,
    body: unknown,
  ): Promise<void> {
    const { lang } = visitOf(res);
    const act = actAt(desk, res, portal);
    const { content } = await openProduct(db.read, id, act.supplierId);
    const before = number === null ? null : variantAt(content, number);
    const ground = groundOf(await catalogueSnapshot(db));
    const definitions = ground.definitionsOf(content.aidClassCode);
    const form = readVariant(definitions, before, body, lang);
    if ('problems' in form) return show(res, id, number, form);
    const { stamp, variant, typed } = form;
    const fixed = before && (await findPublishedVariants(db.read, id)).has(before.article);
    if (fixed && variant.article !== before.article) {
      const problems = [{ field: 'article', key: 'publishing.wrong.articleFixed' }];
      return show(res, id, number, { typed, problems });
    }
    const problems = await changeDraft(db, act, id, {
      stamp,
      edit: (held) => withVariant(held, before, variant),
    });
    if (problems.length) return show(res, id, number, { typed, problems });
    done(res, id, 'publishing.saved');
  }

  async function show(
    res: Response,
    id: number,
    number: number | null,
    returned?: Returned,
  ): Promise<void> {
    const { t, paths, lang } = visitOf(res);
    const act = actAt(desk, res, portal);
    const held = await openProduct(db.read, id, act.supplierId);
    const { content } = held;
    const variant = number === null ? null : variantAt(content, number);
    const ground = groundOf(await catalogueSnapshot(db));
    const definitions = ground.definitionsOf(content.aidClassCode);
    const asked = definitions.filter(({ retired }) => !retired);
    const href = paths.deskProduct(desk, id);
    const published = await findPublishedVariants(db.read, id);
    showForm(
      portal,
      res,
      'publishing/variant',
      {
        title: variant
          ? t('administration.variants.edit', { article: variant.article })
          : t('administration.variants.new'),
        breadcrumbs: crumbsAt(desk, res, { text: content.names[lang], href }),
        stamp: held.stamp,
        current: variant ? typedVariant(variant, definitions, lang) : { active: 'yes' },
        action: paths.deskProduct(desk, id, `variants/${number ?? 'new'}`),
        locked: lockOf(held.open?.status),
        up: href,
        fixed: variant !== null && published.has(variant.article),
        number,
        sections: inSections(asked).map(({ section, definitions: own }) => ({
          section,
          fields: own.map((one) => ({
            ...one,
            field: fieldOf(one),
            unit: one.unit && unitText(one.unit, t),
            step: one.step && typedDecimal(one.step, lang),
            items: optionsFor(one, variant?.values[one.key]),
          })),
        })),
      },
      returned,
    );
  }

  function done(res: Response, id: number, notice: string): void {
    leaveNotice(res, notice);
    res.redirect(303, visitOf(res).paths.deskProduct(desk, id));
  }

  return routes;
}

/** @throws NotFound */
function variantAt({ variants }: ProductContent, number: number): VariantContent {
  const variant = variants[number - 1];
  if (!variant) throw new NotFound();
  return variant;
}

// Known by its article: in a colleague's newer draft it may stand elsewhere. Added twice, it is there once.
function withVariant(
  content: ProductContent,
  before: VariantContent | null,
  variant: VariantContent,
): ProductContent | Problem[] {
  const same = content.variants.find(({ article }) => article === variant.article);
  const taken = same && same.article !== before?.article;
  if (taken && JSON.stringify(same.labels) !== JSON.stringify(variant.labels)) {
    return [{ field: 'article', key: 'publishing.wrong.articleTaken' }];
  }
  const replaces = before?.article ?? (taken ? variant.article : null);
  const isThere = content.variants.some(({ article }) => article === replaces);
  return {
    ...content,
    variants: isThere
      ? content.variants.map((one) => (one.article === replaces ? variant : one))
      : [...content.variants, variant],
  };
}
