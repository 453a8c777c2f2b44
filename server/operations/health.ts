import { Router } from 'express';
import { isMigrated } from '../database.ts';
import type { Portal } from '../portal.ts';

/** For load balancers: `/healthz` (alive) and `/readyz` (database reachable and migrated). Says no more. */
export function healthRoutes({ db }: Portal): Router {
  const routes = Router();
  routes.get('/healthz', (_req, res) => {
    res.type('text').send('ok');
  });
  routes.get('/readyz', async (_req, res) => {
    const ready = await isMigrated(db).catch(() => false);
    res
      .status(ready ? 200 : 503)
      .type('text')
      .send(ready ? 'ready' : 'not ready');
  });
  return routes;
}
