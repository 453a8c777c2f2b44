// What is missing of the words about each class, and in which language.
import type { AidClass } from '../../catalogue/catalogue.ts';
import { readWordsOfAll } from '../../catalogue/class-words.ts';
import type { Queryable } from '../../database.ts';
import { LANGUAGES, type Lang } from '../../i18n/languages.ts';

/** The parts that are looked at. */
export const PARTS = ['text', 'questions', 'video', 'captions', 'alt', 'synonyms'] as const;
export type Part = (typeof PARTS)[number];

/** In which languages each part of a class is missing; none: it is all there. */
export type Missing = Record<Part, readonly Lang[]>;

/** Fewer questions than this count as missing. */
export const FEWEST_QUESTIONS = 2;

/** What each of the classes lacks. */
export async function readMissing(
  db: Queryable,
  classes: readonly AidClass[],
): Promise<{ own: AidClass; missing: Missing }[]> {
  const [words, synonyms] = await Promise.all([readWordsOfAll(db), readSynonymLanguages(db)]);
  return classes.map((own) => {
    const has = words.get(own.code);
    const lacking = (isThere: (lang: Lang) => boolean) =>
      LANGUAGES.filter((lang) => !isThere(lang));
    return {
      own,
      missing: {
        text: lacking(() => has?.text ?? false),
        questions: lacking(() => (has?.questions ?? 0) >= FEWEST_QUESTIONS),
        video: lacking(() => has?.video ?? false),
        captions: lacking((lang) => has?.captions.has(lang) ?? false),
        alt: lacking((lang) => own.illustrationAlts[lang] !== ''),
        synonyms: lacking((lang) => synonyms.get(own.code)?.has(lang) ?? false),
      },
    };
  });
}

async function readSynonymLanguages(db: Queryable): Promise<Map<string, Set<Lang>>> {
  const rows: { aid_class_code: string; language: Lang }[] = await db('class_synonyms').distinct(
    'aid_class_code',
    'language',
  );
  const found = new Map<string, Set<Lang>>();
  for (const { aid_class_code: code, language } of rows) {
    found.set(code, (found.get(code) ?? new Set()).add(language));
  }
  return found;
}
