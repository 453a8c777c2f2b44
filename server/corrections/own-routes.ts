// The person's side: saying which record is wrong, and following what becomes of it.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { applicantsOf } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import { documentsOf, receiveUploads, uploadsOf } from '../documents/documents.ts';
import { listEntitlements } from '../entitlements/entitlements.ts';
import type { Portal } from '../portal.ts';
import { requestOf, requests, type RequestRow } from '../requests/aid-request.ts';
import { checkCsrfAfterUpload } from '../web/csrf.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { fileCorrection, withdrawCorrection } from './corrections.ts';
import { readFiling, readVersion } from './forms.ts';
import { OWNERS, RECORDS } from './records.ts';
import { correctionsOf, findCorrection, OPEN } from './store.ts';

interface Again {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

export function ownCorrectionRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/account/corrections', async (_req, res) => {
    const { t, paths } = visitOf(res);
    const people = await peopleOf(res);
    page(res, 'corrections/list', {
      title: t('corrections.title'),
      breadcrumbs: [{ text: t('layout.account'), href: paths.account() }],
      several: people.length > 1,
      day: dayOf(clock()),
      rows: await correctionsOf(
        db.read,
        people.map(({ applicantId }) => applicantId),
      ),
    });
  });

  routes.get('/account/corrections/new', async (req, res) => {
    const { record, line, request, person } = req.query;
    const asked = Object.entries({ record, line, request, person });
    const typed = Object.fromEntries(
      asked.filter((one): one is [string, string] => typeof one[1] === 'string'),
    );
    await showForm(res, { typed });
  });

  routes.post(
    '/account/corrections',
    receiveUploads(portal),
    checkCsrfAfterUpload,
    async (req: Request, res: Response) => {
      const by = readerWith(res, 'applicant', 'representative');
      const { acting, lines, cases } = await ground(res);
      const form = readFiling(req.body, {
        people: acting.map(({ applicantId }) => String(applicantId)),
        lines: lines.map(({ id }) => String(id)),
        requests: cases.map(({ reference }) => reference),
      });
      const chosen =
        'values' in form
          ? acting.find(({ applicantId }) => String(applicantId) === form.values.person)
          : undefined;
      const papers = await uploadsOf(portal, req, {
        ...(chosen && { applicantId: chosen.applicantId }),
      });
      const problems = [
        ...('problems' in form ? form.problems : []),
        ...('problems' in papers ? papers.problems : []),
      ];
      if ('problems' in form || 'problems' in papers || !chosen) {
        return showForm(res, { problems, typed: form.typed });
      }
      const { line, request } = form.values;
      const own = chosen.applicantId;
      const strange =
        (line && lines.find(({ id }) => String(id) === line)?.applicantId !== own) ||
        (request && cases.find((one) => one.reference === request)?.applicant.id !== own);
      if (strange) throw new NotFound();
      const as = chosen.relation === 'self' ? 'applicant' : 'representative';
      const order = { by, as, at: clock(), filing: form.values, files: papers.files };
      const id = await fileCorrection(portal, order);
      leaveNotice(res, 'corrections.filed');
      res.redirect(303, visitOf(res).paths.correction(id));
    },
  );

  routes.get('/account/corrections/:id', async (req, res) => {
    await show(req.params.id, res);
  });

  routes.post('/account/corrections/:id/withdrawal', async (req, res) => {
    const by = readerWith(res, 'applicant', 'representative');
    const { correction, relation } = await correctionAt(req.params.id, res);
    if (relation === 'see') throw new Forbidden('requests.refused.see-only');
    const form = readVersion(req.body);
    if ('problems' in form) return show(req.params.id, res, form);
    try {
      const { version } = form.values;
      await withdrawCorrection(portal, { by, at: clock(), id: correction.id, version });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const problems = [{ field: 'form', key: error.reason }];
      return show(req.params.id, res, { problems, status: 409 });
    }
    leaveNotice(res, 'corrections.withdrawn');
    res.redirect(303, visitOf(res).paths.correction(correction.id));
  });

  async function peopleOf(res: Response) {
    const { accountId } = readerWith(res, 'applicant', 'representative');
    return applicantsOf(db.read, accountId, dayOf(clock()));
  }

  // For whom the reader may act, with their lines and cases.
  async function ground(res: Response) {
    const people = await peopleOf(res);
    const acting = people.filter(({ relation }) => relation !== 'see');
    const ids = acting.map(({ applicantId }) => applicantId);
    const rows: RequestRow[] = await requests(db.read)
      .whereIn('requests.applicant_id', ids)
      .whereNot('requests.status', 'draft')
      .orderBy('requests.id', 'desc')
      .limit(50);
    return { acting, lines: await listEntitlements(db.read, ids), cases: rows.map(requestOf) };
  }

  async function showForm(res: Response, again: Again = {}): Promise<void> {
    const { t, lang, paths } = visitOf(res);
    const { acting, lines, cases } = await ground(res);
    if (!acting.length) throw new Forbidden('requests.refused.see-only');
    const nameOf = (id: number) =>
      acting.length > 1 ? `${acting.find(({ applicantId }) => applicantId === id)?.name}: ` : '';
    page(
      res,
      'corrections/new',
      {
        title: t('corrections.new.title'),
        breadcrumbs: [
          { text: t('layout.account'), href: paths.account() },
          { text: t('corrections.title'), href: paths.corrections() },
        ],
        people: acting.map(({ applicantId, name }) => ({ value: String(applicantId), text: name })),
        records: RECORDS,
        owners: OWNERS,
        lines: lines.map((line) => ({
          value: String(line.id),
          text: nameOf(line.applicantId) + line.className[lang],
        })),
        requests: cases.map(({ reference, aidClass, applicant }) => ({
          value: reference,
          text: `${nameOf(applicant.id)}${reference}, ${aidClass.names[lang]}`,
        })),
        key: randomUUID(),
        problems: again.problems ?? [],
        ...(again.typed && { typed: again.typed }),
      },
      again.status,
    );
  }

  async function correctionAt(raw: string, res: Response) {
    const people = await peopleOf(res);
    const id = /^[1-9]\d{0,8}$/.test(raw) ? Number(raw) : 0;
    const correction = id ? await findCorrection(db.read, id) : null;
    const person = people.find(({ applicantId }) => applicantId === correction?.applicantId);
    if (!correction || !person) throw new NotFound();
    return { correction, relation: person.relation };
  }

  async function show(raw: string, res: Response, again: Again = {}): Promise<void> {
    const { t, paths } = visitOf(res);
    const { correction, relation } = await correctionAt(raw, res);
    page(
      res,
      'corrections/show',
      {
        title: t('corrections.show.title', { number: correction.id }),
        breadcrumbs: [
          { text: t('layout.account'), href: paths.account() },
          { text: t('corrections.title'), href: paths.corrections() },
        ],
        correction,
        owner: OWNERS[correction.record],
        day: dayOf(clock()),
        papers: await documentsOf(db.read, { kind: 'correction', id: correction.id }),
        mayWithdraw: OPEN.includes(correction.state) && relation !== 'see',
        problems: again.problems ?? [],
        ...(again.typed && { typed: again.typed }),
      },
      again.status,
    );
  }

  return routes;
}
