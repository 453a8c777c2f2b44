// Whether a request comes too early, since the person has such an aid still within its term.
import type { Queryable } from '../database.ts';
import { renewalOf } from './renewals.ts';

/**
 * Looks at what the person has of these classes, but for what the same line of the programme brought.
 * `unknown`: an aid has no replacement date, since no term of its class is published.
 */
export async function replacementTermKept(
  db: Queryable,
  {
    applicantId,
    aidClassCodes,
    entitlementId,
  }: { applicantId: number; aidClassCodes: readonly string[]; entitlementId: number },
  day: string,
): Promise<'passed' | 'failed' | 'unknown'> {
  if ((await renewalOf(db, entitlementId))?.early) return 'passed';
  const held: { replacement_from: string | null }[] = await db('aids')
    .leftJoin('requests', 'requests.id', 'aids.request_id')
    .where('aids.applicant_id', applicantId)
    .whereIn('aids.state', ['in_use', 'in_repair'])
    .where(
      (such) =>
        void such
          .whereIn('aids.aid_class_code', aidClassCodes)
          .orWhereIn('requests.aid_class_code', aidClassCodes),
    )
    .where(
      (other) =>
        void other
          .whereNull('aids.request_id')
          .orWhereNot('requests.entitlement_id', entitlementId),
    )
    .select('aids.replacement_from');
  if (held.some(({ replacement_from: from }) => from !== null && from > day)) return 'failed';
  return held.some(({ replacement_from: from }) => from === null) ? 'unknown' : 'passed';
}
