import type { Status } from './lifecycle.ts';

/** The shape and colour of a status tag; its words are `requests.status.<status>.tag`. */
export type Tone = 'neutral' | 'info' | 'waiting' | 'success' | 'problem';

const TONES: Record<Status, Tone> = {
  draft: 'neutral',
  submitted: 'info',
  in_review: 'info',
  awaiting_applicant: 'waiting',
  ordered: 'info',
  commissioned: 'info',
  choosing_again: 'waiting',
  confirmed: 'info',
  in_fitting: 'info',
  dispatched: 'info',
  misfit: 'problem',
  received: 'success',
  closed: 'success',
  refused: 'problem',
  appealed: 'waiting',
  withdrawn: 'neutral',
  expired: 'neutral',
};

export function toneOf(status: Status): Tone {
  return TONES[status];
}
