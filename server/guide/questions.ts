// The questions of each family's guide, in the order in which they are asked.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Names } from '../i18n/languages.ts';
import { FAMILIES, kindOf, type Family, type MeasureKind } from '../measures/measures.ts';
import type { Answers, Held } from './answers.ts';

export interface Option {
  key: string;
  name: Names;
  hint?: Names;
}

interface Asked {
  key: string;
  title: Names;
  hint?: Names;
  /** It is asked only where each of these questions has one of these answers. */
  when?: Readonly<Record<string, readonly string[]>>;
}

export type Question = Asked &
  ({ kind: 'choice'; options: readonly Option[] } | { kind: 'measure'; measure: MeasureKind });

const FOLDER = path.resolve(import.meta.dirname, '../../db/reference/guide');

const QUESTIONS = new Map<Family, readonly Question[]>(
  (Object.keys(FAMILIES) as Family[]).map((family) => [family, readQuestions(family)]),
);

/** All questions of a family. */
export function questionsOf(family: Family): readonly Question[] {
  return QUESTIONS.get(family)!;
}

/**
 * The questions that these answers lead to, and the answers to them: an answer to a question that is no longer
 * asked does not count.
 */
export function walk(
  family: Family,
  answers: Answers,
): { questions: readonly Question[]; counted: Answers } {
  const questions: Question[] = [];
  const counted: Record<string, number | string> = {};
  for (const question of questionsOf(family)) {
    const { key, when = {} } = question;
    const asked = Object.entries(when).every(([other, those]) =>
      those.includes(String(counted[other] ?? '')),
    );
    if (!asked) continue;
    questions.push(question);
    const answer = answers[key];
    if (answer !== undefined && isAnswer(question, answer)) counted[key] = answer;
  }
  return { questions, counted };
}

// Answers that were kept may be older than the questions of this release.
function isAnswer(question: Question, answer: number | string): boolean {
  return question.kind === 'measure'
    ? typeof answer === 'number'
    : question.options.some(({ key }) => key === answer);
}

function readQuestions(family: Family): Question[] {
  const file: { questions: (Asked & { kind: string; options?: Option[] })[] } = JSON.parse(
    readFileSync(path.join(FOLDER, `${family}.json`), 'utf8'),
  );
  return file.questions.map(({ kind, options, ...asked }) =>
    kind === 'measure'
      ? { ...asked, kind: 'measure', measure: kindOf(asked.key)! }
      : { ...asked, kind: 'choice', options: options! },
  );
}

/** The first question that was neither answered nor left out on purpose. */
export function firstOpen(
  questions: readonly Question[],
  { answers, skipped }: Pick<Held, 'answers' | 'skipped'>,
): Question | null {
  return questions.find(({ key }) => answers[key] === undefined && !skipped.includes(key)) ?? null;
}
