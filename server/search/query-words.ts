// The words of a query, as they are searched.
import { fold } from '../i18n/fold.ts';
import { isToken } from './engine.ts';
import { stemsOf } from './stems.ts';
import { isStopWord } from './stop-words.ts';

export interface Word {
  shown: string;
  stems: readonly string[];
  /** Says nothing by itself. */
  stop: boolean;
  /** Some class or product uses it. */
  known: boolean;
}

/** The words of a text, as typed. */
export function wordsIn(text: string): Word[] {
  const lower = text.normalize('NFC').toLocaleLowerCase('kk');
  const found = lower.match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.map(inOneScript).map((shown) => ({
    shown,
    stems: stemsOf(shown).filter(isToken),
    stop: isStopWord(fold(shown)),
    known: false,
  }));
}

/** The words that say something, or all where none does. */
export function sayingWords(all: readonly Word[]): readonly Word[] {
  const some = all.filter(({ stop }) => !stop);
  return some.length > 0 ? some : all;
}

const LATIN = 'aceopxykmthb';
const CYRILLIC = 'асеорхукмтнв';
const LOOK_ALIKES = new Map(Array.from(LATIN, (letter, at) => [letter, CYRILLIC[at]!]));

// A Latin letter slips into Cyrillic words easily: both look the same.
function inOneScript(word: string): string {
  if (!/[a-z]/.test(word) || !/[\u0400-\u04ff]/.test(word)) return word;
  return Array.from(word, (letter) => LOOK_ALIKES.get(letter) ?? letter).join('');
}
