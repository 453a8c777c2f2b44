import { BadRequest } from '../web/errors.ts';
import {
  choice,
  date,
  optionalChoice,
  optionalText,
  readForm,
  text,
  wholeNumber,
  type Field,
  type Outcome,
} from '../web/forms.ts';
import { USED_CHOICES } from '../requests/requests.ts';

const DAMAGED = 'errors.badRequest.text';
const ID = { min: 1, max: 999_999_999 };
const id = wholeNumber({ missing: DAMAGED, ...ID });

/** Conditions that an inspection may find; what is broken is not offered. */
export const FOUND = ['as_new', 'good', 'worn', 'broken'] as const;
/** Conditions in which an aid may come into the pool. */
export const SOUND = ['as_new', 'good', 'worn'] as const;

const key = text({ missing: DAMAGED, max: 36, pattern: /^[0-9a-f-]{36}$/, wrong: DAMAGED });

/** The hidden fields of a form about an aid. @throws BadRequest when they are not as our page wrote them */
export function readHidden(body: unknown): { key: string; version: number } {
  return intact(readForm({ key, version: id }, body));
}

/** The key of a form. @throws BadRequest */
export function readKey(body: unknown): string {
  return intact(readForm({ key }, body)).key;
}

/** Which offer is answered. @throws BadRequest */
export function readOfferId(body: unknown): number {
  return intact(readForm({ offer: id }, body)).offer;
}

export const readInspection = (body: unknown, today: string) => {
  const cleaned = date({ missing: 'pool.missing.cleanedOn' });
  const cleanedOn: Field<string> = (raw, refuse) => {
    const on = cleaned(raw, refuse);
    return typeof on === 'string' && on > today ? refuse('pool.missing.notYet') : on;
  };
  return readForm(
    {
      condition: choice(FOUND, { missing: 'pool.missing.condition' }),
      cleanedOn,
      note: optionalText({ max: 500, lines: true }),
    },
    body,
  );
};

export const readWriteOff = (body: unknown) =>
  readForm({ why: text({ missing: 'pool.missing.why', max: 500, lines: true }) }, body);

export const readNew = (body: unknown, isClass: (code: string) => boolean) =>
  readForm(
    {
      class: classCode(isClass, 'pool.missing.class'),
      condition: choice(SOUND, { missing: 'pool.missing.condition' }),
    },
    body,
  );

export const readFilter = (query: unknown, isClass: (code: string) => boolean) =>
  readForm(
    {
      class: (raw, refuse) =>
        raw === undefined || raw === ''
          ? null
          : classCode(isClass, 'forms.unknownChoice')(raw, refuse),
      condition: optionalChoice(FOUND),
      check: optionalChoice(['yes']),
    } satisfies Record<string, Field<string | null>>,
    query,
  );

export const readUsed = (body: unknown) =>
  readForm({ used: choice(USED_CHOICES, { missing: 'pool.missing.used' }) }, body);

export const readAnswer = (body: unknown) =>
  readForm({ answer: choice(['yes', 'no'], { missing: 'pool.missing.answer' }) }, body);

/** An answer that a caseworker writes down. */
export const readTold = (body: unknown) =>
  readForm(
    {
      answer: choice(['yes', 'no'], { missing: 'pool.missing.answer' }),
      note: text({ missing: 'pool.missing.note', max: 500, lines: true }),
    },
    body,
  );

export const readSupply = (body: unknown) =>
  readForm({ note: text({ missing: 'pool.missing.how', max: 500, lines: true }) }, body);

function classCode(isClass: (code: string) => boolean, missing: string): Field<string> {
  return (raw, refuse) => (typeof raw === 'string' && isClass(raw) ? raw : refuse(missing));
}

function intact<T>(read: Outcome<T>): T {
  if ('problems' in read) throw new BadRequest(DAMAGED);
  return read.values;
}
