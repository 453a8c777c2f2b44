// Rules of comparing: which rows differ, and which value is best where one direction is plainly better.

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

/** Where less or more is better for everybody. What depends on a person's body or home is left to the guide. */
const BETTER: Readonly<Record<string, { way: 'less' | 'more'; word: string }>> = {
  price: { way: 'less', word: 'lowest' },
  coPayment: { way: 'less', word: 'lowest' },
  delivery: { way: 'less', word: 'soonest' },
  warranty: { way: 'more', word: 'longest' },
  weight: { way: 'less', word: 'lightest' },
  range: { way: 'more', word: 'farthest' },
  charging_time: { way: 'less', word: 'shortest' },
  battery_time: { way: 'more', word: 'longest' },
  battery_life: { way: 'more', word: 'longest' },
  backup_time: { way: 'more', word: 'longest' },
  working_time: { way: 'more', word: 'longest' },
  shelf_life: { way: 'more', word: 'longest' },
  noise: { way: 'less', word: 'quietest' },
};

/**
 * The word for the best value of a row (`shortlists.best.<word>`) and the columns that have it. Nothing where no
 * direction is plainly better, where fewer than two values are known, or where all that are known are alike.
 */
export function bestIn({ key, cells }: Pick<Row, 'key' | 'cells'>): {
  word: string;
  columns: ReadonlySet<number>;
} | null {
  const better = Object.hasOwn(BETTER, key) ? BETTER[key]! : null;
  const known = cells.flatMap(({ amount }) => (typeof amount === 'number' ? [amount] : []));
  if (!better || new Set(known).size < 2) return null;
  const best = better.way === 'less' ? Math.min(...known) : Math.max(...known);
  const columns = cells.flatMap(({ amount }, column) => (amount === best ? [column] : []));
  return { word: better.word, columns: new Set(columns) };
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
