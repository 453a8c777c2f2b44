// The start of a plan from an approved request.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { ownRequest, requestToActOn } from '../requests/own-request.ts';
import { backTo, titleOf } from '../requests/words.ts';
import { Forbidden } from '../web/errors.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { startPlan } from './consumables.ts';
import { readStart } from './forms.ts';
import { mayRepeat } from './may-repeat.ts';
import { refusedAs, unlessChanged, type Shown } from './refused.ts';
import { MONTHS, usualPieces } from './schedule.ts';
import { planOfEntitlement } from './store.ts';

type At = Request<{ reference: string }>;

export function startRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/requests/:reference/repeat', (req, res) => showStart(req, res));

  routes.post('/requests/:reference/repeat', async (req: At, res) => {
    const by = readerWith(res, 'applicant', 'representative');
    const request = await requestToActOn(portal, req, res);
    const may = await mayRepeat(db.read, request, dayOf(clock()));
    const most = may.may ? Math.min(may.norm, may.entitlement.free) : 1_000_000;
    const form = readStart(req.body, most);
    if ('problems' in form) return showStart(req, res, form);
    const { reference } = request;
    const order = { by, at: clock(), reference, ...form.values };
    const result = await unlessChanged(() => startPlan(portal, order));
    if (!result.done) {
      return showStart(req, res, { ...refusedAs(res, result, 'form'), typed: form.typed });
    }
    leaveNotice(res, 'consumables.started');
    res.redirect(303, visitOf(res).paths.consumables());
  });

  async function showStart(req: At, res: Response, shown: Shown = {}): Promise<void> {
    readerWith(res, 'applicant', 'representative');
    const visit = visitOf(res);
    const { t, paths, format } = visit;
    const { request, relation } = await ownRequest(portal, req, res);
    if (relation === 'see') throw new Forbidden('requests.refused.see-only');
    const may = await mayRepeat(db.read, request, dayOf(clock()));
    if (!may.may) {
      const plan = await planOfEntitlement(db.read, request.entitlementId);
      return page(
        res,
        'consumables/not-now',
        {
          title: t('consumables.start.title'),
          what: titleOf(request, visit),
          back: backTo(request, visit),
          why: t(`consumables.refused.${may.reason}`),
          plansHref: plan ? paths.consumables() : null,
        },
        409,
      );
    }
    const { norm, entitlement } = may;
    page(
      res,
      'consumables/start',
      {
        title: t('consumables.start.title'),
        what: titleOf(request, visit),
        back: backTo(request, visit),
        reference: request.reference,
        norm: t('consumables.start.norm', {
          norm: format.number(norm),
          free: format.number(entitlement.free),
        }),
        usual: Math.min(usualPieces(norm, 3), entitlement.free),
        most: Math.min(norm, entitlement.free),
        months: MONTHS,
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  return routes;
}
