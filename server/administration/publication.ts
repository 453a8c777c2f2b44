// The life of an offer: draft → in review → published → withdrawn, and the ways back.
// Two people publish: whoever hands something in for review cannot publish it.

export type PublicationStatus = 'draft' | 'in_review' | 'published' | 'withdrawn';

const MOVES = {
  submission: { from: 'draft', to: 'in_review', past: 'submitted' },
  return: { from: 'in_review', to: 'draft', past: 'returned' },
  publication: { from: 'in_review', to: 'published', past: 'published' },
  withdrawal: { from: 'published', to: 'withdrawn', past: 'withdrawn' },
  reopening: { from: 'withdrawn', to: 'draft', past: 'reopened' },
} as const satisfies Record<
  string,
  { from: PublicationStatus; to: PublicationStatus; past: string }
>;

export type Move = keyof typeof MOVES;
export type MoveRefusal = 'wrongState' | 'incomplete' | 'ownSubmission';

export const STATUSES = ['draft', 'in_review', 'published', 'withdrawn'] as const;
export const moves: Readonly<
  Record<Move, { from: PublicationStatus; to: PublicationStatus; past: string }>
> = MOVES;

/** What a record must be for the rule: its status, who handed it in, and how much it still lacks. */
export interface Publishable {
  status: PublicationStatus;
  submittedBy: number | null;
  missing: number;
}

/** The moves that a status knows. */
export function movesFrom(status: PublicationStatus): Move[] {
  return (Object.keys(MOVES) as Move[]).filter((move) => MOVES[move].from === status);
}

/** May this reader make this move now? */
export function checkMove(
  { status, submittedBy, missing }: Publishable,
  move: Move,
  readerId: number,
): { allowed: true } | { allowed: false; reason: MoveRefusal } {
  if (MOVES[move].from !== status) return { allowed: false, reason: 'wrongState' };
  const mustBeComplete = move === 'submission' || move === 'publication';
  if (mustBeComplete && missing > 0) return { allowed: false, reason: 'incomplete' };
  const own = move === 'publication' && submittedBy === readerId;
  return own ? { allowed: false, reason: 'ownSubmission' } : { allowed: true };
}

/** Only drafts are edited: what people see was read by two. */
export function isEditable(status: PublicationStatus): boolean {
  return status === 'draft';
}
