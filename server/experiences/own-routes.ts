// Telling how a received product serves, from the page of its request; changing it and taking it back.
import { Router, type Request, type Response } from 'express';
import type { Portal } from '../portal.ts';
import { hasArrived } from '../requests/arrived.ts';
import { notNow } from '../requests/not-now.ts';
import { requestToActOn } from '../requests/own-request.ts';
import { backTo, titleOf } from '../requests/words.ts';
import { Conflict } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { tellExperience, withdrawExperience } from './experiences.ts';
import { readTelling } from './forms.ts';
import { ASPECTS, LONGEST_TEXT, SCALES } from './scales.ts';
import { findOfRequest, type Experience } from './store.ts';

type At = Request<{ reference: string }>;

export function ownRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/requests/:reference/experience', (req: At, res) => show(req, res));

  routes.post('/requests/:reference/experience', async (req: At, res) => {
    const { reference } = await requestToActOn(portal, req, res);
    const form = readTelling(req.body);
    if ('problems' in form) return show(req, res, form);
    const by = readerOf(res);
    try {
      await tellExperience(portal, { by, at: clock(), reference, telling: form.values });
    } catch (error) {
      if (!(error instanceof Conflict) || error.reason === 'experiences.notYet') throw error;
      const problems = [{ field: 'form', key: error.reason }];
      return show(req, res, { problems, typed: form.typed }, 409);
    }
    leaveNotice(res, 'experiences.told');
    res.redirect(303, visitOf(res).paths.request(reference));
  });

  routes.post('/requests/:reference/experience/withdrawal', async (req: At, res) => {
    const { reference } = await requestToActOn(portal, req, res);
    await withdrawExperience(portal, { by: readerOf(res), at: clock(), reference });
    leaveNotice(res, 'experiences.withdrawn');
    res.redirect(303, visitOf(res).paths.request(reference));
  });

  async function show(
    req: At,
    res: Response,
    shown: { problems?: Problem[]; typed?: Typed } = {},
    status?: number,
  ): Promise<void> {
    const visit = visitOf(res);
    const request = await requestToActOn(portal, req, res);
    if (!hasArrived(request)) return notNow(page, res, request);
    const known = await findOfRequest(db.read, request.id);
    const told = known?.state === 'withdrawn' ? null : known;
    page(
      res,
      'experiences/tell',
      {
        title: visit.t(told ? 'experiences.change.title' : 'experiences.tell.title'),
        what: titleOf(request, visit),
        product: request.product!.names,
        back: backTo(request, visit),
        reference: request.reference,
        told,
        scales: ASPECTS.map((aspect) => ({ aspect, words: SCALES[aspect] })),
        most: LONGEST_TEXT,
        current: currentOf(told, visit.lang),
        version: known?.version ?? 0,
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      status,
    );
  }

  return routes;
}

function currentOf(told: Experience | null, lang: string): Typed {
  if (!told) return { language: lang };
  const { fit, comfort, repair, language } = told;
  return {
    fit,
    comfort,
    repair,
    language,
    again: told.again ? 'yes' : 'no',
    text: told.text ?? '',
  };
}
