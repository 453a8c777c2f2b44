// Whether a refusal can still be appealed, and the words that an appeal needs.
import { readForm, text } from '../web/forms.ts';
import type { AidRequest } from './aid-request.ts';
import { mayMove } from './lifecycle.ts';

/** Whether the term to appeal runs on `day`. No date is left after an appeal was decided: it is heard once. */
export function mayAppeal({ status, dueOn }: Pick<AidRequest, 'status' | 'dueOn'>, day: string) {
  return mayMove('appeal', status, 'applicant') && dueOn !== null && dueOn >= day;
}

/** Why the person does not agree. */
export function readAppeal(body: unknown) {
  const missing = 'requests-pages.appeal.missing';
  return readForm({ note: text({ missing, max: 2000, lines: true }) }, body);
}
