// Variants: the sizes and sides of a product, each with its article and technical data.
import { Router, type Response } from 'express';
import { BadRequest } from '../../web/errors.ts';
import type { Portal } from '../../portal.ts';
import { optionalWholeNumber, readForm } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { readDefinitions, type Definition } from '../aid-classes/definitions.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { asTyped, showForm, type Returned } from '../../web/form-page.ts';
import { readHistory } from '../../audit/history.ts';
import { isEditable } from '../publication.ts';
import {
  attributeFields,
  attributeProblems,
  attributesTyped,
  attributeValues,
  fieldOf,
  variantFields,
  type VariantValues,
} from './forms.ts';
import { findProduct } from './store.ts';
import { addVariant, changeVariant, findVariant } from './variant-store.ts';

export function variantRoutes(portal: Portal): Router {
  const { db } = portal;
  const routes = Router();

  routes.get('/admin/variants/new', async (req, res) => {
    await show(res, { productId: productIn(req.query), id: null });
  });

  routes.post('/admin/variants/new', async (req, res) => {
    const productId = productIn(req.query);
    const definitions = await definitionsOf(productId);
    const form = read(definitions, req.body);
    if ('problems' in form) return show(res, { productId, id: null }, form);
    const problems = await addVariant(
      db,
      actOf(res, portal),
      productId,
      form.values,
      form.attributes,
    );
    const { typed } = form;
    if (problems.length) return show(res, { productId, id: null }, { typed, problems });
    done(res, productId);
  });

  routes.get('/admin/variants/:id', async (req, res) => {
    const { id, product_id: productId } = await findVariant(db.read, idIn(req.params.id));
    await show(res, { productId, id });
  });

  routes.post('/admin/variants/:id', async (req, res) => {
    const variant = await findVariant(db.read, idIn(req.params.id));
    const { id, product_id: productId } = variant;
    const definitions = await definitionsOf(productId);
    const form = read(definitions, req.body);
    if ('problems' in form) return show(res, { productId, id }, form);
    const act = actOf(res, portal);
    const { values, attributes, typed } = form;
    const problems = await changeVariant(db, act, variant, values, definitions, attributes);
    if (problems.length) return show(res, { productId, id }, { typed, problems });
    done(res, productId);
  });

  async function definitionsOf(productId: number): Promise<Definition[]> {
    const product = await findProduct(db.read, productId);
    return readDefinitions(db.read, product.aid_class_code);
  }

  async function show(
    res: Response,
    { productId, id }: { productId: number; id: number | null },
    returned?: Returned,
  ): Promise<void> {
    const { t, paths, lang } = visitOf(res);
    const product = await findProduct(db.read, productId);
    const variant = id ? await findVariant(db.read, id) : null;
    const href = paths.adminItem('products', productId);
    showForm(
      portal,
      res,
      'administration/products/variant',
      {
        title: variant
          ? t('administration.variants.edit', { article: variant.article })
          : t('administration.variants.new'),
        breadcrumbs: crumbsTo(res, 'products', { text: product[`name_${lang}`], href }),
        record: variant ?? undefined,
        current: variant
          ? {
              ...asTyped(variant, Object.keys(variantFields)),
              active: variant.active ? 'yes' : '',
              ...attributesTyped(variant.values, lang),
            }
          : { active: 'yes' },
        action: id
          ? paths.adminItem('variants', id)
          : paths.adminNew('variants', { product: productId }),
        editable: isEditable(product.status),
        up: href,
        definitions: (await definitionsOf(productId)).map((definition) => ({
          ...definition,
          field: fieldOf(definition),
        })),
        history: id ? await readHistory(db, { kind: 'variant', id }) : [],
      },
      returned,
    );
  }

  return routes;
}

function productIn(query: unknown): number {
  const form = readForm(
    { product: optionalWholeNumber({ min: 1, max: 999_999_999 }) },
    query ?? {},
  );
  const id = 'values' in form ? form.values.product : null;
  if (!id) throw new BadRequest('administration.missing.product');
  return id;
}

function read(definitions: Definition[], body: unknown) {
  const form = readForm({ ...variantFields, ...attributeFields(definitions) }, body ?? {});
  if ('problems' in form) return form;
  const { typed } = form;
  const values = form.values as VariantValues & Record<string, unknown>;
  const problems = attributeProblems(definitions, values);
  if (problems.length) return { typed, problems };
  const own = Object.fromEntries(
    Object.keys(variantFields).map((name) => [name, values[name]]),
  ) as VariantValues;
  return { typed, values: own, attributes: attributeValues(definitions, values) };
}

function done(res: Response, productId: number): void {
  leaveNotice(res, 'administration.saved');
  res.redirect(303, visitOf(res).paths.adminItem('products', productId));
}
