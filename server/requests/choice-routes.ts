// Choosing another offer: freely while it is a draft, and again when a supplier has let the order go.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { offersToChoose, readChoosing } from '../entitlements/choosing.ts';
import { offerList } from '../entitlements/offer-list.ts';
import type { Portal } from '../portal.ts';
import type { Problem } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { chooseOffer } from './acts/choice-of-offer.ts';
import { answerAct, problemOf } from './act-page.ts';
import type { AidRequest } from './aid-request.ts';
import { fitsForRequest } from './fit.ts';
import { readActFields, readAgreement, readOffer, readSeen, writeSeen } from './forms.ts';
import { mayMove } from './lifecycle.ts';
import { notNow } from './not-now.ts';
import { requestToActOn } from './own-request.ts';
import { changeDraft, chooseAgain } from './requests.ts';
import { backTo, chosenOf } from './words.ts';

type At = Request<{ reference: string }>;

export function choiceRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/requests/:reference/choice', async (req: At, res) => {
    const request = await requestToActOn(portal, req, res);
    if (request.making && mayMove('maker_choice', request.status, 'applicant')) {
      res.redirect(303, visitOf(res).paths.requestMaker(request.reference));
    } else if (mayMove('choice', request.status, 'applicant') && req.query.offer !== undefined) {
      await showAgreement(res, request, readOffer(req.query));
    } else {
      await showOffers(req, res, request);
    }
  });

  routes.post('/requests/:reference/choice', async (req: At, res) => {
    const by = readerOf(res);
    const request = await requestToActOn(portal, req, res);
    const { reference } = request;
    const { version, key } = readActFields(req.body);
    const offerId = readOffer(req.body);
    const order = { by, at: clock(), reference, version, key };
    const { paths } = visitOf(res);
    if (mayMove('discard', request.status, 'applicant')) {
      return answerAct(res, () => changeDraft(portal, { ...order, changes: { offerId } }), {
        again: async (problems, status) => {
          await showOffers(req, res, await requestToActOn(portal, req, res), problems, status);
        },
        next: paths.requestDraft,
      });
    }
    const seen = readSeen(req.body);
    const again = async (problems: Problem[], status?: number) => {
      await showAgreement(res, await requestToActOn(portal, req, res), offerId, problems, status);
    };
    const changes = request.money?.coPayment !== seen.coPayment;
    const read = readAgreement(req.body);
    if ('problems' in read) return again(read.problems);
    if (mayMove('choice', request.status, 'applicant') && changes && read.values.agreed === null) {
      return again([{ field: 'agreed', key: 'requests-pages.choice.agreeMissing' }]);
    }
    await answerAct(res, () => chooseAgain(portal, { ...order, offerId, seen }), {
      again,
      next: (done) => {
        leaveNotice(res, 'requests-pages.choice.done');
        return paths.request(done);
      },
    });
  });

  async function showOffers(
    req: At,
    res: Response,
    request: AidRequest,
    problems: Problem[] = [],
    status?: number,
  ): Promise<void> {
    const visit = visitOf(res);
    const { t, paths, lang, format } = visit;
    const isDraft = mayMove('discard', request.status, 'applicant');
    if (!isDraft && !mayMove('choice', request.status, 'applicant')) {
      return notNow(page, res, request);
    }
    const { classes, regions } = await catalogueSnapshot(db);
    const { regionCode } = request.applicant;
    const read = readChoosing(req.method === 'GET' ? req.query : {});
    const choosing = 'values' in read ? read.values : { sort: null, free: null, after: null };
    const line = { aidClassCode: request.aidClass.code, regionCode, pieces: request.quantity };
    const found = await offersToChoose(db.read, line, choosing, {
      classes,
      on: dayOf(clock()),
    });
    const fits = await fitsForRequest(
      db,
      request,
      found.offers.map(({ variant }) => variant.id),
      { on: dayOf(clock()), visit },
    );
    page(
      res,
      'requests/choice',
      {
        title: isDraft
          ? t('entitlements.choose.title', { name: request.aidClass.names[lang] })
          : t('requests-pages.choice.title'),
        back: backTo(request, visit),
        text: isDraft
          ? t('requests-pages.choice.textDraft')
          : t('requests-pages.choice.text', { date: format.date(request.dueOn) }),
        region: regions.find(({ code }) => code === regionCode)?.names[lang] ?? '',
        request,
        isDraft,
        chosen: chosenOf(request, visit),
        newKey: randomUUID,
        choice: offerList(found, choosing, {
          visit,
          className: request.aidClass.names[lang],
          pieces: request.quantity,
          fits,
          here: (query) => paths.requestChoice(request.reference, query),
        }),
        problems: 'problems' in read ? [...problems, ...read.problems] : problems,
      },
      status,
    );
  }

  async function showAgreement(
    res: Response,
    request: AidRequest,
    offerId: number,
    problems: Problem[] = [],
    status?: number,
  ): Promise<void> {
    const visit = visitOf(res);
    const { t, lang, paths } = visit;
    if (!mayMove('choice', request.status, 'applicant')) return notNow(page, res, request);
    const choice = await chooseOffer(db.read, {
      offerId,
      entitledClass: request.aidClass.code,
      regionCode: request.applicant.regionCode,
      quantity: request.quantity,
      day: dayOf(clock()),
    });
    const frame = {
      title: t('requests-pages.choice.confirmTitle'),
      back: {
        text: t('requests-pages.choice.other'),
        href: paths.requestChoice(request.reference),
      },
      request,
      before: chosenOf(request, visit),
    };
    if (!choice.allowed) {
      const hindrance = problemOf(choice.reason);
      const shown = problems.length ? problems : [hindrance];
      page(res, 'requests/choice-agreement', { ...frame, problems: shown }, status);
      return;
    }
    const { offer, money } = choice;
    page(
      res,
      'requests/choice-agreement',
      {
        ...frame,
        offerId,
        now: {
          classCode: offer.product.aidClassCode,
          name: offer.product.names[lang],
          lines: [
            offer.variant.labels[lang],
            t('entitlements.choose.supplier', { name: offer.supplier.names[lang] }),
            t('entitlements.choose.delivery', { days: offer.deliveryDays }),
          ],
        },
        money,
        seen: writeSeen(money),
        agreementNeeded: money.coPayment !== null && money.coPayment !== request.money?.coPayment,
        key: randomUUID(),
        problems,
      },
      status,
    );
  }

  return routes;
}
