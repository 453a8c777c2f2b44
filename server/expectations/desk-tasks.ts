// At the head of the caseworker's queue: how long decisions take here, with the way to all numbers.
import type { DeskTasks } from '../accounts/desk-tasks.ts';
import { isCaseworker } from '../accounts/reader.ts';
import type { Portal } from '../portal.ts';
import { officeDecisions } from './store.ts';

/** The link of the queue's head and of the administrators' first page. */
export function expectationTasks({ db }: Pick<Portal, 'db'>): DeskTasks {
  return async (reader, _today, { t, paths }) => {
    const known =
      isCaseworker(reader) && reader.officeId !== null
        ? await officeDecisions(db.read, reader.officeId)
        : null;
    const text = known
      ? t('expectations.task.known', { half: known.half, most: known.most })
      : t('expectations.task.link');
    return [{ text, href: paths.expectations(), count: null }];
  };
}
