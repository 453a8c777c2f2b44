// How a word sounds, roughly, in Latin letters: Cyrillic words that people tell apart only in writing are one.

const CYRILLIC = Array.from('абвгдежзийклмнопрстуфхцчшщъыьэюя');
const LATIN = 'a b v g d e j z i i k l m n o p r s t u f h c q w w _ i _ e iu ia'.split(' ');
const SOUNDS = new Map(CYRILLIC.map((letter, at) => [letter, LATIN[at] === '_' ? '' : LATIN[at]!]));

/** The sound of a folded word; Latin letters stand for themselves. */
export function soundOf(folded: string): string {
  return Array.from(folded, (letter) => SOUNDS.get(letter) ?? letter)
    .join('')
    .replace(/(.)\1+/g, '$1');
}
