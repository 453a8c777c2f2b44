// The words of products, one row each however many products use one, so that looking for a slip costs the same
// among a thousand products and among a hundred thousand.
import type { Queryable } from '../database.ts';
import { fold } from '../i18n/fold.ts';
import { inChunks } from './in-chunks.ts';
import { slipsBetween, withoutOneLetter } from './slips.ts';
import { soundOf } from './sound.ts';

/** A stem that products use, and the word to show for it. */
export interface Known {
  stem: string;
  shown: string;
  sound: string;
}

const ROWS_AT_ONCE = 500;
const SHORTEST = 3;
// Shorter stems have too many neighbours to guess which was meant.
const SHORTEST_WITH_SLIP = 5;
const LONGEST = 24;

/** Adds stems with the words to show for them. */
export async function addToVocabulary(
  trx: Queryable,
  words: ReadonlyMap<string, string>,
): Promise<void> {
  const stems = [...words.keys()].filter(
    (stem) => /^\p{L}+$/u.test(stem) && stem.length >= SHORTEST && stem.length <= LONGEST,
  );
  for (const some of inChunks(stems, ROWS_AT_ONCE)) {
    const known: { stem: string }[] = await trx('search_words')
      .whereIn('stem', some)
      .select('stem');
    const there = new Set(known.map(({ stem }) => stem));
    const fresh = some.filter((stem) => !there.has(stem));
    const rows = fresh.map((stem) => ({
      stem,
      shown: words.get(stem)!.slice(0, 60),
      sound: soundOf(stem).slice(0, 60),
    }));
    if (rows.length) await trx('search_words').insert(rows).onConflict().ignore();
    const slips = fresh
      .filter((stem) => stem.length >= SHORTEST_WITH_SLIP)
      .flatMap((stem) => withoutOneLetter(stem).map((rest) => ({ rest, stem })));
    for (const part of inChunks(slips, ROWS_AT_ONCE)) {
      await trx('search_slips').insert(part).onConflict().ignore();
    }
  }
}

export async function clearVocabulary(trx: Queryable): Promise<void> {
  await trx('search_slips').del();
  await trx('search_words').del();
}

/** Those of the stems that products use. */
export async function knownStems(db: Queryable, stems: readonly string[]): Promise<Known[]> {
  if (stems.length === 0) return [];
  return db('search_words').whereIn('stem', stems).select('stem', 'shown', 'sound');
}

/** Stems that sound like one of these. */
export async function soundingLike(db: Queryable, sounds: readonly string[]): Promise<Known[]> {
  const asked = sounds.filter((sound) => sound.length >= SHORTEST);
  if (asked.length === 0) return [];
  return db('search_words').whereIn('sound', asked).limit(20).select('stem', 'shown', 'sound');
}

/** Stems one slip away from one of these. */
export async function oneSlipFrom(db: Queryable, stems: readonly string[]): Promise<Known[]> {
  const asked = stems.filter(({ length }) => length >= SHORTEST_WITH_SLIP - 1 && length <= LONGEST);
  if (asked.length === 0) return [];
  const rests = [...new Set(asked.flatMap((stem) => [stem, ...withoutOneLetter(stem)]))];
  const near: Known[] = await db('search_words')
    .whereIn('stem', db('search_slips').whereIn('rest', rests).select('stem'))
    .orWhereIn('stem', rests)
    .limit(200)
    .select('stem', 'shown', 'sound');
  return near.filter(
    ({ stem, shown }) =>
      stem.length >= SHORTEST_WITH_SLIP - 1 &&
      asked.some(
        (one) => Math.min(slipsBetween(one, stem, 1), slipsBetween(one, fold(shown), 1)) === 1,
      ),
  );
}
