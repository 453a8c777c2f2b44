// The office's side of an emergency: its tasks, and paper forms that a caseworker types.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import { recordAudit } from '../audit/audit.ts';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { isInvolved } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import { readForm, text, wholeNumber, type Problem, type Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { PAPERS, REACH, readLost } from './lost-forms.ts';
import { hitBy } from './lost-ground.ts';
import { reportLost } from './lost-report.ts';
import { isOpenFor, openFor } from './opened-for.ts';
import { findReport, openTasks, settleReport } from './lost-tasks.ts';

interface Again {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

export function lostDeskRoutes(portal: Portal): Router {
  const { db, vault, clock, page } = portal;
  const routes = Router();

  routes.get('/casework/emergency', async (_req, res) => {
    await showTasks(res);
  });

  routes.post('/casework/emergency', async (req, res) => {
    const reader = staff(res);
    const form = readForm(
      {
        iin: text({
          missing: 'needs.desk.missing.iin',
          max: 12,
          pattern: /^\d{12}$/,
          wrong: 'needs.desk.wrong.iin',
        }),
        reason: text({ missing: 'needs.desk.missing.reason', min: 10, max: 300 }),
      },
      req.body,
    );
    if ('problems' in form) return showTasks(res, form);
    const found: { id: number } | undefined = await db
      .read('applicants')
      .where({
        iin_lookup: vault.fingerprint(form.values.iin),
        office_id: reader.officeId,
      })
      .first('id');
    if (!found) {
      return showTasks(res, {
        problems: [{ field: 'iin', key: 'needs.desk.unknown' }],
        typed: form.typed,
      });
    }
    const { applicantId } = await personOf(reader, String(found.id));
    await openFor(db, { by: reader, at: clock(), applicantId, reason: form.values.reason });
    res.redirect(303, visitOf(res).paths.caseworkEmergencyFor(found.id));
  });

  routes.get('/casework/emergency/people/:id', async (req, res) => {
    const reader = staff(res);
    const person = await personOf(reader, req.params.id);
    const opened = { by: reader, at: clock(), applicantId: person.applicantId };
    if (!(await isOpenFor(db.write, opened))) return askWhy(res);
    await showForm(res, person);
  });

  routes.post('/casework/emergency/people/:id', async (req, res) => {
    const by = staff(res);
    const person = await personOf(by, req.params.id);
    const at = clock();
    const opened = { by, at, applicantId: person.applicantId };
    if (!(await isOpenFor(db.write, opened))) return askWhy(res);
    const day = dayOf(at);
    const [hit] = await hitBy(db, [person], day);
    if (!hit) return showForm(res, person);
    const form = readLost(
      {
        ...req.body,
        person: String(person.applicantId),
        emergency: String(hit.emergency.id),
      },
      {
        people: [String(person.applicantId)],
        aids: hit.aids.map(({ id }) => String(id)),
        emergencies: [String(hit.emergency.id)],
        staff: true,
        day,
      },
    );
    if ('problems' in form) return showForm(res, person, form);
    const order = { by, at, lost: form.values, emergency: hit.emergency };
    const done = await reportLost(portal, order);
    leaveNotice(res, 'needs.desk.typed', { count: done.references.length });
    res.redirect(303, visitOf(res).paths.caseworkEmergency());
  });

  routes.get('/casework/emergency/reports/:id', async (req, res) => {
    const reader = staff(res);
    const report = await reportAt(reader, req.params.id);
    await inTransaction(db, (trx) =>
      recordAudit(trx, {
        at: clock(),
        actorId: reader.accountId,
        actorRole: leadingRole(reader.roles),
        action: 'emergency.report_opened',
        objectKind: 'emergency_report',
        objectId: report.id,
        applicantId: report.applicantId,
      }),
    );
    showReport(res, report);
  });

  routes.post('/casework/emergency/reports/:id', async (req, res) => {
    const by = staff(res);
    const report = await reportAt(by, req.params.id);
    const form = readForm(
      {
        version: wholeNumber({ missing: 'forms.notWhole', min: 1, max: 1_000_000 }),
        outcome: text({ missing: 'needs.desk.missing.outcome', min: 5, max: 1000, lines: true }),
      },
      req.body,
    );
    if ('problems' in form) return showReport(res, report, form);
    try {
      await settleReport(portal, { by, at: clock(), id: report.id, ...form.values });
    } catch (error) {
      if (!(error instanceof Conflict || error instanceof Forbidden)) throw error;
      const status = error instanceof Conflict ? 409 : 403;
      const problems = [{ field: 'form', key: error.reason }];
      return showReport(res, report, { problems, typed: form.typed, status });
    }
    leaveNotice(res, 'needs.desk.settled');
    res.redirect(303, visitOf(res).paths.caseworkEmergency());
  });

  function askWhy(res: Response): void {
    leaveNotice(res, 'needs.desk.sayWhy');
    res.redirect(303, visitOf(res).paths.caseworkEmergency());
  }

  function staff(res: Response): Reader {
    return readerWith(res, 'caseworker', 'lead_caseworker');
  }

  async function personOf(reader: Reader, raw: string) {
    const id = /^[1-9]\d{0,8}$/.test(raw) ? Number(raw) : 0;
    const row: { id: number; given_name: string; family_name: string; region_code: string } =
      await db
        .read('applicants')
        .where({ id, office_id: reader.officeId })
        .first('id', 'given_name', 'family_name', 'region_code');
    if (!row) throw new NotFound();
    const day = dayOf(clock());
    if (await isInvolved(db.read, reader, row.id, day)) {
      throw new Forbidden('requests.refused.own-case');
    }
    const name = `${row.given_name} ${row.family_name}`;
    return { applicantId: row.id, name, regionCode: row.region_code };
  }

  async function reportAt(reader: Reader, raw: string) {
    const id = /^[1-9]\d{0,8}$/.test(raw) ? Number(raw) : 0;
    const report = await findReport(db.read, id);
    if (!report || report.officeId !== reader.officeId) throw new NotFound();
    return report;
  }

  async function showTasks(res: Response, again: Again = {}): Promise<void> {
    const reader = staff(res);
    const { t } = visitOf(res);
    page(res, 'needs/desk', {
      title: t('needs.desk.title'),
      breadcrumbs: crumbs(res),
      width: 'wide',
      tasks: await openTasks(db.read, reader.officeId!),
      problems: again.problems ?? [],
      ...(again.typed && { typed: again.typed }),
    });
  }

  async function showForm(
    res: Response,
    person: { applicantId: number; name: string; regionCode: string },
    again: Again = {},
  ): Promise<void> {
    const { t, paths } = visitOf(res);
    const hits = await hitBy(db, [person], dayOf(clock()));
    const breadcrumbs = [
      ...crumbs(res),
      { text: t('needs.desk.title'), href: paths.caseworkEmergency() },
    ];
    if (!hits.length) {
      page(res, 'needs/lost-none', { title: t('needs.lost.title'), breadcrumbs });
      return;
    }
    page(res, 'needs/lost-form', {
      title: t('needs.desk.paperTitle', { name: person.name }),
      breadcrumbs,
      action: paths.caseworkEmergencyFor(person.applicantId),
      hits,
      reach: REACH,
      papers: PAPERS,
      key: randomUUID(),
      staff: true,
      problems: again.problems ?? [],
      ...(again.typed && { typed: again.typed }),
    });
  }

  function showReport(
    res: Response,
    report: NonNullable<Awaited<ReturnType<typeof findReport>>>,
    again: Again = {},
  ): void {
    const { t, paths } = visitOf(res);
    page(
      res,
      'needs/desk-report',
      {
        title: t('needs.desk.reportTitle', { name: report.person }),
        breadcrumbs: [
          ...crumbs(res),
          { text: t('needs.desk.title'), href: paths.caseworkEmergency() },
        ],
        report,
        problems: again.problems ?? [],
        ...(again.typed && { typed: again.typed }),
      },
      again.status,
    );
  }

  return routes;
}

function crumbs(res: Response) {
  const { t, paths } = visitOf(res);
  return [{ text: t('layout.casework'), href: paths.casework() }];
}
