import type { DeskTasks } from '../accounts/desk-tasks.ts';
import { isCaseworker } from '../accounts/reader.ts';
import type { Portal } from '../portal.ts';
import { countToCheck } from './store.ts';

/** On top of the caseworker's queue: the pool, and how many aids wait to be looked at. */
export function poolTasks({ db }: Pick<Portal, 'db'>): DeskTasks {
  return async (reader, _today, { t, paths }) => {
    if (!isCaseworker(reader) || reader.officeId === null) return [];
    const count = await countToCheck(db.read, reader.officeId);
    return [{ text: t('pool.desk.title'), href: paths.pool(), count }];
  };
}
