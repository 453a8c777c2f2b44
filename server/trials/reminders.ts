// The person hears of the end of their trial some days before it, once.
import { addCalendarDays } from '../calendar/dates.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { tellFamily } from '../requests/acts/tell.ts';
import { requestOf, requests, type RequestRow } from '../requests/aid-request.ts';
import { findTerm } from '../requests/deadlines.ts';
import type { Means } from '../requests/requests.ts';
import { findOpenTrial } from './trials.ts';

/** Reminds of every trial that ends soon. One that fails keeps no other waiting. @throws the first failure, at the end */
export async function remindOfTrials(means: Means, at: Date, batch = 200): Promise<number> {
  const day = dayOf(at);
  const term = await findTerm(means.db.write, 'trial_reminder', day);
  if (!term) return 0;
  const soon = addCalendarDays(day, term.value);
  const failures: unknown[] = [];
  let reminded = 0;
  let last = 0;
  for (;;) {
    const rows: { id: number; request_id: number }[] = await means.db
      .write('trials')
      .join('holds', 'holds.id', 'trials.hold_id')
      .whereNull('holds.ended_on')
      .whereNull('trials.reminded_on')
      .where('trials.until_on', '<=', soon)
      .where('trials.id', '>', last)
      .orderBy('trials.id')
      .limit(batch)
      .select('trials.id', 'trials.request_id');
    for (const row of rows) {
      try {
        if (await remindOne(means, row, { at, day })) reminded += 1;
      } catch (error) {
        failures.push(error);
      }
    }
    if (rows.length < batch) break;
    last = rows.at(-1)!.id;
  }
  if (failures.length) throw failures[0];
  return reminded;
}

async function remindOne(
  { db, texts }: Means,
  { id, request_id: requestId }: { id: number; request_id: number },
  { at, day }: { at: Date; day: string },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await trx('requests').where({ id: requestId }).forUpdate().first('id');
    const trial = await findOpenTrial(trx, requestId);
    if (trial?.id !== id) return false;
    const changed = await trx('trials')
      .where({ id })
      .whereNull('reminded_on')
      .update({ reminded_on: day });
    if (changed !== 1) return false;
    const row: RequestRow = await requests(trx).where('requests.id', requestId).first();
    const request = requestOf(row);
    await tellFamily(trx, texts, request, {
      kind: 'request.trial_reminded',
      eventKey: `${request.reference}.trial.${id}`,
      at,
      onlyWhoAct: true,
      values: (_, format) => ({
        what: trial.what,
        until: format.date(trial.untilOn),
        date: format.date(trial.answerBy),
      }),
    });
    return true;
  });
}
