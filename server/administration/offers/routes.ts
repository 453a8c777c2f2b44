// Offers: the list, one offer with what it lacks, its form, its way into the catalogue, a new price.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import type { Portal } from '../../portal.ts';
import {
  optionalChoice,
  optionalText,
  optionalWholeNumber,
  readForm,
  ticked,
  type Typed,
} from '../../web/forms.ts';
import { newestFirst } from '../../web/newest-first.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { version } from '../../web/desk-fields.ts';
import { readRegions } from '../fields.ts';
import { showForm, typedDay, typedMoney, type Returned } from '../../web/form-page.ts';
import { readHistory } from '../../audit/history.ts';
import { lifecycleFrame, lifecycleRoutes } from '../lifecycle-routes.ts';
import {
  countRows,
  listFrame,
  PAGE_SIZE,
  readFilter,
  readPlace,
  searchText,
} from '../list-page.ts';
import { isEditable, STATUSES } from '../publication.ts';
import { addOffer, changeOffer } from './changes.ts';
import { offerFields, offerProblems } from './forms.ts';
import { changeAvailability, moveOffer } from './moves.ts';
import { replacementRoutes } from './replacement-routes.ts';
import { findOffer, listSupplierNames, offersBy, readOfferLacks, type Offer } from './store.ts';

const anyId = optionalWholeNumber({ min: 1, max: 999_999_999 });

export function offerRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/offers', async (req, res) => {
    const { t, lang } = visitOf(res);
    const filter = readFilter(
      { q: searchText, status: optionalChoice(STATUSES), supplier: anyId, product: anyId },
      req.query,
    );
    const query = offersBy(db.read, filter.values);
    const count = await countRows(db.read, query);
    const list = await newestFirst<Offer>(query, 'offers.id', readPlace(req.query), PAGE_SIZE);
    page(res, 'administration/offers/list', {
      title: t('administration.list.offers'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      ...listFrame(res, 'offers', filter, { count, ...list }),
      rows: list.rows,
      statuses: STATUSES,
      suppliers: await listSupplierNames(db.read, lang),
    });
  });

  routes.get('/admin/offers/new', async (req, res) => {
    const { article } = readFilter({ article: optionalText({ max: 60 }) }, req.query).values;
    await showEdit(res, null, undefined, article ?? '');
  });

  routes.post('/admin/offers/new', async (req, res) => {
    const form = await read(req.body);
    if ('problems' in form) return showEdit(res, null, form);
    const made = await addOffer(db, actOf(res, portal), form.values);
    if ('problems' in made) return showEdit(res, null, { typed: form.typed, ...made });
    done(res, made.id);
  });

  routes.get('/admin/offers/:id', async (req, res) => {
    await show(res, idIn(req.params.id));
  });

  routes.get('/admin/offers/:id/edit', async (req, res) => {
    await showEdit(res, idIn(req.params.id));
  });

  routes.post('/admin/offers/:id/edit', async (req, res) => {
    const id = idIn(req.params.id);
    const form = await read(req.body);
    if ('problems' in form) return showEdit(res, id, form);
    const problems = await changeOffer(db, actOf(res, portal), id, form.values);
    if (problems.length) return showEdit(res, id, { typed: form.typed, problems });
    done(res, id);
  });

  routes.post('/admin/offers/:id/availability', async (req, res) => {
    const id = idIn(req.params.id);
    const form = readForm({ version, available: ticked() }, req.body ?? {});
    if ('problems' in form) return show(res, id, form);
    const { available, version: stamp } = form.values;
    await changeAvailability(db, actOf(res, portal), id, { available, stamp: stamp ?? '' });
    done(res, id);
  });

  routes.use(replacementRoutes(portal), lifecycleRoutes(portal, moveOffer, show));

  async function read(body: unknown) {
    const regions = await readRegions(db.read);
    const form = readForm(offerFields(regions.map(({ code }) => code)), body ?? {});
    if ('problems' in form) return form;
    const problems = offerProblems(form.values);
    return problems.length ? { typed: form.typed, problems } : form;
  }

  async function show(res: Response, id: number, returned?: Returned): Promise<void> {
    const { t } = visitOf(res);
    const act = actOf(res, portal);
    const offer = await findOffer(db.read, id);
    const lacks =
      isEditable(offer.status) || offer.status === 'in_review'
        ? await readOfferLacks(db.read, offer, act.on)
        : [];
    page(res, 'administration/offers/show', {
      title: t('administration.offers.one', { article: offer.article }),
      breadcrumbs: crumbsTo(res, 'offers'),
      width: 'wide',
      offer,
      regions: (await readRegions(db.read)).filter(({ code }) => offer.regions.includes(code)),
      editable: isEditable(offer.status),
      lacks,
      lifecycle: lifecycleFrame(offer, act, lacks.length),
      history: await readHistory(db, { kind: 'offer', id }),
      ...returned,
    });
  }

  async function showEdit(
    res: Response,
    id: number | null,
    returned?: Returned,
    article = '',
  ): Promise<void> {
    const { t, paths, lang } = visitOf(res);
    const record = id ? await findOffer(db.read, id) : undefined;
    const { on } = actOf(res, portal);
    const fresh = {
      creation_key: randomUUID(),
      article,
      available: 'yes',
      valid_from: typedDay(on),
    };
    const between = record
      ? [
          {
            text: t('administration.offers.one', { article: record.article }),
            href: paths.adminItem('offers', record.id),
          },
        ]
      : [];
    showForm(
      portal,
      res,
      'administration/offers/edit',
      {
        title: t(record ? 'administration.offers.edit' : 'administration.offers.new'),
        breadcrumbs: crumbsTo(res, 'offers', ...between),
        record,
        current: record ? currentOf(record) : fresh,
        editable: !record || isEditable(record.status),
        suppliers: await listSupplierNames(db.read, lang),
        regions: await readRegions(db.read),
      },
      returned,
    );
  }

  return routes;
}

function done(res: Response, id: number): void {
  leaveNotice(res, 'administration.saved');
  res.redirect(303, visitOf(res).paths.adminItem('offers', id));
}

function currentOf(offer: Offer): Typed {
  return {
    article: offer.article,
    supplier: String(offer.supplier_id),
    price: typedMoney(offer.price_tiyn),
    delivery_days: String(offer.delivery_days),
    available: offer.available ? 'yes' : '',
    regions: offer.regions,
    valid_from: typedDay(offer.valid_from),
    valid_until: typedDay(offer.valid_until),
  };
}
