// Fields that only accounts have: personal numbers and passwords.
import { hasControls, type Field } from '../web/forms.ts';
import { checkIin } from './iin.ts';

/** A personal number, typed with or without spaces; each refusal says how to mend it. */
export function iin(): Field<string> {
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return refuse('accounts.iin.missing');
    if (typeof raw !== 'string') return refuse('forms.repeated');
    const digits = digitsOfIin(raw);
    const check = checkIin(digits);
    return check.valid ? digits : refuse(`accounts.iin.${check.problem}`);
  };
}

/** A personal number without the spaces and dashes people put into it. */
export function digitsOfIin(typed: string): string {
  return typed.replace(/[\s\u00a0-]/g, '');
}

/** A password as it was typed: nothing is trimmed, and it is never shown again. */
export function password({ missing }: { missing: string }): Field<string> {
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return refuse(missing);
    if (typeof raw !== 'string') return refuse('forms.repeated');
    if (hasControls(raw)) return refuse('forms.controls');
    return raw.length > 1000 ? refuse('accounts.password.tooLong', { max: 128 }) : raw;
  };
}

/** As `password`, and null where nothing was typed. */
export function optionalPassword(): Field<string | null> {
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return null;
    return password({ missing: 'accounts.password.missing' })(raw, refuse);
  };
}

export const EMAIL = { max: 200, pattern: /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/ };
/** Digits with the signs people put between them. */
export const PHONE = { max: 40, pattern: /^\+?[\d\s()-]{7,30}$/ };

/** Passwords never come back to a page. */
export function withoutPasswords<T extends Record<string, unknown>>(typed: T): T {
  const kept = Object.entries(typed).filter(([name]) => !name.endsWith('password'));
  return Object.fromEntries(kept) as T;
}
