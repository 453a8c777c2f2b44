// Once a month: what people needed and nobody offered, counted by class and region, without names or words.
import { addMonths } from '../calendar/dates.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction, type Queryable } from '../database.ts';
import type { Format } from '../i18n/formats.ts';
import type { Lang } from '../i18n/languages.ts';
import { sendMessage } from '../notifications/messages.ts';
import type { Portal } from '../portal.ts';

/** Makes the digests of all months that are over and have none: after a standstill, each of them, in order. */
export async function makeDigests(
  { db, texts }: Pick<Portal, 'db' | 'texts'>,
  at: Date,
): Promise<number> {
  const last = monthBefore(dayOf(at).slice(0, 7));
  const newest: { month?: string } | undefined = await db
    .write('need_digests')
    .orderBy('month', 'desc')
    .first('month');
  let made = 0;
  for (let month = newest?.month ? monthAfter(newest.month) : last; month <= last;) {
    if (await makeDigest({ db, texts }, month, at)) made += 1;
    month = monthAfter(month);
  }
  return made;
}

async function makeDigest(
  { db, texts }: Pick<Portal, 'db' | 'texts'>,
  month: string,
  at: Date,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const lines = await countNeeds(trx, month);
    const total = lines.reduce((sum, { count }) => sum + count, 0);
    const [row]: { id: number }[] = await trx('need_digests')
      .insert({ month, made_at: at.toISOString(), total })
      .onConflict('month')
      .ignore()
      .returning('id');
    if (!row) return false;
    for (let from = 0; from < lines.length; from += 200) {
      await trx('need_digest_lines').insert(
        lines.slice(from, from + 200).map((line) => ({ digest_id: row.id, ...line })),
      );
    }
    const administrators: { id: number; language: Lang }[] = await trx('accounts')
      .where({ status: 'active' })
      .whereIn('id', trx('account_roles').where({ role: 'administrator' }).select('account_id'))
      .select('id', 'language');
    await sendMessage(
      trx,
      texts,
      administrators.map(({ id, language }) => ({ accountId: id, language, email: null })),
      {
        kind: 'needs.digest',
        sourceKey: `needs.digest.${month}`,
        values: (_lang, format) => ({ month: spelt(month, format), count: total }),
      },
      at,
    );
    return true;
  });
}

interface Line {
  aid_class_code: string;
  region_code: string;
  count: number;
}

async function countNeeds(db: Queryable, month: string): Promise<Line[]> {
  const rows: (Omit<Line, 'count'> & { count: number | string })[] = await needsOf(db, month)
    .groupBy('requests.aid_class_code', 'applicants.region_code')
    .orderBy(['requests.aid_class_code', 'applicants.region_code'])
    .select('requests.aid_class_code', 'applicants.region_code')
    .count({ count: '*' });
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** The requests for needs of a month, as it runs in Kazakhstan. */
export function needsOf(db: Queryable, month: string) {
  return db('requests')
    .join('applicants', 'applicants.id', 'requests.applicant_id')
    .whereRaw('requests.need is not null')
    .where('requests.submitted_at', '>=', startOf(month))
    .where('requests.submitted_at', '<', startOf(monthAfter(month)));
}

function startOf(month: string): string {
  return new Date(`${month}-01T00:00:00+05:00`).toISOString();
}

function monthAfter(month: string): string {
  return addMonths(`${month}-01`, 1).slice(0, 7);
}

function monthBefore(month: string): string {
  return addMonths(`${month}-01`, -1).slice(0, 7);
}

/** `2026-11` as November 2026, in the words of the language. */
export function spelt(month: string, { month: name }: Pick<Format, 'month'>): string {
  return name(`${month}-15`);
}
