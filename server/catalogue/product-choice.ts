// Which variant of a product, and delivered where. What cannot be read is named, and the usual is shown.
import { optionalText, readForm, type Problem, type Typed } from '../web/forms.ts';
import type { Visit } from '../web/visit.ts';
import { ANYWHERE, known } from './filters.ts';
import type { ProductSheet, Variant } from './product-sheet.ts';
import { meantBy, type Settlement } from './settlements.ts';
import type { Snapshot } from './snapshot.ts';

/** A place's name and no more: an address has numbers and commas. */
const PLACE_NAME = /^[\p{L}\p{M}][\p{L}\p{M} .'’-]*$/u;

export interface ProductChoice {
  variant: Variant | undefined;
  region: string | null;
  /** The name as it was typed, and what is known of it. */
  place: { typed: string; settlement: Settlement | null } | null;
  problems?: Problem[];
  typed: Typed;
}

interface Known {
  product: Pick<ProductSheet, 'variants'>;
  snapshot: Pick<Snapshot, 'regions'>;
  settlements: readonly Settlement[];
  /** Where the reader lives. */
  home: string | null;
}

export function readChoice(
  query: Record<string, unknown>,
  { product: { variants }, snapshot: { regions }, settlements, home }: Known,
  { lang }: Pick<Visit, 'lang'>,
): ProductChoice {
  const outcome = readForm(
    {
      region: known((code) => code === ANYWHERE || regions.some((one) => one.code === code)),
      variant: known((article) => variants.some((one) => one.article === article)),
      settlement: optionalText({ max: 60, pattern: PLACE_NAME }),
    },
    query,
  );
  const { typed } = outcome;
  if ('problems' in outcome) {
    const problems = outcome.problems.map(({ field }) => ({
      field,
      key: field === 'settlement' ? 'product.place.wrong' : `catalogue.wrong.${field}`,
    }));
    return { region: null, variant: variants[0], place: null, problems, typed };
  }
  const { region, settlement: name } = outcome.values;
  const variant = variants.find(({ article }) => article === outcome.values.variant) ?? variants[0];
  const chosen = region === ANYWHERE ? null : region;
  const usual = region === ANYWHERE ? null : (region ?? home);
  if (!name) return { region: usual, variant, place: null, typed };
  const meant = meantBy(name, settlements, { region: chosen, home });
  if (meant.is === 'known') {
    const { settlement } = meant;
    return { region: settlement.region, variant, place: { typed: name, settlement }, typed };
  }
  if (meant.is === 'unknown') {
    return { region: usual, variant, place: { typed: name, settlement: null }, typed };
  }
  const names = regions.filter(({ code }) => meant.regions.includes(code));
  const values = { name, regions: names.map((one) => one.names[lang]).join(', ') };
  const problems = [{ field: 'settlement', key: `product.place.${meant.is}`, values }];
  return { region: usual, variant, place: null, problems, typed };
}
