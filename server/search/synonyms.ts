// The synonyms of a class of aids, as administrators keep them.
import type { Queryable } from '../database.ts';
import { foldedWords } from '../i18n/fold.ts';
import type { Lang, Names } from '../i18n/languages.ts';
import { namesOf } from '../i18n/languages.ts';

export interface Synonym {
  id: number;
  language: Lang;
  text: string;
  source: 'reference' | 'administrator';
  /** Other classes that people call the same. */
  sharedWith: readonly Names[];
}

export const LONGEST_SYNONYM = 80;

interface Row {
  id: number;
  language: Lang;
  text: string;
  folded: string;
  source: Synonym['source'];
}

/** The synonyms of a class in the order in which they were added. */
export async function listSynonyms(db: Queryable, code: string): Promise<Synonym[]> {
  const rows: Row[] = await db('class_synonyms').where({ aid_class_code: code }).orderBy('id');
  const shared: (Record<string, unknown> & { language: Lang; folded: string })[] = await db(
    'class_synonyms',
  )
    .join('aid_classes', 'aid_classes.code', 'class_synonyms.aid_class_code')
    .whereNot('aid_class_code', code)
    .whereIn(
      'class_synonyms.folded',
      rows.map(({ folded }) => folded),
    )
    .orderBy('aid_classes.position')
    .select('language', 'folded', 'name_kk', 'name_ru', 'name_en');
  return rows.map(({ id, language, text, folded, source }) => ({
    id,
    language,
    text,
    source,
    sharedWith: shared
      .filter((one) => one.language === language && one.folded === folded)
      .map((one) => namesOf(one)),
  }));
}

/** How many synonyms a class has. */
export async function countSynonyms(db: Queryable, code: string): Promise<number> {
  const [row]: { count: number }[] = await db('class_synonyms')
    .where({ aid_class_code: code })
    .count({ count: '*' });
  return row!.count;
}

/** Adds a synonym; false where the class has it already, however it is written. */
export async function addSynonym(
  trx: Queryable,
  { code, language, text }: { code: string; language: Lang; text: string },
): Promise<boolean> {
  const folded = foldedWords(text).join(' ');
  const key = { aid_class_code: code, language, folded };
  if (await trx('class_synonyms').where(key).first('id')) return false;
  await trx('class_synonyms').insert({ ...key, text, source: 'administrator' });
  return true;
}

/** Removes a synonym of a class and gives its text; null where it is gone already. */
export async function removeSynonym(
  trx: Queryable,
  { code, id }: { code: string; id: number },
): Promise<string | null> {
  const row: { text: string } | undefined = await trx('class_synonyms')
    .where({ id, aid_class_code: code })
    .forUpdate()
    .first('text');
  if (!row) return null;
  await trx('class_synonyms').where({ id }).del();
  return row.text;
}
