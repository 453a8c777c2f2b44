// What people did not find: said without a name, read by administrators, the same wish once.
import type { Queryable } from '../database.ts';
import { namesOf, type Lang, type Names } from '../i18n/languages.ts';
import { sayingWords, wordsIn } from './query-words.ts';

/** One thing that somebody did not find. */
export interface MissingAid {
  text: string;
  classCode: string | null;
  regionCode: string | null;
  lang: Lang;
}

/** What several people said in the same or other words. */
export interface MissingWish {
  /** Of the latest report: it stands for all of them in an address. */
  id: number;
  text: string;
  count: number;
  lastSaidAt: string;
  aidClass: Names | null;
  region: Names | null;
  language: Lang;
}

const KEPT_YEARS = 2;

/** Keeps what somebody said. */
export async function sayMissing(trx: Queryable, said: MissingAid, at: Date): Promise<void> {
  await trx('missing_aids').insert({
    text: said.text,
    gist: gistOf(said.text),
    aid_class_code: said.classCode,
    region_code: said.regionCode,
    language: said.lang,
    said_at: at.toISOString(),
  });
}

/** The wishes, those of most people first; `seen`: those that an administrator has looked at. */
export async function listMissing(
  db: Queryable,
  { seen, limit }: { seen: boolean; limit: number },
): Promise<MissingWish[]> {
  const counted = db('missing_aids')
    .where((query) => {
      if (seen) query.whereNotNull('seen_at');
      else query.whereNull('seen_at');
    })
    .groupBy('gist')
    .max({ id: 'id' })
    .count({ count: '*' })
    .orderBy([
      { column: 'count', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .as('counted');
  const rows: MissingRow[] = await db(counted)
    .join('missing_aids', 'missing_aids.id', 'counted.id')
    .leftJoin('aid_classes', 'aid_classes.code', 'missing_aids.aid_class_code')
    .leftJoin('regions', 'regions.code', 'missing_aids.region_code')
    .orderBy([
      { column: 'counted.count', order: 'desc' },
      { column: 'missing_aids.id', order: 'desc' },
    ])
    .select('missing_aids.id', 'text', 'said_at', 'language', 'counted.count')
    .select(['kk', 'ru', 'en'].map((lang) => `aid_classes.name_${lang} as class_${lang}`))
    .select(['kk', 'ru', 'en'].map((lang) => `regions.name_${lang} as region_${lang}`));
  return rows.map((row) => ({
    id: row.id,
    text: row.text,
    count: row.count,
    lastSaidAt: row.said_at,
    language: row.language,
    aidClass: row.class_kk ? namesOf(row, 'class') : null,
    region: row.region_kk ? namesOf(row, 'region') : null,
  }));
}

/** How many wishes nobody has looked at. */
export async function countMissing(db: Queryable): Promise<number> {
  const [row]: { count: number }[] = await db('missing_aids')
    .whereNull('seen_at')
    .countDistinct({ count: 'gist' });
  return row!.count;
}

/** Marks all reports of a wish up to this one as seen; false where there is no such report. */
export async function markMissingSeen(
  trx: Queryable,
  id: number,
  { by, at }: { by: number; at: Date },
): Promise<boolean> {
  const row: { gist: string } | undefined = await trx('missing_aids').where({ id }).first('gist');
  if (!row) return false;
  await trx('missing_aids')
    .where({ gist: row.gist })
    .where('id', '<=', id)
    .whereNull('seen_at')
    .update({ seen_at: at.toISOString(), seen_by: by });
  return true;
}

/** Forgets what is too old to act upon. */
export async function sweepMissing(trx: Queryable, at: Date): Promise<void> {
  const before = new Date(at);
  before.setUTCFullYear(before.getUTCFullYear() - KEPT_YEARS);
  await trx('missing_aids').where('said_at', '<', before.toISOString()).del();
}

interface MissingRow extends Record<string, unknown> {
  id: number;
  text: string;
  count: number;
  said_at: string;
  language: Lang;
  class_kk: string | null;
  region_kk: string | null;
}

function gistOf(text: string): string {
  const stems = sayingWords(wordsIn(text)).map(({ shown, stems: [stem] }) => stem ?? shown);
  return [...new Set(stems)].toSorted().join(' ').slice(0, 300);
}
