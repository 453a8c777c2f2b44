// From words as they are typed or printed to the stems by which they are found.
import { stemmer as englishStem } from '@orama/stemmers/english';
import { stemmer as snowball } from '@orama/stemmers/russian';
import { fold } from '../i18n/fold.ts';
import type { Lang } from '../i18n/languages.ts';
import { kazakhOrigin, kazakhStem } from './kazakh.ts';

/** The stem of a word of a text in a known language. */
export function stemIn(lang: Lang, word: string): string {
  const folded = fold(word);
  if (/\p{N}/u.test(folded)) return folded;
  if (/^[a-z]+$/.test(folded)) return englishStem(folded);
  return lang === 'kk' ? kazakhStem(folded) : russianStem(folded);
}

/** All stems that a word may have, whichever language it is of: the likeliest first. */
export function stemsOf(word: string): string[] {
  const folded = fold(word);
  if (/\p{N}/u.test(folded)) return [folded];
  if (/^[a-z]+$/.test(folded)) return unique([englishStem(folded), folded]);
  return unique([russianStem(folded), kazakhStem(folded), kazakhOrigin(folded), folded]);
}

const NOUN_ENDING =
  /(?<=.{3})(?:ами|ями|ого|его|ыми|ими|ов|ев|ей|ах|ях|ам|ям|ом|ем|ой|ый|ий|ая|яя|ое|ее|ые|ие|[аеийоуыьюя])$/;

// The stemmer takes some nouns for verbs and leaves too little of them: кол- of колено, кост- of костыли.
function russianStem(folded: string): string {
  const stem = snowball(folded);
  const tooLittle = stem.length < 5 && folded.length - stem.length > 2;
  return tooLittle ? folded.replace(NOUN_ENDING, '') : stem;
}

function unique(stems: string[]): string[] {
  return [...new Set(stems)];
}
