import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sortKey } from '../../server/i18n/sort-keys.ts';
import type { Lang } from '../../server/i18n/languages.ts';

function sorted(words: readonly string[], lang: Lang): string[] {
  return words.toSorted((a, b) => (sortKey(a, lang) < sortKey(b, lang) ? -1 : 1));
}

describe('names stand in the order that readers of a language expect', () => {
  it('Kazakh letters stand in their places of the alphabet', () => {
    const alphabet = Array.from('АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ');
    assert.deepEqual(sorted(alphabet.toReversed(), 'kk'), alphabet);
  });

  it('Russian ё stands with е', () => {
    assert.deepEqual(sorted(['Ель', 'Ёлка', 'Ежевика'], 'ru'), ['Ежевика', 'Ёлка', 'Ель']);
  });

  it('each language puts its own script first, and numbers before letters', () => {
    assert.deepEqual(sorted(['Ұя', 'Arm', '2 аяқ'], 'kk'), ['2 аяқ', 'Ұя', 'Arm']);
    assert.deepEqual(sorted(['Ұя', 'Arm', '2 аяқ'], 'en'), ['2 аяқ', 'Arm', 'Ұя']);
  });

  it('numbers stand by their value', () => {
    assert.deepEqual(sorted(['Dala 1000', 'Dala 200', 'Dala 40'], 'en'), [
      'Dala 40',
      'Dala 200',
      'Dala 1000',
    ]);
  });

  it('case, quotes and hyphens do not count', () => {
    assert.equal(sortKey('«ДАЛА-200»', 'ru'), sortKey('Дала 200', 'ru'));
  });

  it('a key is ASCII and at most 400 characters long, whatever the name', () => {
    for (const name of ['', '漢字', 'é'.repeat(900), '🦽 арба', '9'.repeat(500)]) {
      assert.match(sortKey(name, 'kk'), /^[\x20-\x7e]{0,400}$/);
    }
  });
});
