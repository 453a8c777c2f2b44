// The part of a request that was not granted, and where an objection to it stands.
import type { Queryable } from '../database.ts';
import { reasonVersionOf, type ReasonVersion, type ReasonVersionRow } from './reasons.ts';

/** `stands`: the person may object until a day; `withdrawn`: the person took their objection back. */
export type PartState = 'stands' | 'appealed' | 'withdrawn' | 'upheld' | 'rejected';

export interface PartRefusal {
  id: number;
  version: number;
  state: PartState;
  asked: number;
  granted: number;
  /** The plain sentence for the person. */
  explanation: string;
  reason: ReasonVersion;
  decidedBy: number;
  consentBy: number | null;
  appealUntil: string | null;
  appeal: string | null;
  appealedAt: string | null;
  /** Until when the objection is decided, while it waits. */
  decideBy: string | null;
  outcome: string | null;
  outcomeAt: string | null;
}

/** The part of a request that was not granted; null where nothing was kept back, or it is only proposed. */
export async function findPartRefusal(
  db: Queryable,
  requestId: number,
): Promise<PartRefusal | null> {
  const row: Row | undefined = await db('part_refusals')
    .join('decisions', 'decisions.id', 'part_refusals.decision_id')
    .join('reason_versions', 'reason_versions.id', 'part_refusals.reason_version_id')
    .where('part_refusals.request_id', requestId)
    .whereNotIn('part_refusals.state', ['proposed', 'returned'])
    .orderBy('part_refusals.id', 'desc')
    .first(
      'reason_versions.*',
      'part_refusals.id as part_id',
      'part_refusals.version as part_version',
      'part_refusals.state as part_state',
      'part_refusals.asked',
      'part_refusals.granted',
      'part_refusals.explanation as sentence',
      'part_refusals.appeal_until',
      'part_refusals.appeal',
      'part_refusals.appealed_at',
      'part_refusals.decide_by',
      'part_refusals.outcome',
      'part_refusals.outcome_at',
      'decisions.decided_by',
      'decisions.consent_by',
    );
  if (!row) return null;
  return {
    id: row.part_id,
    version: row.part_version,
    state: row.part_state,
    asked: row.asked,
    granted: row.granted,
    explanation: row.sentence,
    reason: reasonVersionOf(row),
    decidedBy: row.decided_by,
    consentBy: row.consent_by,
    appealUntil: row.appeal_until,
    appeal: row.appeal,
    appealedAt: row.appealed_at,
    decideBy: row.decide_by,
    outcome: row.outcome,
    outcomeAt: row.outcome_at,
  };
}

/** Whether the term to object to the part runs on `day`. It is heard once. */
export function mayAppealPart(
  { state, appealUntil }: Pick<PartRefusal, 'state' | 'appealUntil'>,
  day: string,
): boolean {
  return state === 'stands' && appealUntil !== null && appealUntil >= day;
}

interface Row extends ReasonVersionRow {
  part_id: number;
  part_version: number;
  part_state: PartState;
  asked: number;
  granted: number;
  sentence: string;
  decided_by: number;
  consent_by: number | null;
  appeal_until: string | null;
  appeal: string | null;
  appealed_at: string | null;
  decide_by: string | null;
  outcome: string | null;
  outcome_at: string | null;
}
