// What emergencies bring to other pages: a line on the administrators' first page, the banner, the case's reason.
import type { DeskTasks } from '../accounts/desk-tasks.ts';
import { dayOf } from '../calendar/today.ts';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { Portal } from '../portal.ts';
import { countUnseen } from './store.ts';

/** The administrators' link; counted are those that wait for a second look. */
export function emergencyDesk({ db }: Pick<Portal, 'db'>): DeskTasks {
  return async (_reader, today, { t, paths }) => [
    {
      text: t('emergencies.admin.title'),
      href: paths.adminEmergencies(),
      count: (await countUnseen(db.read, today)) || null,
    },
  ];
}

export interface First {
  emergencyId: number;
  names: Names;
  since: string;
  papersDueOn: string | null;
  papersCameAt: string | null;
  /** Until when the emergency lets papers follow. */
  papersUntil: string | null;
  reported: boolean;
}

/** Why a request comes first; null where it does not. */
export async function findFirst(db: Queryable, requestId: number): Promise<First | null> {
  const row: Record<string, unknown> | undefined = await db('emergency_requests')
    .join('emergencies', 'emergencies.id', 'emergency_requests.emergency_id')
    .where({ request_id: requestId })
    .first('emergency_requests.*', 'name_kk', 'name_ru', 'name_en', 'papers_until');
  if (!row) return null;
  return {
    emergencyId: row.emergency_id as number,
    names: namesOf(row),
    since: dayOf(new Date(row.first_since as string)),
    papersDueOn: row.papers_due_on as string | null,
    papersCameAt: row.papers_came_at as string | null,
    papersUntil: row.papers_until as string | null,
    reported: row.report_id !== null,
  };
}
