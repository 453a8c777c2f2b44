// What needs bring to the desks' first pages.
import type { DeskTasks } from '../accounts/desk-tasks.ts';
import { emergenciesInForce } from '../emergencies/emergencies.ts';
import type { Portal } from '../portal.ts';
import { countTasks } from './lost-tasks.ts';

/** Reports of an emergency that wait in an office; there while one is in force or something waits. */
export function lostTasks({ db }: Pick<Portal, 'db'>): DeskTasks {
  return async ({ officeId }, today, { t, paths }) => {
    if (officeId === null) return [];
    const count = await countTasks(db.read, officeId);
    const inForce = count > 0 || (await emergenciesInForce(db.read, today)).length > 0;
    return inForce
      ? [{ text: t('needs.desk.title'), href: paths.caseworkEmergency(), count: count || null }]
      : [];
  };
}
