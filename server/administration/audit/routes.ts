// The audit log: who did or read what, and whether the log itself is whole.
import { Router } from 'express';
import { listAudit, verifyChain } from '../../audit/audit.ts';
import { addCalendarDays } from '../../calendar/dates.ts';
import type { Portal } from '../../portal.ts';
import { optionalDate, optionalText, optionalWholeNumber } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { crumbsTo } from '../desk.ts';
import { changeOf } from '../../audit/history.ts';
import { PAGE_SIZE, readFilter } from '../list-page.ts';

const anyId = optionalWholeNumber({ min: 1, max: 2_147_483_647 });

const filterFields = {
  action: optionalText({ max: 60, pattern: /^[\w.]+$/ }),
  kind: optionalText({ max: 40, pattern: /^\w+$/ }),
  id: optionalText({ max: 40, pattern: /^[\w/.-]+$/ }),
  actor: anyId,
  from: optionalDate(),
  to: optionalDate(),
  before: anyId,
};

export function auditRoutes({ db, page }: Portal): Router {
  const routes = Router();

  routes.get('/admin/audit', async (req, res) => {
    const { t, paths } = visitOf(res);
    const filter = readFilter(filterFields, req.query);
    const { action, kind, id, actor, from, to, before } = filter.values;
    const entries = await listAudit(db, {
      action,
      objectKind: kind,
      objectId: id,
      actorId: actor,
      from: from && startOf(from),
      until: to && startOf(addCalendarDays(to, 1)),
      before,
      limit: PAGE_SIZE + 1,
    });
    const shown = entries.slice(0, PAGE_SIZE);
    const last = shown.at(-1);
    const { typed, problems } = filter;
    const newest = paths.adminList('audit', { ...typed, before: null });
    const older = () => paths.adminList('audit', { ...typed, before: last!.id });
    page(res, 'administration/audit/list', {
      title: t('administration.list.audit'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      typed,
      problems,
      entries: shown.map(changeOf),
      previous: before ? { href: newest } : null,
      next: entries.length > PAGE_SIZE ? { href: older() } : null,
    });
  });

  routes.post('/admin/audit/check', async (_req, res) => {
    const broken = await verifyChain(db.read);
    if (broken === null) leaveNotice(res, 'administration.audit.whole');
    else leaveNotice(res, 'administration.audit.broken', { id: broken });
    res.redirect(303, visitOf(res).paths.adminList('audit'));
  });

  return routes;
}

// A day begins at midnight in Kazakhstan.
function startOf(day: string): string {
  return new Date(`${day}T00:00:00+05:00`).toISOString();
}
