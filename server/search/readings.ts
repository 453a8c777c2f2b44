// How the words of a query are read: as typed where they are known, else as what was meant. A word may have been
// typed with another keyboard layout, in Latin letters, or with a slip of the finger.
import type { Database } from '../database.ts';
import { fold } from '../i18n/fold.ts';
import type { ClassWords } from './class-words.ts';
import { otherLayouts } from './layout.ts';
import { guessesFor, slipsIn, type Guess, type How } from './meant-words.ts';
import { wordsIn, type Word } from './query-words.ts';
import { stemsOf } from './stems.ts';
import { isStopWord } from './stop-words.ts';
import { knownStems } from './vocabulary.ts';

export type { How } from './meant-words.ts';

export interface Reading {
  words: readonly Word[];
  /** Null where all is read as typed. */
  how: How | null;
  text: string;
  /** The next best reading. */
  other: string | null;
}

// A query of more words is read from its beginning.
const MOST_WORDS = 10;

/** Reads a query. */
export async function readQuery(db: Database, words: ClassWords, text: string): Promise<Reading> {
  const pieces = text.normalize('NFC').split(/\s+/u).filter(Boolean);
  const chunks = joined(words, pieces.slice(0, MOST_WORDS));
  const typed = await markKnown(db, words, chunks.map(wordsIn));
  const parts = await Promise.all(
    typed.map(async (own, at) => {
      const isDoubtful = own.some(({ known, stop }) => !known && !stop);
      const [best, next] = isDoubtful ? await guessesOf(db, words, chunks[at]!, own) : [];
      return { own, best, next };
    }),
  );
  const chosen = parts.map(({ own, best }) => best?.words ?? own);
  const instead = parts.map(({ own, best, next }) => next?.words ?? best?.words ?? own);
  return {
    words: chosen.flat(),
    how: parts.find(({ best }) => best)?.best?.how ?? null,
    text: shownOf(chosen),
    other: parts.some(({ next }) => next) ? shownOf(instead) : null,
  };
}

/** Another spelling for words that are known, but perhaps were not meant; null where there is none. */
export function nearestInClasses(words: ClassWords, asked: readonly Word[]): string | null {
  const near = asked.map((word) =>
    word.stop || isInClasses(words, word.stems) ? undefined : slipsIn(words, word)[0],
  );
  if (!near.some(Boolean)) return null;
  return shownOf(asked.map((word, at) => near[at]?.words ?? [word]));
}

// Two pieces that are one word of the classes: «электро коляска».
function joined(words: ClassWords, chunks: readonly string[]): string[] {
  const whole: string[] = [];
  for (let at = 0; at < chunks.length; at++) {
    const [one, next] = [chunks[at]!, chunks[at + 1] ?? ''];
    const isHalf =
      [one, next].every((piece) => /^\p{L}{2,}$/u.test(piece)) &&
      !isStopWord(fold(one)) &&
      !isInClasses(words, stemsOf(one)) &&
      isInClasses(words, stemsOf(one + next));
    whole.push(isHalf ? one + next : one);
    if (isHalf) at++;
  }
  return whole;
}

async function markKnown(db: Database, words: ClassWords, parts: Word[][]): Promise<Word[][]> {
  const others = parts.flat().filter(({ stems }) => !isInClasses(words, stems));
  const used = await knownStems(db.read, [...new Set(others.flatMap(({ stems }) => stems))]);
  const stems = new Set(used.map(({ stem }) => stem));
  const isKnown = (word: Word) =>
    /^\p{N}+$/u.test(word.shown) ||
    isInClasses(words, word.stems) ||
    word.stems.some((stem) => stems.has(stem));
  return parts.map((part) => part.map((word) => ({ ...word, known: isKnown(word) })));
}

// What a doubtful piece may have been meant to be: another layout explains it whole, or nothing does so surely.
async function guessesOf(
  db: Database,
  words: ClassWords,
  chunk: string,
  own: readonly Word[],
): Promise<Guess[]> {
  const layouts = await fromOtherLayout(db, words, chunk);
  if (layouts.length > 0 || /\p{N}/u.test(chunk)) return layouts; // digits: it may be an article
  const each = await Promise.all(
    own.map(async (word) => (word.known || word.stop ? null : guessesFor(db, words, word))),
  );
  const whole = [0, 1].flatMap((rank) => together(own, each, rank));
  return whole.length > 0 ? whole : layoutWithSlips(words, chunk);
}

// The guesses of a rank for all words of a piece; those that are known stay as they are.
function together(
  own: readonly Word[],
  each: readonly (readonly Guess[] | null)[],
  rank: number,
): Guess[] {
  if (each.some((guesses) => guesses?.length === 0)) return [];
  if (!each.some((guesses) => guesses?.[rank])) return [];
  const picked = each.map((guesses) => guesses && (guesses[rank] ?? guesses[0]!));
  return [
    {
      words: picked.flatMap((one, at) => one?.words ?? [own[at]!]),
      how: picked.find((one) => one)!.how,
      cost: Math.max(...picked.map((one) => one?.cost ?? 0)),
    },
  ];
}

async function fromOtherLayout(db: Database, words: ClassWords, chunk: string): Promise<Guess[]> {
  const bare = chunk.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  const readings = [...new Set([chunk, bare].flatMap(otherLayouts))]
    .map(wordsIn)
    .filter((own) => own.some(({ shown }) => shown.length > 1));
  const all = await markKnown(db, words, readings);
  const hasDigits = /\p{N}/u.test(chunk);
  return all
    .filter((own) => own.every((word) => word.known || word.stop))
    .filter((own) => !hasDigits || own.every(({ stems }) => isInClasses(words, stems)))
    .map((own) => ({ words: own, how: 'layout', cost: 1 }));
}

function layoutWithSlips(words: ClassWords, chunk: string): Guess[] {
  return otherLayouts(chunk)
    .map(wordsIn)
    .filter((own) => own.length === 1)
    .flatMap(([word]) => slipsIn(words, word!))
    .map((one) => ({ ...one, how: 'layout' as const }));
}

function isInClasses(words: ClassWords, stems: readonly string[]): boolean {
  return stems.some((stem) => words.stems.has(stem));
}

function shownOf(parts: readonly (readonly Word[])[]): string {
  return parts
    .flat()
    .map(({ shown }) => shown)
    .join(' ');
}
