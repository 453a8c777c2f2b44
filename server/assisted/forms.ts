// What a caseworker types on the way into a person's file, and before they submit for the person.
import { iin } from '../accounts/forms.ts';
import { choice, optionalDate, readForm, text, wholeNumber } from '../web/forms.ts';

/** How the person told it. Labels are `assisted.told.<way>`. */
export const TOLD = ['phone', 'office', 'paper', 'home'] as const;
export type HowTold = (typeof TOLD)[number];

const DAMAGED = 'errors.badRequest.text';
const ID = { min: 1, max: 999_999_999 };
const key = () => text({ missing: DAMAGED, max: 36, pattern: /^[0-9a-f-]{36}$/ });

/** Whose file is opened, how they turned to the office and why. */
export function readOpening(body: unknown) {
  return readForm(
    {
      iin: iin(),
      told: choice(TOLD, { missing: 'assisted.missing.told' }),
      receivedOn: optionalDate(),
      reason: text({ missing: 'assisted.missing.reason', min: 10, max: 300 }),
      key: key(),
    },
    body,
  );
}

/** For which line of the programme, and which offer. */
export function readStart(body: unknown) {
  return readForm(
    {
      entitlement: wholeNumber({ missing: DAMAGED, ...ID }),
      offer: wholeNumber({ missing: DAMAGED, ...ID }),
      key: key(),
    },
    body,
  );
}

/** That everything was read back to the person. */
export function readConfirmation(body: unknown) {
  return readForm({ readBack: choice(['yes'], { missing: 'assisted.missing.readBack' }) }, body);
}
