// Saying that it arrived, with the person's own code, and how it serves.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { findOffice } from '../applicants/offices.ts';
import type { Portal } from '../portal.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { answerAct } from './act-page.ts';
import { codeMessageHref } from './code-message.ts';
import { readActFields, readReceipt } from './forms.ts';
import { mayMove } from './lifecycle.ts';
import { notNow } from './not-now.ts';
import { requestToActOn } from './own-request.ts';
import { findPoolDelivery } from './pool-delivery.ts';
import { confirmReceipt, OUTCOMES } from './requests.ts';
import { backTo, officeWords, titleOf } from './words.ts';

type At = Request<{ reference: string }>;
interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
  version?: number;
}

export function receiptRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/requests/:reference/receipt', (req, res) => showReceipt(req, res));

  routes.post('/requests/:reference/receipt', async (req: At, res) => {
    const by = readerOf(res);
    const { reference, id } = await requestToActOn(portal, req, res);
    const pooled = await findPoolDelivery(db.read, id);
    const { version, key } = readActFields(req.body);
    const read = readReceipt(req.body);
    const { typed } = read;
    if ('problems' in read) {
      return showReceipt(req, res, { problems: read.problems, typed, version });
    }
    const { code, outcome, problem: note } = read.values;
    const order = { by, at: clock(), reference, version, key };
    await answerAct(res, () => confirmReceipt(portal, { ...order, code, outcome, note }), {
      again: (problems, status) => showReceipt(req, res, { problems, typed, status }),
      next: (done) => {
        const misfit = pooled ? 'donePool' : 'doneMisfit';
        leaveNotice(res, `requests-pages.receipt.${outcome === 'fits' ? 'doneFits' : misfit}`);
        return visitOf(res).paths.request(done);
      },
    });
  });

  async function showReceipt(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const request = await requestToActOn(portal, req, res);
    if (!mayMove('receipt', request.status, 'applicant')) return notNow(page, res, request);
    const office = await findOffice(db.read, request.officeId);
    page(
      res,
      'requests/receipt',
      {
        title: visit.t('requests-pages.receipt.title'),
        what: titleOf(request, visit),
        back: backTo(request, visit),
        request,
        outcomes: OUTCOMES,
        pooled: (await findPoolDelivery(db.read, request.id)) !== null,
        codeHref: await codeMessageHref(db.read, request, visit),
        office: officeWords(office, visit),
        version: shown.version ?? request.version,
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  return routes;
}
