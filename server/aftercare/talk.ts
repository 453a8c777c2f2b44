// The talk that the answers to a fit check may ask for.
import type { Knex } from 'knex';
import { findAid, writeAidEvent } from '../aids/aids.ts';
import { NotFound } from '../web/errors.ts';
import { pendingTalkOf } from './fit-checks.ts';
import { closing, onRequest } from './on-request.ts';
import { reopen } from './reopen.ts';
import { actOnAid, refused, type CareOrder, type Means, type Result } from './scene.ts';

/** The office has talked with the person. `misfit`: the supplier has to put it right. */
export async function recordTalk(
  means: Means,
  order: CareOrder,
  { settled, note }: { settled: boolean; note: string },
): Promise<Result> {
  const { write } = means.db;
  const aid = await findAid(write, order.aidId);
  if (!aid) throw new NotFound();
  const request: { reference: string; version: number } | undefined | null =
    aid.request &&
    (await write('requests')
      .where({ id: aid.request.id, status: 'received' })
      .first('reference', 'version'));
  if (!request) {
    return actOnAid(means, order, async ({ trx, by, at }) => {
      if (!settled || !(await talked(trx, aid.id, { by: by.accountId, at, note }))) {
        return refused('wrong-state');
      }
      return { kind: 'fit.talked', note };
    });
  }
  const act = settled ? 'fit_confirmed' : 'fit_failed';
  return onRequest(means, order, { act, ...request }, async (scene) => {
    const { trx, by, role, at } = scene;
    if (!(await pendingTalkOf(trx, aid.id))) return refused('wrong-state');
    const had = () => talked(trx, aid.id, { by: by.accountId, at, note });
    if (!settled) {
      const now = (await findAid(trx, aid.id))!;
      const opened = await reopen(means, scene, { aid: now, note, key: order.key });
      if (!('done' in opened)) await had(); // a refusal leaves nothing behind
      return opened;
    }
    await had();
    const { id: aidId, applicantId } = aid;
    const fact = { kind: 'fit.talked', at, by: by.accountId, role, note, key: order.key };
    await writeAidEvent(trx, { aidId, applicantId, ...fact });
    return closing(means, scene, { talkBy: null, dueOn: null });
  });
}

async function talked(
  trx: Knex.Transaction,
  aidId: number,
  { by, at, note }: { by: number; at: Date; note: string },
): Promise<boolean> {
  const talk = await pendingTalkOf(trx, aidId);
  if (!talk) return false;
  const changed = await trx('fit_checks')
    .where({ id: talk.id })
    .whereNull('talked_at')
    .update({ talked_at: at.toISOString(), talked_by: by, talk_note: note });
  return changed === 1;
}
