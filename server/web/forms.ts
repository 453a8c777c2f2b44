// From a form's unknown input to values, or to problems that name the field and the way to mend it.
// A field reads one raw text; unknown fields are left out; a repeated or nested one is a problem.
import type { TextValues } from '../i18n/texts.ts';

/** One thing to mend. `key` is a message key; `field` is the name and id of the input. */
export interface Problem {
  field: string;
  key: string;
  values?: TextValues;
}

/** What was typed, for showing the form again. */
export type Typed = Record<string, string | string[]>;

export type Outcome<T> = { values: T; typed: Typed } | { problems: Problem[]; typed: Typed };

/** Reads one field: gives a value, or `refuse(key)`. */
export type Field<T> = (raw: unknown, refuse: Refuse) => T | typeof REFUSED;
export type Refuse = (key: string, values?: TextValues) => typeof REFUSED;
export type Values<F extends Fields> = { [name in keyof F]: FieldValue<F[name]> };
type FieldValue<F> = F extends Field<infer T> ? T : never;
type Fields = Record<string, Field<unknown>>;

const REFUSED = Symbol('refused');

/** Reads a whole form or query. Each refused field becomes one problem, in the order of `fields`. */
export function readForm<F extends Fields>(fields: F, body: unknown): Outcome<Values<F>> {
  const given = new Map(Object.entries((body ?? {}) as Record<string, unknown>));
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  const typed: Typed = {};
  for (const [name, field] of Object.entries(fields)) {
    const raw = given.get(name);
    if (typeof raw === 'string' || isListOfTexts(raw)) typed[name] = raw;
    values[name] = field(raw, (key, with_) => {
      problems.push({ field: name, key, ...(with_ && { values: with_ }) });
      return REFUSED;
    });
  }
  return problems.length ? { problems, typed } : { values: values as Values<F>, typed };
}

/** A line or a text: NFC, trimmed, no control characters. `lines` allows line breaks. */
export function text(options: {
  missing: string;
  max?: number;
  min?: number;
  lines?: boolean;
  pattern?: RegExp;
  wrong?: string;
}): Field<string> {
  return (raw, refuse) => {
    const read = optionalText(options)(raw, refuse);
    return read === null ? refuse(options.missing) : read;
  };
}

/** As `text`, and null where nothing was typed. */
export function optionalText({
  max = 300,
  min = 0,
  lines = false,
  pattern,
  wrong = 'forms.wrongFormat',
}: {
  max?: number;
  min?: number;
  lines?: boolean;
  pattern?: RegExp;
  wrong?: string;
} = {}): Field<string | null> {
  return (raw, refuse) => {
    if (raw === undefined || raw === null || raw === '') return null;
    if (typeof raw !== 'string') return refuse('forms.repeated');
    const value = clean(raw);
    if (value === '') return null;
    if (hasControls(lines ? value.replaceAll('\n', '') : value)) return refuse('forms.controls');
    const length = Array.from(value).length; // an emoji is one character, not two
    if (length > max) return refuse('forms.tooLong', { max });
    if (length < min) return refuse('forms.tooShort', { min });
    if (pattern && !pattern.test(value)) return refuse(wrong);
    return value;
  };
}

/** One of the known values. */
export function choice<const T extends string>(
  options: readonly T[],
  { missing }: { missing: string },
): Field<T> {
  return (raw, refuse) => (options.includes(raw as T) ? (raw as T) : refuse(missing));
}

/** One of the known values, or null where none was chosen. */
export function optionalChoice<const T extends string>(options: readonly T[]): Field<T | null> {
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return null;
    return options.includes(raw as T) ? (raw as T) : refuse('forms.unknownChoice');
  };
}

/** Any number of the known values; none is an empty list. */
export function choices<const T extends string>(options: readonly T[]): Field<T[]> {
  return (raw, refuse) => {
    const list = raw === undefined || raw === '' ? [] : Array.isArray(raw) ? raw : [raw];
    const known = list.every((one) => options.includes(one as T));
    return known ? [...new Set(list as T[])] : refuse('forms.unknownChoice');
  };
}

/** A whole number within bounds. */
export function wholeNumber(options: { missing: string; min: number; max: number }): Field<number> {
  return (raw, refuse) => {
    const read = optionalWholeNumber(options)(raw, refuse);
    return read === null ? refuse(options.missing) : read;
  };
}

/** A whole number within bounds, or null where nothing was typed. */
export function optionalWholeNumber({
  min,
  max,
}: {
  min: number;
  max: number;
}): Field<number | null> {
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return null;
    if (typeof raw !== 'string') return refuse('forms.repeated');
    const digits = raw.replace(/[\s\u00a0\u202f]/g, '');
    if (!/^-?\d{1,15}$/.test(digits)) return refuse('forms.notWhole');
    const value = Number(digits);
    return value >= min && value <= max ? value : refuse('forms.outOfRange', { min, max });
  };
}

/** Tenge as people write them (150 000 or 150000,50), read as whole tiyn. */
export function money({
  missing,
  max = 100_000_000,
}: {
  missing: string;
  max?: number;
}): Field<number> {
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return refuse(missing);
    if (typeof raw !== 'string') return refuse('forms.repeated');
    const match = /^(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(raw.replace(/[\s\u00a0\u202f₸]/g, ''));
    if (!match) return refuse('forms.notMoney');
    const tiyn = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
    if (tiyn < 1 || tiyn > max * 100) return refuse('forms.outOfRange', { min: 1, max });
    return tiyn;
  };
}

/** A real calendar date, typed as 2026-11-23 or 23.11.2026. */
export function date({ missing }: { missing: string }): Field<string> {
  return (raw, refuse) => {
    const read = optionalDate()(raw, refuse);
    return read === null ? refuse(missing) : read;
  };
}

/** As `date`, and null where nothing was typed. */
export function optionalDate(): Field<string | null> {
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return null;
    if (typeof raw !== 'string') return refuse('forms.repeated');
    const iso = raw
      .trim()
      .replace(/^(\d{1,2})[./](\d{1,2})[./](\d{4})$/, (_, day, month, year) =>
        [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
      );
    return isCalendarDate(iso) ? iso : refuse('forms.notADate');
  };
}

/** A box that is ticked or not. */
export function ticked(): Field<boolean> {
  return (raw) => raw === 'yes' || raw === 'on';
}

/** Says whether `iso` is a day that the calendar has, between 1890 and 2199. */
export function isCalendarDate(iso: string): boolean {
  if (!/^(18[9]|19\d|20\d|21\d)\d-\d{2}-\d{2}$/.test(iso)) return false;
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso);
}

function clean(raw: string): string {
  return raw.normalize('NFC').replaceAll('\r\n', '\n').trim();
}

/** Control characters other than tab; lone surrogates count too, since PostgreSQL refuses them. */
export function hasControls(value: string): boolean {
  return (
    /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/.test(value) || !value.isWellFormed()
  );
}

function isListOfTexts(raw: unknown): raw is string[] {
  return Array.isArray(raw) && raw.every((one) => typeof one === 'string');
}
