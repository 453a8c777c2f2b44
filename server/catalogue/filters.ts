// What a person asks the catalogue list for: the query of its address, read and checked.
import {
  optionalChoice,
  optionalText,
  optionalWholeNumber,
  readForm,
  type Field,
  type Outcome,
  type Problem,
} from '../web/forms.ts';
import { readCursor, type Cursor } from './cursor.ts';
import type { Snapshot } from './snapshot.ts';

export const SORTS = ['relevance', 'name', 'price', 'co-payment', 'delivery', 'newest'] as const;
export type Sort = (typeof SORTS)[number];

export interface Filters {
  q: string | null;
  class: string | null;
  region: string | null;
  supplier: number | null;
  free: 'yes' | null;
  days: number | null;
  kind: 'ready' | 'made' | null;
  sort: Sort;
  after: Cursor | null;
}

/** Says "anywhere" in an address where a reader's own region would be taken. */
export const ANYWHERE = 'all';

const LONGEST_QUERY = 150;

/** Reads the filters; `home` is the region of a reader who named none. */
export function readFilters(
  query: Record<string, unknown>,
  { classes, regions, suppliers }: Snapshot,
  home: string | null,
): Outcome<Filters> {
  const outcome = readForm(
    {
      q: optionalText({ max: LONGEST_QUERY }),
      class: known((code) => classes.find(code) !== undefined),
      region: known((code) => code === ANYWHERE || regions.some((one) => one.code === code)),
      supplier: known((id) => suppliers.some((supplier) => String(supplier.id) === id)),
      free: optionalChoice(['yes']),
      days: optionalWholeNumber({ min: 1, max: 365 }),
      kind: optionalChoice(['ready', 'made']),
      sort: optionalChoice(SORTS),
      after: optionalText({ max: 700 }),
    },
    { ...query, region: query.region ?? home ?? undefined },
  );
  if ('problems' in outcome) return { ...outcome, problems: outcome.problems.map(named) };
  const { supplier, sort, after, region, ...rest } = outcome.values;
  const chosen = sort ?? 'relevance';
  const order: Sort = chosen === 'relevance' && !rest.q ? 'name' : chosen;
  const cursor = after === null ? null : readCursor(after, order);
  if (after !== null && cursor === null) {
    return { problems: [{ field: 'after', key: 'catalogue.after.wrong' }], typed: outcome.typed };
  }
  const values = {
    ...rest,
    region: region === ANYWHERE ? null : region,
    supplier: supplier === null ? null : Number(supplier),
    sort: order,
    after: cursor,
  };
  return { values, typed: outcome.typed };
}

// The page names the filter and what to do. The order has no input: its problem stands at the results.
function named(problem: Problem): Problem {
  if (problem.field === 'q' || problem.field === 'after') return problem;
  const key = `catalogue.wrong.${problem.field}`;
  return { field: problem.field === 'sort' ? 'after' : problem.field, key };
}

/** One of the records there are, or nothing. */
export function known(isKnown: (value: string) => boolean): Field<string | null> {
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return null;
    if (typeof raw !== 'string') return refuse('forms.repeated');
    return isKnown(raw) ? raw : refuse('forms.unknownChoice');
  };
}
