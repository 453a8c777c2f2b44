import type { DeskTasks } from '../accounts/desk-tasks.ts';
import type { Database } from '../database.ts';
import { countAsksOfOffice } from './ask-store.ts';

/** What waits for the caseworker's office: representations to verify. */
export function representationTasks({ read }: Database): DeskTasks {
  return async ({ officeId }, _today, { t, paths }) => {
    if (officeId === null) return [];
    const count = await countAsksOfOffice(read, officeId);
    return [{ text: t('representations.queue.task'), href: paths.representationAsks(), count }];
  };
}
