import { readForm, type Problem, type Typed } from '../web/forms.ts';
import { ANYWHERE, known } from './filters.ts';
import type { ProductSheet, Variant } from './product-sheet.ts';
import type { Snapshot } from './snapshot.ts';

/** Which variant of a product, and delivered where. What cannot be read is named, and the usual is shown. */
export function readChoice(
  query: Record<string, unknown>,
  { variants }: ProductSheet,
  { regions }: Snapshot,
  home: string | null,
): {
  region: string | null;
  variant: Variant | undefined;
  problems?: Problem[];
  typed: Typed;
} {
  const outcome = readForm(
    {
      region: known((code) => code === ANYWHERE || regions.some((one) => one.code === code)),
      variant: known((article) => variants.some((one) => one.article === article)),
    },
    query,
  );
  if ('problems' in outcome) {
    const problems = outcome.problems.map(({ field }) => ({
      field,
      key: `catalogue.wrong.${field}`,
    }));
    return { region: null, variant: variants[0], problems, typed: outcome.typed };
  }
  const { region, variant } = outcome.values;
  return {
    region: region === ANYWHERE ? null : (region ?? home),
    variant: variants.find(({ article }) => article === variant) ?? variants[0],
    typed: outcome.typed,
  };
}
