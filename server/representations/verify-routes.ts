// The office's desk: what waits to be verified, one ask with its papers, and what is held.
import { Router, type Response } from 'express';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { recordAudit } from '../audit/audit.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { documentsOf } from '../documents/documents.ts';
import type { Portal } from '../portal.ts';
import { Conflict, NotFound } from '../web/errors.ts';
import { date, readForm, type Problem, type Typed, wholeNumber } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { findAsk, listAsksOfOffice } from './ask-store.ts';
import { lastDayByAge } from './coming-of-age.ts';
import { readAcceptance, readRefusal } from './forms.ts';
import { REFUSALS, SCOPES } from './kinds.ts';
import { askTag, idOf, termRows, typedTerms } from './pieces.ts';
import { acceptAsk, belongsToOffice, refuseAsk, whyNot, type Verified } from './verifying.ts';

const PER_PAGE = 25;

export function verifyRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/casework/representations', async (req, res) => {
    const reader = readerWith(res, 'caseworker', 'lead_caseworker');
    const { t, paths } = visitOf(res);
    const after = placeOf(req.query.after);
    const { rows, next } = await listAsksOfOffice(db.read, reader.officeId ?? 0, after, PER_PAGE);
    page(res, 'representations/queue', {
      title: t('representations.queue.title'),
      breadcrumbs: [{ text: t('layout.casework'), href: paths.casework() }],
      width: 'wide',
      rows,
      today: dayOf(clock()),
      firstHref: after && paths.representationAsks(),
      nextHref: next && paths.representationAsks({ after: next }),
    });
  });

  routes.get('/casework/representations/:id', async (req, res) => {
    const reader = readerWith(res, 'caseworker', 'lead_caseworker');
    const ask = await findAsk(db.read, idOf(req.params.id));
    if (!belongsToOffice(ask, reader)) throw new NotFound();
    await inTransaction(db, (trx) =>
      recordAudit(trx, {
        at: clock(),
        actorId: reader.accountId,
        actorRole: leadingRole(reader.roles),
        action: 'representation.read',
        objectKind: 'representation_ask',
        objectId: ask.id,
        applicantId: ask.applicant.id,
        fields: ['kind', 'proof'],
      }),
    );
    await show(res, reader, ask.id);
  });

  routes.post('/casework/representations/:id/acceptance', async (req, res) => {
    const by = readerWith(res, 'caseworker', 'lead_caseworker');
    const id = await known(by, req.params.id);
    const form = readAcceptance(req.body);
    if ('problems' in form) return show(res, by, id, form);
    const { version, ...terms } = form.values;
    await verify(res, by, id, {
      act: () => acceptAsk(portal, { by, at: clock(), id, version, terms }),
      typed: form.typed,
      notice: 'representations.verify.accepted',
    });
  });

  routes.post('/casework/representations/:id/refusal', async (req, res) => {
    const by = readerWith(res, 'caseworker', 'lead_caseworker');
    const id = await known(by, req.params.id);
    const form = readRefusal(req.body);
    if ('problems' in form) return show(res, by, id, form);
    await verify(res, by, id, {
      act: () => refuseAsk(portal, { by, at: clock(), id, ...form.values }),
      typed: form.typed,
      notice: 'representations.verify.refused',
    });
  });

  async function verify(
    res: Response,
    by: Reader,
    id: number,
    { act, typed, notice }: { act: () => Promise<Verified>; typed: Typed; notice: string },
  ): Promise<void> {
    let problem: { key: string; status: number } | null = null;
    try {
      const result = await act();
      if (!result.done) {
        const status = ['own-case', 'entered-yourself'].includes(result.reason) ? 403 : 422;
        problem = { key: `representations.refused.${result.reason}`, status };
      }
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      problem = { key: 'representations.changedMeanwhile', status: 409 };
    }
    if (problem) {
      const problems = [{ field: 'form', key: problem.key }];
      return show(res, by, id, { problems, typed }, problem.status);
    }
    leaveNotice(res, notice);
    res.redirect(303, visitOf(res).paths.representationAsks());
  }

  async function known(by: Reader, raw: string | undefined): Promise<number> {
    const ask = await findAsk(db.write, idOf(raw));
    if (!belongsToOffice(ask, by)) throw new NotFound();
    return ask.id;
  }

  async function show(
    res: Response,
    reader: Reader,
    id: number,
    shown: { problems?: Problem[]; typed?: Typed } = {},
    status?: number,
  ): Promise<void> {
    const visit = visitOf(res);
    const { t, format, paths } = visit;
    const ask = await findAsk(db.write, id);
    if (!belongsToOffice(ask, reader)) throw new NotFound();
    const barred = await whyNot(db.write, ask, reader, clock());
    const byAge = lastDayByAge(ask.kind, ask.applicant.bornOn);
    page(
      res,
      'representations/verify',
      {
        title: t('representations.verify.title', {
          helper: ask.helper.name,
          person: ask.applicant.name,
        }),
        breadcrumbs: [
          { text: t('layout.casework'), href: paths.casework() },
          { text: t('representations.queue.title'), href: paths.representationAsks() },
        ],
        ask,
        tag: askTag(ask, visit),
        rows: [
          ...termRows(ask, visit),
          {
            key: { text: t('representations.verify.bornOn') },
            value: { text: format.date(ask.applicant.bornOn) },
          },
        ],
        byAge,
        barred: barred && t(`representations.refused.${barred}`),
        open: ask.state === 'waiting' && !barred,
        scopes: SCOPES.filter((scope) => ask.scope === 'act' || scope === 'see'),
        reasons: REFUSALS,
        current: typedTerms(ask),
        papers: await documentsOf(db.write, { kind: 'representation', id: ask.id }),
        ...shown,
      },
      status,
    );
  }

  return routes;
}

// `2026-11-23.17`: the last row of the page before.
function placeOf(raw: unknown): { dueOn: string; id: number } | null {
  if (raw === undefined) return null;
  const typed = typeof raw === 'string' ? raw : '';
  const [, dueOn, id] = /^(\d{4}-\d{2}-\d{2})\.([1-9]\d{0,8})$/.exec(typed) ?? [];
  const read = readForm(
    {
      dueOn: date({ missing: 'forms.notADate' }),
      id: wholeNumber({ missing: 'forms.notWhole', min: 1, max: 999_999_999 }),
    },
    { dueOn, id },
  );
  if ('problems' in read) throw new NotFound();
  return read.values;
}
