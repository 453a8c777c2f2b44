// Keys by which a database sorts names as people of a language expect, byte by byte, whatever its collation.
import type { Lang, Names } from './languages.ts';

const CYRILLIC = 'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя';
const LATIN = 'abcdefghijklmnopqrstuvwxyz';
const LONGEST = 400;

const LETTERS: Record<Lang, Map<string, string>> = {
  kk: ranked(CYRILLIC + LATIN),
  ru: ranked(CYRILLIC + LATIN).set('ё', ranked(CYRILLIC).get('е')!), // as in Russian dictionaries
  en: ranked(LATIN + CYRILLIC),
};

/**
 * ASCII text that sorts bytewise as the language's alphabet does: spaces, then numbers by their value,
 * then the language's own script, then the other one. Case and punctuation do not count.
 */
export function sortKey(text: string, lang: Lang): string {
  const lower = text.normalize('NFC').toLocaleLowerCase('kk');
  const words = lower.match(/\d+|[\p{L}\p{M}]+/gu) ?? [];
  const keys = words.map((word) => (/^\d/.test(word) ? numberKey(word) : wordKey(word, lang)));
  return keys.join(' ').slice(0, LONGEST);
}

/** What has names, in the order of the language's alphabet. */
export function byName<T extends { names: Names }>(all: readonly T[], lang: Lang): T[] {
  const keyed = all.map((one) => ({ one, key: sortKey(one.names[lang], lang) }));
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ one }) => one);
}

function wordKey(word: string, lang: Lang): string {
  const letters = LETTERS[lang];
  return Array.from(
    word,
    (letter) => letters.get(letter) ?? letters.get(letter.normalize('NFD')[0]!) ?? '',
  ).join('');
}

// The count of digits goes first, so that 40 comes before 200.
function numberKey(digits: string): string {
  const value = digits.replace(/^0+(?=\d)/, '').slice(0, 9);
  return `${value.length}${value}`;
}

// One printable ASCII character for each letter, after the digits.
function ranked(alphabet: string): Map<string, string> {
  return new Map(Array.from(alphabet, (letter, at) => [letter, String.fromCharCode(0x3a + at)]));
}
