// What the queue's template shows: rows with their dates in words, views with their counts, choices of the filter.
import { dueFrom } from '../calendar/due.ts';
import type { Holidays } from '../calendar/working-days.ts';
import type { ClassTree } from '../catalogue/catalogue.ts';
import { toneOf } from '../requests/tones.ts';
import type { Visit } from '../web/visit.ts';
import {
  queryOf,
  QUEUE_STATUSES,
  trailOf,
  VIEWS,
  type QueueFilter,
  type View,
} from './queue-filter.ts';
import { COUNTED, type QueuePage, type QueueRow } from './queue.ts';

/** Statuses in which the office has to decide on the sums. */
const TO_DECIDE = ['submitted', 'in_review', 'appealed'];

/** The views as links, each with its count; the one that is shown is marked. */
export function viewLinks(
  filter: QueueFilter,
  counts: Record<View, number>,
  { t, paths, format }: Visit,
) {
  return VIEWS.map((view) => ({
    text: t(`casework.view.${view}`),
    count:
      counts[view] > COUNTED
        ? t('casework.queue.many', { count: COUNTED })
        : format.number(counts[view]),
    href: paths.casework(queryOf({ ...filter, view })),
    current: view === filter.view,
  }));
}

/** The rows of a page, ready to be printed. */
export function queueRows(
  { rows }: QueuePage,
  filter: QueueFilter,
  { today, holidays, accountId }: { today: string; holidays: Holidays; accountId: number },
  visit: Visit,
) {
  const { lang, paths, t } = visit;
  const from = trailOf(filter);
  return rows.map((row) => {
    const due = row.dueOn ? dueFrom(row.dueOn, today, holidays) : null;
    return {
      reference: row.reference,
      href: paths.caseFile(row.reference, { from }),
      applicant: row.applicant,
      aidClass: row.aidClass[lang],
      status: {
        text: t(`requests.status.${row.status}.tag`),
        tone: toneOf(row.status),
      },
      consent: row.waitsForConsent,
      held: row.held && t(`requests.hold.${row.held}.tag`),
      first: row.firstBy && t('casework.queue.first', { name: row.firstBy[lang] }),
      dueOn: row.dueOn,
      overdue: due?.state === 'overdue',
      due: due && t(`due.${due.state}`, { days: due.days }),
      who: whoHas(row, accountId, visit),
      sums: TO_DECIDE.includes(row.status) ? sumsOf(row, visit) : null,
    };
  });
}

/** The classification as choices: families, and below them their classes. */
export function classChoices(classes: ClassTree, { lang, t }: Visit) {
  return [
    { value: '', text: t('casework.queue.anyClass') },
    ...classes.all.map(({ code, level, names }) => ({
      value: code,
      text: `${'– '.repeat(level - 1)}${names[lang]}`,
    })),
  ];
}

// Choices beside the statuses.
const NOT_STATUSES = {
  waiting_consent: 'casework.queue.waitingConsent',
  on_hold: 'casework.queue.onHold',
  on_trial: 'casework.queue.onTrial',
} as const;

export function statusChoices({ t }: Visit) {
  return [
    { value: '', text: t('casework.queue.anyStatus') },
    ...QUEUE_STATUSES.map((value) => ({
      value,
      text:
        value in NOT_STATUSES
          ? t(NOT_STATUSES[value as keyof typeof NOT_STATUSES])
          : t(`requests.status.${value}.tag`),
    })),
  ];
}

/** The addresses of the neighbouring pages; null where there is none. */
export function neighbours(
  { rows, earlier, later }: QueuePage,
  filter: QueueFilter,
  { paths }: Visit,
) {
  const last = rows.at(-1);
  const to = (query: object) => paths.casework({ ...queryOf(filter), ...query });
  return {
    previous: earlier && rows[0] ? to({ before: placeOf(rows[0]) }) : null,
    next: last && later ? to({ after: placeOf(last) }) : null,
  };
}

function placeOf({ priority, dueOn, id }: QueueRow): string {
  return `${priority ? `${priority}_` : ''}${dueOn}_${id}`;
}

function whoHas({ assignedTo }: QueueRow, accountId: number, { t }: Visit): string {
  if (!assignedTo) return t('casework.queue.nobody');
  return assignedTo.id === accountId ? t('casework.queue.you') : assignedTo.name;
}

function sumsOf({ price, stateShare, coPayment }: QueueRow, { t, format }: Visit) {
  if (price === null) return null;
  if (stateShare === null || coPayment === null) {
    return t('casework.queue.notSet', { price: format.money(price) });
  }
  const state = format.money(stateShare);
  return coPayment > 0
    ? t('casework.queue.sums', { state, person: format.money(coPayment) })
    : t('casework.queue.stateOnly', { state });
}
