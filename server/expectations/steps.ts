// The steps of a request whose time is counted, read from its life. Pure.
import type { Status } from '../requests/lifecycle.ts';

export const STEPS = ['decision', 'dispatch', 'arrival', 'whole'] as const;
/** From the submission to the decision, on to the dispatch, on to the receipt; and the whole way. */
export type Step = (typeof STEPS)[number];

/** Statuses that a decision leads to from the office. `dispatched`: an aid of the office's own pool. */
const DECIDED: readonly string[] = ['ordered', 'commissioned', 'refused', 'dispatched'];
/** Statuses whose first event may end a step. */
export const ENDING: readonly Status[] = [
  'ordered',
  'commissioned',
  'refused',
  'dispatched',
  'received',
];

/** A fact of a request's life, as far as time is counted by it. */
export interface Fact {
  id: number;
  /** The day in Kazakhstan. */
  on: string;
  from: string | null;
  to: string;
}

/** A step that the event `endedBy` ended. */
export interface Ended {
  step: Step;
  from: string;
  on: string;
}

/** The steps that one event of a life ended. Each step ends once: what is done again later does not count again. */
export function endedBy(id: number, life: readonly Fact[]): Ended[] {
  const submitted = life.find(({ from, to }) => from === 'draft' && to === 'submitted');
  const decided = life.find(({ from, to }) => from === 'in_review' && DECIDED.includes(to));
  const dispatched = life.find(({ to }) => to === 'dispatched');
  const received = life.find(({ to }) => to === 'received');
  const ended: Ended[] = [];
  const add = (step: Step, start: Fact | undefined, end: Fact | undefined) => {
    if (start && end?.id === id) ended.push({ step, from: start.on, on: end.on });
  };
  add('decision', submitted, decided);
  // What the office hands out itself says nothing of how long suppliers take.
  if (decided?.id === dispatched?.id) return ended;
  add('dispatch', decided, dispatched);
  add('arrival', dispatched, received);
  add('whole', submitted, received);
  return ended;
}
