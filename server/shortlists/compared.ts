// Rules of comparing: which rows differ, and which value is best where one direction is plainly better.
import { betterWay, type Way } from '../catalogue/better.ts';

/** One value in a row. Values with the same `same` are equal; `amount` is what can be weighed. */
export interface Cell {
  text: string;
  same: string;
  amount?: number | null;
}

export interface Row {
  key: string;
  /** The texts of a row's section: `catalogue.section.<key>`, or one of our own. */
  section: string;
  label: string;
  help?: string;
  cells: readonly Cell[];
}

/** Rows whose values differ, and those in which all are equal. Every row is in one of them, in its order. */
export function partition<R extends Pick<Row, 'cells'>>(
  rows: readonly R[],
): { differing: R[]; equal: R[] } {
  return {
    differing: rows.filter((row) => isDiffering(row)),
    equal: rows.filter((row) => !isDiffering(row)),
  };
}

function isDiffering({ cells }: Pick<Row, 'cells'>): boolean {
  return new Set(cells.map(({ same }) => same)).size > 1;
}

/** What a best value is called: `shortlists.best.<word>`. What has no word here is not marked. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['price', 'lowest'],
  ['coPayment', 'lowest'],
  ['delivery', 'soonest'],
  ['warranty', 'longest'],
  ['weight', 'lightest'],
  ['range', 'farthest'],
  ['charging_time', 'shortest'],
  ['battery_time', 'longest'],
  ['battery_life', 'longest'],
  ['backup_time', 'longest'],
  ['working_time', 'longest'],
  ['shelf_life', 'longest'],
  ['noise', 'quietest'],
]);

/** Rows that are not technical data; for those `catalogue/better.ts` knows the way. */
const OFFERED: ReadonlyMap<string, Way> = new Map<string, Way>([
  ['price', 'less'],
  ['coPayment', 'less'],
  ['delivery', 'less'],
  ['warranty', 'more'],
]);

/**
 * The word for the best value of a row (`shortlists.best.<word>`) and the columns that have it. Nothing where no
 * direction is plainly better, where fewer than two values are known, or where all that are known are alike.
 */
export function bestIn({ key, cells }: Pick<Row, 'key' | 'cells'>): {
  word: string;
  columns: ReadonlySet<number>;
} | null {
  const way = OFFERED.get(key) ?? betterWay(key);
  const word = WORDS.get(key);
  const known = cells.flatMap(({ amount }) => (typeof amount === 'number' ? [amount] : []));
  if (!way || !word || new Set(known).size < 2) return null;
  const best = way === 'less' ? Math.min(...known) : Math.max(...known);
  const columns = cells.flatMap(({ amount }, column) => (amount === best ? [column] : []));
  return { word, columns: new Set(columns) };
}

/** The rows in groups of the same section, in order. */
export function bySection<R extends Pick<Row, 'section'>>(
  rows: readonly R[],
): { section: string; rows: R[] }[] {
  const groups: { section: string; rows: R[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.section === row.section) last.rows.push(row);
    else groups.push({ section: row.section, rows: [row] });
  }
  return groups;
}
