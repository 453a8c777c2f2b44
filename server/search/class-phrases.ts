// What a phrase that names a class is made of: its stems, what it is about, and the words that are known from it.
import { fold } from '../i18n/fold.ts';
import type { Lang } from '../i18n/languages.ts';
import type { ClassStem } from './class-words.ts';
import { isToken } from './engine.ts';
import { lettersIn } from './slips.ts';
import { soundOf } from './sound.ts';
import { stemIn } from './stems.ts';
import { isStopWord } from './stop-words.ts';

// After these a phrase says what for.
const FOR =
  /(?:^|\s)(?:для|от|к|ко|на|с|со|в|после|при|под|до|for|of|to|with|after|from|in)(?=\s)/u;

/** What a phrase is about: in Russian what stands before «для», in Kazakh and English the last word of it. */
export function headsOf(lang: Lang, text: string): string[] {
  const plain = text.toLocaleLowerCase('kk').replace(/\(.*?\)/gu, ' ');
  const before = lang === 'kk' ? plain : plain.split(FOR)[0]!;
  const words = wordsOf(before.trim() ? before : plain);
  const heads = lang === 'ru' ? words : words.slice(-1);
  return heads.map((word) => stemOf(lang, word));
}

// Gathers the stems of phrases, each with the words that it was seen in.
export class Vocabulary {
  readonly stems = new Map<string, ClassStem & { words: string[] }>();
  readonly bySound = new Map<string, ClassStem[]>();

  add(lang: Lang, text: string): string[] {
    const stems = wordsOf(text).map((word) => {
      const stem = stemOf(lang, word);
      const known = this.stems.get(stem);
      if (!known) this.keep({ stem, words: [word], letters: lettersIn(stem) });
      else if (!known.words.includes(word)) known.words.push(word);
      return stem;
    });
    return [...new Set(stems)];
  }

  private keep(one: ClassStem & { words: string[] }): void {
    if (!isToken(one.stem)) return;
    this.stems.set(one.stem, one);
    const sound = soundOf(one.stem);
    this.bySound.set(sound, [...(this.bySound.get(sound) ?? []), one]);
  }
}

/** The stems of a text, without words that say nothing. */
export function stemsOfText(lang: Lang, text: string): string[] {
  return [...new Set(wordsOf(text).map((word) => stemOf(lang, word)))];
}

function wordsOf(text: string): string[] {
  const lower = text.normalize('NFC').toLocaleLowerCase('kk');
  return (lower.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => stemOf('ru', word) !== '');
}

// The same few thousand words are read again with each change of a class: their stems are remembered.
const remembered = new Map<string, string>();

function stemOf(lang: Lang, word: string): string {
  const key = `${lang} ${word}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  if (remembered.size > MOST_REMEMBERED) remembered.clear();
  const stem = isStopWord(fold(word)) ? '' : stemIn(lang, word);
  remembered.set(key, stem);
  return stem;
}

const MOST_REMEMBERED = 50_000;
