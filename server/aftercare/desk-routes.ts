// The office's desk: what waits after aids have arrived, the page of each aid, and loans for the time of a repair.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import { aidName } from '../aids/aids.ts';
import { dueFrom } from '../calendar/due.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { Conflict, Forbidden } from '../web/errors.ts';
import { optionalChoice, readForm, type Problem } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { refusalKey } from './act-page.ts';
import { CARE_KINDS, careCounts, careLines } from './desk-list.ts';
import { readHidden, readLoan } from './forms.ts';
import { lend, loansFor, takeLoanBack } from './loans.ts';
import { aidToActOn, auditLooking, type AidAt, type OpenAid } from './open-aid.ts';
import { mountAidPage } from './own-routes.ts';
import { lastRepairOf } from './repairs.ts';

const VIEWS = ['all', 'overdue', ...CARE_KINDS] as const;

export function careDeskRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/casework/aftercare', async (req, res) => {
    const { officeId } = readerWith(res, 'caseworker', 'lead_caseworker');
    if (officeId === null) throw new Forbidden();
    const visit = visitOf(res);
    const { t, paths, lang, format } = visit;
    const day = dayOf(clock());
    const holidays = await holidaysOf(db.read);
    const read = readForm({ view: optionalChoice(VIEWS) }, req.query);
    const view = ('values' in read && read.values.view) || 'all';
    const kinds = CARE_KINDS.filter(
      (kind) => view === 'all' || view === 'overdue' || view === kind,
    );
    const lines = [];
    for (const kind of kinds) {
      if (view === 'overdue' && kind === 'loan') continue;
      lines.push(...(await careLines(db.read, officeId, kind, view === 'overdue' ? day : null)));
    }
    lines.sort((one, other) => ((one.dueOn ?? '') < (other.dueOn ?? '') ? -1 : 1));
    const counts = await careCounts(db.read, officeId, day);
    const total = CARE_KINDS.reduce((sum, kind) => sum + counts[kind], 0);
    page(res, 'aftercare/desk', {
      title: t('aftercare.desk.title'),
      width: 'wide',
      breadcrumbs: [{ text: t('layout.casework'), href: paths.casework() }],
      problems: 'problems' in read ? read.problems : [],
      views: VIEWS.map((value) => ({
        text: t(`aftercare.desk.view.${value}`),
        count: value === 'all' ? total : counts[value],
        href: paths.careDesk({ view: value === 'all' ? null : value }),
        current: value === view,
      })),
      caption: t(`aftercare.desk.view.${view}`),
      rows: lines.map((line) => {
        const due = line.dueOn ? dueFrom(line.dueOn, day, holidays) : null;
        const detail =
          line.kind === 'repair'
            ? t(`aftercare.repair.state.${line.detail}`)
            : line.kind === 'return'
              ? t(`aftercare.return.way.${line.detail}`)
              : '';
        return {
          what: t(`aftercare.desk.kind.${line.kind}`),
          detail,
          name: line.names[lang],
          person: line.person,
          href: paths.deskAid(line.aidId),
          by:
            line.kind === 'repair'
              ? t(`aftercare.desk.by.${line.bySupplier ? 'supplier' : 'office'}`)
              : '',
          date: line.dueOn ? format.date(line.dueOn) : '',
          distance: due && line.kind !== 'loan' ? t(`due.${due.state}`, { days: due.days }) : '',
          overdue: due?.state === 'overdue' && line.kind !== 'loan',
        };
      }),
    });
  });

  mountAidPage(routes, portal, 'office');

  routes.get('/casework/aids/:id/loan', async (req: AidAt, res) => {
    const open = await aidToActOn(portal, req, res, 'office');
    await auditLooking(portal, open);
    await showLoan(open, res);
  });

  routes.post('/casework/aids/:id/loan', async (req: AidAt, res) => {
    const open = await aidToActOn(portal, req, res, 'office');
    const { version, key } = readHidden(req.body);
    const read = readLoan(req.body);
    if ('problems' in read) return showLoan(open, res, read.problems);
    const { loan, words } = read.values;
    if (loan === null && !words) {
      return showLoan(open, res, [{ field: 'loan', key: 'aftercare.missing.loanWhich' }]);
    }
    const order = {
      by: open.reader,
      side: 'office' as const,
      at: open.at,
      aidId: open.aid.id,
      key,
    };
    const result = await lend(portal, order, { loanAidId: loan, words, version });
    if (!result.done) {
      return showLoan(open, res, [{ field: 'form', key: refusalKey(open, result.reason) }]);
    }
    leaveNotice(res, 'aftercare.loan.done');
    res.redirect(303, open.visit.paths.deskAid(open.aid.id));
  });

  routes.post('/casework/aids/:id/loan-return', async (req: AidAt, res) => {
    const open = await aidToActOn(portal, req, res, 'office');
    const { version, key } = readHidden(req.body);
    const order = {
      by: open.reader,
      side: 'office' as const,
      at: open.at,
      aidId: open.aid.id,
      key,
    };
    const result = await takeLoanBack(portal, order, { version });
    if (!result.done) throw new Conflict(refusalKey(open, result.reason));
    leaveNotice(res, 'aftercare.loan.back');
    res.redirect(303, open.visit.paths.deskAid(open.aid.id));
  });

  async function showLoan(open: OpenAid, res: Response, problems: Problem[] = []): Promise<void> {
    const { aid, visit, person } = open;
    const { t, lang, paths } = visit;
    const repair = await lastRepairOf(db.read, aid.id);
    const frame = {
      title: t('aftercare.loan.title'),
      breadcrumbs: [
        { text: t('layout.casework'), href: paths.casework() },
        { text: t('aftercare.desk.title'), href: paths.careDesk() },
        { text: open.name, href: paths.deskAid(aid.id) },
      ],
      name: open.name,
      person: person.name,
      aidHref: paths.deskAid(aid.id),
    };
    if (!repair?.isOpen || repair.loan) {
      const why = [{ field: 'form', key: 'aftercare.refused.wrong-state' }];
      return page(res, 'aftercare/not-now', { ...frame, problems: why }, 409);
    }
    const pool = await loansFor(db.read, aid);
    page(res, 'aftercare/loan', {
      ...frame,
      problems,
      action: paths.deskAidAct(aid.id, 'loan'),
      version: repair.version,
      key: randomUUID(),
      items: pool.map((one) => ({
        value: String(one.id),
        text: t('aftercare.loan.item', { id: one.id, name: aidName(one)[lang] }),
        hint: { text: one.condition ? t(`aftercare.condition.${one.condition}`) : '' },
      })),
    });
  }

  return routes;
}
