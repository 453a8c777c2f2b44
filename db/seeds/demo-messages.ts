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
    const messages: { id: number; language: string }[] = await trx('messages')
      .join('applicants', 'applicants.account_id', 'messages.account_id')
      .where({ 'applicants.office_id': office, 'applicants.preferred_channel': 'portal' })
      .whereNotNull('messages.request_id')
      .orderBy('messages.id', 'desc')
      .limit(WAITING.length)
      .select('messages.id', 'messages.language');
    const at = now.toISOString();
    for (const [index, { id, language }] of messages.entries()) {
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
