// An offer's way into the catalogue and out of it.
import { inTransaction, isDuplicate, type Database } from '../../database.ts';
import { Conflict } from '../../web/errors.ts';
import type { Act } from '../desk.ts';
import { checkMove, moves, type Move } from '../publication.ts';
import { stampOf } from '../../web/stale.ts';
import { changeRecord, lockRecord, writeDown } from '../records.ts';
import { relistProduct } from '../relist.ts';
import { startsOn } from './completeness.ts';
import { findOffer, publishedBeside, readOfferLacks, type Offer, type OfferRow } from './store.ts';
import type { Knex } from 'knex';

/** Moves an offer on in its life. One that is published ends the supplier's earlier one that day. */
export async function moveOffer(
  db: Database,
  act: Act,
  id: number,
  { move, stamp, note }: { move: Move; stamp: string; note: string | null },
): Promise<void> {
  try {
    await inTransaction(db, async (trx) => {
      const row = await lockRecord<OfferRow>(trx, 'offers', { id });
      const { status, submitted_by: submittedBy } = row;
      const { to, past } = moves[move];
      if (stampOf(row) !== stamp) {
        if (status === to) return; // sent twice
        throw new Conflict();
      }
      await lockRecord(trx, 'variants', { id: row.variant_id }); // prices of a variant one after the other
      const offer = await findOffer(trx, id);
      const missing = (await readOfferLacks(trx, offer, act.on)).length;
      const check = checkMove({ status, submittedBy, missing }, move, act.by.accountId);
      if (!check.allowed) throw new Conflict(`administration.refused.${check.reason}`);
      const start = move === 'publication' ? startsOn(offer.valid_from, act.on) : offer.valid_from;
      if (move === 'publication') await endEarlier(trx, act, offer, start);
      await trx('offers')
        .where({ id })
        .update({
          status: to,
          valid_from: start,
          version: row.version + 1,
          updated_at: act.at.toISOString(),
          ...(move === 'submission' && { submitted_by: act.by.accountId }),
        });
      await writeDown(trx, act, {
        subject: { kind: 'offer', id },
        action: `offer.${past}`,
        differing: { status: [status, to] },
        reason: note,
      });
      if (status === 'published' || to === 'published') {
        await relistProduct(trx, offer.product_id, act.on);
      }
    });
  } catch (error) {
    if (isDuplicate(error, 'valid_from')) throw new Conflict('administration.refused.incomplete');
    throw error;
  }
}

/** Says whether the supplier has it: a fact of the day, not of the price, so it may change in place. */
export function changeAvailability(
  db: Database,
  act: Act,
  id: number,
  { available, stamp }: { available: boolean; stamp: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const row = await lockRecord<OfferRow>(trx, 'offers', { id });
    const problems = await changeRecord(trx, act, {
      table: 'offers',
      key: { id },
      row,
      stamp,
      values: { available },
      subject: { kind: 'offer', id },
      action: 'offer.availability_changed',
    });
    if (problems.length) throw new Conflict();
    const { product_id: productId } = await findOffer(trx, id);
    await relistProduct(trx, productId, act.on);
  });
}

async function endEarlier(
  trx: Knex.Transaction,
  act: Act,
  offer: Offer,
  start: string,
): Promise<void> {
  const earlier = (await publishedBeside(trx, offer)).filter(
    (one) => one.valid_from < start && (one.valid_until === null || one.valid_until > start),
  );
  for (const one of earlier) {
    await trx('offers')
      .where({ id: one.id })
      .update({ valid_until: start, version: one.version + 1 });
    await writeDown(trx, act, {
      subject: { kind: 'offer', id: one.id },
      action: 'offer.ended',
      differing: { valid_until: [one.valid_until, start] },
    });
  }
}
