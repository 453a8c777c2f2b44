// What is published and withdrawn by date. After a standstill all that fell due is done in the order of its days.
import type { Knex } from 'knex';
import { dayOf } from '../calendar/today.ts';
import { inTransaction, type Database } from '../database.ts';
import type { Texts } from '../i18n/texts.ts';
import { readGround } from './apply.ts';
import { lacksOf } from './lacks.ts';
import { areTaken, publish } from './publish.ts';
import type { ProductRow } from './published.ts';
import { findRevision, lockProducts, type Revision } from './store.ts';
import { updateRevision } from './revision-writes.ts';
import { tellProposer } from './tell.ts';
import { withdraw, writeWithdrawal } from './withdrawing.ts';
import { writeDown } from './write-down.ts';

interface Due {
  id: number;
  product_id: number;
  day: string;
}

/** Publishes and withdraws all that is due at `at`; each in a transaction of its own. Any number of processes may do so. */
export async function publishByDate(
  means: { db: Database; texts: Texts },
  at: Date,
): Promise<{ published: number; heldBack: number; withdrawn: number }> {
  const on = dayOf(at);
  const done = { published: 0, heldBack: 0, withdrawn: 0 };
  for (;;) {
    const next = await nextDue(means.db.write, on);
    if (!next) return done;
    done[await doDue(means, next, at, on)] += 1;
  }
}

// On one day a new version comes before the old one's end: then there is nothing to take out.
async function nextDue(db: Knex, on: string): Promise<(Due & { status: string }) | undefined> {
  const first = (status: string, column: string): Promise<Due | undefined> =>
    db('product_revisions')
      .where({ status })
      .where(column, '<=', on)
      .orderBy([column, 'id'])
      .first('id', 'product_id', `${column} as day`);
  const publishing = await first('accepted', 'publish_on');
  const withdrawing = await first('published', 'withdraw_on');
  if (publishing && (!withdrawing || publishing.day <= withdrawing.day)) {
    return { ...publishing, status: 'accepted' };
  }
  return withdrawing && { ...withdrawing, status: 'published' };
}

function doDue(
  { db, texts }: { db: Database; texts: Texts },
  { id, product_id: productId, status }: Due & { status: string },
  at: Date,
  on: string,
): Promise<'published' | 'heldBack' | 'withdrawn'> {
  return inTransaction(db, async (trx) => {
    const product = (await lockProducts(trx, [productId])).get(productId)!;
    const revision = await findRevision(trx, id);
    const outcome = status === 'accepted' ? 'published' : 'withdrawn';
    if (revision.status !== status) return outcome; // another process was quicker
    if (outcome === 'published') return show(trx, texts, product, revision, { at, on });
    await withdraw(trx, product, { at, on });
    await writeWithdrawal(trx, null, product.id, at);
    return outcome;
  });
}

// A certificate may have run out between the decision and the day.
async function show(
  trx: Knex.Transaction,
  texts: Texts,
  product: ProductRow,
  revision: Revision,
  { at, on }: { at: Date; on: string },
): Promise<'published' | 'heldBack'> {
  const ground = await readGround(trx);
  const { content } = revision;
  const lacks = lacksOf(content, ground.definitionsOf(content.aidClassCode), on);
  const articles = content.variants.map(({ article }) => article);
  if (lacks.length > 0 || (await areTaken(trx, articles, product.id))) {
    const decided = { decided_at: at.toISOString(), decided_by: null, message: null };
    await updateRevision(trx, revision, { ...decided, status: 'returned' });
    await tellProposer(trx, texts, revision, 'held_back', at);
    await writeDown(trx, null, { productId: product.id, past: 'held_back', at });
    return 'heldBack';
  }
  await publish(trx, product, revision, { at, on, by: null, ground });
  await tellProposer(trx, texts, revision, 'published', at);
  await writeDown(trx, null, {
    productId: product.id,
    past: 'published',
    differing: { status: [product.status, 'published'] },
    at,
  });
  return 'published';
}
