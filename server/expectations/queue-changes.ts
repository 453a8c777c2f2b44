// How the places of an office's queue changed since they were last reckoned, and why. Pure.

/** A request that waits at the office. */
export interface Waiting {
  id: number;
  /** Higher ones come first. */
  priority: number;
  queuedOn: string;
}

/** A place as it was reckoned before. */
export interface Known extends Waiting {
  place: number;
}

export interface Move {
  id: number;
  from: number;
  to: number;
  reason: 'others' | 'own_priority';
  /** How many more urgent ones came first. */
  urgent: number;
  /** How many with the same urgency and an earlier date came first. */
  earlier: number;
}

/** The order of a queue: urgent ones, then those that wait longest. */
export function inOrder(waiting: readonly Waiting[]): Waiting[] {
  return waiting.toSorted(
    (one, other) =>
      other.priority - one.priority ||
      (one.queuedOn < other.queuedOn ? -1 : one.queuedOn > other.queuedOn ? 1 : 0) ||
      one.id - other.id,
  );
}

/** Who moved back, and what came before them. One pass over the queue, whatever changed. */
export function movesBack(queue: readonly Waiting[], before: ReadonlyMap<number, Known>): Move[] {
  const moves: Move[] = [];
  let arrivedAhead = 0; // new ones, and those whose urgency or date changed
  let arrivedBeforeGroup = 0; // of them those that are more urgent than the group at hand
  let group: number | null = null;
  for (const [at, one] of queue.entries()) {
    if (one.priority !== group) {
      group = one.priority;
      arrivedBeforeGroup = arrivedAhead;
    }
    const known = before.get(one.id);
    const isSame = known && known.priority === one.priority && known.queuedOn === one.queuedOn;
    if (known && at + 1 > known.place) {
      moves.push({
        id: one.id,
        from: known.place,
        to: at + 1,
        reason: isSame ? 'others' : 'own_priority',
        urgent: isSame ? arrivedBeforeGroup : 0,
        earlier: isSame ? arrivedAhead - arrivedBeforeGroup : 0,
      });
    }
    if (!isSame) arrivedAhead += 1;
  }
  return moves;
}
