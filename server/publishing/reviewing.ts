// The acts that move a revision on: handing it in, taking it back, discarding, returning and accepting it.
import type { Knex } from 'knex';
import { inTransaction, type Database } from '../database.ts';
import type { Texts } from '../i18n/texts.ts';
import { Conflict, NotFound } from '../web/errors.ts';
import { readGround } from './apply.ts';
import { lockHeld } from './drafting.ts';
import { seenStamp } from './held.ts';
import { lacksOf } from './lacks.ts';
import { checkMove, outcomeOf, type Move } from './lifecycle.ts';
import type { Act } from './proposal.ts';
import { refuseUnlessAdmitted } from './proposing.ts';
import { publish } from './publish.ts';
import type { ProductRow } from './published.ts';
import { findPublishedHead, findRevision, lockProducts, type Revision } from './store.ts';
import { updateRevision } from './revision-writes.ts';
import { writeArticles } from './articles.ts';
import { tellProposer } from './tell.ts';
import { writeDown } from './write-down.ts';

/** Hands the open draft in: with what it is for, and the days from and until which it is to be shown. */
export function submitDraft(
  db: Database,
  act: Act,
  productId: number,
  how: {
    stamp: string;
    note: string | null;
    publishOn: string | null;
    withdrawOn: string | null;
  },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    await refuseUnlessAdmitted(trx, act);
    const { product, open, stamp } = await lockHeld(trx, productId, act.supplierId);
    if (!open) throw new Conflict();
    if (open.status === 'in_review' && open.submittedBy === act.by.accountId) return; // sent twice
    if (stamp !== how.stamp) throw new Conflict();
    await refuseMove(trx, act, open, 'submission');
    await updateRevision(trx, open, {
      status: 'in_review',
      note: how.note,
      publish_on: how.publishOn,
      withdraw_on: how.withdrawOn,
      submitted_at: act.at.toISOString(),
      submitted_by: act.by.accountId,
    });
    await writeMove(trx, act, product, open, 'submission', how.note);
  });
}

/** Takes the own revision back to write on, or discards it. */
export function takeBack(
  db: Database,
  act: Act,
  productId: number,
  { move, stamp }: { move: 'recall' | 'discard'; stamp: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const held = await lockHeld(trx, productId, act.supplierId);
    const { product, open } = held;
    if (!open || open.status === outcomeOf(move).to) return; // sent twice
    if (stamp !== held.stamp) throw new Conflict();
    await refuseMove(trx, act, open, move);
    await updateRevision(trx, open, { status: outcomeOf(move).to });
    if (move === 'discard') await writeArticles(trx, [{ id: open.id, articles: [] }]);
    await writeMove(trx, act, product, open, move);
  });
}

export interface Decision {
  move: 'acceptance' | 'return';
  /** The version of the revision, and the published revision, that the page showed. */
  seen: string;
  message: string | null;
}

/** Accepts a revision - it is published, at once or on its day - or returns it with a message. */
export function decide(
  { db, texts }: { db: Database; texts: Texts },
  act: Act,
  revisionId: number,
  { move, seen, message }: Decision,
): Promise<'published' | 'accepted' | 'returned'> {
  return inTransaction(db, async (trx) => {
    const { product, revision } = await lockRevision(trx, revisionId);
    const done = doneBefore(revision, move, act);
    if (done) return done;
    if ((await seenOf(trx, product, revision)) !== seen) throw new Conflict();
    await refuseMove(trx, act, revision, move);
    const decided = { decided_at: act.at.toISOString(), decided_by: act.by.accountId };
    if (move === 'return') {
      await updateRevision(trx, revision, { ...decided, status: 'returned', message });
      await tellProposer(trx, texts, { ...revision, message }, 'returned', act.at);
      await writeMove(trx, act, product, revision, move, message);
      return 'returned';
    }
    if (revision.publishOn && revision.publishOn > act.on) {
      await updateRevision(trx, revision, { ...decided, status: 'accepted', message: null });
      await tellProposer(trx, texts, revision, 'accepted', act.at);
      await writeMove(trx, act, product, revision, move);
      return 'accepted';
    }
    const by = act.by.accountId;
    const ground = await readGround(trx);
    await publish(trx, product, revision, { at: act.at, on: act.on, by, ground });
    await tellProposer(trx, texts, revision, 'published', act.at);
    await writeDown(trx, act, {
      productId: product.id,
      past: 'published',
      differing: { status: [product.status, 'published'] },
    });
    return 'published';
  });
}

/** Accepts several, each by itself. Those that may not be, or changed since they were seen, are left. */
export async function acceptMany(
  means: { db: Database; texts: Texts },
  act: Act,
  marked: readonly { id: number; seen: string }[],
): Promise<{ accepted: number; left: number }> {
  const done = { accepted: 0, left: 0 };
  for (const { id, seen } of marked) {
    try {
      await decide(means, act, id, { move: 'acceptance', seen, message: null });
      done.accepted += 1;
    } catch (error) {
      if (!(error instanceof Conflict || error instanceof NotFound)) throw error;
      done.left += 1;
    }
  }
  return done;
}

/** What a review page shows, marked: it is refused where either side changed since. */
export async function seenOf(
  db: Knex | Knex.Transaction,
  product: ProductRow,
  revision: Pick<Revision, 'id' | 'version'>,
): Promise<string> {
  const published = await findPublishedHead(db, product.id);
  return seenStamp(product, revision, published?.id ?? null);
}

async function lockRevision(
  trx: Knex.Transaction,
  id: number,
): Promise<{ product: ProductRow; revision: Revision }> {
  const { productId } = await findRevision(trx, id);
  const product = (await lockProducts(trx, [productId])).get(productId);
  if (!product) throw new NotFound();
  return { product, revision: await findRevision(trx, id) }; // as it stands under the lock
}

function doneBefore(
  { status, decidedBy }: Revision,
  move: Decision['move'],
  { by }: Act,
): 'published' | 'accepted' | 'returned' | null {
  if (decidedBy !== by.accountId) return null;
  if (move === 'return') return status === 'returned' ? status : null;
  return status === 'published' || status === 'accepted' ? status : null;
}

async function refuseMove(
  trx: Knex.Transaction,
  act: Act,
  revision: Revision,
  move: Move,
): Promise<void> {
  const mover = { accountId: act.by.accountId, supplierId: act.supplierId };
  const { content } = revision;
  const definitions = (await readGround(trx)).definitionsOf(content.aidClassCode);
  // What is to be shown later is complete on that day.
  const on = revision.publishOn && revision.publishOn > act.on ? revision.publishOn : act.on;
  const missing = lacksOf(content, definitions, on).length;
  const check = checkMove(revision, move, mover, missing);
  if (!check.allowed) throw new Conflict(`publishing.refused.${check.reason}`);
}

async function writeMove(
  trx: Knex.Transaction,
  act: Act,
  { id }: ProductRow,
  { status, number }: Revision,
  move: Move,
  reason: string | null = null,
): Promise<void> {
  const { to, past } = outcomeOf(move);
  await writeDown(trx, act, {
    productId: id,
    past,
    differing: { [`version ${number}`]: [status, to] },
    reason,
  });
}
