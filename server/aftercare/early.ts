// Replacing an aid before its date: asked with a reason of the list, decided by the office.
import { openRenewal, renewalOfAid } from '../aids/aids.ts';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { Conflict } from '../web/errors.ts';
import {
  actOnAid,
  endOf,
  refused,
  type CareOrder,
  type Means,
  type Result,
  type Scene,
} from './scene.ts';
import { tellOwner } from './tell.ts';

export interface EarlyReplacement {
  id: number;
  version: number;
  state: 'asked' | 'granted' | 'refused' | 'withdrawn';
  reason: Names;
  reasonCode: string;
  words: string;
  askedAt: string;
  askedBy: number;
  dueOn: string | null;
  decidedAt: string | null;
  decisionWords: string | null;
  entitlementId: number | null;
}

/** The last time an aid's early replacement was asked for; null: never. */
export async function lastEarlyOf(
  db: Queryable,
  aidId: number,
  applicantId: number,
): Promise<EarlyReplacement | null> {
  const row: Row | undefined = await db('early_replacements as asked')
    .join('early_reasons', 'early_reasons.code', 'asked.reason_code')
    .where({ 'asked.aid_id': aidId, 'asked.applicant_id': applicantId })
    .orderBy('asked.id', 'desc')
    .first('asked.*', 'early_reasons.name_kk', 'early_reasons.name_ru', 'early_reasons.name_en');
  return row ? earlyOf(row) : null;
}

/** Asks for it. `afterwards` keeps the photos and papers. */
export function askEarly(
  means: Means,
  order: CareOrder,
  { reasonCode, words }: { reasonCode: string; words: string },
  afterwards?: (scene: Scene, id: number) => Promise<void>,
): Promise<Result> {
  return actOnAid(means, order, async (scene) => {
    const { trx, aid, by, at, day, told } = scene;
    if (!['in_use', 'in_repair', 'lost'].includes(aid.state)) return refused('not-in-use');
    if (await renewalOfAid(trx, aid)) return refused('renewed');
    const last = await lastEarlyOf(trx, aid.id, aid.applicantId);
    if (last?.state === 'asked') return refused('early-open');
    const dueOn = await endOf(trx, 'early_decision', day);
    const [row]: { id: number }[] = await trx('early_replacements')
      .insert({
        aid_id: aid.id,
        applicant_id: aid.applicantId,
        office_id: aid.officeId,
        state: 'asked',
        reason_code: reasonCode,
        words,
        asked_at: at.toISOString(),
        asked_by: by.accountId,
        told,
        due_on: dueOn,
      })
      .returning('id');
    return {
      kind: 'early.asked',
      note: words,
      ...(reasonCode === 'lost' && aid.state === 'in_use' ? { change: { state: 'lost' } } : {}),
      afterwards: async () => {
        await afterwards?.(scene, row!.id);
        await tellOwner(trx, means.texts, aid, {
          kind: 'aid.early_asked',
          source: `early.${row!.id}.1`,
          at,
          values: (_, format) => ({ date: format.date(dueOn) }),
        });
      },
    };
  });
}

/** Decides it. Granted: a new line of the programme, under which a request can be made at once. */
export function decideEarly(
  means: Means,
  order: CareOrder,
  { granted, words, version }: { granted: boolean; words: string | null; version: number },
): Promise<Result> {
  return actOnAid(means, order, async ({ trx, aid, by, side, at, day }) => {
    const last = await lastEarlyOf(trx, aid.id, aid.applicantId);
    if (side !== 'office' || last?.state !== 'asked') return refused('wrong-state');
    if (last.askedBy === by.accountId) return refused('own-words');
    if (!granted && !words) return refused('words-missing');
    const line = granted ? await openRenewal(trx, aid, { early: true, day }) : null;
    if (granted && !line) return refused('no-programme');
    await settle(trx, last, version, {
      state: granted ? 'granted' : 'refused',
      decided_at: at.toISOString(),
      decided_by: by.accountId,
      decision_words: words,
      entitlement_id: line?.entitlementId ?? null,
    });
    return {
      kind: granted ? 'early.granted' : 'early.refused',
      note: words,
      afterwards: () =>
        tellOwner(trx, means.texts, aid, {
          kind: granted ? 'aid.early_granted' : 'aid.early_refused',
          source: `early.${last.id}.${version + 1}`,
          at,
          values: (_, format) => ({
            date: line ? format.date(line.orderBy) : '',
            text: words ?? '',
          }),
        }),
    };
  });
}

/** The person takes the question back. */
export function withdrawEarly(
  means: Means,
  order: CareOrder,
  { version }: { version: number },
): Promise<Result> {
  return actOnAid(means, order, async ({ trx, aid, at }) => {
    const last = await lastEarlyOf(trx, aid.id, aid.applicantId);
    if (last?.state !== 'asked') return refused('wrong-state');
    await settle(trx, last, version, { state: 'withdrawn' });
    return {
      kind: 'early.withdrawn',
      // What was lost and is no longer asked for was found again.
      ...(aid.state === 'lost' ? { change: { state: 'in_use' as const } } : {}),
      afterwards: () =>
        tellOwner(trx, means.texts, aid, {
          kind: 'aid.early_withdrawn',
          source: `early.${last.id}.${version + 1}`,
          at,
        }),
    };
  });
}

async function settle(
  trx: Queryable,
  { id }: Pick<EarlyReplacement, 'id'>,
  version: number,
  set: Record<string, string | number | null>,
): Promise<void> {
  const changed = await trx('early_replacements')
    .where({ id, version, state: 'asked' })
    .update({ ...set, due_on: null, version: version + 1 });
  if (changed !== 1) throw new Conflict();
}

function earlyOf(row: Row): EarlyReplacement {
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    reason: namesOf(row),
    reasonCode: row.reason_code,
    words: row.words,
    askedAt: row.asked_at,
    askedBy: row.asked_by,
    dueOn: row.due_on,
    decidedAt: row.decided_at,
    decisionWords: row.decision_words,
    entitlementId: row.entitlement_id,
  };
}

interface Row extends Record<string, unknown> {
  id: number;
  version: number;
  state: EarlyReplacement['state'];
  reason_code: string;
  words: string;
  asked_at: string;
  asked_by: number;
  due_on: string | null;
  decided_at: string | null;
  decision_words: string | null;
  entitlement_id: number | null;
}
