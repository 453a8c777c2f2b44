// What a letter or a form on paper is made of. The order of the blocks is the order in which it is read.
import type { Lang } from '../i18n/languages.ts';

interface Said {
  /** The language of words that a person wrote, where it is not the letter's. */
  lang?: Lang;
}

export type Block = Said &
  (
    | { kind: 'heading'; text: string; level?: 2 | 3 }
    | { kind: 'paragraph'; text: string; strong?: boolean }
    | { kind: 'list'; items: readonly string[]; numbered?: boolean }
    | { kind: 'facts'; rows: readonly Fact[] }
    | { kind: 'table'; caption?: string; head: readonly string[]; rows: readonly string[][] }
    /** Stands above the title, where a window envelope shows it. */
    | { kind: 'address'; from?: readonly string[]; to: readonly string[] }
    /** A line to sign on, and one for the date when `date` names it. */
    | { kind: 'signature'; label: string; date?: string }
    | FormField
    | { kind: 'small'; text: string }
  );

/** A row of label and value. */
export interface Fact {
  label: string;
  value: string;
}

/** A numbered field of a form that is filled in by hand; the number is the same in every language. */
export interface FormField {
  kind: 'field';
  number: string;
  label: string;
  /** How to fill it in. */
  hint?: string;
  /** Empty lines to write on. */
  lines?: number;
  /** Boxes for one character each, such as 12 for a personal number. */
  boxes?: number;
  /** Choices with a box to tick before each. */
  options?: readonly string[];
  /** What is known already and printed instead of an empty line. */
  value?: string;
}
