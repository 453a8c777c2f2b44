// What the guide says of a variant, and why.
import type { Names } from '../i18n/languages.ts';

/** From the worst to the best: a variant's verdict is the worst of its reasons'. */
export const VERDICTS = ['does_not_fit', 'cannot_tell', 'fits'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a sentence is filled with: numbers in thousandths, names of options, the key of an answer. */
export type SentenceValues = Readonly<Record<string, number | string | Names>>;

/** One rule's own sentence about a variant. `sentenceOf` puts it into words. */
export interface Reason {
  /** The rule's key. */
  rule: string;
  verdict: Verdict;
  /** ICU messages. */
  sentence: Names;
  values: SentenceValues;
}

export interface VariantVerdict {
  verdict: Verdict;
  /** The worst first. There is always at least one. */
  reasons: readonly Reason[];
}
