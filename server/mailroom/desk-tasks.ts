import type { DeskTasks } from '../accounts/desk-tasks.ts';
import type { Database } from '../database.ts';
import { countAtOffice } from '../notifications/office-post.ts';

/** Letters and calls that wait at the reader's office. */
export function mailroomTasks(db: Database): DeskTasks {
  return async ({ officeId }, _today, { t, paths }) => {
    if (officeId === null) return [];
    const waiting = await countAtOffice(db.read, officeId);
    return [
      { text: t('mailroom.letters.title'), href: paths.officeLetters(), count: waiting.letter },
      { text: t('mailroom.calls.title'), href: paths.officeCalls(), count: waiting.phone },
    ];
  };
}
