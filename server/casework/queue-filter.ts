// What a caseworker asked of the queue: kept in the address, and carried through the pages of a case.
import { STATUSES } from '../requests/lifecycle.ts';
import {
  optionalChoice,
  readForm,
  type Field,
  type Problem,
  type Typed,
  type Values,
} from '../web/forms.ts';

export const VIEWS = ['all', 'mine', 'unassigned', 'overdue'] as const;
export type View = (typeof VIEWS)[number];

/** Statuses that a case in the queue can have, and decisions that wait for a second person. */
export const QUEUE_STATUSES = [
  'submitted',
  'in_review',
  'waiting_consent',
  'on_hold',
  'on_trial',
  'awaiting_applicant',
  'ordered',
  'commissioned',
  'choosing_again',
  'confirmed',
  'in_fitting',
  'dispatched',
  'misfit',
  'appealed',
] as const satisfies readonly (
  | (typeof STATUSES)[number]
  | 'waiting_consent'
  | 'on_hold'
  | 'on_trial'
)[];

/** After or before which row of the queue a page starts: whether it comes first, its date and id. */
export interface Place {
  direction: 'after' | 'before';
  priority: number;
  dueOn: string;
  id: number;
}

export interface QueueFilter {
  view: View;
  status: (typeof QUEUE_STATUSES)[number] | null;
  class: string | null;
}

const PLACE = /^(?:([1-9])_)?(\d{4}-\d{2}-\d{2})_([1-9]\d{0,8})$/;

/** Reads the queue's address. What cannot be read is named as a problem, and the queue is shown without it. */
export function readQueueFilter(
  query: unknown,
  isClass: (code: string) => boolean,
): { filter: QueueFilter; place: Place | null; problems: Problem[]; typed: Typed } {
  const read = readForm(fieldsOf(isClass), query);
  if ('values' in read) return { ...settle(read.values), problems: [], typed: read.typed };
  const { problems, typed } = read;
  const given = Object.entries(query ?? {});
  const sound = given.filter(([name]) => !problems.some(({ field }) => field === name));
  const again = readForm(fieldsOf(isClass), Object.fromEntries(sound));
  if ('problems' in again) throw new Error('a filter must be optional');
  return { ...settle(again.values), problems, typed };
}

function fieldsOf(isClass: (code: string) => boolean) {
  return {
    view: optionalChoice(VIEWS),
    status: optionalChoice(QUEUE_STATUSES),
    class: classCode(isClass),
    after: placeText(),
    before: placeText(),
  };
}

function settle(values: Values<ReturnType<typeof fieldsOf>>) {
  const { view, status, class: code, after, before } = values;
  return {
    filter: { view: view ?? 'all', status, class: code },
    place: placeOf('after', after) ?? placeOf('before', before),
  };
}

/** The filter as the query of an address; the usual view is left out. */
export function queryOf({ view, ...rest }: QueueFilter): Record<string, string | null> {
  return { view: view === 'all' ? null : view, ...rest };
}

/** The filter as one text, by which a case remembers the way back. Empty: the whole queue. */
export function trailOf(filter: QueueFilter): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(queryOf(filter))) if (value) search.set(name, value);
  return search.toString();
}

/** The way back from a case: what `trailOf` wrote; anything else leads to the whole queue. */
export function readTrail(raw: unknown, isClass: (code: string) => boolean): QueueFilter {
  const query = typeof raw === 'string' && raw.length < 200 ? new URLSearchParams(raw) : [];
  return readQueueFilter(Object.fromEntries(query), isClass).filter;
}

function classCode(isClass: (code: string) => boolean): Field<string | null> {
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return null;
    return typeof raw === 'string' && isClass(raw) ? raw : refuse('forms.unknownChoice');
  };
}

function placeText(): Field<string | null> {
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return null;
    return typeof raw === 'string' && PLACE.test(raw) ? raw : refuse('casework.queue.badPlace');
  };
}

function placeOf(direction: Place['direction'], text: string | null): Place | null {
  const [, priority = '0', dueOn, id] = PLACE.exec(text ?? '') ?? [];
  return dueOn ? { direction, priority: Number(priority), dueOn, id: Number(id) } : null;
}
