// The rules of easy-to-read texts (Information for All, Inclusion Europe) that can be measured: short sentences, one
// a line, no brackets, no abbreviations.
import { sentencesOf } from './class-words.ts';

/** The most words that a sentence may have. */
export const MOST_WORDS = 12;

// A run of capitals (ИПАР, IPAR) or a word cut short (см., т.е., etc.).
const ABBREVIATION =
  /\p{Lu}{2,}|(?<!\p{L})(?:т\. ?[еконп]\.|и т\.|см\.|кг\.|т\.б\.|т\.с\.с\.|мыс\.|etc\.|e\.g\.|i\.e\.)/u;

export type Fault = 'long' | 'brackets' | 'abbreviation' | 'several' | 'open';

/** What stands against the rules in a text, sentence by sentence. */
export function faultsOf(text: string): { sentence: string; fault: Fault }[] {
  return sentencesOf(text).flatMap((sentence) => {
    const fault = faultOf(sentence);
    return fault ? [{ sentence, fault }] : [];
  });
}

/** Words as people count them: a dash is none. */
export function countWords(sentence: string): number {
  return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function faultOf(sentence: string): Fault | null {
  if (countWords(sentence) > MOST_WORDS) return 'long';
  if (/[()[\]{};]/.test(sentence)) return 'brackets';
  if (ABBREVIATION.test(sentence)) return 'abbreviation';
  if (/[.!?]\s+\p{Lu}/u.test(sentence)) return 'several';
  return /[.!?:]$/.test(sentence) ? null : 'open';
}
