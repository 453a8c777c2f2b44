// The place of each request in its office's queue, reckoned by a job: a run costs the length of the queues, and no view
// costs more than its own row.
import type { Knex } from 'knex';
import { inTransaction, type Database } from '../database.ts';
import { inOrder, movesBack, type Known, type Waiting } from './queue-changes.ts';

/** Requests that wait for the office's decision. */
export const QUEUED = ['submitted', 'in_review'] as const;

/** Reckons all queues anew. One office that fails keeps no other waiting. @throws the first failure, at the end */
export async function reckonPlaces(db: Database, at: Date): Promise<void> {
  const offices: { id: number }[] = await db.write('offices').orderBy('id').select('id');
  const failures: unknown[] = [];
  for (const { id } of offices) {
    await inTransaction(db, (trx) => reckonOffice(trx, id, at)).catch((error: unknown) =>
      failures.push(error),
    );
  }
  if (failures.length) throw failures[0];
}

async function reckonOffice(trx: Knex.Transaction, officeId: number, at: Date): Promise<void> {
  // Two runners at once wait for each other here.
  await trx('offices').where({ id: officeId }).forUpdate().first('id');
  const rows: WaitingRow[] = await trx('requests')
    .where({ office_id: officeId })
    .whereIn('status', [...QUEUED])
    .select('id', 'priority', 'queued_on', 'status_since');
  const queue = inOrder(
    rows.map(({ id, priority, queued_on, status_since }) => ({
      id,
      priority,
      queuedOn: queued_on ?? status_since.slice(0, 10),
    })),
  );
  const known = await knownPlaces(trx, officeId);
  const instant = at.toISOString();

  const entered = queue.filter(({ id }) => !known.has(id));
  const moves = movesBack(queue, known).map(({ id, from, to, ...why }) => ({
    request_id: id,
    at: instant,
    from_place: from,
    to_place: to,
    ...why,
  }));
  const staying = new Set(queue.map(({ id }) => id));
  const gone = await whoLeft(
    trx,
    officeId,
    [...known.values()].filter(({ id }) => !staying.has(id)),
  );
  await inChunks([...moves, ...pauses(gone, instant)], (some) => trx('queue_moves').insert(some));
  await inChunks(gone, (some) =>
    trx('queue_places')
      .where({ office_id: officeId })
      .whereIn(
        'request_id',
        some.map(({ id }) => id),
      )
      .del(),
  );
  const places = new Map(queue.map(({ id }, index) => [id, index + 1]));
  await inChunks(await returns(trx, entered, places, instant), (some) =>
    trx('queue_moves').insert(some),
  );
  await writePlaces(trx, { officeId, queue, known, places });
  await trx('office_queues')
    .insert({ office_id: officeId, waiting: queue.length, reckoned_at: instant })
    .onConflict('office_id')
    .merge();
}

async function knownPlaces(trx: Knex.Transaction, officeId: number): Promise<Map<number, Known>> {
  const rows: PlaceRow[] = await trx('queue_places').where({ office_id: officeId });
  return new Map(
    rows.map(({ request_id: id, place, priority, queued_on: queuedOn }) => [
      id,
      { id, place, priority, queuedOn },
    ]),
  );
}

interface Left extends Known {
  status: string;
}

// A case that another office has now keeps its row until that office's turn, which says so.
async function whoLeft(
  trx: Knex.Transaction,
  officeId: number,
  missing: readonly Known[],
): Promise<Left[]> {
  const left: Left[] = [];
  await inChunks(missing, async (some) => {
    const rows: { id: number; status: string; office_id: number }[] = await trx('requests')
      .whereIn(
        'id',
        some.map(({ id }) => id),
      )
      .select('id', 'status', 'office_id');
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const known of some) {
      const { status, office_id } = byId.get(known.id)!;
      const isElsewhere = office_id !== officeId && QUEUED.some((one) => one === status);
      if (!isElsewhere) left.push({ ...known, status });
    }
  });
  return left;
}

// Who left for a decision has one: only a case that pauses is told that its place is kept.
function pauses(left: readonly Left[], at: string) {
  return left
    .filter(({ status }) => status === 'awaiting_applicant')
    .map(({ id, place }) => ({
      request_id: id,
      at,
      from_place: place,
      to_place: null,
      reason: 'paused',
      urgent: 0,
      earlier: 0,
    }));
}

// A case that comes back after a pause, or from another office, hears where it stands now.
async function returns(
  trx: Knex.Transaction,
  entered: readonly Waiting[],
  places: ReadonlyMap<number, number>,
  at: string,
) {
  const rows: object[] = [];
  await inChunks(entered, async (some) => {
    const ids = some.map(({ id }) => id);
    const moved: { request_id: number }[] = await trx('queue_places')
      .whereIn('request_id', ids)
      .select('request_id');
    const paused: { request_id: number }[] = await trx('queue_moves')
      .whereIn('request_id', ids)
      .where({ reason: 'paused' })
      .distinct('request_id');
    const elsewhere = new Set(moved.map(({ request_id }) => request_id));
    for (const id of elsewhere) rows.push(cameBack(id, 'office', places.get(id)!, at));
    for (const { request_id: id } of paused) {
      if (!elsewhere.has(id)) rows.push(cameBack(id, 'back', places.get(id)!, at));
    }
    await trx('queue_places')
      .whereIn('request_id', [...elsewhere])
      .del();
  });
  return rows;
}

function cameBack(id: number, reason: 'back' | 'office', place: number, at: string) {
  return { request_id: id, at, from_place: null, to_place: place, reason, urgent: 0, earlier: 0 };
}

async function writePlaces(
  trx: Knex.Transaction,
  {
    officeId,
    queue,
    known,
    places,
  }: {
    officeId: number;
    queue: readonly Waiting[];
    known: ReadonlyMap<number, Known>;
    places: ReadonlyMap<number, number>;
  },
): Promise<void> {
  const changed = queue.filter((one) => {
    const before = known.get(one.id);
    return (
      before?.place !== places.get(one.id) ||
      before?.priority !== one.priority ||
      before?.queuedOn !== one.queuedOn
    );
  });
  await inChunks(changed, (some) =>
    trx('queue_places')
      .insert(
        some.map(({ id, priority, queuedOn }) => ({
          request_id: id,
          office_id: officeId,
          place: places.get(id)!,
          priority,
          queued_on: queuedOn,
        })),
      )
      .onConflict('request_id')
      .merge(),
  );
}

async function inChunks<T>(
  all: readonly T[],
  work: (some: T[]) => PromiseLike<unknown>,
): Promise<void> {
  for (let at = 0; at < all.length; at += 100) await work(all.slice(at, at + 100));
}

interface WaitingRow {
  id: number;
  priority: number;
  queued_on: string | null;
  status_since: string;
}

interface PlaceRow {
  request_id: number;
  place: number;
  priority: number;
  queued_on: string;
}
