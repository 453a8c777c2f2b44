// A new price from a day on: the published offer stays as people saw it, and a copy takes its place.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import type { Portal } from '../../portal.ts';
import { Conflict } from '../../web/errors.ts';
import { readForm } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { readRegions } from '../fields.ts';
import { showForm, typedMoney, type Returned } from '../../web/form-page.ts';
import { offerProblems, replacementFields } from './forms.ts';
import { replaceOffer } from './changes.ts';
import { findOffer } from './store.ts';

export function replacementRoutes(portal: Portal): Router {
  const { db } = portal;
  const routes = Router();

  routes.get('/admin/offers/:id/replacement', async (req, res) => {
    await show(res, idIn(req.params.id));
  });

  routes.post('/admin/offers/:id/replacement', async (req, res) => {
    const offer = await findOffer(db.read, idIn(req.params.id));
    const regions = (await readRegions(db.read)).map(({ code }) => code);
    const form = readForm(replacementFields(regions), req.body ?? {});
    if ('problems' in form) return show(res, offer.id, form);
    const act = actOf(res, portal);
    const problems = offerProblems(form.values);
    if (form.values.valid_from <= act.on) {
      problems.push({ field: 'valid_from', key: 'administration.wrong.fromTomorrow' });
    }
    if (problems.length) return show(res, offer.id, { typed: form.typed, problems });
    const made = await replaceOffer(db, act, offer, form.values);
    if ('problems' in made) return show(res, offer.id, { typed: form.typed, ...made });
    leaveNotice(res, 'administration.offers.replacementSubmitted');
    res.redirect(303, visitOf(res).paths.adminItem('offers', made.id));
  });

  async function show(res: Response, id: number, returned?: Returned): Promise<void> {
    const { t, paths } = visitOf(res);
    const offer = await findOffer(db.read, id);
    if (offer.status !== 'published') throw new Conflict('administration.refused.wrongState');
    const text = t('administration.offers.one', { article: offer.article });
    const href = paths.adminItem('offers', id);
    showForm(
      portal,
      res,
      'administration/offers/replacement',
      {
        title: t('administration.offers.replacement'),
        breadcrumbs: crumbsTo(res, 'offers', { text, href }),
        current: {
          creation_key: randomUUID(),
          price: typedMoney(offer.price_tiyn),
          delivery_days: String(offer.delivery_days),
          available: 'yes',
          regions: offer.regions,
        },
        offer,
        up: href,
        regions: await readRegions(db.read),
      },
      returned,
    );
  }

  return routes;
}
