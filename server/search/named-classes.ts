// Which classes of aids the words of a query name, and how well.
import type { ClassWords, NamedClass } from './class-words.ts';

/** A word of a query: any of these stems is it. */
export interface Asked {
  stems: readonly string[];
}

export interface Naming {
  code: string;
  /** From 0 to 1: 1 where the query is a name of the class, and nothing else. */
  fit: number;
}

/** The classes that all of these words fit, best first. */
export function classesNamed(words: ClassWords, asked: readonly Asked[]): Naming[] {
  if (asked.length === 0) return [];
  const fitting = words.classes.filter(
    ({ own, beside }) =>
      asked.some(({ stems }) => stems.some((stem) => own.has(stem))) &&
      asked.every(({ stems }) => stems.some((stem) => own.has(stem) || beside.has(stem))),
  );
  return ranked(words, meant(fitting, asked), asked);
}

// "Hearing aid" is not the batteries for one, unless nothing else is.
function meant(fitting: readonly NamedClass[], asked: readonly Asked[]): readonly NamedClass[] {
  const named = fitting.filter(({ heads }) =>
    asked.some(({ stems }) => stems.some((stem) => heads.has(stem))),
  );
  return named.length > 0 ? named : fitting;
}

/** The classes that most of these words fit; those that come close to the best, best first. */
export function classesNearly(words: ClassWords, asked: readonly Asked[]): Naming[] {
  const fits = new Map(words.classes.map((one) => [one.code, hitsIn(one, asked)]));
  const most = Math.max(0, ...fits.values());
  const fitting = words.classes.filter(({ code }) => most > 0 && fits.get(code) === most);
  const all = ranked(words, meant(fitting, asked), asked);
  const least = Math.max(LEAST_FIT, (all[0]?.fit ?? 0) * (most > 1 ? 0.5 : 0.75));
  return all.filter(({ fit }) => fit >= least).slice(0, MOST_NEAR);
}

// Below this the words that fit are too common to show anything for them.
const LEAST_FIT = 0.1;
const MOST_NEAR = 6;

function hitsIn({ own }: NamedClass, asked: readonly Asked[]): number {
  return asked.filter(({ stems }) => stems.some((stem) => own.has(stem))).length;
}

/** The classes that this word names by itself. */
export function classesWith(words: ClassWords, asked: Asked): string[] {
  const having = words.classes.filter(({ own }) => asked.stems.some((stem) => own.has(stem)));
  return meant(having, [asked]).map(({ code }) => code);
}

/** The classes whose ISO 9999 code begins so: what is exactly it first. */
export function classesOfIso(words: ClassWords, digits: string): Naming[] {
  return words.classes
    .filter(({ iso }) => iso.startsWith(digits))
    .map(({ code, iso }) => ({ code, fit: digits.length / iso.length }))
    .toSorted((a, b) => b.fit - a.fit);
}

function ranked(
  words: ClassWords,
  classes: readonly NamedClass[],
  asked: readonly Asked[],
): Naming[] {
  const weightOf = (stem: string) => Math.log(1 + words.classes.length / (1 + words.countOf(stem)));
  const askedWeight = sum(
    asked.map(({ stems }) => Math.max(...knownOf(stems, words).map(weightOf))),
  );
  return classes
    .map(({ code, phrases }) => ({
      code,
      fit: Math.max(
        0,
        ...phrases.map(({ kind, stems }) => {
          const hit = stems.filter((stem) => asked.some((one) => one.stems.includes(stem)));
          const hits = sum(hit.map(weightOf));
          const fit = hits ** 2 / (askedWeight * sum(stems.map(weightOf)) || 1);
          return fit * (kind === 'name' ? 1 : 0.98);
        }),
      ),
    }))
    .toSorted((a, b) => b.fit - a.fit);
}

// A word that no class knows weighs as much as one that a single class has.
function knownOf(stems: readonly string[], words: ClassWords): readonly string[] {
  const known = stems.filter((stem) => words.countOf(stem) > 0);
  return known.length ? known : stems;
}

function sum(all: readonly number[]): number {
  return all.reduce((total, one) => total + one, 0);
}
