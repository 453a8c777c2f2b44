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
import type { Lang } from '../i18n/languages.ts';
import { readCursor, type Cursor } from './cursor.ts';
import type { Snapshot } from './snapshot.ts';
import { filterableFor, readConditions, type Condition } from './technical-filters.ts';

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
  /** Only classes that answer the WHO's list. */
  priority: 'yes' | null;
  /** What one and the same variant has to be like; none without a class. */
  technical: readonly Condition[];
  sort: Sort;
  after: Cursor | null;
}

/** Says "anywhere" in an address where a reader's own region would be taken. */
export const ANYWHERE = 'all';

const LONGEST_QUERY = 150;

/** Reads the filters; `home` is the region of a reader who named none. */
export function readFilters(
  query: Record<string, unknown>,
  snapshot: Snapshot,
  { home, lang }: { home: string | null; lang: Lang },
): Outcome<Filters> {
  const { classes, regions, suppliers } = snapshot;
  const outcome = readForm(
    {
      q: optionalText({ max: LONGEST_QUERY }),
      class: known((code) => classes.find(code) !== undefined),
      region: known((code) => code === ANYWHERE || regions.some((one) => one.code === code)),
      supplier: known((id) => suppliers.some((supplier) => String(supplier.id) === id)),
      free: optionalChoice(['yes']),
      days: optionalWholeNumber({ min: 1, max: 365 }),
      kind: optionalChoice(['ready', 'made']),
      priority: optionalChoice(['yes']),
      sort: optionalChoice(SORTS),
      after: optionalText({ max: 700 }),
    },
    { ...query, region: query.region ?? home ?? undefined },
  );
  const code = typeof query.class === 'string' && classes.find(query.class) ? query.class : null;
  const technical = readConditions(query, filterableFor(snapshot, code), lang);
  const typed = { ...outcome.typed, ...technical.typed };
  if ('problems' in outcome || 'problems' in technical) {
    const problems = 'problems' in outcome ? outcome.problems.map(named) : [];
    return {
      problems: [...problems, ...('problems' in technical ? technical.problems : [])],
      typed,
    };
  }
  const { supplier, sort, after, region, ...rest } = outcome.values;
  const chosen = sort ?? 'relevance';
  const order: Sort = chosen === 'relevance' && !rest.q ? 'name' : chosen;
  const cursor = after === null ? null : readCursor(after, order);
  if (after !== null && cursor === null) {
    return { problems: [{ field: 'after', key: 'catalogue.after.wrong' }], typed };
  }
  const values = {
    ...rest,
    region: region === ANYWHERE ? null : region,
    supplier: supplier === null ? null : Number(supplier),
    technical: technical.values,
    sort: order,
    after: cursor,
  };
  return { values, typed };
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
