// What the portal does by itself, for administrators: when each job ran, how long it took, what went wrong.
import { Router } from 'express';
import type { DeskTasks } from '../accounts/desk-tasks.ts';
import { countTroubledJobs, jobStates, type JobState } from '../jobs/jobs.ts';
import type { Portal } from '../portal.ts';
import { readerWith, visitOf } from '../web/visit.ts';

export function jobRoutes({ db, clock, page }: Portal): Router {
  const routes = Router();

  routes.get('/admin/jobs', async (_req, res) => {
    readerWith(res, 'administrator');
    const { t, paths, format } = visitOf(res);
    const jobs = await jobStates(db.read, clock());
    page(res, 'operations/jobs', {
      title: t('operations.jobs.title'),
      breadcrumbs: [{ text: t('administration.title'), href: paths.admin() }],
      width: 'wide',
      jobs: jobs.map((job) => ({
        name: t(`operations.job.${job.name}`),
        state: stateOf(job),
        error: job.error,
        finished: job.finishedAt && format.dateTime(job.finishedAt),
        due: format.dateTime(job.dueAt),
        took: job.tookMs === null ? null : format.number(Math.ceil(job.tookMs / 1000)),
      })),
    });
  });

  return routes;
}

function stateOf({ failures, runsNow, finishedAt }: JobState) {
  if (failures > 0) return { key: 'failed', tone: 'problem', failures };
  if (runsNow) return { key: 'running', tone: 'waiting', failures };
  return { key: finishedAt ? 'well' : 'never', tone: finishedAt ? 'done' : 'waiting', failures };
}

/** The list of jobs on the administrator's first page, with those that are in trouble. */
export function jobTasks({ db, clock }: Pick<Portal, 'db' | 'clock'>): DeskTasks {
  return async (_reader, _today, { t, paths }) => [
    {
      text: t('operations.jobs.title'),
      href: paths.adminJobs(),
      count: await countTroubledJobs(db.read, clock()),
    },
  ];
}
