// The easy-read texts, questions and answers of aid classes, read in once: afterwards they are the administrators'.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Knex } from 'knex';
import type { Lang } from '../../server/i18n/languages.ts';
import { insertAll, readJson } from './files.ts';

const FOLDER = 'reference/aid-class-words';
const BLOCKS = ['what', 'who', 'how', 'know'] as const;

/** The words of one class: blocks of sentences, and questions with their answers, in each language. */
export interface WordsFile {
  text: Record<Lang, Record<(typeof BLOCKS)[number], string[]>>;
  /** [question, answer] in each language, in the same order. */
  questions: Record<Lang, [string, string][]>;
}

/** The files, for the digest of the reference data. */
export function wordsFiles(): string[] {
  const folder = path.resolve(import.meta.dirname, '..', FOLDER);
  return readdirSync(folder)
    .toSorted()
    .map((file) => `${FOLDER}/${file}`);
}

/** All words by the code of their class. */
export function readWords(): Map<string, WordsFile> {
  return new Map(
    wordsFiles().flatMap((file) => Object.entries(readJson<Record<string, WordsFile>>(file))),
  );
}

/** Adds the words of classes that never had any. */
export async function seedWords(trx: Knex.Transaction, at: string): Promise<void> {
  const known: { aid_class_code: string }[] =
    await trx('aid_class_texts').distinct('aid_class_code');
  const had = new Set(known.map((row) => row.aid_class_code));
  const fresh = [...readWords()].filter(([code]) => !had.has(code));
  const texts = fresh.map(([code, { text }]) => ({
    aid_class_code: code,
    stated_at: at,
    ...Object.fromEntries(
      BLOCKS.flatMap((block) =>
        (['kk', 'ru', 'en'] as const).map((lang) => [
          `${block}_${lang}`,
          text[lang][block].join('\n'),
        ]),
      ),
    ),
  }));
  const questions = fresh.flatMap(([code, { questions: asked }]) =>
    asked.en.map((_, position) => ({
      aid_class_code: code,
      position,
      stated_at: at,
      ...inThree('question', (lang) => asked[lang][position]![0]),
      ...inThree('answer', (lang) => asked[lang][position]![1]),
    })),
  );
  if (texts.length) await insertAll(trx, 'aid_class_texts', texts);
  if (questions.length) await insertAll(trx, 'aid_class_questions', questions);
}

function inThree(column: string, textIn: (lang: Lang) => string): Record<string, string> {
  return {
    [`${column}_kk`]: textIn('kk'),
    [`${column}_ru`]: textIn('ru'),
    [`${column}_en`]: textIn('en'),
  };
}
