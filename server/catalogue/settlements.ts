// Towns and villages that deliveries tell apart, and what somebody means who types one. Only its name is asked for.
import type { Database, Queryable } from '../database.ts';
import { foldedWords } from '../i18n/fold.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export interface Settlement {
  id: number;
  region: string;
  names: Names;
}

const kept = new WeakMap<Database, { version: number; settlements: Promise<Settlement[]> }>();

/** All settlements, kept while the catalogue stays as it is. */
export function settlementsAt(db: Database, version: number): Promise<readonly Settlement[]> {
  const known = kept.get(db);
  if (known?.version === version) return known.settlements;
  const settlements = readSettlements(db.read);
  kept.set(db, { version, settlements });
  settlements.catch(() => kept.delete(db)); // the next page tries again
  return settlements;
}

async function readSettlements(db: Queryable): Promise<Settlement[]> {
  const rows: ({ id: number; region_code: string } & Record<string, unknown>)[] = await db(
    'settlements',
  ).orderBy(['region_code', 'id']);
  return rows.map((row) => ({ id: row.id, region: row.region_code, names: namesOf(row) }));
}

/** What a typed name came to. */
export type Meant =
  | { is: 'known'; settlement: Settlement }
  /** Nobody has told us of terms of its own: those of the region hold. */
  | { is: 'unknown' }
  | { is: 'elsewhere'; regions: readonly string[] }
  | { is: 'ambiguous'; regions: readonly string[] };

/** Who means what by a name, in a region that was chosen (`region`) or supposed (`home`). */
export function meantBy(
  typed: string,
  settlements: readonly Settlement[],
  { region, home }: { region: string | null; home: string | null },
): Meant {
  const key = keyOf(typed);
  const called = settlements.filter(({ names }) =>
    Object.values(names).some((name) => keyOf(name) === key),
  );
  const regions = called.map((one) => one.region);
  const here = called.find((one) => one.region === (region ?? home));
  if (here) return { is: 'known', settlement: here };
  if (called.length === 0) return { is: 'unknown' };
  if (region) return { is: 'elsewhere', regions };
  const [first, ...others] = called;
  return others.length ? { is: 'ambiguous', regions } : { is: 'known', settlement: first! };
}

// Words that say what kind of place it is, folded: `г. Кентау` and `Кентау қаласы` are Кентау.
const KINDS = new Set(
  'г гор город с село пос поселок аул ауыл ауылы кала каласы кент кенти city town village'.split(
    ' ',
  ),
);

function keyOf(name: string): string {
  const words = foldedWords(name);
  const own = words.filter((word) => !KINDS.has(word));
  return (own.length ? own : words).join(' ');
}
