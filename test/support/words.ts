import type { WordsFile } from '../../db/seeds/reference-words.ts';
import { LANGUAGES } from '../../server/i18n/languages.ts';

/** What `find` finds wrong with the texts of all classes, named by class and language. */
export function fromAllLanguages(
  words: ReadonlyMap<string, WordsFile>,
  find: (text: WordsFile['text']['en']) => string[],
): string[] {
  return [...words].flatMap(([code, { text }]) =>
    LANGUAGES.flatMap((lang) => find(text[lang]).map((one) => `${code} ${lang}: ${one}`)),
  );
}
