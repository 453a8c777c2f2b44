// Products: the list, one product with what it lacks, its form, and its way into the catalogue.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import { readClassTree } from '../../catalogue/class-tree.ts';
import type { Portal } from '../../portal.ts';
import { optionalChoice, readForm, type Typed } from '../../web/forms.ts';
import { newestFirst } from '../../web/newest-first.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { asTyped, showForm, typedDay, type Returned } from '../../web/form-page.ts';
import { readHistory } from '../../audit/history.ts';
import {
  countRows,
  listFrame,
  PAGE_SIZE,
  readFilter,
  readPlace,
  searchText,
} from '../list-page.ts';
import { lifecycleRoutes, lifecycleFrame } from '../lifecycle-routes.ts';
import { isEditable, STATUSES } from '../publication.ts';
import { countriesIn, countryName } from './countries.ts';
import { productFields } from './forms.ts';
import { pictureRoutes } from './picture-routes.ts';
import { listPictures } from './picture-store.ts';
import {
  addProduct,
  changeProduct,
  findProduct,
  moveProduct,
  productsBy,
  readLacks,
  type ProductRow,
} from './store.ts';
import { variantRoutes } from './variant-routes.ts';
import { listVariants } from './variant-store.ts';

export function productRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/products', async (req, res) => {
    const { t } = visitOf(res);
    const tree = await readClassTree(db.read);
    const filter = readFilter(
      {
        q: searchText,
        status: optionalChoice(STATUSES),
        class: optionalChoice(tree.all.map(({ code }) => code)),
      },
      req.query,
    );
    const { class: code, q, status } = filter.values;
    const isBelow = (one: string) => tree.withAncestors(one).some((line) => line.code === code);
    const classes = code ? tree.all.map((one) => one.code).filter(isBelow) : null;
    const query = productsBy(db.read, { q, status, classes });
    const count = await countRows(db.read, query);
    const list = await newestFirst<ProductRow>(query, 'id', readPlace(req.query), PAGE_SIZE);
    page(res, 'administration/products/list', {
      title: t('administration.list.products'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      ...listFrame(res, 'products', filter, { count, ...list }),
      rows: list.rows,
      statuses: STATUSES,
      classes: tree.all,
      classNames: new Map(tree.all.map((one) => [one.code, one.names])),
    });
  });

  routes.get('/admin/products/new', async (_req, res) => {
    await showEdit(res, null);
  });

  routes.post('/admin/products/new', async (req, res) => {
    const form = readForm(productFields, req.body ?? {});
    if ('problems' in form) return showEdit(res, null, form);
    const made = await addProduct(db, actOf(res, portal), form.values);
    if ('problems' in made) return showEdit(res, null, { typed: form.typed, ...made });
    done(res, made.id);
  });

  routes.get('/admin/products/:id', async (req, res) => {
    await show(res, idIn(req.params.id));
  });

  routes.get('/admin/products/:id/edit', async (req, res) => {
    await showEdit(res, idIn(req.params.id));
  });

  routes.post('/admin/products/:id/edit', async (req, res) => {
    const id = idIn(req.params.id);
    const form = readForm(productFields, req.body ?? {});
    if ('problems' in form) return showEdit(res, id, form);
    const problems = await changeProduct(db, actOf(res, portal), id, form.values);
    if (problems.length) return showEdit(res, id, { typed: form.typed, problems });
    done(res, id);
  });

  routes.use(pictureRoutes(portal), lifecycleRoutes(portal, 'products', moveProduct, show));
  routes.use(variantRoutes(portal));

  async function show(res: Response, id: number, returned?: Returned): Promise<void> {
    const { lang } = visitOf(res);
    const act = actOf(res, portal);
    const product = await findProduct(db.read, id);
    const tree = await readClassTree(db.read);
    const lacks = await readLacks(db.read, product, act.on);
    page(res, 'administration/products/show', {
      title: product[`name_${lang}`],
      breadcrumbs: crumbsTo(res, 'products'),
      width: 'wide',
      product,
      className: tree.find(product.aid_class_code)?.names,
      country: countryName(product.origin, lang),
      editable: isEditable(product.status),
      lacks,
      variants: await listVariants(db.read, id),
      pictures: await listPictures(db.read, id),
      lifecycle: lifecycleFrame(product, act, lacks.length),
      history: await readHistory(db, { kind: 'product', id }),
      ...returned,
    });
  }

  async function showEdit(res: Response, id: number | null, returned?: Returned): Promise<void> {
    const { t, paths, lang } = visitOf(res);
    const record = id ? await findProduct(db.read, id) : undefined;
    const tree = await readClassTree(db.read);
    const between = record
      ? [{ text: record[`name_${lang}`], href: paths.adminItem('products', record.id) }]
      : [];
    showForm(
      portal,
      res,
      'administration/products/edit',
      {
        title: t(record ? 'administration.products.edit' : 'administration.products.new'),
        breadcrumbs: crumbsTo(res, 'products', ...between),
        record,
        current: record ? currentOf(record) : { origin: 'KZ', creation_key: randomUUID() },
        editable: !record || isEditable(record.status),
        classes: tree.all.filter(({ level }) => level > 1),
        countries: countriesIn(lang),
      },
      returned,
    );
  }

  return routes;
}

function done(res: Response, id: number): void {
  leaveNotice(res, 'administration.saved');
  res.redirect(303, visitOf(res).paths.adminItem('products', id));
}

function currentOf(record: ProductRow): Typed {
  return {
    ...asTyped(record, Object.keys(productFields)),
    made_to_order: record.made_to_order ? 'yes' : '',
    certificate_valid_until: typedDay(record.certificate_valid_until),
  };
}
