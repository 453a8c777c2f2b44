// Offering an aid of the pool from a case, writing an answer down, taking an offer back, sending.
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { findRequest } from '../requests/aid-request.ts';
import { standingOf } from '../requests/policy.ts';
import type { Refused } from '../requests/requests.ts';
import { Conflict, NotFound } from '../web/errors.ts';
import { readForm, wholeNumber, type Problem, type Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { readHidden, readKey, readOfferId, readSupply, readTold } from './forms.ts';
import { answerOffer, endIfOver, offerAid, supplyOffer, withdrawOffer } from './pool.ts';

type At = Request<{ reference: string }>;
type Acted = { done: true } | Refused;

export function caseRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.post('/casework/requests/:reference/pool-offer', async (req: At, res) => {
    const { by, reference } = await caseAt(req, res);
    const key = readKey(req.body);
    const aid = wholeNumber({ missing: 'pool.missing.aid', min: 1, max: 999_999_999 });
    const form = readForm({ aid }, req.body);
    if ('problems' in form) return showWhy(res, reference, form.problems);
    const order = { by, at: clock(), reference, key, aidId: form.values.aid };
    await acted(res, reference, () => offerAid(portal, order), 'pool.case.offered');
  });

  routes.post('/casework/requests/:reference/pool-answer', async (req: At, res) => {
    const { by, reference } = await caseAt(req, res);
    const offerId = readOfferId(req.body);
    const form = readTold(req.body);
    if ('problems' in form) return showTold(res, reference, offerId, form);
    const { answer, note } = form.values;
    const order = { by, at: clock(), reference, offerId, accepted: answer === 'yes', note };
    await acted(res, reference, () => answerOffer(portal, order), 'pool.case.answered');
  });

  routes.post('/casework/requests/:reference/pool-withdrawal', async (req: At, res) => {
    const { by, reference } = await caseAt(req, res);
    const order = { by, at: clock(), reference, offerId: readOfferId(req.body) };
    await acted(res, reference, () => withdrawOffer(portal, order), 'pool.case.withdrawn');
  });

  routes.post('/casework/requests/:reference/pool-supply', async (req: At, res) => {
    const { by, reference } = await caseAt(req, res);
    const hidden = readHidden(req.body);
    const form = readSupply(req.body);
    if ('problems' in form) return showWhy(res, reference, form.problems);
    const order = { by, at: clock(), reference, ...hidden, ...form.values };
    await acted(res, reference, () => supplyOffer(portal, order), 'pool.case.supplied');
  });

  async function caseAt(req: At, res: Response) {
    const by = readerWith(res, 'caseworker', 'lead_caseworker');
    const { reference } = req.params;
    const request = await findRequest(db.read, reference);
    const standing = request && (await standingOf(db.read, by, request, dayOf(clock())));
    if (!standing?.staff) throw new NotFound();
    await endIfOver(portal, request!.id, clock());
    return { by, reference };
  }

  async function acted(
    res: Response,
    reference: string,
    act: () => Promise<Acted>,
    notice: string,
  ): Promise<void> {
    const { t, paths } = visitOf(res);
    const result = await act().catch((error: unknown): Refused => {
      if (error instanceof Conflict) return { done: false, reason: 'changed' };
      throw error;
    });
    if (!result.done) {
      const own = `pool.refused.${result.reason}`;
      const key = t.has(own) ? own : `requests.refused.${result.reason}`;
      const status = result.reason === 'changed' ? 409 : 422;
      return showWhy(res, reference, [{ field: 'form', key }], status);
    }
    leaveNotice(res, notice);
    res.redirect(303, paths.caseFile(reference));
  }

  // The form again with what was typed: an answer that was heard is not to be asked twice.
  function showTold(
    res: Response,
    reference: string,
    offer: number,
    { problems, typed }: { problems: Problem[]; typed: Typed },
  ): void {
    const { t, paths } = visitOf(res);
    const back = { text: t('casework.case.title', { reference }), href: paths.caseFile(reference) };
    const title = t('pool.case.toldTitle');
    page(res, 'pool/told', { title, reference, offer, back, problems, typed }, 422);
  }

  function showWhy(res: Response, reference: string, problems: Problem[], status = 422): void {
    const { t, paths } = visitOf(res);
    const back = {
      text: t('casework.case.title', { reference }),
      href: paths.caseFile(reference),
    };
    page(
      res,
      'pool/not-done',
      { title: t('pool.case.notDone'), back, why: problems.map(({ key }) => t(key)) },
      status,
    );
  }

  return routes;
}
