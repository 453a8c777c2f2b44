// The office's side of a need: offers of the class in the person's region, and proposing one of them.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { recordAudit } from '../audit/audit.ts';
import { leadingRole } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { inTransaction } from '../database.ts';
import { offersToChoose } from '../entitlements/choosing.ts';
import type { Portal } from '../portal.ts';
import { problemOf } from '../requests/act-page.ts';
import { findRequest } from '../requests/aid-request.ts';
import { readActFields } from '../requests/forms.ts';
import { standingOf } from '../requests/policy.ts';
import { makersFor } from '../requests/makers.ts';
import { parseReference } from '../requests/reference.ts';
import { proposeOffer } from '../requests/requests.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import { readForm, text, wholeNumber, type Problem, type Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';

type At = Request<{ reference: string }>;

interface Again {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

export function sourcingRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/casework/requests/:reference/sourcing', async (req: At, res) => {
    const { request, reader } = await caseAt(req, res);
    await inTransaction(db, (trx) =>
      recordAudit(trx, {
        at: clock(),
        actorId: reader.accountId,
        actorRole: leadingRole(reader.roles),
        action: 'request.read',
        objectKind: 'request',
        objectId: request.reference,
        applicantId: request.applicant.id,
        fields: ['need'],
      }),
    );
    await show(req, res);
  });

  routes.post('/casework/requests/:reference/sourcing', async (req: At, res) => {
    const { request, reader: by } = await caseAt(req, res);
    const { version, key } = readActFields(req.body);
    const form = readForm(
      {
        offer: wholeNumber({ missing: 'needs.missing.offer', min: 1, max: 999_999_999 }),
        note: text({ missing: 'needs.missing.note', min: 10, max: 1000, lines: true }),
      },
      req.body,
    );
    if ('problems' in form) return show(req, res, form);
    const { offer: offerId, note } = form.values;
    const { reference } = request;
    try {
      const order = { by, at: clock(), reference, version, key, offerId, note };
      const done = await proposeOffer(portal, order);
      if (!done.done) {
        return await show(req, res, { problems: [problemOf(done.reason)], typed: form.typed });
      }
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const problems = [{ field: 'form', key: error.reason }];
      return show(req, res, { problems, typed: form.typed, status: 409 });
    }
    leaveNotice(res, 'needs.sourcing.done');
    res.redirect(303, visitOf(res).paths.caseFile(reference));
  });

  async function caseAt(req: At, res: Response) {
    const reader = readerWith(res, 'caseworker', 'lead_caseworker');
    const request = await findRequest(db.write, parseReference(req.params.reference) ?? '');
    const day = dayOf(clock());
    const standing = request && (await standingOf(db.read, reader, request, day));
    if (!request || !standing?.staff || !request.need) throw new NotFound();
    if (standing.family) throw new Forbidden('requests.refused.own-case');
    return { request, reader, day };
  }

  async function show(req: At, res: Response, again: Again = {}): Promise<void> {
    const { t, lang, paths, format } = visitOf(res);
    const { request, day } = await caseAt(req, res);
    const { classes } = await catalogueSnapshot(db);
    const { offers } = await offersToChoose(
      db.read,
      {
        aidClassCode: request.aidClass.code,
        regionCode: request.applicant.regionCode,
        pieces: request.quantity,
      },
      { sort: null, free: null, after: null },
      { classes, on: day },
    );
    const makers = await makersFor(db.read, {
      aidClassCode: request.aidClass.code,
      regionCode: request.applicant.regionCode,
      quantity: request.quantity,
      day,
    });
    page(
      res,
      'needs/sourcing',
      {
        title: t('needs.sourcing.title'),
        back: { text: t('casework.toCase'), href: paths.caseFile(request.reference) },
        request,
        open: request.status === 'in_review',
        makerHref: makers.length ? paths.caseMaker(request.reference) : null,
        offers: offers.map((offer) => ({
          value: String(offer.id),
          text: `${offer.product.names[lang]}, ${offer.variant.labels[lang]}`,
          hint: {
            text: [
              offer.supplier.names[lang],
              format.money(offer.shares.price),
              t('entitlements.choose.delivery', { days: offer.deliveryDays }),
            ].join(' · '),
          },
        })),
        key: randomUUID(),
        problems: again.problems ?? [],
        ...(again.typed && { typed: again.typed }),
      },
      again.status,
    );
  }

  return routes;
}
