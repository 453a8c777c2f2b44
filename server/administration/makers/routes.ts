// Makers: which supplier makes which aid for one person, where, at which price from which day.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import { readClassTree } from '../../catalogue/class-tree.ts';
import { madeToOrderClasses } from '../../entitlements/made-to-order.ts';
import { namesOf } from '../../i18n/languages.ts';
import type { Portal } from '../../portal.ts';
import { optionalWholeNumber, readForm, type Problem, type Typed } from '../../web/forms.ts';
import { showForm, typedDay, type Returned } from '../../web/form-page.ts';
import { newestFirst } from '../../web/newest-first.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { readHistory } from '../../audit/history.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { readRegions } from '../fields.ts';
import { countRows, listFrame, PAGE_SIZE, readFilter, readPlace } from '../list-page.ts';
import { editFields, makerFields, priceFields } from './forms.ts';
import {
  addMaker,
  changeMaker,
  findMaker,
  listPrices,
  makersBy,
  regionsOfMaker,
  setMakerPrice,
  type MakerRow,
} from './store.ts';

export function makerDeskRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/makers', async (req, res) => {
    const { t } = visitOf(res);
    const { on } = actOf(res, portal);
    const filter = readFilter(
      { supplier: optionalWholeNumber({ min: 1, max: 999_999_999 }) },
      req.query,
    );
    const query = makersBy(db.read, filter.values);
    const count = await countRows(db.read, query);
    const list = await newestFirst<MakerRow>(query, 'makers.id', readPlace(req.query), PAGE_SIZE);
    const prices = await listPrices(
      db.read,
      list.rows.map(({ id }) => id),
    );
    page(res, 'administration/makers/list', {
      title: t('administration.list.makers'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      ...listFrame(res, 'makers', filter, { count, ...list }),
      rows: list.rows.map((row) => ({
        ...namesOfMaker(row),
        price: prices.find(({ maker_id: of, valid_from: from }) => of === row.id && from <= on),
      })),
      suppliers: await supplierChoices(),
    });
  });

  routes.get('/admin/makers/new', async (_req, res) => {
    await showNew(res, { creation_key: randomUUID() });
  });

  routes.post('/admin/makers/new', async (req, res) => {
    const form = readForm(makerFields(await regionCodes()), req.body ?? {});
    if ('problems' in form) return showNew(res, {}, form);
    const { typed, values } = form;
    const problems = regionProblems(values.regions);
    if (problems.length) return showNew(res, {}, { typed, problems });
    const made = await addMaker(db, actOf(res, portal), values);
    if ('problems' in made) return showNew(res, {}, { typed, ...made });
    done(res, made.id);
  });

  routes.get('/admin/makers/:id', async (req, res) => {
    const { lang } = visitOf(res);
    const maker = namesOfMaker(await findMaker(db.read, idIn(req.params.id)));
    const served = new Set(await regionsOfMaker(db.read, maker.id));
    page(res, 'administration/makers/show', {
      title: `${maker.supplier[lang]}: ${maker.aidClass[lang]}`,
      breadcrumbs: crumbsTo(res, 'makers'),
      width: 'wide',
      maker,
      prices: await listPrices(db.read, [maker.id]),
      regions: (await readRegions(db.read)).filter(({ code }) => served.has(code)),
      history: await readHistory(db, { kind: 'maker', id: maker.id }),
    });
  });

  routes.get('/admin/makers/:id/edit', async (req, res) => showEdit(res, idIn(req.params.id)));

  routes.post('/admin/makers/:id/edit', async (req, res) => {
    const id = idIn(req.params.id);
    const form = readForm(editFields(await regionCodes()), req.body ?? {});
    if ('problems' in form) return showEdit(res, id, form);
    const { typed, values } = form;
    const problems = regionProblems(values.regions);
    if (!problems.length) problems.push(...(await changeMaker(db, actOf(res, portal), id, values)));
    if (problems.length) return showEdit(res, id, { typed, problems });
    done(res, id);
  });

  routes.get('/admin/makers/:id/price', async (req, res) => showPrice(res, idIn(req.params.id)));

  routes.post('/admin/makers/:id/price', async (req, res) => {
    const id = idIn(req.params.id);
    const form = readForm(priceFields, req.body ?? {});
    if ('problems' in form) return showPrice(res, id, form);
    const problems = await setMakerPrice(db, actOf(res, portal), id, form.values);
    if (problems.length) return showPrice(res, id, { typed: form.typed, problems });
    done(res, id);
  });

  async function showNew(res: Response, current: Typed, returned?: Returned): Promise<void> {
    const { t } = visitOf(res);
    const made = await madeToOrderClasses(db.read);
    const tree = await readClassTree(db.read);
    showForm(
      portal,
      res,
      'administration/makers/new',
      {
        title: t('administration.makers.new'),
        breadcrumbs: crumbsTo(res, 'makers'),
        current,
        suppliers: await supplierChoices(),
        classes: tree.all.filter(({ code }) =>
          tree.withAncestors(code).some((one) => made.has(one.code)),
        ),
        regions: await readRegions(db.read),
      },
      returned,
    );
  }

  async function showEdit(res: Response, id: number, returned?: Returned): Promise<void> {
    const { t } = visitOf(res);
    const record = await findMaker(db.read, id);
    showForm(
      portal,
      res,
      'administration/makers/edit',
      {
        title: t('administration.change'),
        breadcrumbs: crumbsTo(res, 'makers', upTo(res, record)),
        record,
        current: {
          active: record.active ? 'yes' : '',
          regions: await regionsOfMaker(db.read, id),
        },
        regions: await readRegions(db.read),
      },
      returned,
    );
  }

  async function showPrice(res: Response, id: number, returned?: Returned): Promise<void> {
    const { t } = visitOf(res);
    const record = await findMaker(db.read, id);
    const { on } = actOf(res, portal);
    showForm(
      portal,
      res,
      'administration/makers/price',
      {
        title: t('administration.makers.price'),
        breadcrumbs: crumbsTo(res, 'makers', upTo(res, record)),
        id,
        current: { valid_from: typedDay(on) },
      },
      returned,
    );
  }

  function upTo(res: Response, record: MakerRow) {
    const { paths, lang } = visitOf(res);
    const { supplier, aidClass, id } = namesOfMaker(record);
    return {
      text: `${supplier[lang]}: ${aidClass[lang]}`,
      href: paths.adminItem('makers', id),
    };
  }

  async function regionCodes(): Promise<string[]> {
    return (await readRegions(db.read)).map(({ code }) => code);
  }

  async function supplierChoices() {
    const rows: (Record<string, unknown> & { id: number })[] = await db
      .read('suppliers')
      .orderBy('id')
      .select('id', 'name_kk', 'name_ru', 'name_en');
    return rows.map((row) => ({ id: row.id, names: namesOf(row) }));
  }

  function done(res: Response, id: number): void {
    leaveNotice(res, 'administration.saved');
    res.redirect(303, visitOf(res).paths.adminItem('makers', id));
  }

  return routes;
}

function regionProblems(regions: readonly string[]): Problem[] {
  return regions.length ? [] : [{ field: 'regions', key: 'administration.missing.maker_regions' }];
}

function namesOfMaker(row: MakerRow) {
  return {
    id: row.id,
    active: Boolean(row.active),
    code: row.aid_class_code,
    supplier: namesOf(row, 'supplier'),
    aidClass: namesOf(row, 'class'),
  };
}
