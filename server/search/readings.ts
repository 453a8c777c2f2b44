// How the words of a query are read: as typed where they are known, else as what was meant. A word may have been
// typed with another keyboard layout, in Latin letters, or with a slip of the finger.
import type { Database } from '../database.ts';
import { fold } from '../i18n/fold.ts';
import type { ClassStem, ClassWords } from './class-words.ts';
import { isToken } from './engine.ts';
import { cyrillicReadings } from './latin.ts';
import { otherLayouts } from './layout.ts';
import { lettersApart, lettersIn, slipsAllowed, slipsBetween } from './slips.ts';
import { soundOf } from './sound.ts';
import { stemsOf } from './stems.ts';
import { isStopWord } from './stop-words.ts';
import { knownStems, oneSlipFrom, soundingLike } from './vocabulary.ts';

export type How = 'spelling' | 'layout' | 'latin';

/** A word as it is searched. */
export interface Word {
  shown: string;
  stems: readonly string[];
  /** Says nothing by itself. */
  stop: boolean;
  /** Some class or product uses it. */
  known: boolean;
}

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

interface Candidate {
  words: readonly Word[];
  how: How;
  cost: number;
}

/** Reads a query. */
export async function readQuery(db: Database, words: ClassWords, text: string): Promise<Reading> {
  const chunks = joined(words, text.normalize('NFC').split(/\s+/u).filter(Boolean)).slice(
    0,
    MOST_WORDS,
  );
  const typed = await markKnown(
    db,
    words,
    chunks.map((chunk) => wordsIn(chunk)),
  );
  const parts = await Promise.all(
    typed.map(async (own, at) => {
      const doubtful = own.some(({ known, stop }) => !known && !stop);
      const [best, next] = doubtful ? await candidates(db, words, chunks[at]!, own) : [];
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
    word.stop || word.stems.some((stem) => words.countOf(stem) > 0)
      ? null
      : slipsIn(words, word)[0],
  );
  if (!near.some(Boolean)) return null;
  return asked.map((word, at) => near[at]?.words[0]?.shown ?? word.shown).join(' ');
}

/** Words of one typed piece, as they are. */
export function wordsIn(chunk: string): Word[] {
  const found =
    chunk
      .normalize('NFC')
      .toLocaleLowerCase('kk')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return found.map(inOneScript).map((shown) => ({
    shown,
    stems: stemsOf(shown).filter(isToken),
    stop: isStopWord(fold(shown)),
    known: false,
  }));
}

const LOOK_ALIKES = keysOf('aceopxykmthb', 'асеорхукмтнв');

// A Latin letter slips into Cyrillic words easily: both look the same.
function inOneScript(word: string): string {
  if (!/[a-z]/.test(word) || !/[\u0400-\u04ff]/.test(word)) return word;
  return Array.from(word, (letter) => LOOK_ALIKES.get(letter) ?? letter).join('');
}

function keysOf(from: string, to: string): Map<string, string> {
  return new Map(Array.from(from, (letter, at) => [letter, to[at]!]));
}

// Two pieces that are one word of the classes: «электро коляска».
function joined(words: ClassWords, chunks: readonly string[]): string[] {
  const whole: string[] = [];
  for (let at = 0; at < chunks.length; at++) {
    const [one, next] = [chunks[at]!, chunks[at + 1]];
    const bothWords = /^\p{L}{2,}$/u.test(one) && next !== undefined && /^\p{L}{2,}$/u.test(next);
    const isOne =
      bothWords &&
      !isInClasses(words, stemsOf(one)) &&
      !isStopWord(fold(one)) &&
      isInClasses(words, stemsOf(one + next));
    whole.push(isOne ? one + next : one);
    if (isOne) at++;
  }
  return whole;
}

async function markKnown(db: Database, words: ClassWords, parts: Word[][]): Promise<Word[][]> {
  const all = parts.flat().filter(({ stems }) => !isInClasses(words, stems));
  const used = await knownStems(db.read, [...new Set(all.flatMap(({ stems }) => stems))]);
  const stems = new Set(used.map(({ stem }) => stem));
  return parts.map((part) =>
    part.map((word) => ({
      ...word,
      known:
        /^\p{N}+$/u.test(word.shown) ||
        isInClasses(words, word.stems) ||
        word.stems.some((stem) => stems.has(stem)),
    })),
  );
}

// What a doubtful piece may have been meant to be: the likeliest first.
async function candidates(
  db: Database,
  words: ClassWords,
  chunk: string,
  own: readonly Word[],
): Promise<Candidate[]> {
  const layouts = await fromOtherLayout(db, words, chunk);
  const perWord = await Promise.all(
    own.map(async (word) => (word.known || word.stop ? null : meant(db, words, word))),
  );
  const whole: Candidate[] = [0, 1].flatMap((rank) => {
    if (perWord.some((all) => all !== null && all.length === 0)) return [];
    if (rank > 0 && !perWord.some((all) => all && all.length > rank)) return [];
    const picked = perWord.map((all) => all && (all[rank] ?? all[0]!));
    const costs = picked.map((one) => one?.cost ?? 0);
    return [
      {
        words: picked.flatMap((one, at) => one?.words ?? [own[at]!]),
        how: picked.find((one) => one)!.how,
        cost: Math.max(...costs) + rank / 10,
      },
    ];
  });
  // An article has letters and digits too: only what a class is called is read into such a piece.
  const hasDigits = /\p{N}/u.test(chunk);
  const all = hasDigits ? layouts : [...layouts, ...whole];
  const best = all.toSorted((a, b) => a.cost - b.cost);
  if (best.length > 0 || hasDigits) return best;
  return otherLayouts(chunk).flatMap((reading) =>
    wordsIn(reading).length === 1
      ? slipsIn(words, wordsIn(reading)[0]!).map((one) => ({ ...one, how: 'layout' as const }))
      : [],
  );
}

async function fromOtherLayout(
  db: Database,
  words: ClassWords,
  chunk: string,
): Promise<Candidate[]> {
  const bare = chunk.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  const readings = [...new Set([chunk, bare].flatMap(otherLayouts))]
    .map(wordsIn)
    .filter((own) => own.length > 0 && own.some(({ shown }) => shown.length > 1));
  const known = await markKnown(db, words, readings);
  return known
    .filter((own) => own.every((word) => word.known || word.stop))
    .filter((own) => !/\p{N}/u.test(chunk) || own.every(({ stems }) => isInClasses(words, stems)))
    .map((own) => ({ words: own, how: 'layout' as const, cost: 1 }));
}

// What one unknown word may have been meant to be.
async function meant(db: Database, words: ClassWords, word: Word): Promise<Candidate[]> {
  const readings = cyrillicReadings(word.shown);
  const stems = [...new Set(readings.flatMap(stemsOf))];
  const sounds = [...new Set((readings.length ? stems : word.stems).map(soundOf))];
  const how: How = readings.length ? 'latin' : 'spelling';
  const alike = sounds.flatMap((sound) =>
    sound.length > 2 ? (words.bySound.get(sound) ?? []) : [],
  );
  const certain = [
    ...alike.map((one) =>
      classCandidate(
        one,
        readings.length ? readings : [fold(word.shown)],
        how,
        1.1 + (stems.includes(one.stem) ? 0 : 0.1),
      ),
    ),
    ...slipsIn(words, word),
    ...splitIn(words, word),
  ];
  if (certain.some(({ cost }) => cost < 2)) return best(certain);
  const [sounding, near] = await Promise.all([
    soundingLike(db.read, sounds),
    oneSlipFrom(db.read, word.stems),
  ]);
  const further = readings.flatMap((shown) =>
    slipsIn(words, { ...word, shown, stems: stemsOf(shown) }).map((one) => ({
      ...one,
      how: 'latin' as const,
      cost: one.cost + 0.7,
    })),
  );
  return best([
    ...certain,
    ...sounding.map((one) => candidate(one, how, 1.3)),
    ...near.map((one) => candidate(one, 'spelling', 1.6)),
    ...further,
  ]);
}

// Words of the classes a slip or two away.
function slipsIn(words: ClassWords, { shown, stems }: Word): Candidate[] {
  const typed = fold(shown);
  const allowed = slipsAllowed(typed.length);
  if (allowed === 0 || /\p{N}/u.test(typed)) return [];
  const forms = stems.map((stem) => ({ stem, letters: lettersIn(stem) }));
  const near: Candidate[] = [];
  for (const one of words.stems.values()) {
    const most = Math.min(allowed, slipsAllowed(one.stem.length + 1));
    if (most === 0) continue;
    let slips = most + 1;
    for (const { stem, letters } of forms) {
      if (lettersApart(letters, one.letters) > 2 * most) continue;
      slips = Math.min(slips, slipsBetween(stem, one.stem, most));
    }
    const { shown: nearest, slips: whole } = nearestWord(one, [typed]);
    slips = Math.min(slips, whole);
    if (slips > most) continue;
    // Of two as near by their stems, the one whose whole word is nearer, and begins alike.
    const otherStart = typed[0] === fold(nearest)[0] ? 0 : 0.3;
    near.push(
      candidate(
        { stem: one.stem, shown: nearest },
        'spelling',
        0.4 + slips + whole / 10 + otherStart,
      ),
    );
  }
  return best(near);
}

// Two words of the classes typed as one: «инвалиднаяколяска».
function splitIn(words: ClassWords, { shown }: Word): Candidate[] {
  for (let at = 3; at <= shown.length - 3; at++) {
    const both = [shown.slice(0, at), shown.slice(at)];
    if (both.every((half) => isInClasses(words, stemsOf(half)))) {
      const halves = both.flatMap(wordsIn).map((word) => ({ ...word, known: true }));
      return [{ words: halves, how: 'spelling', cost: 1.4 }];
    }
  }
  return [];
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

function classCandidate(
  one: ClassStem,
  typed: readonly string[],
  how: How,
  cost: number,
): Candidate {
  return candidate({ stem: one.stem, shown: nearestWord(one, typed).shown }, how, cost);
}

function candidate(
  { stem, shown }: { stem: string; shown: string },
  how: How,
  cost: number,
): Candidate {
  return { words: [{ shown, stems: [stem], stop: false, known: true }], how, cost };
}

function best(all: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return all
    .toSorted((a, b) => a.cost - b.cost)
    .filter(({ words: [word] }) => {
      const isNew = !seen.has(word!.stems[0]!);
      seen.add(word!.stems[0]!);
      return isNew;
    });
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
