// Adding papers to one's request, at any time while it is open: `/requests/:reference/papers`.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { LIMITS, documentsOf, receiveUploads, uploadsOf } from '../documents/documents.ts';
import type { Portal } from '../portal.ts';
import { answerAct } from '../requests/act-page.ts';
import { readActFields } from '../requests/forms.ts';
import { inPlace, type Status } from '../requests/lifecycle.ts';
import { canonicalReference, requestToActOn } from '../requests/own-request.ts';
import { backTo, titleOf } from '../requests/words.ts';
import { checkCsrfAfterUpload } from '../web/csrf.ts';
import { Conflict } from '../web/errors.ts';
import { optionalText, readForm, type Problem, type Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { addPapers } from './add-papers.ts';

type At = Request<{ reference: string }>;

interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
  version?: number;
}

const fields = { note: optionalText({ max: 500, lines: true }) };

/** Whether papers may be added while a request stands so. */
export function takesPapers(status: Status): boolean {
  return (inPlace.paper.from as readonly Status[]).includes(status);
}

export function addRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();
  routes.use('/requests/:reference/papers', canonicalReference);

  routes.get('/requests/:reference/papers', (req, res) => show(req, res));

  routes.post(
    '/requests/:reference/papers',
    receiveUploads(portal),
    checkCsrfAfterUpload,
    async (req: At, res) => {
      const by = readerOf(res);
      const request = await requestToActOn(portal, req, res);
      const { version, key } = readActFields(req.body);
      const read = readForm(fields, req.body);
      const room = { applicantId: request.applicant.id, required: true };
      const uploads = await uploadsOf(portal, req, room);
      const { typed } = read;
      if ('problems' in read || 'problems' in uploads) {
        const problems = [uploads, read].flatMap((one) => ('problems' in one ? one.problems : []));
        return show(req, res, { problems, typed, version });
      }
      const order = { by, at: clock(), reference: request.reference, version, key };
      const { files } = uploads;
      await answerAct(res, () => addPapers(portal, { ...order, files, note: read.values.note }), {
        again: (problems, status) => show(req, res, { problems, typed, status }),
        next: (reference) => {
          leaveNotice(res, 'papers.add.done');
          return visitOf(res).paths.request(reference);
        },
      });
    },
  );

  async function show(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const request = await requestToActOn(portal, req, res);
    if (!takesPapers(request.status)) throw new Conflict('papers.add.closed');
    page(
      res,
      'papers/add',
      {
        title: visit.t('papers.add.title'),
        what: titleOf(request, visit),
        back: backTo(request, visit),
        request,
        documents: await documentsOf(db.read, { kind: 'request', id: request.id }),
        most: LIMITS.perForm,
        version: shown.version ?? request.version,
        key: randomUUID(),
        problems: shown.problems,
        typed: shown.typed,
      },
      shown.status,
    );
  }

  return routes;
}
