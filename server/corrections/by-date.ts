// A correction that is not settled in time: those who lead the office hear of it, once.
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';
import { sendMessage } from '../notifications/messages.ts';
import type { Portal } from '../portal.ts';
import { findCorrection } from './store.ts';

const BATCH = 200;

/** Tells of all that is overdue by `at`. @throws the first failure, after all others are done */
export async function runCorrections(
  { db, texts }: Pick<Portal, 'db' | 'texts'>,
  at: Date,
): Promise<void> {
  const failures: unknown[] = [];
  for (let after = 0; ;) {
    const rows: { id: number }[] = await db
      .write('corrections')
      .whereRaw(`state in ('received', 'asked')`)
      .where('due_on', '<', dayOf(at))
      .whereNull('overdue_at')
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .select('id');
    for (const { id } of rows) {
      await inTransaction(db, async (trx) => {
        const changed = await trx('corrections')
          .where({ id, overdue_at: null })
          .update({ overdue_at: at.toISOString() });
        if (changed !== 1) return;
        const correction = (await findCorrection(trx, id))!;
        const leads = trx('account_roles')
          .where({ role: 'lead_caseworker', office_id: correction.officeId })
          .select('account_id');
        const to: { id: number; language: Lang }[] = await trx('accounts')
          .where({ status: 'active' })
          .whereIn('id', leads)
          .select('id', 'language');
        await sendMessage(
          trx,
          texts,
          to.map((one) => ({ accountId: one.id, language: one.language, email: null })),
          {
            kind: 'correction.overdue',
            sourceKey: `correction.${id}.correction.overdue`,
            values: (lang, format) => ({
              record: texts[lang](`corrections.record.${correction.record}`),
              date: format.date(correction.dueOn),
            }),
          },
          at,
        );
      }).catch((error: unknown) => failures.push(error));
    }
    if (rows.length < BATCH) break;
    after = rows.at(-1)!.id;
  }
  if (failures.length) throw failures[0];
}
