// A rule of guided choice: which classes it speaks of, what it compares with what, and its own sentences.
import type { Names } from '../i18n/languages.ts';
import type { Family } from '../measures/measures.ts';

/** What a release brings of a rule: `guide_rules.content`. */
export interface RuleContent {
  names: Names;
  /** Classes of any level, with all that is below them. */
  classes: readonly string[];
  /** The rule speaks only where each of these questions has one of these answers. */
  when?: Readonly<Record<string, readonly string[]>>;
  /** The rule speaks only of variants with one of these options. */
  of?: Readonly<Record<string, readonly string[]>>;
  /** Without its answers a wish is silent; any other rule says that it cannot tell. */
  wish?: boolean;
  check: Check;
  /** The numbers that are dated, by the names under which `check` asks for them. */
  numbers?: Readonly<Record<string, { unit: string; names: Names }>>;
  sentences: Sentences;
}

/** ICU messages. Arguments: `value`, `high`, `from`, `to`, `option`, `answer`, and the measures asked for. */
export interface Sentences {
  fits?: Names;
  does_not_fit?: Names;
  /** The product's data do not say. */
  cannot_tell?: Names;
  /** The person did not say. */
  unanswered?: Names;
}

/** What is compared: data of the variant by their key, its class, or nothing at all. */
export type Check =
  | { number: string; as?: Readonly<Record<string, string>>; from?: Bound; to?: Bound }
  | { range: readonly [string, string]; from?: Bound; to?: Bound }
  | { option: string; by: string; accept: Readonly<Record<string, readonly string[]>> }
  | { option: string; accept: readonly string[] }
  | { yes: string; is: boolean }
  | { class: string; accept: Readonly<Record<string, readonly string[]>> }
  | { say: 'cannot_tell' | 'does_not_fit' };

/** A number of the rule, one by an answer, or a measure with a number of the rule added or taken off. */
export type Bound =
  | { number: string }
  | { by: string; numbers: Readonly<Record<string, string>> }
  | { answer: string; plus?: string; minus?: string };

/** A rule as it stands on a day. */
export interface Rule extends RuleContent {
  key: string;
  family: Family;
  /** In thousandths. */
  numbersNow: Readonly<Record<string, number>>;
  status: 'confirmed' | 'proposed';
  source: Names;
  validFrom: string;
}
