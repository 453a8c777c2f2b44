import type { AidRequest } from './aid-request.ts';
import { mayMove } from './lifecycle.ts';

/** Whether the term to appeal runs on `day`. No date is left after an appeal was decided: it is heard once. */
export function mayAppeal({ status, dueOn }: Pick<AidRequest, 'status' | 'dueOn'>, day: string) {
  return mayMove('appeal', status, 'applicant') && dueOn !== null && dueOn >= day;
}
