import type { Problem } from '../web/forms.ts';
import type { Weakness } from './weak-passwords.ts';

/** A weakness as the problem of a form. */
export function problemOf(field: string, weakness: Weakness): Problem {
  const { reason, ...values } = weakness;
  return { field, key: `accounts.password.${reason}`, values };
}
