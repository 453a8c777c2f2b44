import { holderOf, type Status } from './lifecycle.ts';

/** The shape and colour of a status tag; its words are `requests.status.<status>.tag`. */
export type Tone = 'neutral' | 'info' | 'waiting' | 'success' | 'problem';

/** The tone of a status for a reader: `waiting` where something is asked of the applicant. */
export function toneOf(status: Status, reader: 'applicant' | 'staff' = 'staff'): Tone {
  if (status === 'received' || status === 'closed') return 'success';
  if (status === 'misfit' || status === 'refused') return 'problem';
  if (['draft', 'withdrawn', 'expired'].includes(status)) return 'neutral';
  if (status === 'dispatched' && reader === 'staff') return 'info';
  return holderOf(status) === 'applicant' || status === 'appealed' ? 'waiting' : 'info';
}
