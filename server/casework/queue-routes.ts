// The queue of the own office, and the case that comes next.
import { Router } from 'express';
import { dayOf } from '../calendar/today.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { classTree, type ClassTree } from '../catalogue/catalogue.ts';
import type { Portal } from '../portal.ts';
import { deskTasksOf, type DeskTasks } from '../accounts/desk-tasks.ts';
import type { Reader } from '../accounts/reader.ts';
import { Forbidden } from '../web/errors.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { findNext } from './next.ts';
import { queryOf, readQueueFilter } from './queue-filter.ts';
import { classChoices, neighbours, queueRows, statusChoices, viewLinks } from './queue-page.ts';
import { countViews, listQueue, type Desk } from './queue.ts';

export function queueRoutes({ db, clock, page }: Portal, tasks: readonly DeskTasks[]): Router {
  const routes = Router();

  routes.get('/casework', async (req, res) => {
    const reader = readerWith(res, 'caseworker', 'lead_caseworker');
    const desk = deskOf(reader, clock());
    const visit = visitOf(res);
    const { t, paths } = visit;
    const classes = await classTree(db);
    const { filter, place, problems, typed } = readQueueFilter(req.query, (code) =>
      Boolean(classes.find(code)),
    );
    const queue = await listQueue(db.read, desk, filter, place, below(classes, filter.class));
    const { previous, next } = neighbours(queue, filter, visit);
    page(res, 'casework/queue', {
      title: t('casework.queue.title'),
      width: 'wide',
      problems,
      typed,
      view: filter.view,
      isFiltered: Boolean(filter.status ?? filter.class),
      resetHref: paths.casework(queryOf({ ...filter, status: null, class: null })),
      views: viewLinks(filter, await countViews(db.read, desk), visit),
      statuses: statusChoices(visit),
      classes: classChoices(classes, visit),
      caption: t(`casework.caption.${filter.view}`),
      tasks: await deskTasksOf(tasks, reader, desk.today, visit),
      rows: queueRows(queue, filter, { ...desk, holidays: await holidaysOf(db.read) }, visit),
      previous,
      next,
    });
  });

  // Changes nothing: a case that nobody has is only shown, and its page offers to take it.
  routes.get('/casework/next', async (_req, res) => {
    const desk = deskOf(readerWith(res, 'caseworker', 'lead_caseworker'), clock());
    const { t, paths } = visitOf(res);
    const reference = await findNext(db.read, desk);
    if (reference) return res.redirect(303, paths.caseFile(reference));
    page(res, 'casework/nothing-next', {
      title: t('casework.nothingNext.title'),
      breadcrumbs: [{ text: t('layout.casework'), href: paths.casework() }],
    });
  });

  return routes;
}

function deskOf({ officeId, accountId }: Reader, at: Date): Desk {
  if (officeId === null) throw new Forbidden();
  return { officeId, accountId, today: dayOf(at) };
}

// A class of the filter stands for itself and all below it.
function below(classes: ClassTree, code: string | null): string[] | null {
  if (code === null) return null;
  return [code, ...classes.childrenOf(code).flatMap((child) => below(classes, child.code)!)];
}
