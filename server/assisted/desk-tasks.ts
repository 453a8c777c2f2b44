import type { DeskTasks } from '../accounts/desk-tasks.ts';

/** The way to typing for a person; nothing waits there. */
export const assistedTasks: DeskTasks = async ({ officeId }, _today, { t, paths }) =>
  officeId === null ? [] : [{ text: t('assisted.find.task'), href: paths.assisted(), count: null }];
