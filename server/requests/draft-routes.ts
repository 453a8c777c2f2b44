// The draft: where to deliver, what matters, and throwing it away.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import { findEntitlement } from '../entitlements/entitlements.ts';
import { answersIn, findAttached, guideFamilyOf, type Given } from '../guide/guide.ts';
import { measuresToAttach } from '../measures/measures.ts';
import type { Portal } from '../portal.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf, type Visit } from '../web/visit.ts';
import { answerAct } from './act-page.ts';
import { changeDraft, discardDraft, type AidRequest } from './requests.ts';
import { readActFields, readDraft } from './forms.ts';
import { mayMove } from './lifecycle.ts';
import { notNow } from './not-now.ts';
import { requestToActOn } from './own-request.ts';
import { backTo, chosenOf, titleOf } from './words.ts';

type At = Request<{ reference: string }>;

interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
  /** The version that the reader had before them; left out: the one there is. */
  version?: number;
}

export function draftRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/requests/:reference/draft', (req, res) => showDraft(req, res));

  routes.post('/requests/:reference/draft', async (req: At, res) => {
    const by = readerOf(res);
    const request = await requestToActOn(portal, req, res);
    const { version, key } = readActFields(req.body);
    const read = readDraft(req.body, { pieces: await piecesFor(request.entitlementId) });
    const { typed } = read;
    if ('problems' in read) {
      return showDraft(req, res, { problems: read.problems, typed, version });
    }
    const { quantity, guide, ...rest } = read.values;
    const changes = {
      ...rest,
      ...(quantity === undefined ? {} : { quantity }),
      ...guideChange(guide, attachable(req, request)),
    };
    const { reference } = request;
    await answerAct(
      res,
      () => changeDraft(portal, { by, at: clock(), reference, version, key, changes }),
      {
        again: (problems, status) => showDraft(req, res, { problems, typed, status }),
        next: (reference) => afterDraft(request, reference, visitOf(res)),
      },
    );
  });

  routes.get('/requests/:reference/deletion', (req, res) => showDeletion(req, res));

  routes.post('/requests/:reference/deletion', async (req: At, res) => {
    const by = readerOf(res);
    const { reference } = await requestToActOn(portal, req, res);
    const { version, key } = readActFields(req.body);
    await answerAct(res, () => discardDraft(portal, { by, at: clock(), reference, version, key }), {
      again: (problems, status) => showDeletion(req, res, { problems, status }),
      next: () => {
        leaveNotice(res, 'requests-pages.deletion.done');
        return visitOf(res).paths.requests();
      },
    });
  });

  async function showDraft(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const { t, paths } = visit;
    const request = await requestToActOn(portal, req, res);
    if (!mayMove('discard', request.status, 'applicant')) return notNow(page, res, request);
    page(
      res,
      'requests/draft',
      {
        title: t('requests-pages.draft.title'),
        what: titleOf(request, visit),
        breadcrumbs: [{ text: t('layout.requests'), href: paths.requests() }],
        person: request.applicant.name,
        own: request.applicant.accountId === visit.reader?.accountId,
        request,
        pieces: await piecesFor(request.entitlementId),
        guide: await guideBox(req, request, visit),
        measures: await measuresToAttach(
          db.read,
          {
            applicantId: request.applicant.id,
            aidClassCode: request.aidClass.code,
            on: dayOf(clock()),
          },
          visit,
        ),
        chosen: chosenOf(request, visit),
        choiceHref: paths.requestChoice(request.reference),
        version: shown.version ?? request.version,
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  async function showDeletion(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const request = await requestToActOn(portal, req, res);
    if (!mayMove('discard', request.status, 'applicant')) return notNow(page, res, request);
    page(
      res,
      'requests/deletion',
      {
        title: visit.t('requests-pages.deletion.title'),
        what: titleOf(request, visit),
        back: backTo(request, visit),
        request,
        key: randomUUID(),
        problems: shown.problems ?? [],
      },
      shown.status,
    );
  }

  // Newer answers of this visit take the place of those that are attached.
  async function guideBox(req: Request, request: AidRequest, { format }: Visit) {
    const attached = await findAttached(db.read, request.id);
    const given = attachable(req, request) ?? attached;
    return given && { date: format.date(given.on), attached: attached !== null };
  }

  async function piecesFor(entitlementId: number): Promise<number> {
    return (await findEntitlement(db.read, entitlementId))?.free ?? 0;
  }

  return routes;
}

// The answers of this visit about the kind of aid that is asked for.
function attachable(req: Request, { aidClass }: AidRequest): Given | null {
  const family = guideFamilyOf(aidClass.code);
  return family && answersIn(req, family);
}

// A ticked box keeps what is attached where this visit has no answers of its own.
function guideChange(ticked: boolean, given: Given | null): { guide?: Given | null } {
  if (!ticked) return { guide: null };
  return given ? { guide: given } : {};
}

// Whoever has an aid made first says what the maker has to know.
function afterDraft({ route }: AidRequest, reference: string, { paths }: Visit): string {
  return route === 'made_to_order'
    ? paths.requestParticulars(reference)
    : paths.requestCheck(reference);
}
