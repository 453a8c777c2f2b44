// What the list page shows beside its products: the choices of the filter, and what is chosen as links.
import type { Visit } from '../web/visit.ts';
import type { Typed } from '../web/forms.ts';
import { byName } from '../i18n/sort-keys.ts';
import type { Names } from '../i18n/languages.ts';
import type { Snapshot } from './snapshot.ts';
import { ANYWHERE, SORTS, type Filters } from './filters.ts';
import { queryOfConditions } from './technical-filters.ts';
import { conditionText } from './technical-choices.ts';

/** The query of the list's address, flat. */
export type ListQuery = Record<string, string | number | readonly string[] | null | undefined>;

// More suppliers than these are offered only once a region and a kind of aid leave fewer: nobody reads hundreds.
const MOST_SUPPLIERS = 60;

/** The address's query for these filters, without the page. */
export function queryOf(filters: Filters, home: string | null): ListQuery {
  const { q, class: code, region, supplier, free, days, kind, priority, technical, sort } = filters;
  return {
    q,
    class: code,
    region: region ?? (home ? ANYWHERE : null),
    supplier,
    free,
    days,
    kind,
    priority,
    ...queryOfConditions(technical),
    sort: sort === (q ? 'relevance' : 'name') ? null : sort,
  };
}

export interface Option {
  value: string;
  text: string;
  selected: boolean;
}

/** The choices of the filter form, `typed` marked as chosen. */
export function choicesOf(
  snapshot: Snapshot,
  typed: Typed,
  { t, lang }: Visit,
  { home }: { home: string | null },
) {
  const region = textOf(typed.region) || (home ?? '');
  const place = region === ANYWHERE ? '' : region;
  const inOrder = <T extends { names: Names }>(all: readonly T[]) => byName(all, lang);
  const served = snapshot.suppliers.filter(({ regions }) => !place || regions.has(place));
  const code = snapshot.classes.find(textOf(typed.class))?.code;
  const offering = served.length > MOST_SUPPLIERS && code && snapshot.suppliersOf(place, code);
  const suppliers = offering ? served.filter(({ id }) => offering.has(id)) : served;
  const isLong = suppliers.length > MOST_SUPPLIERS && !(place && code);
  const shown = isLong
    ? suppliers.filter(({ id }) => String(id) === textOf(typed.supplier))
    : suppliers;
  return {
    regions: [
      option(home ? ANYWHERE : '', t('catalogue.filter.anywhere'), home ? region : place),
      ...inOrder(snapshot.regions).map(({ code, names }) => option(code, names[lang], place)),
    ],
    classes: classGroups(snapshot, place, textOf(typed.class), lang),
    suppliers: inOrder(shown).map(({ id, names }) =>
      option(String(id), names[lang], textOf(typed.supplier)),
    ),
    suppliersHint: isLong ? t('catalogue.filter.manySuppliers', { count: suppliers.length }) : '',
  };
}

function option(value: string, text: string, chosen: string): Option {
  return { value, text, selected: value === chosen };
}

/** Families as groups: the family as a whole, then what is below it that lists anything. */
function classGroups(
  { classes, countIn }: Snapshot,
  region: string,
  chosen: string,
  lang: Visit['lang'],
) {
  const options = (code: string, depth: number): (Option & { depth: number; count: number })[] =>
    classes.childrenOf(code).flatMap((one) => [
      {
        value: one.code,
        text: one.names[lang],
        count: countIn(region, one.code),
        selected: one.code === chosen,
        depth,
      },
      ...options(one.code, depth + 1),
    ]);
  return classes
    .childrenOf(null)
    .map((family) => ({
      name: family.names[lang],
      code: family.code,
      count: countIn(region, family.code),
      selected: family.code === chosen,
      options: options(family.code, 0).filter(({ count, selected }) => count > 0 || selected),
    }))
    .filter(({ count, selected, options: below }) => count > 0 || selected || below.length > 0);
}

/** What is chosen, each with the address of the list without it. */
export function chosenOf(
  filters: Filters,
  snapshot: Snapshot,
  visit: Visit,
  home: string | null,
): { text: string; href: string }[] {
  const { t, lang, paths } = visit;
  const query = queryOf(filters, home);
  const without = (name: string) =>
    paths.aids({
      ...(name === 'class' ? queryOf({ ...filters, technical: [] }, home) : query),
      [name]: name === 'region' && home ? ANYWHERE : null,
    });
  const region = snapshot.regions.find(({ code }) => code === filters.region);
  const supplier = snapshot.suppliers.find(({ id }) => id === filters.supplier);
  const chosen: [string, string | undefined | null][] = [
    ['q', filters.q ? t('catalogue.chosen.q', { q: filters.q }) : null],
    ['class', filters.class ? snapshot.classes.find(filters.class)?.names[lang] : null],
    ['region', region?.names[lang]],
    ['supplier', supplier?.names[lang]],
    ['free', filters.free ? t('catalogue.filter.free') : null],
    ['days', filters.days ? t('catalogue.chosen.days', { count: filters.days }) : null],
    ['priority', filters.priority ? t('catalogue.filter.priority') : null],
    ['kind', filters.kind ? t(`catalogue.kind.${filters.kind}`) : null],
  ];
  const conditions = filters.technical.map((condition) => {
    const { key } = condition.definition;
    const gone = { [`a-${key}`]: null, [`a-${key}-from`]: null, [`a-${key}-to`]: null };
    return { text: conditionText(condition, visit), href: paths.aids({ ...query, ...gone }) };
  });
  return [
    ...chosen.flatMap(([name, text]) => (text ? [{ text, href: without(name) }] : [])),
    ...conditions,
  ];
}

/** The orders as links. */
export function sortsOf(filters: Filters, { t, paths }: Visit, home: string | null) {
  const query = queryOf(filters, home);
  return SORTS.filter((sort) => sort !== 'relevance' || filters.q).map((sort) => ({
    text: t(`catalogue.sort.${sort}`),
    href: paths.aids({ ...query, sort: sort === (filters.q ? 'relevance' : 'name') ? null : sort }),
    current: sort === filters.sort,
  }));
}

function textOf(typed: string | string[] | undefined): string {
  return typeof typed === 'string' ? typed : '';
}
