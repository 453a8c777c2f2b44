// What aftercare asks of people on their own page, and what waits at the desks.
import type { DeskTasks } from '../accounts/desk-tasks.ts';
import type { OwnTasks } from '../accounts/own-tasks.ts';
import { aidName, aidsOf } from '../aids/aids.ts';
import { addCalendarDays } from '../calendar/dates.ts';
import type { Database } from '../database.ts';
import { careCounts } from './desk-list.ts';
import { openChecksOf } from './fit-checks.ts';
import { lastRepairs } from './repairs.ts';
import { countRepairs } from './supplier-list.ts';

/** The check after six weeks stands on the own page in its last days. */
const ASKED_FOR_DAYS = 14;

/** Fit checks that are asked, and repairs that the person has to confirm. */
export function careTasks({ read }: Pick<Database, 'read'>): OwnTasks {
  return async (applicantIds, today, { t, lang, paths, format }) => {
    const aids = (await aidsOf(read, applicantIds)).filter(({ state }) =>
      ['in_use', 'in_repair'].includes(state),
    );
    if (aids.length === 0) return [];
    const ids = aids.map(({ id }) => id);
    const [repairs, rounds, sixWeeks] = await Promise.all([
      lastRepairs(read, ids),
      openChecksOf(read, applicantIds),
      read('requests')
        .join('aids', 'aids.request_id', 'requests.id')
        .whereIn('aids.id', ids)
        .whereRaw(`requests.status = 'received'`)
        .where('requests.due_on', '<=', addCalendarDays(today, ASKED_FOR_DAYS))
        .whereNotExists(
          read('fit_checks')
            .whereRaw('fit_checks.aid_id = aids.id')
            .where({ outcome: 'talk' })
            .whereNull('talked_at'),
        )
        .select('aids.id', 'requests.due_on'),
    ]);
    const asked = new Map<number, string>([
      ...rounds.map(({ aidId, dueOn }): [number, string] => [aidId, dueOn]),
      ...sixWeeks.map((row: { id: number; due_on: string }): [number, string] => [
        row.id,
        row.due_on,
      ]),
    ]);
    return aids.flatMap((aid) => {
      const task = (act: string, text: string, what: string) => ({
        applicantId: aid.applicantId!,
        href: paths.ownAidAct(aid.id, act),
        text,
        what,
      });
      const name = aidName(aid)[lang];
      const dueOn = asked.get(aid.id);
      const repaired = repairs.some(({ aidId, state }) => aidId === aid.id && state === 'repaired');
      return [
        ...(dueOn
          ? [
              task(
                'fit-check',
                t('aftercare.task.fit'),
                t('aftercare.task.fitWhat', { name, date: format.date(dueOn) }),
              ),
            ]
          : []),
        ...(repaired ? [task('repair', t('aftercare.task.repaired'), name)] : []),
      ];
    });
  };
}

/** The office's list, and how much of it is overdue for those who lead. */
export function officeCareTasks({ read }: Pick<Database, 'read'>): DeskTasks {
  return async ({ officeId, roles }, today, { t, paths }) => {
    if (officeId === null) return [];
    const { overdue, ...counts } = await careCounts(read, officeId, today);
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    return [
      { text: t('aftercare.desk.title'), href: paths.careDesk(), count: total },
      ...(overdue && roles.has('lead_caseworker')
        ? [
            {
              text: t('aftercare.desk.overdueTask'),
              href: paths.careDesk({ view: 'overdue' }),
              count: overdue,
            },
          ]
        : []),
    ];
  };
}

/** The supplier's repairs. */
export function supplierCareTasks({ read }: Pick<Database, 'read'>): DeskTasks {
  return async ({ supplierId }, _today, { t, paths }) =>
    supplierId === null
      ? []
      : [
          {
            text: t('aftercare.supplier.title'),
            href: paths.supplierRepairs(),
            count: await countRepairs(read, supplierId),
          },
        ];
}
