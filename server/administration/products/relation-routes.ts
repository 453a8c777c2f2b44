// What goes with a product: the list of it, one more, one less.
import { Router, type Response } from 'express';
import { SIDES } from '../../catalogue/relations.ts';
import type { Portal } from '../../portal.ts';
import { choice, readForm, text } from '../../web/forms.ts';
import type { Returned } from '../../web/form-page.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { addRelation, findRelated, listRelations, removeRelation } from './relation-store.ts';

const fields = {
  side: choice(SIDES, { missing: 'product.admin.sideMissing' }),
  other: text({ missing: 'product.admin.otherMissing', max: 100 }),
};

export function relationRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/products/:id/relations', (req, res) => show(res, idIn(req.params.id)));

  routes.post('/admin/products/:id/relations', async (req, res) => {
    const id = idIn(req.params.id);
    const form = readForm(fields, req.body ?? {});
    if ('problems' in form) return show(res, id, form);
    const problems = await addRelation(db, actOf(res, portal), id, form.values);
    if (problems.length) return show(res, id, { typed: form.typed, problems });
    done(res, id, 'product.admin.added');
  });

  routes.post('/admin/products/:id/relations/:relation/removal', async (req, res) => {
    const id = idIn(req.params.id);
    await removeRelation(db, actOf(res, portal), id, idIn(req.params.relation));
    done(res, id, 'product.admin.removed');
  });

  async function show(res: Response, id: number, returned?: Returned): Promise<void> {
    const { t, lang, paths } = visitOf(res);
    const product = await findRelated(db.read, id);
    const href = paths.adminItem('products', id);
    page(res, 'administration/products/relations', {
      title: t('product.admin.title'),
      breadcrumbs: crumbsTo(res, 'products', { text: product.names[lang], href }),
      width: 'wide',
      product,
      sides: SIDES,
      relations: await listRelations(db.read, id),
      ...returned,
    });
  }

  return routes;
}

function done(res: Response, id: number, notice: string): void {
  leaveNotice(res, notice);
  res.redirect(303, visitOf(res).paths.adminAct('products', id, 'relations'));
}
