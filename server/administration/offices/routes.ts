// Offices: the local bodies that decide requests.
import { Router, type Response } from 'express';
import type { Portal } from '../../portal.ts';
import { optionalChoice, readForm } from '../../web/forms.ts';
import { newestFirst } from '../../web/newest-first.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { readHistory } from '../../audit/history.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { readRegions } from '../fields.ts';
import { asTyped, showForm, type Returned } from '../../web/form-page.ts';
import {
  countRows,
  listFrame,
  PAGE_SIZE,
  readFilter,
  readPlace,
  searchText,
} from '../list-page.ts';
import { officeFields } from './forms.ts';
import { addOffice, changeOffice, findOffice, officesBy, type OfficeRow } from './store.ts';

export function officeRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/offices', async (req, res) => {
    const { t } = visitOf(res);
    const regions = await readRegions(db.read);
    const filter = readFilter(
      {
        q: searchText,
        region: optionalChoice(regions.map(({ code }) => code)),
        active: optionalChoice(['yes', 'no']),
      },
      req.query,
    );
    const query = officesBy(db.read, filter.values);
    const count = await countRows(db.read, query);
    const list = await newestFirst<OfficeRow>(query, 'id', readPlace(req.query), PAGE_SIZE);
    page(res, 'administration/offices/list', {
      title: t('administration.list.offices'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      ...listFrame(res, 'offices', filter, { count, ...list }),
      rows: list.rows,
      regions,
      regionNames: new Map(regions.map(({ code, names }) => [code, names])),
    });
  });

  routes.get('/admin/offices/new', async (_req, res) => {
    await show(res, null);
  });

  routes.post('/admin/offices/new', async (req, res) => {
    const form = await read(req.body);
    if ('problems' in form) return show(res, null, form);
    const problems = await addOffice(db, actOf(res, portal), form.values);
    if (problems.length) return show(res, null, { typed: form.typed, problems });
    done(res);
  });

  routes.get('/admin/offices/:id', async (req, res) => {
    await show(res, idIn(req.params.id));
  });

  routes.post('/admin/offices/:id', async (req, res) => {
    const id = idIn(req.params.id);
    const form = await read(req.body);
    if ('problems' in form) return show(res, id, form);
    const problems = await changeOffice(db, actOf(res, portal), id, form.values);
    if (problems.length) return show(res, id, { typed: form.typed, problems });
    done(res);
  });

  async function read(body: unknown) {
    const form = readForm(officeFields, body ?? {});
    if ('problems' in form) return form;
    const { typed, values } = form;
    const known = (await readRegions(db.read)).some(({ code }) => code === values.region_code);
    const problems = [{ field: 'region_code', key: 'administration.missing.region' }];
    return known ? form : { typed, problems };
  }

  async function show(res: Response, id: number | null, returned?: Returned): Promise<void> {
    const { t, lang } = visitOf(res);
    const record = id ? await findOffice(db.read, id) : undefined;
    showForm(
      portal,
      res,
      'administration/offices/edit',
      {
        title: record ? record[`name_${lang}`] : t('administration.offices.new'),
        breadcrumbs: crumbsTo(res, 'offices'),
        record,
        current: record
          ? {
              ...asTyped(record, Object.keys(officeFields)),
              active: record.active ? 'yes' : '',
            }
          : { active: 'yes' },
        regions: await readRegions(db.read),
        history: id ? await readHistory(db, { kind: 'office', id }) : [],
      },
      returned,
    );
  }

  return routes;
}

function done(res: Response): void {
  leaveNotice(res, 'administration.saved');
  res.redirect(303, visitOf(res).paths.adminList('offices'));
}
