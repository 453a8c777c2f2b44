// Towns and villages to which an offer takes longer, or is not brought at all.
import { Router, type Response } from 'express';
import type { Portal } from '../../portal.ts';
import { choice, readForm, text, wholeNumber, type Problem } from '../../web/forms.ts';
import type { Returned } from '../../web/form-page.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { readRegions } from '../fields.ts';
import {
  addSettlement,
  listPlaces,
  listSettlements,
  removePlace,
  setPlace,
} from './place-store.ts';
import { findOffer } from './store.ts';

const settlementMissing = 'product.places.settlementMissing';
const fields = {
  settlement: text({
    missing: settlementMissing,
    max: 9,
    pattern: /^[1-9]\d{0,8}$/,
    wrong: settlementMissing,
  }),
  delivers: choice(['yes', 'no'], { missing: 'product.places.deliversMissing' }),
};
const daysField = {
  extra_days: wholeNumber({ missing: 'product.places.daysMissing', min: 0, max: 365 }),
};

const name = () => text({ missing: 'product.places.nameMissing', max: 100 });

export function placeRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/offers/:id/places', (req, res) => show(res, idIn(req.params.id)));

  routes.post('/admin/offers/:id/places', async (req, res) => {
    const id = idIn(req.params.id);
    const form = readForm(fields, req.body ?? {});
    if ('problems' in form) return show(res, id, form);
    const delivers = form.values.delivers === 'yes';
    const days = delivers ? readForm(daysField, req.body ?? {}) : { values: { extra_days: 0 } };
    if ('problems' in days) {
      return show(res, id, { problems: days.problems, typed: { ...form.typed, ...days.typed } });
    }
    const settlementId = Number(form.values.settlement);
    const terms = { settlementId, delivers, extraDays: days.values.extra_days };
    const problems = await setPlace(db, actOf(res, portal), id, terms);
    if (problems.length) return show(res, id, { problems, typed: form.typed });
    done(res, id, 'product.places.saved');
  });

  routes.post('/admin/offers/:id/places/:settlement/removal', async (req, res) => {
    const id = idIn(req.params.id);
    await removePlace(db, actOf(res, portal), id, idIn(req.params.settlement));
    done(res, id, 'product.places.removed');
  });

  routes.post('/admin/offers/:id/settlements', async (req, res) => {
    const id = idIn(req.params.id);
    const { regions } = await findOffer(db.read, id);
    const form = readForm(
      {
        region: choice(regions, { missing: 'product.places.regionMissing' }),
        name_kk: name(),
        name_ru: name(),
        name_en: name(),
      },
      req.body ?? {},
    );
    if ('problems' in form) return show(res, id, form);
    const { region, name_kk: kk, name_ru: ru, name_en: en } = form.values;
    await addSettlement(db, actOf(res, portal), { region, names: { kk, ru, en } });
    done(res, id, 'product.places.settlementAdded');
  });

  async function show(
    res: Response,
    id: number,
    returned?: Returned & { problems?: Problem[] },
  ): Promise<void> {
    const { t, paths } = visitOf(res);
    const offer = await findOffer(db.read, id);
    const href = paths.adminItem('offers', id);
    const regions = (await readRegions(db.read)).filter(({ code }) => offer.regions.includes(code));
    page(res, 'administration/offers/places', {
      title: t('product.places.title'),
      breadcrumbs: crumbsTo(res, 'offers', {
        text: t('administration.offers.one', { article: offer.article }),
        href,
      }),
      width: 'wide',
      offer,
      regions,
      settlements: await listSettlements(db.read, offer.regions),
      places: await listPlaces(db.read, id),
      ...returned,
    });
  }

  return routes;
}

function done(res: Response, id: number, notice: string): void {
  leaveNotice(res, notice);
  res.redirect(303, visitOf(res).paths.adminAct('offers', id, 'places'));
}
