// The rule of every value with a date: it starts tomorrow or later, or today when one says so.
import type { Problem } from '../web/forms.ts';

/** What is wrong with the first day of a new value. */
export function problemsOfStart(
  { valid_from: from, today }: { valid_from: string; today: boolean },
  on: string,
): Problem[] {
  if (from < on) return [{ field: 'valid_from', key: 'administration.wrong.past' }];
  if (from === on && !today) return [{ field: 'today', key: 'administration.wrong.today' }];
  return [];
}
