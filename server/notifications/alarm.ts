// Tells administrators of what is stuck in the outbox: once a day for each channel, as long as it lasts.
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Means } from './mail.ts';
import { sendMessage } from './messages.ts';
import { channelStates } from './outbox-state.ts';

/** Writes to all administrators where something waits too long or was given up. Gives how many channels. */
export async function raiseAlarm(
  { db, texts }: Pick<Means, 'db' | 'texts'>,
  at: Date,
): Promise<number> {
  const stuck = (await channelStates(db.read, at)).filter(
    ({ isStuck, dead }) => isStuck || dead > 0,
  );
  if (!stuck.length) return 0;
  await inTransaction(db, async (trx) => {
    const administrators: { id: number; language: Lang }[] = await trx('accounts')
      .where({ status: 'active' })
      .whereIn('id', trx('account_roles').where({ role: 'administrator' }).select('account_id'))
      .select('id', 'language');
    const recipients = administrators.map(({ id, language }) => ({
      accountId: id,
      language,
      email: null,
    }));
    for (const { channel, waiting, oldestSince, dead } of stuck) {
      const message = {
        kind: 'outbox.stuck',
        sourceKey: `stuck-${channel}-${dayOf(at)}`,
        values: (_lang: Lang, format: { dateTime(instant: string): string }) => ({
          channel,
          waiting,
          dead,
          since: oldestSince ? format.dateTime(oldestSince) : '–',
        }),
      };
      await sendMessage(trx, texts, recipients, message, at);
    }
  });
  return stuck.length;
}
