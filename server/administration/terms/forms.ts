import { choice, date, text, ticked, type Field, type Values } from '../../web/forms.ts';
import { money, wholeNumber } from '../../web/forms.ts';
import { version } from '../../web/desk-fields.ts';
import type { Unit } from './store.ts';

export const TERM_STATUSES = ['confirmed', 'proposed'] as const;

// Sums are typed in tenge; days and months as whole numbers.
function valueIn(unit: Unit): Field<number> {
  const missing = 'administration.missing.value';
  return unit === 'tiyn' ? money({ missing }) : wholeNumber({ missing, min: 1, max: 3660 });
}

function said(unit: Unit) {
  return {
    value: valueIn(unit),
    source: text({ missing: 'administration.missing.source', max: 500, lines: true }),
    status: choice(TERM_STATUSES, { missing: 'administration.missing.status' }),
  };
}

/** A new value of a term, in the unit that the term has. */
export function termFields(unit: Unit) {
  const { value, source, status } = said(unit);
  return {
    value,
    valid_from: date({ missing: 'administration.missing.valid_from' }),
    today: ticked(),
    source,
    status,
  };
}
export type TermValues = Values<ReturnType<typeof termFields>>;

export function correctionFields(unit: Unit) {
  return { version, ...said(unit) };
}
export type TermCorrection = Values<ReturnType<typeof correctionFields>>;
