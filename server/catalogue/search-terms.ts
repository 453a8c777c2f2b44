import { foldedWords } from '../i18n/fold.ts';

const MOST_TERMS = 8;

/**
 * What the words of a query start with, folded and without their endings: neither Kazakh nor Russian people type a word in
 * the form in which it stands in the catalogue, and no stemmer knows both.
 */
export function searchTerms(query: string): string[] {
  return [...new Set(foldedWords(query).map(withoutEnding))].slice(0, MOST_TERMS);
}

function withoutEnding(word: string): string {
  if (/\d/.test(word)) return word;
  const singular = word.replace(/(?<=.{3})[лдт][ае]р(ы|и|ды|ди|га|ге|дын|дин)?$/, '');
  if (singular !== word) return singular;
  if (word.length >= 7) return word.slice(0, -2);
  return word.length >= 5 ? word.slice(0, -1) : word;
}
