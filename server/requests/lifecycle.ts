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

function move(
  from: readonly Status[],
  to: Status,
  by: readonly Actor[],
  starts: Clock | null,
  event: string,
): Transition {
  return { from, to, by, starts, event };
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

/** All moves of a status: from, to, by whom, the clock it starts, the fact. `start` has no row: it makes the draft. */
export const transitions = {
  submission: move(['draft'], 'submitted', [...FAMILY, ...STAFF], 'decision', 'request.submitted'),
  assignment: move(['submitted'], 'in_review', STAFF, null, 'request.assigned'),
  question: move(['in_review'], 'awaiting_applicant', STAFF, 'answer', 'request.question_asked'),
  // staff: as the person told it
  answer: move(
    ['awaiting_applicant'],
    'in_review',
    [...FAMILY, ...STAFF],
    'decision',
    'request.answered',
  ),
  answer_missed: move(
    ['awaiting_applicant'],
    'in_review',
    ['system'],
    'decision',
    'request.answer_missed',
  ),
  approval: move(['in_review'], 'ordered', STAFF, 'confirmation', 'request.approved'),
  commission: move(['in_review'], 'commissioned', STAFF, 'confirmation', 'request.commissioned'),
  part_approval: move(['in_review'], 'ordered', STAFF, 'confirmation', 'request.partly_approved'),
  part_commission: move(
    ['in_review'],
    'commissioned',
    STAFF,
    'confirmation',
    'request.partly_approved',
  ),
  sourcing: move(['in_review'], 'choosing_again', STAFF, 'choose_again', 'request.sourced'),
  refusal: move(['in_review'], 'refused', STAFF, 'appeal', 'request.refused'),
  confirmation: move(
    ['ordered', 'commissioned'],
    'confirmed',
    ['supplier'],
    'delivery',
    'order.confirmed',
  ),
  decline: move(
    ['ordered', 'commissioned'],
    'choosing_again',
    ['supplier'],
    'choose_again',
    'order.declined',
  ),
  choice: move(['choosing_again'], 'ordered', FAMILY, 'confirmation', 'request.chosen_again'),
  maker_choice: move(
    ['choosing_again'],
    'commissioned',
    FAMILY,
    'confirmation',
    'request.maker_chosen_again',
  ),
  fitting: move(['confirmed', 'in_fitting'], 'in_fitting', ['supplier'], 'fitting', 'order.fitted'),
  dispatch: move(
    ['confirmed', 'in_fitting'],
    'dispatched',
    ['supplier'],
    'arrival',
    'order.dispatched',
  ),
  receipt: move(['dispatched'], 'received', [...FAMILY, ...STAFF], 'fit_check', 'request.received'),
  misfit: move(['dispatched'], 'misfit', [...FAMILY, ...STAFF], 'remedy', 'request.misfit'),
  remedy: move(['misfit'], 'dispatched', ['supplier'], 'arrival', 'order.remedied'),
  supplier_removal: move(
    ['ordered', 'commissioned', 'confirmed', 'in_fitting', 'misfit'],
    'choosing_again',
    ['system'],
    'choose_again',
    'order.supplier_removed',
  ),
  return: move(['misfit'], 'choosing_again', ['supplier'], 'choose_again', 'order.returned'),
  fit_confirmed: move(['received'], 'closed', [...FAMILY, ...STAFF], null, 'request.fit_confirmed'),
  fit_failed: move(['received'], 'misfit', [...FAMILY, ...STAFF], 'remedy', 'request.fit_failed'),
  pool_supply: move(['in_review'], 'dispatched', STAFF, 'arrival', 'request.pool_supplied'),
  pool_return: move(
    ['dispatched'],
    'in_review',
    [...FAMILY, ...STAFF],
    'decision',
    'request.pool_returned',
  ),
  closure: move(['received'], 'closed', ['system'], null, 'request.closed'),
  appeal: move(['refused'], 'appealed', FAMILY, 'appeal_decision', 'request.appealed'),
  appeal_granted: move(['appealed'], 'in_review', STAFF, 'decision', 'request.appeal_granted'),
  appeal_rejected: move(['appealed'], 'refused', STAFF, null, 'request.appeal_rejected'),
  appeal_withdrawal: move(['appealed'], 'refused', FAMILY, null, 'request.appeal_withdrawn'),
  withdrawal: move(BEFORE_DISPATCH, 'withdrawn', FAMILY, null, 'request.withdrawn'),
  discard: move(['draft'], 'withdrawn', [...FAMILY, ...STAFF], null, 'request.discarded'),
  expiry: move(['draft', 'choosing_again'], 'expired', ['system'], null, 'request.expired'),
};

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
