// How many say what: whole numbers, never averages, and none below the threshold.
import { ASPECTS, FEWEST_TO_COUNT, SCALES, speaksWell, type Aspect } from './scales.ts';

/** The answers of one published experience, or of `count` equal ones. */
export interface Answers extends Record<Aspect, string> {
  again: boolean;
  count: number;
}

export interface Summary {
  /** How many people told. */
  people: number;
  /** Null while too few have told. */
  counts: {
    aspects: { aspect: Aspect; well: number; words: { word: string; count: number }[] }[];
    again: number;
  } | null;
}

/** Adds up what people said. */
export function summaryOf(answers: readonly Answers[]): Summary {
  const sum = (those: readonly Answers[]) => those.reduce((all, { count }) => all + count, 0);
  const people = sum(answers);
  if (people < FEWEST_TO_COUNT) return { people, counts: null };
  return {
    people,
    counts: {
      aspects: ASPECTS.map((aspect) => ({
        aspect,
        well: sum(answers.filter((one) => speaksWell(aspect, one[aspect]))),
        words: SCALES[aspect].map((word) => ({
          word,
          count: sum(answers.filter((one) => one[aspect] === word)),
        })),
      })),
      again: sum(answers.filter(({ again }) => again)),
    },
  };
}
