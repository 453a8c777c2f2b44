// The life of a request: every move of its status, in one table. What is not in it is refused.
import type { Role } from '../accounts/reader.ts';
import { NOT_LIVE, STATUSES, type Status } from './statuses.ts';

export * from './statuses.ts';

/** Who may do an act: a role, or the system when a date passes. */
export type Actor = Role | 'system';

/** Which clock of `deadlines.ts` an act starts. */
export type Clock =
  | 'draft_kept'
  | 'decision'
  | 'answer'
  | 'confirmation'
  | 'delivery'
  | 'fitting'
  | 'arrival'
  | 'remedy'
  | 'choose_again'
  | 'appeal'
  | 'appeal_decision'
  | 'order_by'
  | 'fit_check'
  | 'pool_answer';

interface Transition {
  from: readonly Status[];
  to: Status;
  by: readonly Actor[];
  /** The clock it starts; null: the date that runs goes on, or nothing more is due. */
  starts: Clock | null;
  /** The fact that is written down. */
  event: string;
}

const FAMILY = ['applicant', 'representative'] as const;
const STAFF = ['caseworker', 'lead_caseworker'] as const;
const BEFORE_DISPATCH = [
  'submitted',
  'in_review',
  'awaiting_applicant',
  'appealed',
  'ordered',
  'commissioned',
  'choosing_again',
  'confirmed',
  'in_fitting',
] as const;

const AFTER_APPROVAL = [
  'ordered',
  'commissioned',
  'choosing_again',
  'confirmed',
  'in_fitting',
  'dispatched',
  'misfit',
  'received',
  'closed',
] as const;

/** All moves of a status. `start` has no row: it makes the draft. */
export const transitions = {
  submission: {
    from: ['draft'],
    to: 'submitted',
    by: [...FAMILY, ...STAFF],
    starts: 'decision',
    event: 'request.submitted',
  },
  assignment: {
    from: ['submitted'],
    to: 'in_review',
    by: STAFF,
    starts: null,
    event: 'request.assigned',
  },
  question: {
    from: ['in_review'],
    to: 'awaiting_applicant',
    by: STAFF,
    starts: 'answer',
    event: 'request.question_asked',
  },
  answer: {
    from: ['awaiting_applicant'],
    to: 'in_review',
    by: [...FAMILY, ...STAFF], // staff: as the person told it
    starts: 'decision',
    event: 'request.answered',
  },
  answer_missed: {
    from: ['awaiting_applicant'],
    to: 'in_review',
    by: ['system'],
    starts: 'decision',
    event: 'request.answer_missed',
  },
  approval: {
    from: ['in_review'],
    to: 'ordered',
    by: STAFF,
    starts: 'confirmation',
    event: 'request.approved',
  },
  commission: {
    from: ['in_review'],
    to: 'commissioned',
    by: STAFF,
    starts: 'confirmation',
    event: 'request.commissioned',
  },
  part_approval: {
    from: ['in_review'],
    to: 'ordered',
    by: STAFF,
    starts: 'confirmation',
    event: 'request.partly_approved',
  },
  part_commission: {
    from: ['in_review'],
    to: 'commissioned',
    by: STAFF,
    starts: 'confirmation',
    event: 'request.partly_approved',
  },
  sourcing: {
    from: ['in_review'],
    to: 'choosing_again',
    by: STAFF,
    starts: 'choose_again',
    event: 'request.sourced',
  },
  refusal: {
    from: ['in_review'],
    to: 'refused',
    by: STAFF,
    starts: 'appeal',
    event: 'request.refused',
  },
  confirmation: {
    from: ['ordered', 'commissioned'],
    to: 'confirmed',
    by: ['supplier'],
    starts: 'delivery',
    event: 'order.confirmed',
  },
  decline: {
    from: ['ordered', 'commissioned'],
    to: 'choosing_again',
    by: ['supplier'],
    starts: 'choose_again',
    event: 'order.declined',
  },
  choice: {
    from: ['choosing_again'],
    to: 'ordered',
    by: FAMILY,
    starts: 'confirmation',
    event: 'request.chosen_again',
  },
  maker_choice: {
    from: ['choosing_again'],
    to: 'commissioned',
    by: FAMILY,
    starts: 'confirmation',
    event: 'request.maker_chosen_again',
  },
  fitting: {
    from: ['confirmed', 'in_fitting'],
    to: 'in_fitting',
    by: ['supplier'],
    starts: 'fitting',
    event: 'order.fitted',
  },
  dispatch: {
    from: ['confirmed', 'in_fitting'],
    to: 'dispatched',
    by: ['supplier'],
    starts: 'arrival',
    event: 'order.dispatched',
  },
  receipt: {
    from: ['dispatched'],
    to: 'received',
    by: [...FAMILY, ...STAFF],
    starts: 'fit_check',
    event: 'request.received',
  },
  misfit: {
    from: ['dispatched'],
    to: 'misfit',
    by: [...FAMILY, ...STAFF],
    starts: 'remedy',
    event: 'request.misfit',
  },
  remedy: {
    from: ['misfit'],
    to: 'dispatched',
    by: ['supplier'],
    starts: 'arrival',
    event: 'order.remedied',
  },
  supplier_removal: {
    from: ['ordered', 'commissioned', 'confirmed', 'in_fitting', 'misfit'],
    to: 'choosing_again',
    by: ['system'],
    starts: 'choose_again',
    event: 'order.supplier_removed',
  },
  return: {
    from: ['misfit'],
    to: 'choosing_again',
    by: ['supplier'],
    starts: 'choose_again',
    event: 'order.returned',
  },
  fit_confirmed: {
    from: ['received'],
    to: 'closed',
    by: [...FAMILY, ...STAFF],
    starts: null,
    event: 'request.fit_confirmed',
  },
  fit_failed: {
    from: ['received'],
    to: 'misfit',
    by: [...FAMILY, ...STAFF],
    starts: 'remedy',
    event: 'request.fit_failed',
  },
  pool_supply: {
    from: ['in_review'],
    to: 'dispatched',
    by: STAFF,
    starts: 'arrival',
    event: 'request.pool_supplied',
  },
  pool_return: {
    from: ['dispatched'],
    to: 'in_review',
    by: [...FAMILY, ...STAFF],
    starts: 'decision',
    event: 'request.pool_returned',
  },
  closure: {
    from: ['received'],
    to: 'closed',
    by: ['system'],
    starts: null,
    event: 'request.closed',
  },
  appeal: {
    from: ['refused'],
    to: 'appealed',
    by: FAMILY,
    starts: 'appeal_decision',
    event: 'request.appealed',
  },
  appeal_granted: {
    from: ['appealed'],
    to: 'in_review',
    by: STAFF,
    starts: 'decision',
    event: 'request.appeal_granted',
  },
  appeal_rejected: {
    from: ['appealed'],
    to: 'refused',
    by: STAFF,
    starts: null,
    event: 'request.appeal_rejected',
  },
  appeal_withdrawal: {
    from: ['appealed'],
    to: 'refused',
    by: FAMILY,
    starts: null,
    event: 'request.appeal_withdrawn',
  },
  withdrawal: {
    from: BEFORE_DISPATCH,
    to: 'withdrawn',
    by: FAMILY,
    starts: null,
    event: 'request.withdrawn',
  },
  discard: {
    from: ['draft'],
    to: 'withdrawn',
    by: [...FAMILY, ...STAFF],
    starts: null,
    event: 'request.discarded',
  },
  expiry: {
    from: ['draft', 'choosing_again'],
    to: 'expired',
    by: ['system'],
    starts: null,
    event: 'request.expired',
  },
} as const satisfies Record<string, Transition>;

export type Act = keyof typeof transitions;

// The maker has the order and sees the person.
const WITH_MAKER = ['confirmed', 'in_fitting'] as const;

/** Acts that leave the status as it is. */
export const inPlace = {
  used_choice: {
    from: ['draft', 'submitted', 'in_review', 'awaiting_applicant'],
    by: FAMILY,
    event: 'request.used_choice',
  },
  change: { from: ['draft'], by: [...FAMILY, ...STAFF], event: 'request.changed' },
  take: { from: ['in_review', 'awaiting_applicant'], by: STAFF, event: 'request.assigned' },
  release: { from: ['in_review', 'awaiting_applicant'], by: STAFF, event: 'request.released' },
  takeover: { from: ['in_review', 'awaiting_applicant'], by: STAFF, event: 'request.taken_over' },
  give: {
    from: ['in_review', 'awaiting_applicant'],
    by: ['lead_caseworker'],
    event: 'request.given',
  },
  maker_appointment: { from: ['in_review'], by: STAFF, event: 'request.maker_appointed' },
  slots: { from: WITH_MAKER, by: ['supplier'], event: 'appointment.offered' },
  slot_choice: { from: WITH_MAKER, by: FAMILY, event: 'appointment.booked' },
  slots_refusal: { from: WITH_MAKER, by: FAMILY, event: 'appointment.none_fit' },
  appointment_change: {
    from: WITH_MAKER,
    by: [...FAMILY, 'supplier'],
    event: 'appointment.cancelled',
  },
  no_show: { from: WITH_MAKER, by: [...FAMILY, 'supplier'], event: 'appointment.missed' },
  interpreter: { from: WITH_MAKER, by: ['supplier'], event: 'appointment.interpreter_booked' },
  proposal: { from: ['in_review'], by: STAFF, event: 'request.decision_proposed' },
  decision_return: { from: ['in_review'], by: STAFF, event: 'request.decision_returned' },
  hold: { from: ['in_review'], by: STAFF, event: 'request.put_on_hold' },
  resumption: { from: ['in_review'], by: STAFF, event: 'request.hold_ended' },
  trial: { from: ['in_review'], by: STAFF, event: 'request.trial_granted' },
  trial_end: { from: ['in_review'], by: STAFF, event: 'request.trial_ended' },
  trial_answer: { from: ['in_review'], by: [...FAMILY, ...STAFF], event: 'request.trial_answered' },
  part_appeal: { from: AFTER_APPROVAL, by: FAMILY, event: 'request.part_appealed' },
  part_appeal_withdrawal: {
    from: AFTER_APPROVAL,
    by: FAMILY,
    event: 'request.part_appeal_withdrawn',
  },
  part_appeal_upheld: { from: AFTER_APPROVAL, by: STAFF, event: 'request.part_appeal_upheld' },
  part_appeal_rejected: { from: AFTER_APPROVAL, by: STAFF, event: 'request.part_appeal_rejected' },
  fit_talk: { from: ['received'], by: [...FAMILY, ...STAFF], event: 'request.fit_talk_wished' },
  note: {
    from: STATUSES.filter((status) => status !== 'draft'),
    by: STAFF,
    event: 'request.noted',
  },
  /** Papers, at any time while it is open. */
  paper: {
    from: STATUSES.filter((status) => status !== 'draft' && !NOT_LIVE.includes(status)),
    by: FAMILY,
    event: 'request.paper_added',
  },
  /** Unlike a note: the person reads it. */
  word: {
    from: STATUSES.filter((status) => status !== 'draft'),
    by: STAFF,
    event: 'request.told',
  },
} as const satisfies Record<string, Omit<Transition, 'to' | 'starts'>>;

export type ActInPlace = keyof typeof inPlace;

/** Whether `by` may do `act` to a request in `status`. */
export function mayMove(act: Act, status: Status, by: Actor): boolean {
  const transition: Transition = transitions[act];
  return transition.from.includes(status) && transition.by.includes(by);
}
