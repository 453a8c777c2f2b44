import { Router } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { readOverview } from './overview.ts';
import { isStaff } from './reader.ts';
import { IDLE } from './sessions.ts';

/** A person's own page: what to do next, where requests stand, whom they represent; for staff, the way to their desk. */
export function ownPageRoutes({ db, clock, page }: Portal): Router {
  const routes = Router();
  routes.get('/account', async (_req, res) => {
    const reader = readerOf(res);
    const { t } = visitOf(res);
    const staff = isStaff(reader.roles);
    page(res, 'accounts/overview', {
      title: t('accounts.overview.title'),
      ...(await readOverview(db.read, reader, dayOf(clock()))),
      roles: [...reader.roles],
      idleMinutes: (staff ? IDLE.staff : IDLE.person) / 60_000,
    });
  });
  return routes;
}
