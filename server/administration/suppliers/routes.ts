// Suppliers: admitting them, their particulars, the regions they serve, suspending and removing them.
import { Router, type Response } from 'express';
import type { Portal } from '../../portal.ts';
import { optionalChoice, readForm, type Typed } from '../../web/forms.ts';
import { newestFirst } from '../../web/newest-first.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { readHistory } from '../../audit/history.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { readRegions } from '../fields.ts';
import { asTyped, showForm, typedDay, type Returned } from '../../web/form-page.ts';
import {
  countRows,
  listFrame,
  PAGE_SIZE,
  readFilter,
  readPlace,
  searchText,
} from '../list-page.ts';
import { standingFields, SUPPLIER_STATUSES, supplierFields, supplierProblems } from './forms.ts';
import {
  addSupplier,
  changeStanding,
  changeSupplier,
  findSupplier,
  regionsOf,
  suppliersBy,
  type SupplierRow,
} from './store.ts';

export function supplierDeskRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/suppliers', async (req, res) => {
    const { t } = visitOf(res);
    const regions = await readRegions(db.read);
    const filter = readFilter(
      {
        q: searchText,
        status: optionalChoice(SUPPLIER_STATUSES),
        region: optionalChoice(regions.map(({ code }) => code)),
      },
      req.query,
    );
    const query = suppliersBy(db.read, filter.values);
    const count = await countRows(db.read, query);
    const list = await newestFirst<SupplierRow>(query, 'id', readPlace(req.query), PAGE_SIZE);
    page(res, 'administration/suppliers/list', {
      title: t('administration.list.suppliers'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      ...listFrame(res, 'suppliers', filter, { count, ...list }),
      rows: list.rows,
      statuses: SUPPLIER_STATUSES,
      regions,
    });
  });

  routes.get('/admin/suppliers/new', async (_req, res) => {
    await showEdit(res, null);
  });

  routes.post('/admin/suppliers/new', async (req, res) => {
    const form = await read(req.body);
    if ('problems' in form) return showEdit(res, null, form);
    const made = await addSupplier(db, actOf(res, portal), form.values);
    if ('problems' in made) return showEdit(res, null, { typed: form.typed, ...made });
    done(res, made.id);
  });

  routes.get('/admin/suppliers/:id', async (req, res) => {
    const { lang } = visitOf(res);
    const supplier = await findSupplier(db.read, idIn(req.params.id));
    const served = new Set(await regionsOf(db.read, supplier.id));
    page(res, 'administration/suppliers/show', {
      title: supplier[`name_${lang}`],
      breadcrumbs: crumbsTo(res, 'suppliers'),
      width: 'wide',
      supplier,
      regions: (await readRegions(db.read)).filter(({ code }) => served.has(code)),
      history: await readHistory(db, { kind: 'supplier', id: supplier.id }),
    });
  });

  routes.get('/admin/suppliers/:id/edit', async (req, res) => {
    await showEdit(res, idIn(req.params.id));
  });

  routes.post('/admin/suppliers/:id/edit', async (req, res) => {
    const id = idIn(req.params.id);
    const form = await read(req.body);
    if ('problems' in form) return showEdit(res, id, form);
    const problems = await changeSupplier(db, actOf(res, portal), id, form.values);
    if (problems.length) return showEdit(res, id, { typed: form.typed, problems });
    done(res, id);
  });

  routes.get('/admin/suppliers/:id/standing', async (req, res) => {
    await showStanding(res, idIn(req.params.id));
  });

  routes.post('/admin/suppliers/:id/standing', async (req, res) => {
    const id = idIn(req.params.id);
    const form = readForm(standingFields, req.body ?? {});
    if ('problems' in form) return showStanding(res, id, form);
    const problems = await changeStanding(db, actOf(res, portal), id, form.values);
    if (problems.length) return showStanding(res, id, { typed: form.typed, problems });
    done(res, id);
  });

  async function read(body: unknown) {
    const regions = await readRegions(db.read);
    const form = readForm(supplierFields(regions.map(({ code }) => code)), body ?? {});
    if ('problems' in form) return form;
    const problems = supplierProblems(form.values);
    return problems.length ? { typed: form.typed, problems } : form;
  }

  async function showEdit(res: Response, id: number | null, returned?: Returned): Promise<void> {
    const { t, paths, lang } = visitOf(res);
    const record = id ? await findSupplier(db.read, id) : undefined;
    const between = record
      ? [{ text: record[`name_${lang}`], href: paths.adminItem('suppliers', record.id) }]
      : [];
    showForm(
      portal,
      res,
      'administration/suppliers/edit',
      {
        title: t(record ? 'administration.suppliers.edit' : 'administration.suppliers.new'),
        breadcrumbs: crumbsTo(res, 'suppliers', ...between),
        record,
        current: record ? currentOf(record, await regionsOf(db.read, record.id)) : {},
        regions: await readRegions(db.read),
      },
      returned,
    );
  }

  async function showStanding(res: Response, id: number, returned?: Returned): Promise<void> {
    const { t, paths, lang } = visitOf(res);
    const record = await findSupplier(db.read, id);
    const text = record[`name_${lang}`];
    const href = paths.adminItem('suppliers', id);
    showForm(
      portal,
      res,
      'administration/suppliers/standing',
      {
        title: t('administration.suppliers.standing'),
        breadcrumbs: crumbsTo(res, 'suppliers', { text, href }),
        record,
        current: { status: record.status },
        statuses: SUPPLIER_STATUSES,
        up: href,
      },
      returned,
    );
  }

  return routes;
}

function done(res: Response, id: number): void {
  leaveNotice(res, 'administration.saved');
  res.redirect(303, visitOf(res).paths.adminItem('suppliers', id));
}

function currentOf(record: SupplierRow, regions: string[]): Typed {
  return {
    ...asTyped(record, Object.keys(supplierFields([]))),
    admitted_on: typedDay(record.admitted_on),
    admitted_until: typedDay(record.admitted_until),
    regions,
  };
}
