// Granting fewer pieces than were asked for: what is refused of them, and why, beside the approval.
import { release } from '../../entitlements/entitlements.ts';
import type { Queryable } from '../../database.ts';
import { dueOn } from '../deadlines.ts';
import { findReasonInForce } from '../reasons.ts';
import type { Scene } from './perform.ts';

/** The part that is granted, and why not the rest. */
export interface Part {
  quantity: number;
  reasonCode: string;
  /** The plain sentence for the person. */
  explanation: string;
}

/** Why a part cannot be granted so; null when it can. */
export async function whyNotPart(
  { trx, request, day }: Scene,
  { quantity, reasonCode: code }: Part,
): Promise<string | null> {
  if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity >= request.quantity) {
    return 'part-wrong';
  }
  return (await findReasonInForce(trx, { kind: 'partial', code, day })) ? null : 'reason-missing';
}

/** Writes down the part that is refused, beside its decision. */
export async function writePart(
  { trx, request, day }: Scene,
  { quantity, reasonCode: code, explanation }: Part,
  decisionId: number,
): Promise<void> {
  const reason = await findReasonInForce(trx, { kind: 'partial', code, day });
  await trx('part_refusals').insert({
    decision_id: decisionId,
    request_id: request.id,
    reason_version_id: reason!.id,
    asked: request.quantity,
    granted: quantity,
    explanation,
    state: 'proposed',
  });
}

/** The part that a decision which waits for a second person proposes; null where it grants all or nothing waits. */
export async function proposedPart(
  db: Queryable,
  requestId: number,
): Promise<{ quantity: number; explanation: string } | null> {
  const row: { granted: number; explanation: string } | undefined = await db('part_refusals')
    .where({ request_id: requestId, state: 'proposed' })
    .first('granted', 'explanation');
  return row ? { quantity: row.granted, explanation: row.explanation } : null;
}

/** The part stands: the rest of the line is free again, and the person may object until a day, which it gives. */
export async function settlePart(
  { trx, request, day }: Scene,
  { quantity }: { quantity: number },
): Promise<string> {
  const until = await dueOn(trx, 'appeal', day);
  await trx('part_refusals')
    .where({ request_id: request.id, state: 'proposed' })
    .update({ state: 'stands', appeal_until: until });
  await release(trx, request.entitlementId, request.quantity - quantity);
  return until;
}

/** The proposal of a part is taken back with its decision. */
export async function dropPart({ trx, request }: Pick<Scene, 'trx' | 'request'>): Promise<void> {
  await trx('part_refusals')
    .where({ request_id: request.id, state: 'proposed' })
    .update({ state: 'returned' });
}
