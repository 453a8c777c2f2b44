// Decisions as they are written down: what was decided, by whom, and with which version of a reason.
import type { ReasonVersion } from '../reasons.ts';
import type { Scene } from './perform.ts';

interface Written {
  kind: 'approved' | 'refused';
  state: 'stands' | 'waiting';
  note: string | null;
  /** Of a refusal. */
  reason?: ReasonVersion;
  explanation?: string;
}

/** Writes a decision down and gives its id. */
export async function writeDecision(
  { trx, request, by, at }: Scene,
  { kind, state, note, reason, explanation }: Written,
): Promise<number> {
  const [row]: { id: number }[] = await trx('decisions')
    .insert({
      request_id: request.id,
      kind,
      state,
      decided_by: by.accountId,
      decided_at: at.toISOString(),
      reason_code: reason?.code ?? null,
      explanation: explanation ?? null,
      note,
    })
    .returning('id');
  if (reason) {
    await trx('decision_reasons').insert({ decision_id: row!.id, reason_version_id: reason.id });
  }
  return row!.id;
}

/** Settles the decision that waits for a second person. Their word stays with colleagues, as the first one's does. */
export async function settleDecision(
  { trx, request, by, at }: Scene,
  state: 'stands' | 'returned',
  word: string | null,
): Promise<void> {
  const waiting: { id: number; note: string | null } = await trx('decisions')
    .where({ request_id: request.id, state: 'waiting' })
    .first('id', 'note');
  const note = [waiting.note, word].filter(Boolean).join('\n') || null;
  await trx('decisions')
    .where({ id: waiting.id })
    .update({ state, consent_by: by.accountId, consent_at: at.toISOString(), note });
}

/** Why `by` may not consent to the decision that waits; null when they may. */
export async function whyNotConsenting({ trx, request, by }: Scene): Promise<string | null> {
  const waiting: { decided_by: number } | undefined = await trx('decisions')
    .where({ request_id: request.id, state: 'waiting' })
    .first('decided_by');
  if (!waiting) return 'no-waiting-decision';
  if (waiting.decided_by === by.accountId) return 'same-person-consent';
  const ownDoing = request.startedBy === by.accountId || request.submittedBy === by.accountId;
  return ownDoing ? 'own-case' : null;
}
