// Visits on the person's own page: a time to pick, a visit to come.
import type { OwnTasks } from '../accounts/own-tasks.ts';
import type { Database } from '../database.ts';
import { namesOf } from '../i18n/languages.ts';
import { windowText } from './windows.ts';

interface TaskRow extends Record<string, unknown> {
  applicant_id: number;
  reference: string;
  state: 'offered' | 'booked';
  starts_at: string | null;
  ends_at: string | null;
}

export function visitTasks(db: Database): OwnTasks {
  return async (applicantIds, _today, { t, lang, format, paths }) => {
    const rows: TaskRow[] = await db
      .read('requests')
      .join('appointments', 'appointments.request_id', 'requests.id')
      .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
      .whereIn('requests.applicant_id', [...applicantIds])
      .whereIn('requests.status', ['confirmed', 'in_fitting'])
      .whereIn('appointments.state', ['offered', 'booked'])
      .orderBy('appointments.id')
      .select(
        'requests.applicant_id',
        'requests.reference',
        'appointments.state',
        'appointments.starts_at',
        'appointments.ends_at',
        'aid_classes.name_kk',
        'aid_classes.name_ru',
        'aid_classes.name_en',
      );
    return rows.map((row) => {
      const aid = namesOf(row)[lang];
      const picks = row.state === 'offered';
      const window = { startsAt: row.starts_at ?? '', endsAt: row.ends_at ?? '' };
      return {
        applicantId: row.applicant_id,
        href: picks ? paths.requestAppointment(row.reference) : paths.request(row.reference),
        text: t(picks ? 'appointments.task.pick' : 'appointments.task.visit'),
        what: picks ? aid : `${aid}: ${windowText(window, format)}`,
      };
    });
  };
}
