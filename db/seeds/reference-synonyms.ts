// What people call the classes of aids, read in with the other reference data: then they are the administrators'.
import type { Knex } from 'knex';
import { foldedWords } from '../../server/i18n/fold.ts';
import type { Lang } from '../../server/i18n/languages.ts';
import { digestOf, insertMissing, readJson } from './files.ts';

export const SYNONYMS_FILE = 'reference/synonyms.json';

/** Adds the synonyms that are not there, once for each state of the file: removed ones stay removed otherwise. */
export async function seedSynonyms(trx: Knex.Transaction, at: string): Promise<void> {
  const digest = digestOf([SYNONYMS_FILE]);
  const loaded: unknown = await trx('reference_loads').where({ digest }).first('digest');
  if (loaded) return;
  await insertMissing(trx, 'reference_loads', [{ digest, loaded_at: at }]);
  const file = readJson<Record<string, Record<Lang, string[]>>>(SYNONYMS_FILE);
  const rows = Object.entries(file).flatMap(([code, byLanguage]) =>
    Object.entries(byLanguage).flatMap(([language, texts]) =>
      texts.map((text) => ({
        aid_class_code: code,
        language,
        text,
        folded: foldedWords(text).join(' '),
        source: 'reference',
      })),
    ),
  );
  await insertMissing(trx, 'class_synonyms', rows);
}
