import { Router } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import type { OwnTasks } from './own-tasks.ts';
import { readOverview } from './overview.ts';
import { isStaff } from './reader.ts';
import { IDLE } from './sessions.ts';

/** A person's own page: what to do next, where requests stand, whom they represent; for staff, the way to their desk. */
export function ownPageRoutes({ db, clock, page }: Portal, tasks: readonly OwnTasks[]): Router {
  const routes = Router();
  routes.get('/account', async (_req, res) => {
    const reader = readerOf(res);
    const visit = visitOf(res);
    const { t } = visit;
    const staff = isStaff(reader.roles);
    const today = dayOf(clock());
    const overview = await readOverview(db.read, reader, today);
    const ids = overview.people.map(({ applicantId }) => applicantId);
    const further = await Promise.all(tasks.map((find) => find(ids, today, visit)));
    page(res, 'accounts/overview', {
      title: t('accounts.overview.title'),
      ...overview,
      further: further.flat(),
      roles: [...reader.roles],
      idleMinutes: (staff ? IDLE.staff : IDLE.person) / 60_000,
    });
  });
  return routes;
}
