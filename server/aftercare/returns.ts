// Giving back an aid that is no longer needed: announced, taken by the office, then into the pool or written off.
import type { Condition } from '../aids/aids.ts';
import type { Queryable } from '../database.ts';
import { Conflict } from '../web/errors.ts';
import { lastRepairOf } from './repairs.ts';
import { actOnAid, endOf, refused, type CareOrder, type Means, type Result } from './scene.ts';
import { tellOwner } from './tell.ts';

export const RETURN_REASONS = ['not_needed', 'replaced', 'died', 'other'] as const;
export const RETURN_WAYS = ['pick_up', 'bring'] as const;
export const RETURN_OUTCOMES = ['pool', 'written_off'] as const;

export interface AidReturn {
  id: number;
  version: number;
  state: 'announced' | 'confirmed' | 'withdrawn';
  reason: (typeof RETURN_REASONS)[number];
  way: (typeof RETURN_WAYS)[number];
  condition: Condition;
  words: string | null;
  dueOn: string | null;
  announcedAt: string;
  outcome: (typeof RETURN_OUTCOMES)[number] | null;
}

/** The last return of an aid by its owner; null: there was none. */
export async function lastReturnOf(
  db: Queryable,
  aidId: number,
  applicantId: number,
): Promise<AidReturn | null> {
  const row: Row | undefined = await db('aid_returns')
    .where({ aid_id: aidId, applicant_id: applicantId })
    .orderBy('id', 'desc')
    .first();
  if (!row) return null;
  const { due_on: dueOn, announced_at: announcedAt, ...rest } = row;
  return { ...rest, dueOn, announcedAt };
}

/** Announces that an aid comes back. */
export function announceReturn(
  means: Means,
  order: CareOrder,
  values: Pick<AidReturn, 'reason' | 'way' | 'condition' | 'words'>,
): Promise<Result> {
  return actOnAid(means, order, async ({ trx, aid, by, at, day, told }) => {
    if (aid.state !== 'in_use') return refused('not-in-use');
    if ((await lastRepairOf(trx, aid.id))?.isOpen) return refused('repair-open');
    if ((await lastReturnOf(trx, aid.id, aid.applicantId))?.state === 'announced') {
      return refused('return-open');
    }
    const dueOn = await endOf(trx, 'aid_return', day);
    const [row]: { id: number }[] = await trx('aid_returns')
      .insert({
        aid_id: aid.id,
        applicant_id: aid.applicantId,
        office_id: aid.officeId,
        state: 'announced',
        ...values,
        announced_at: at.toISOString(),
        announced_by: by.accountId,
        told,
        due_on: dueOn,
      })
      .returning('id');
    return {
      kind: 'return.announced',
      note: values.words,
      afterwards: () =>
        tellOwner(trx, means.texts, aid, {
          kind: values.way === 'bring' ? 'aid.return_bring' : 'aid.return_pick_up',
          source: `return.${row!.id}.1`,
          at,
          values: (_, format) => ({ date: format.date(dueOn) }),
        }),
    };
  });
}

/** The office has taken it: where it goes, and in which condition it is. */
export function confirmReturn(
  means: Means,
  order: CareOrder,
  {
    outcome,
    condition,
    version,
  }: { outcome: (typeof RETURN_OUTCOMES)[number]; condition: Condition; version: number },
): Promise<Result> {
  return actOnAid(means, order, async ({ trx, aid, by, side, at }) => {
    const last = await lastReturnOf(trx, aid.id, aid.applicantId);
    if (side !== 'office' || last?.state !== 'announced') return refused('wrong-state');
    if (outcome === 'pool' && condition === 'broken') return refused('broken-for-pool');
    await settle(trx, last, version, {
      state: 'confirmed',
      outcome,
      confirmed_at: at.toISOString(),
      confirmed_by: by.accountId,
    });
    const toPool = outcome === 'pool';
    return {
      kind: 'return.confirmed',
      change: toPool
        ? {
            state: 'in_pool',
            condition,
            applicant_id: null,
            request_id: null,
            second_hand: true,
            checked_on: null,
          }
        : { state: 'written_off', condition },
      afterwards: () =>
        tellOwner(trx, means.texts, aid, {
          kind: 'aid.return_confirmed',
          source: `return.${last.id}.${version + 1}`,
          at,
        }),
    };
  });
}

/** The person keeps it after all. */
export function withdrawReturn(
  means: Means,
  order: CareOrder,
  { version }: { version: number },
): Promise<Result> {
  return actOnAid(means, order, async ({ trx, aid, at }) => {
    const last = await lastReturnOf(trx, aid.id, aid.applicantId);
    if (last?.state !== 'announced') return refused('wrong-state');
    await settle(trx, last, version, { state: 'withdrawn' });
    return {
      kind: 'return.withdrawn',
      afterwards: () =>
        tellOwner(trx, means.texts, aid, {
          kind: 'aid.return_withdrawn',
          source: `return.${last.id}.${version + 1}`,
          at,
        }),
    };
  });
}

async function settle(
  trx: Queryable,
  { id }: Pick<AidReturn, 'id'>,
  version: number,
  set: Record<string, string | number>,
): Promise<void> {
  const changed = await trx('aid_returns')
    .where({ id, version, state: 'announced' })
    .update({ ...set, due_on: null, version: version + 1 });
  if (changed !== 1) throw new Conflict();
}

interface Row extends Omit<AidReturn, 'dueOn' | 'announcedAt'> {
  due_on: string | null;
  announced_at: string;
}
