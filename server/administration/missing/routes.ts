// What people did not find in the catalogue: the wishes, and marking one as seen.
import { Router } from 'express';
import { inTransaction } from '../../database.ts';
import type { Portal } from '../../portal.ts';
import { listMissing, markMissingSeen } from '../../search/missing.ts';
import { NotFound } from '../../web/errors.ts';
import { optionalChoice } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { readFilter } from '../list-page.ts';
import { writeDown } from '../records.ts';

// More are not read at once: marking some brings the next.
const MOST = 100;

export function missingRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/missing', async (req, res) => {
    const { t } = visitOf(res);
    const filter = readFilter({ view: optionalChoice(['new', 'seen']) }, req.query);
    const view = filter.values.view ?? 'new';
    page(res, 'administration/missing/list', {
      title: t('search.wishes.title'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      problems: filter.problems,
      typed: filter.typed,
      view,
      wishes: await listMissing(db.read, { seen: view === 'seen', limit: MOST }),
    });
  });

  routes.post('/admin/missing/:id/seen', async (req, res) => {
    const id = idIn(req.params.id);
    const act = actOf(res, portal);
    await inTransaction(db, async (trx) => {
      const by = { by: act.by.accountId, at: act.at };
      if (!(await markMissingSeen(trx, id, by))) throw new NotFound();
      await writeDown(trx, act, {
        subject: { kind: 'missing_aid', id },
        action: 'missing_aid.marked_seen',
        differing: { seen: [false, true] },
      });
    });
    leaveNotice(res, 'search.wishes.marked');
    res.redirect(303, visitOf(res).paths.adminList('missing'));
  });

  return routes;
}
