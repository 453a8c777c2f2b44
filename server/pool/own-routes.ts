// The person's word on used aids: whether one would do, and yes or no to one that the office offers.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import type { Portal } from '../portal.ts';
import { answerAct } from '../requests/act-page.ts';
import { readActFields } from '../requests/forms.ts';
import { inPlace } from '../requests/lifecycle.ts';
import { notNow } from '../requests/not-now.ts';
import { requestToActOn } from '../requests/own-request.ts';
import { chooseUsed, USED_CHOICES } from '../requests/requests.ts';
import { backTo, titleOf } from '../requests/words.ts';
import { Conflict } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { readAnswer, readOfferId, readUsed } from './forms.ts';
import { answerOffer, endIfOver } from './pool.ts';

type At = Request<{ reference: string }>;

interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

export function ownRoutes(portal: Portal): Router {
  const { clock, page } = portal;
  const routes = Router();

  routes.get('/requests/:reference/used-aid', (req: At, res) => showChoice(req, res));

  routes.post('/requests/:reference/used-aid', async (req: At, res) => {
    const by = readerOf(res);
    const request = await requestToActOn(portal, req, res);
    const { reference } = request;
    const { version, key } = readActFields(req.body);
    const form = readUsed(req.body);
    if ('problems' in form) return showChoice(req, res, form);
    const order = { by, at: clock(), reference, version, key, ...form.values };
    await answerAct(res, () => chooseUsed(portal, order), {
      again: (problems, status) => showChoice(req, res, { problems, typed: form.typed, status }),
      next: () => {
        const { paths } = visitOf(res);
        leaveNotice(res, 'pool.used.saved');
        return request.status === 'draft'
          ? paths.requestCheck(reference)
          : paths.request(reference);
      },
    });
  });

  routes.post('/requests/:reference/used-offer', async (req: At, res) => {
    const by = readerOf(res);
    const request = await requestToActOn(portal, req, res);
    const { reference } = request;
    const visit = visitOf(res);
    const { t, paths } = visit;
    const offerId = readOfferId(req.body);
    await endIfOver(portal, request.id, clock());
    const form = readAnswer(req.body);
    const order = { by, at: clock(), reference, offerId, note: null };
    const result =
      'problems' in form
        ? { done: false as const, reason: 'no-answer' }
        : await answerOffer(portal, { ...order, accepted: form.values.answer === 'yes' }).catch(
            (error: unknown) => {
              if (error instanceof Conflict) return { done: false as const, reason: 'changed' };
              throw error;
            },
          );
    if (result.done) {
      const said = 'values' in form && form.values.answer === 'yes' ? 'accepted' : 'declined';
      leaveNotice(res, `pool.offer.${said}`);
      return res.redirect(303, paths.request(reference));
    }
    const own = `pool.refused.${result.reason}`;
    const why = [t(t.has(own) ? own : `requests.refused.${result.reason}`)];
    page(
      res,
      'pool/not-done',
      { title: t('pool.offer.notDone'), back: backTo(request, visit), why },
      422,
    );
  });

  async function showChoice(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const request = await requestToActOn(portal, req, res);
    if (!inPlace.used_choice.from.some((one) => one === request.status)) {
      return notNow(page, res, request);
    }
    page(
      res,
      'pool/used',
      {
        title: visit.t('pool.used.title'),
        what: titleOf(request, visit),
        back: backTo(request, visit),
        request,
        choices: USED_CHOICES,
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  return routes;
}
