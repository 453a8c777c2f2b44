// Filling in the draft for the person, reading it back, submitting it; or throwing it away.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import { dueOn } from '../requests/deadlines.ts';
import { findEntitlement } from '../entitlements/entitlements.ts';
import type { Portal } from '../portal.ts';
import { findRequest, type AidRequest } from '../requests/aid-request.ts';
import { readActFields, readDraft, readSeen, writeSeen } from '../requests/forms.ts';
import { moneyToday } from '../requests/money-today.ts';
import { changeDraft, discardDraft, type Result } from '../requests/requests.ts';
import { Conflict, NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf, type Visit } from '../web/visit.ts';
import { readConfirmation } from './forms.ts';
import { crumbsTo, numbered, openedEntry, type Opened } from './open-entry.ts';
import { submitFor } from './typing.ts';

interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

type Draft = Opened & { request: AidRequest };

export function draftRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/casework/assisted/:id/draft', async (req, res) => {
    await showDraft(res, await openedDraft(res, req.params.id));
  });

  routes.post('/casework/assisted/:id/draft', async (req, res) => {
    const draft = await openedDraft(res, req.params.id);
    const { entry, request } = draft;
    const fields = readActFields(req.body);
    const read = readDraft(req.body, { pieces: await piecesOf(request) });
    if ('problems' in read) return showDraft(res, draft, read);
    const { quantity, guide: _, ...rest } = read.values;
    const changes = { ...rest, ...(quantity === undefined ? {} : { quantity }) };
    await answer(res, () => changeDraft(portal, { ...orderOf(draft), ...fields, changes }), {
      again: (shown) => showDraft(res, draft, { ...shown, typed: read.typed }),
      next: visitOf(res).paths.assistedPart(entry.id, 'check'),
    });
  });

  routes.get('/casework/assisted/:id/check', async (req, res) => {
    await showCheck(res, await openedDraft(res, req.params.id));
  });

  routes.post('/casework/assisted/:id/submission', async (req, res) => {
    const draft = await openedDraft(res, req.params.id);
    const { entry, request } = draft;
    const fields = readActFields(req.body);
    const seen = readSeen(req.body);
    const read = readConfirmation(req.body);
    if ('problems' in read) return showCheck(res, draft, read);
    const { by, at } = orderOf(draft);
    await answer(res, () => submitFor(portal, { entry, request }, { by, at, ...fields, seen }), {
      again: (shown) => showCheck(res, draft, shown),
      next: visitOf(res).paths.caseFile(request.reference),
      notice: 'assisted.check.done',
    });
  });

  routes.post('/casework/assisted/:id/deletion', async (req, res) => {
    const draft = await openedDraft(res, req.params.id);
    const fields = readActFields(req.body);
    await answer(res, () => discardDraft(portal, { ...orderOf(draft), ...fields }), {
      again: (shown) => showDraft(res, draft, shown),
      next: visitOf(res).paths.assisted(),
      notice: 'assisted.draft.deleted',
    });
  });

  async function openedDraft(res: Response, raw: string | undefined): Promise<Draft> {
    const open = await openedEntry(portal, res, raw);
    const reference = open.entry.request?.reference;
    const request = reference ? await findRequest(db.write, reference) : null;
    if (!request) throw new NotFound();
    return { ...open, request };
  }

  async function piecesOf({ entitlementId }: AidRequest): Promise<number> {
    return (await findEntitlement(db.read, entitlementId))?.free ?? 0;
  }

  async function showDraft(res: Response, draft: Draft, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const { t } = visit;
    const { entry, person, request } = draft;
    if (request.status !== 'draft') return showSent(res, draft);
    page(
      res,
      'assisted/draft',
      {
        title: t('assisted.draft.title', { name: person.name }),
        breadcrumbs: crumbsTo(visit, { entry, person }),
        entry,
        request,
        labels: labelsOf(visit),
        pieces: await piecesOf(request),
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  async function showCheck(res: Response, draft: Draft, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const { t, format } = visit;
    const { entry, person, request, day } = draft;
    if (request.status !== 'draft') return showSent(res, draft);
    const [money, due] = await Promise.all([
      moneyToday(db.read, request, day),
      dueOn(db.read, 'decision', entry.receivedOn),
    ]);
    page(
      res,
      'assisted/check',
      {
        title: t('assisted.check.title', { name: person.name }),
        breadcrumbs: crumbsTo(visit, { entry, person }),
        entry,
        request,
        told: t(`assisted.told.${entry.told}`),
        rows: rowsOf(request, visit),
        sums: money,
        seen: money ? writeSeen(money) : '0.',
        due: format.date(due),
        key: randomUUID(),
        problems: shown.problems ?? [],
      },
      shown.status,
    );
  }

  // It was submitted or thrown away meanwhile: by the other of two clicks, or by the person.
  function showSent(res: Response, { request }: Draft): void {
    const { paths } = visitOf(res);
    const sent = request.submittedAt !== null;
    res.redirect(303, sent ? paths.caseFile(request.reference) : paths.assisted());
  }

  return routes;
}

function orderOf({ reader, at, request }: Draft) {
  return { by: reader, at, reference: request.reference };
}

async function answer(
  res: Response,
  act: () => Promise<Result>,
  {
    again,
    next,
    notice,
  }: { again: (shown: Shown) => Promise<void>; next: string; notice?: string },
): Promise<void> {
  try {
    const result = await act();
    if (!result.done) {
      const problems = [{ field: 'form', key: `requests.refused.${result.reason}` }];
      return await again({ problems, status: 422 });
    }
    if (notice) leaveNotice(res, notice);
    res.redirect(303, next);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const problems = [{ field: 'form', key: 'requests-pages.changedMeanwhile' }];
    await again({ problems, status: 409 });
  }
}

const FIELDS = ['quantity', 'wishes', 'deliveryAddress', 'deliveryPhone', 'deliveryNote'] as const;

function labelsOf(visit: Visit): Record<string, string> {
  return Object.fromEntries(FIELDS.map((name) => [name, numbered(visit, name)]));
}

// In the order of the form on paper, so that it can be read back from top to bottom.
function rowsOf(request: AidRequest, visit: Visit) {
  const { lang, format, t } = visit;
  const { product, supplier, delivery } = request;
  const row = (name: Parameters<typeof numbered>[1], text: string | null) => ({
    key: { text: numbered(visit, name) },
    value: { text: text || t('requests-pages.notGiven'), classes: 'td-lines' },
  });
  return [
    row('line', request.aidClass.names[lang]),
    row('quantity', format.number(request.quantity)),
    row(
      'offer',
      [product?.names[lang], product?.variant[lang], supplier?.names[lang]]
        .filter(Boolean)
        .join(', '),
    ),
    row('wishes', request.wishes),
    row('deliveryAddress', delivery.address),
    row('deliveryPhone', delivery.phone),
    row('deliveryNote', delivery.note),
  ];
}
