import { choice, optionalText, optionalWholeNumber, ticked, type Values } from '../../web/forms.ts';
import { decimal, inThree, inThreeOrNone, version } from '../../web/desk-fields.ts';
import { SECTIONS } from '../../catalogue/technical-data.ts';
import { KINDS } from './definition-rows.ts';

export const ROUTES = ['portal', 'procurement', 'portal-or-procurement'] as const;

/** What may be changed of an aid class. Its code, place and official status come from the law. */
export const classFields = {
  version,
  ...inThree('name', { max: 200 }),
  ...inThree('summary', { max: 400, lines: true }),
  ...inThree('illustration_alt', { max: 200 }),
  provision_route: choice(ROUTES, { missing: 'administration.missing.provision_route' }),
  iso9999_code: optionalText({
    max: 12,
    pattern: /^\d{2}( \d{2}){0,3}$/,
    wrong: 'administration.wrong.iso9999_code',
  }),
  annual_norm: optionalWholeNumber({ min: 1, max: 100_000 }),
  annual_norm_unit: optionalText({ max: 60 }),
  note: optionalText({ max: 1000, lines: true }),
  active: ticked(),
};
export type ClassValues = Values<typeof classFields>;

export const definitionFields = {
  version,
  ...inThree('name', { max: 100 }),
  ...inThreeOrNone('help', { max: 300 }),
  kind: choice(KINDS, { missing: 'administration.missing.kind' }),
  unit: optionalText({ max: 10 }),
  step: decimal,
  section: choice(SECTIONS, { missing: 'administration.missing.section' }),
  required: ticked(),
  filterable: ticked(),
};
export type DefinitionValues = Values<typeof definitionFields>;

export const optionFields = { version, ...inThree('name', { max: 100 }) };
export type OptionValues = Values<typeof optionFields>;

/** By one place, in the order that the page showed. */
export const moveFields = {
  version,
  direction: choice(['up', 'down'], { missing: 'administration.missing.value' }),
};
