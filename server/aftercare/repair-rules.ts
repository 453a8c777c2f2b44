// The life of a repair: every move of its state, in one table. What is not in it is refused.

export const REPAIR_STATES = [
  'reported',
  'accepted',
  'picked_up',
  'repaired',
  'confirmed',
  'not_repairable',
  'withdrawn',
] as const;
export type RepairState = (typeof REPAIR_STATES)[number];

/** From which side somebody acts on an aid. */
export type Side = 'family' | 'office' | 'supplier';

/** Terms that the moves start; see `terms`. */
export type CareTerm = 'repair_answer' | 'repair' | 'repair_confirmation';

interface Move {
  from: readonly RepairState[];
  to: RepairState;
  by: readonly Side[];
  /** Null: nothing more is due; left out: the date that runs goes on. */
  starts?: CareTerm | null;
  /** What the aid is afterwards. */
  aid?: 'in_use' | 'in_repair';
  /** Needs words. */
  words?: true;
}

const REPAIRERS = ['supplier', 'office'] as const;

/** All moves. Only the person, or the office telling how the person told it, says that it works again. */
export const repairMoves = {
  accepted: { from: ['reported'], to: 'accepted', by: REPAIRERS, starts: 'repair' },
  passed_on: {
    from: ['reported'],
    to: 'reported',
    by: ['supplier'],
    starts: 'repair_answer',
    words: true,
  },
  picked_up: {
    from: ['accepted'],
    to: 'picked_up',
    by: REPAIRERS,
    aid: 'in_repair',
  },
  repaired: {
    from: ['accepted', 'picked_up'],
    to: 'repaired',
    by: REPAIRERS,
    starts: 'repair_confirmation',
    words: true,
  },
  not_repairable: {
    from: ['reported', 'accepted', 'picked_up'],
    to: 'not_repairable',
    by: REPAIRERS,
    starts: null,
    aid: 'in_use',
    words: true,
  },
  confirmed: {
    from: ['repaired'],
    to: 'confirmed',
    by: ['family', 'office'],
    starts: null,
    aid: 'in_use',
  },
  again: {
    from: ['repaired'],
    to: 'accepted',
    by: ['family', 'office'],
    starts: 'repair',
    aid: 'in_use',
    words: true,
  },
  withdrawn: {
    from: ['reported', 'accepted'],
    to: 'withdrawn',
    by: ['family', 'office'],
    starts: null,
  },
} as const satisfies Record<string, Move>;

export type RepairMove = keyof typeof repairMoves;
export const REPAIR_MOVES = Object.keys(repairMoves) as RepairMove[];

/** What one move is. */
export function moveOf(move: RepairMove): Move {
  return repairMoves[move];
}

/** Moves that the person tells, whoever writes them down. */
export const TOLD_MOVES: readonly RepairMove[] = ['confirmed', 'again', 'withdrawn'];

/**
 * The moves at hand from a side. While a supplier repairs, the office only writes down what the person tells;
 * what the office sees to is not the supplier's.
 */
export function movesAtHand(
  state: RepairState,
  side: Side,
  { bySupplier }: { bySupplier: boolean },
): RepairMove[] {
  return REPAIR_MOVES.filter((name) => {
    const move = moveOf(name);
    if (!move.from.includes(state) || !move.by.includes(side)) return false;
    if (side === 'supplier') return bySupplier;
    return side === 'family' || TOLD_MOVES.includes(name) || !bySupplier;
  });
}

/** Whose act a repair waits for; null: nobody's, it has ended. */
export function holderOfRepair(
  state: RepairState,
  bySupplier: boolean,
): 'supplier' | 'office' | 'person' | null {
  if (state === 'repaired') return 'person';
  if (['reported', 'accepted', 'picked_up'].includes(state))
    return bySupplier ? 'supplier' : 'office';
  return null;
}
