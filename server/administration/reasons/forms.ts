import { REASON_KINDS } from '../../requests/reasons.ts';
import { creationKey, inThree, inThreeOrNone, problemsOfThree } from '../../web/desk-fields.ts';
import { choice, date, optionalText, ticked, type Problem, type Values } from '../../web/forms.ts';

const STATUSES = ['confirmed', 'proposed'] as const;
const LONG = { max: 1000, lines: true };

/** The wording of a reason from a day on. */
export const wordingFields = {
  ...inThree('name', { max: 120 }),
  ...inThree('explanation', LONG),
  ...inThreeOrNone('rule', LONG),
  ...inThree('source', { max: 300 }),
  source_url: optionalText({
    max: 500,
    pattern: /^https:\/\/[\w.-]+\/\S*$/,
    wrong: 'administration.reasons.urlWrong',
  }),
  ...inThreeOrNone('remedy', LONG),
  ...inThreeOrNone('objection', LONG),
  valid_from: date({ missing: 'administration.missing.valid_from' }),
  today: ticked(),
  status: choice(STATUSES, { missing: 'administration.missing.status' }),
};
export type Wording = Values<typeof wordingFields>;

/** A reason that the list does not have yet. */
export const reasonFields = {
  kind: choice(REASON_KINDS, { missing: 'administration.reasons.kindMissing' }),
  ...wordingFields,
  creation_key: creationKey,
};
export type NewReason = Values<typeof reasonFields>;

/** From which day a reason is no longer offered. */
export const endFields = { valid_until: date({ missing: 'administration.reasons.untilMissing' }) };

/** Texts that are there in all languages or in none. */
export function problemsOfWording(values: Wording): Problem[] {
  return ['rule', 'remedy', 'objection'].flatMap((prefix) => problemsOfThree(values, prefix));
}
