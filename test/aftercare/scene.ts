// A town where somebody has received an aid, and every act on it with valid input.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Reader } from '../../server/accounts/reader.ts';
import { aidsOfRequest, findAid, type Aid } from '../../server/aids/aids.ts';
import * as early from '../../server/aftercare/early.ts';
import * as fit from '../../server/aftercare/fit-acts.ts';
import { recordTalk } from '../../server/aftercare/talk.ts';
import * as loans from '../../server/aftercare/loans.ts';
import * as repairs from '../../server/aftercare/repair-acts.ts';
import { lastRepairOf } from '../../server/aftercare/repairs.ts';
import type { RepairMove, Side } from '../../server/aftercare/repair-rules.ts';
import * as returns from '../../server/aftercare/returns.ts';
import type { CareOrder } from '../../server/aftercare/scene.ts';
import { freshDatabase } from '../support/database.ts';
import { makeTown } from '../support/people.ts';
import { actsOf, MONDAY } from '../support/request-life.ts';

export { MONDAY };

/** Answers of somebody with whom all is well. */
export const WELL = { fits: 'yes', does: 'yes', hurts: 'no', uses: 'daily', words: null } as const;

interface Typed {
  by: Reader;
  side?: Side;
  at?: Date;
  key?: string;
}

/** A fresh database with its town. */
export async function careTown() {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const requests = actsOf(db, town);
  const { means } = requests;
  const { write } = db;
  const order = (aidId: number, { by, side = 'family', at = MONDAY, key }: Typed): CareOrder => ({
    by,
    side,
    at,
    aidId,
    key: key ?? randomUUID(),
    told: side === 'office' ? 'phone' : null,
  });

  const received = async (): Promise<{ reference: string; aid: Aid }> => {
    const reference = await requests.inStatus('received');
    const [aid] = await aidsOfRequest(write, (await requests.request(reference)).id);
    return { reference, aid: aid! };
  };

  return {
    db,
    town,
    means,
    requests,
    received,
    aid: async (id: number) => (await findAid(write, id))!,
    repair: async (id: number) => (await lastRepairOf(write, id))!,
    answer: (aidId: number, typed: Typed, reply: Partial<fit.FitReply> = {}) =>
      fit.answerFitCheck(means, order(aidId, typed), { ...WELL, ...reply }),
    talk: (aidId: number, typed: Typed, settled = true) =>
      recordTalk(means, order(aidId, { side: 'office', ...typed }), {
        settled,
        note: 'Сөйлестік',
      }),
    report: (aidId: number, typed: Typed, fault: Partial<repairs.Fault> = {}) =>
      repairs.reportFault(means, order(aidId, typed), {
        fault: 'fault-part-broken',
        words: 'Дөңгелегі түсіп қалды',
        safe: false,
        wantsLoan: true,
        ...fault,
      }),
    move: async (
      aidId: number,
      typed: Typed & { version?: number },
      move: RepairMove,
      words: string | null = 'Жасалды',
    ) =>
      repairs.moveRepair(means, order(aidId, typed), {
        move,
        words,
        version: typed.version ?? (await lastRepairOf(write, aidId))?.version ?? 1,
      }),
    lend: async (aidId: number, typed: Typed, loanAidId: number | null) =>
      loans.lend(means, order(aidId, { side: 'office', ...typed }), {
        loanAidId,
        words: loanAidId === null ? 'Арба, 42 см' : null,
        version: (await lastRepairOf(write, aidId))!.version,
      }),
    loanBack: async (aidId: number, typed: Typed) =>
      loans.takeLoanBack(means, order(aidId, { side: 'office', ...typed }), {
        version: (await lastRepairOf(write, aidId))!.version,
      }),
    giveBack: (aidId: number, typed: Typed) =>
      returns.announceReturn(means, order(aidId, typed), {
        reason: 'not_needed',
        way: 'bring',
        condition: 'good',
        words: null,
      }),
    takeIn: (aidId: number, typed: Typed, outcome: 'pool' | 'written_off' = 'pool') =>
      returns.confirmReturn(means, order(aidId, { side: 'office', ...typed }), {
        outcome,
        condition: 'good',
        version: 1,
      }),
    keep: (aidId: number, typed: Typed) =>
      returns.withdrawReturn(means, order(aidId, typed), { version: 1 }),
    ask: (aidId: number, typed: Typed, reasonCode = 'worn') =>
      early.askEarly(means, order(aidId, typed), { reasonCode, words: 'Тозды' }),
    decide: (aidId: number, typed: Typed, granted = true) =>
      early.decideEarly(means, order(aidId, { side: 'office', ...typed }), {
        granted,
        words: 'Тексерілді',
        version: 1,
      }),
    takeBackEarly: (aidId: number, typed: Typed) =>
      early.withdrawEarly(means, order(aidId, typed), { version: 1 }),
    kinds: async (applicantId: number, since = 0): Promise<string[]> => {
      const rows: { kind: string }[] = await write('messages')
        .where({ applicant_id: applicantId })
        .where('id', '>', since)
        .orderBy('id')
        .select('kind');
      return rows.map(({ kind }) => kind);
    },
    entitlement: async (reference: string) => {
      const { entitlementId } = await requests.request(reference);
      return write('entitlements')
        .where({ id: entitlementId })
        .first('quantity', 'reserved', 'used');
    },
  };
}

/** An act that must work. */
export function must(result: { done: boolean }): void {
  assert.deepEqual(result.done, true, JSON.stringify(result));
}

/** An act that must be refused, and why. */
export function mustNot(result: { done: boolean; reason?: string }, reason: string): void {
  assert.deepEqual(result, { done: false, reason });
}
