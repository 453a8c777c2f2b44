import { LANGUAGES } from '../i18n/languages.ts';
import {
  choice,
  optionalText,
  readForm,
  wholeNumber,
  type Field,
  type Values,
} from '../web/forms.ts';
import { personalDataIn } from './personal-data.ts';
import { DECLINE_REASONS, FLAG_REASONS, LONGEST_TEXT, SCALES } from './scales.ts';

const words: Field<string | null> = (raw, refuse) => {
  const value = optionalText({ max: LONGEST_TEXT, lines: true })(raw, refuse);
  const found = typeof value === 'string' ? personalDataIn(value) : null;
  return found ? refuse(`experiences.personal.${found}`) : value;
};

const tellingFields = {
  fit: choice(SCALES.fit, { missing: 'experiences.missing.fit' }),
  comfort: choice(SCALES.comfort, { missing: 'experiences.missing.comfort' }),
  repair: choice(SCALES.repair, { missing: 'experiences.missing.repair' }),
  again: choice(['yes', 'no'], { missing: 'experiences.missing.again' }),
  text: words,
  language: choice(LANGUAGES, { missing: 'experiences.missing.language' }),
  version: wholeNumber({ missing: 'forms.notWhole', min: 0, max: 1_000_000 }),
};
export type Telling = Values<typeof tellingFields>;

export const readTelling = (body: unknown) => readForm(tellingFields, body);

const version = wholeNumber({ missing: 'forms.notWhole', min: 1, max: 1_000_000 });

export const readDecision = (body: unknown) => readForm({ version }, body);

export const readDecline = (body: unknown) =>
  readForm(
    { version, reason: choice(DECLINE_REASONS, { missing: 'experiences.missing.reason' }) },
    body,
  );

export const readFlag = (body: unknown) =>
  readForm({ reason: choice(FLAG_REASONS, { missing: 'experiences.missing.flag' }) }, body);
