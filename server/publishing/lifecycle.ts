// The life of a revision: draft → in review → published (or accepted, until its day) → superseded, and the ways back.
// Two people publish: whoever wrote or handed in a revision cannot accept it.

export const REVISION_STATUSES = [
  'draft',
  'in_review',
  'returned',
  'accepted',
  'published',
  'superseded',
  'discarded',
] as const;
export type RevisionStatus = (typeof REVISION_STATUSES)[number];

/** One of them a product may have for each who propose: the administrators, and each firm. */
export const OPEN = ['draft', 'in_review', 'returned', 'accepted'] as const;
/** What may still be written in. */
export const EDITABLE: readonly RevisionStatus[] = ['draft', 'returned'];

const MOVES = {
  submission: { from: ['draft', 'returned'], to: 'in_review', by: 'proposer', past: 'submitted' },
  recall: { from: ['in_review', 'accepted'], to: 'draft', by: 'proposer', past: 'recalled' },
  discard: { from: ['draft', 'returned'], to: 'discarded', by: 'proposer', past: 'discarded' },
  return: { from: ['in_review'], to: 'returned', by: 'administrator', past: 'returned' },
  acceptance: { from: ['in_review'], to: 'accepted', by: 'administrator', past: 'accepted' },
} as const satisfies Record<
  string,
  {
    from: readonly RevisionStatus[];
    to: RevisionStatus;
    by: 'proposer' | 'administrator';
    past: string;
  }
>;

export type Move = keyof typeof MOVES;
export type MoveRefusal = 'wrongState' | 'notYours' | 'incomplete' | 'ownProposal';

/** What the rule looks at. */
export interface Movable {
  status: RevisionStatus;
  supplierId: number | null;
  submittedBy: number | null;
  changedBy: number | null;
}

export interface Mover {
  accountId: number;
  /** The firm for which they act; null for an administrator. */
  supplierId: number | null;
}

/** Where a move leads, and what it is called afterwards. */
export function outcomeOf(move: Move): { to: RevisionStatus; past: string } {
  return MOVES[move];
}

/** The moves that a status knows. */
export function movesFrom(status: RevisionStatus): Move[] {
  return (Object.keys(MOVES) as Move[]).filter((move) => isFrom(move, status));
}

/** May this person make this move now? `missing` is how much the revision still lacks. */
export function checkMove(
  revision: Movable,
  move: Move,
  mover: Mover,
  missing: number,
): { allowed: true } | { allowed: false; reason: MoveRefusal } {
  if (!isFrom(move, revision.status)) return { allowed: false, reason: 'wrongState' };
  const isTheirs =
    MOVES[move].by === 'proposer'
      ? mover.supplierId === revision.supplierId
      : mover.supplierId === null;
  if (!isTheirs) return { allowed: false, reason: 'notYours' };
  const mustBeComplete = move === 'submission' || move === 'acceptance';
  if (mustBeComplete && missing > 0) return { allowed: false, reason: 'incomplete' };
  const wrote = [revision.submittedBy, revision.changedBy].includes(mover.accountId);
  return move === 'acceptance' && wrote
    ? { allowed: false, reason: 'ownProposal' }
    : { allowed: true };
}

function isFrom(move: Move, status: RevisionStatus): boolean {
  return (MOVES[move].from as readonly RevisionStatus[]).includes(status);
}
