// What one unknown word may have been meant to be: a word in Latin letters, one that sounds the same, one or two
// slips away, or two words typed as one. Each guess has a cost; the cheapest is the likeliest.
import type { Database } from '../database.ts';
import { fold } from '../i18n/fold.ts';
import type { ClassStem, ClassWords } from './class-words.ts';
import { cyrillicReadings } from './latin.ts';
import { wordsIn, type Word } from './query-words.ts';
import { lettersApart, lettersIn, slipsAllowed, slipsBetween } from './slips.ts';
import { soundOf } from './sound.ts';
import { stemsOf } from './stems.ts';
import { oneSlipFrom, soundingLike } from './vocabulary.ts';

export type How = 'spelling' | 'layout' | 'latin';

export interface Guess {
  words: readonly Word[];
  how: How;
  cost: number;
}

const COST = { alike: 1.1, sounding: 1.3, split: 1.4, nearProduct: 1.6, sure: 2 } as const;

/** What an unknown word may have been meant to be, the likeliest first. */
export async function guessesFor(db: Database, words: ClassWords, word: Word): Promise<Guess[]> {
  const readings = cyrillicReadings(word.shown);
  const isLatin = readings.length > 0;
  const stems = isLatin ? [...new Set(readings.flatMap(stemsOf))] : word.stems;
  const sounds = [...new Set(stems.map(soundOf))].filter(({ length }) => length > 2);
  const how: How = isLatin ? 'latin' : 'spelling';
  const inClasses = [
    ...alikeIn(words, sounds, isLatin ? readings : [fold(word.shown)], how),
    ...slipsIn(words, word),
    ...splitIn(words, word),
  ];
  if (inClasses.some(({ cost }) => cost < COST.sure)) return likeliestFirst(inClasses);
  const [sounding, near] = await Promise.all([
    soundingLike(db.read, sounds),
    oneSlipFrom(db.read, word.stems),
  ]);
  const guesses = [
    ...inClasses,
    ...sounding.map((one) => guess(one, how, COST.sounding)),
    ...near.map((one) => guess(one, 'spelling', COST.nearProduct)),
  ];
  return likeliestFirst(guesses.length > 0 ? guesses : latinWithSlips(words, readings));
}

/** Words of the classes a slip or two away, the nearest first. */
export function slipsIn(words: ClassWords, { shown, stems }: Word): Guess[] {
  const typed = fold(shown);
  const allowed = slipsAllowed(typed.length);
  if (allowed === 0 || /\p{N}/u.test(typed)) return [];
  const forms = stems.map((stem) => ({ stem, letters: lettersIn(stem) }));
  const near: Guess[] = [];
  for (const one of words.stems.values()) {
    const most = Math.min(allowed, slipsAllowed(one.stem.length + 1));
    let slips = most + 1;
    for (const { stem, letters } of forms) {
      if (most === 0 || lettersApart(letters, one.letters) > 2 * most) continue;
      slips = Math.min(slips, slipsBetween(stem, one.stem, most));
    }
    if (slips > most) continue;
    // Of two as near by their stems, the one whose whole word is nearer, and begins alike.
    const whole = nearestWord(one, [typed]);
    const start = typed[0] === fold(whole.shown)[0] ? 0 : 0.3;
    const cost = 0.4 + Math.min(slips, whole.slips) + whole.slips / 10 + start;
    near.push(guess({ stem: one.stem, shown: whole.shown }, 'spelling', cost));
  }
  return likeliestFirst(near);
}

// Words of the classes that sound the same.
function alikeIn(
  words: ClassWords,
  sounds: readonly string[],
  typed: readonly string[],
  how: How,
): Guess[] {
  return sounds
    .flatMap((sound) => words.bySound.get(sound) ?? [])
    .map((one) => {
      const { shown, slips } = nearestWord(one, typed);
      return guess({ stem: one.stem, shown }, how, COST.alike + slips / 20);
    });
}

// Two words of the classes typed as one: «инвалиднаяколяска».
function splitIn(words: ClassWords, { shown }: Word): Guess[] {
  for (let at = 3; at <= shown.length - 3; at++) {
    const both = [shown.slice(0, at), shown.slice(at)];
    if (both.every((half) => stemsOf(half).some((stem) => words.stems.has(stem)))) {
      const halves = both.flatMap(wordsIn).map((word) => ({ ...word, known: true }));
      return [{ words: halves, how: 'spelling', cost: COST.split }];
    }
  }
  return [];
}

// Both at once is a last resort: only the likeliest letters are tried.
function latinWithSlips(words: ClassWords, readings: readonly string[]): Guess[] {
  return readings
    .slice(0, 2)
    .flatMap((reading) => wordsIn(reading).flatMap((word) => slipsIn(words, word)))
    .map((one) => ({ ...one, how: 'latin' as const }));
}

// The word of a stem that is nearest to what was typed.
function nearestWord(
  { words }: ClassStem,
  typed: readonly string[],
): { shown: string; slips: number } {
  const near = words.map((shown) => ({
    shown,
    slips: Math.min(...typed.map((one) => slipsBetween(one, fold(shown), FAR - 1))),
  }));
  return near.reduce((best, one) => (one.slips < best.slips ? one : best));
}

const FAR = 5;

function guess({ stem, shown }: { stem: string; shown: string }, how: How, cost: number): Guess {
  return { words: [{ shown, stems: [stem], stop: false, known: true }], how, cost };
}

function likeliestFirst(all: readonly Guess[]): Guess[] {
  const seen = new Set<string>();
  return all
    .toSorted((a, b) => a.cost - b.cost)
    .filter(({ words }) => {
      const key = words.map(({ stems }) => stems[0]).join(' ');
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
}
