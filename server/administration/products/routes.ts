// The list of all products, with the state of each.
import { Router } from 'express';
import { readClassTree } from '../../catalogue/class-tree.ts';
import type { Portal } from '../../portal.ts';
import { optionalChoice } from '../../web/forms.ts';
import { newestFirst } from '../../web/newest-first.ts';
import { visitOf } from '../../web/visit.ts';
import { crumbsTo } from '../desk.ts';
import {
  countRows,
  listFrame,
  PAGE_SIZE,
  readFilter,
  readPlace,
  searchText,
} from '../list-page.ts';
import { productsBy, SHOWN, type ProductRow } from './store.ts';

export function productListRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/products', async (req, res) => {
    const { t } = visitOf(res);
    const tree = await readClassTree(db.read);
    const filter = readFilter(
      {
        q: searchText,
        status: optionalChoice(SHOWN),
        class: optionalChoice(tree.all.map(({ code }) => code)),
      },
      req.query,
    );
    const { class: code, q, status } = filter.values;
    const isBelow = (one: string) => tree.withAncestors(one).some((line) => line.code === code);
    const classes = code ? tree.all.map((one) => one.code).filter(isBelow) : null;
    const query = productsBy(db.read, { q, status, classes });
    const count = await countRows(db.read, query);
    const list = await newestFirst<ProductRow>(
      query,
      'products.id',
      readPlace(req.query),
      PAGE_SIZE,
    );
    page(res, 'administration/products/list', {
      title: t('administration.list.products'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      ...listFrame(res, 'products', filter, { count, ...list }),
      rows: list.rows,
      statuses: SHOWN,
      classes: tree.all,
      classNames: new Map(tree.all.map((one) => [one.code, one.names])),
    });
  });

  return routes;
}
