// Reasons that say what a check has looked up: where that check passed, the reason may be the wrong one.
import type { Check, CheckKey } from '../requests/checks.ts';

const SAYS_FAILED: Readonly<Record<string, CheckKey>> = {
  'refusal-programme-expired': 'programme_valid',
  'refusal-class-not-in-programme': 'class_covered',
  'refusal-entitlement-used': 'entitlement_free',
  'refusal-order-by-passed': 'ordered_in_time',
  'refusal-duplicate': 'no_duplicate',
};

/** The check that passed although the reason says otherwise; null where nothing contradicts it. */
export function doubtedBy(reasonCode: string, checks: readonly Check[]): CheckKey | null {
  const says = SAYS_FAILED[reasonCode];
  return checks.find(({ key, result }) => key === says && result === 'passed')?.key ?? null;
}
