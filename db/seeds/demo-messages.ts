// Letters to post and calls to make at one office, so that its mail room has something to show.
import type { DemoMeans } from './02_demo.ts';
import { inTransaction } from '../../server/database.ts';
import { demoOffices } from './demo-catalogue.ts';

const OFFICE = 'astana-esil';
/** What waits there: by which way, and how letters are printed. */
const WAITING = [
  ['letter', 'plain'],
  ['letter', 'large'],
  ['letter', 'easy'],
  ['phone', 'plain'],
  ['phone', 'plain'],
] as const;

export async function seedDemoMessages({ db }: Pick<DemoMeans, 'db'>, now: Date): Promise<void> {
  const office = demoOffices().find(({ key }) => key === OFFICE)!.id;
  const there: unknown = await db.read('outbox').where({ office_id: office }).first('id');
  if (there) return;
  await inTransaction(db, async (trx) => {
    // What the acts of the demo's past wrote was told in its time.
    const twoDaysAgo = new Date(now.getTime() - 2 * 24 * 3_600_000).toISOString();
    for (const [channel, how] of [
      ['letter', 'posted'],
      ['phone', 'spoke'],
    ]) {
      await trx('outbox')
        .where({ channel, state: 'waiting' })
        .where('due_at', '<', twoDaysAgo)
        .update({ state: 'sent', sent_at: trx.ref('due_at'), handled_how: how });
    }
    const messages: { id: number; language: string; created_at: string }[] = await trx('messages')
      .join('applicants', 'applicants.account_id', 'messages.account_id')
      .where({ 'applicants.office_id': office, 'applicants.preferred_channel': 'portal' })
      .whereNotNull('messages.request_id')
      .orderBy('messages.id', 'desc')
      .limit(WAITING.length)
      .select('messages.id', 'messages.language', 'messages.created_at');
    // Each waits since it was written, and the lists show the oldest first.
    const byAge = messages.toSorted((a, b) => (a.created_at < b.created_at ? -1 : 1));
    for (const [index, { id, language, created_at: at }] of byAge.entries()) {
      const [channel, format] = WAITING[index]!;
      await trx('outbox').insert({
        message_id: id,
        channel,
        state: 'waiting',
        language,
        format,
        office_id: office,
        due_at: at,
        next_try_at: at,
      });
    }
  });
}

/**
 * E-mails and text messages of the demo's past are due from now on: nothing could be sent before the portal ran, and
 * nobody is to be told that the outbox is stuck.
 */
export async function dueFromNow({ db }: Pick<DemoMeans, 'db'>, now: Date): Promise<void> {
  const at = now.toISOString();
  await db
    .write('outbox')
    .where({ state: 'waiting', tries: 0 })
    .whereIn('channel', ['email', 'sms'])
    .where('due_at', '<', at)
    .update({ due_at: at, next_try_at: at });
}
