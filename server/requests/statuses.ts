// Where a request may stand, and what that means. The schema knows the same words.

export const STATUSES = [
  'draft',
  'submitted',
  'in_review',
  'awaiting_applicant',
  'ordered',
  'commissioned',
  'choosing_again',
  'confirmed',
  'in_fitting',
  'dispatched',
  'misfit',
  'received',
  'closed',
  'refused',
  'appealed',
  'withdrawn',
  'expired',
] as const;
export type Status = (typeof STATUSES)[number];

/** Statuses in which the same entitlement may be asked for again. The schema's `is_live` says the rest. */
export const NOT_LIVE: readonly Status[] = [
  'received',
  'closed',
  'refused',
  'withdrawn',
  'expired',
];
/** Nothing more can happen, but for an appeal against a refusal. */
export const FINAL: readonly Status[] = ['closed', 'refused', 'withdrawn', 'expired'];
/** The office has it, and a decision is due. */
export const WITH_OFFICE: readonly Status[] = ['submitted', 'in_review', 'appealed'];
/** A quantity of the entitlement is reserved for it. */
export const RESERVING: readonly Status[] = STATUSES.filter(
  (status) => status !== 'draft' && !NOT_LIVE.includes(status),
);

export function isLive(status: Status): boolean {
  return !NOT_LIVE.includes(status);
}

/** Who holds a request now: whose act it waits for. Null: nobody, it has ended. */
export function holderOf(status: Status): 'applicant' | 'office' | 'supplier' | null {
  if (
    ['draft', 'awaiting_applicant', 'choosing_again', 'dispatched', 'received'].includes(status)
  ) {
    return 'applicant';
  }
  if (WITH_OFFICE.includes(status)) return 'office';
  return FINAL.includes(status) ? null : 'supplier';
}
