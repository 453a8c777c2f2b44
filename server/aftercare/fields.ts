// The fields of aftercare's forms, as the page prints them: a component, its name and its words.
import { CONDITIONS } from '../aids/aids.ts';
import type { Visit } from '../web/visit.ts';
import type { Choice } from './choices.ts';
import type { Desk } from './open-aid.ts';
import { DOES, FITS, HURTS, USES } from './fit-rules.ts';
import { RETURN_OUTCOMES, RETURN_REASONS, RETURN_WAYS } from './returns.ts';
import { TOLD } from './scene.ts';

/** A field: `component` is a template of views/components. */
export interface FormField {
  component: 'radios' | 'character-count' | 'select';
  name: string;
  options: Record<string, unknown>;
}

type T = Visit['t'];

/** One of a few answers. `base` is the key of the legend and, with each value, of the answers. */
export function radios(
  t: T,
  name: string,
  base: string,
  values: readonly string[],
  hints: Record<string, string> = {},
): FormField {
  const hint = `${base}.hint`;
  return {
    component: 'radios',
    name,
    options: {
      idPrefix: name,
      fieldset: { legend: { text: t(base), classes: 'govuk-fieldset__legend--m' } },
      ...(t.has(hint) && { hint: { text: t(hint) } }),
      items: values.map((value) => ({
        value,
        text: t(`${base}.${value}`),
        ...(hints[value] && { hint: { text: hints[value] } }),
      })),
    },
  };
}

/** One of a list that is kept as data. */
export function listed(
  { t, lang }: Pick<Visit, 't' | 'lang'>,
  name: string,
  base: string,
  choices: readonly Choice[],
): FormField {
  return {
    component: 'radios',
    name,
    options: {
      idPrefix: name,
      fieldset: { legend: { text: t(base), classes: 'govuk-fieldset__legend--m' } },
      items: choices.map(({ code, names, needs }) => ({
        value: code,
        text: names[lang],
        hint: { text: needs[lang] },
      })),
    },
  };
}

/** Words. `base` is the key of the label; `<base>.hint` of its hint. */
export function wordsField(t: T, base: string, name = 'words'): FormField {
  const hint = `${base}.hint`;
  return {
    component: 'character-count',
    name,
    options: {
      id: name,
      maxlength: 2000,
      rows: 5,
      label: { text: t(base), classes: 'govuk-label--m' },
      ...(t.has(hint) && { hint: { text: t(hint) } }),
    },
  };
}

export const toldRadios = (t: T) => radios(t, 'told', 'aftercare.told', TOLD);

/** At the office's desk, where only some answers are the person's own. */
export function toldIfPerson(t: T): FormField {
  const field = toldRadios(t);
  const legend = { text: t('aftercare.repair.told'), classes: 'govuk-fieldset__legend--m' };
  return { ...field, options: { ...field.options, fieldset: { legend } } };
}

// At the office's desk it is the person's word that is written down.
const said = (base: string, desk: Desk) => (desk === 'office' ? `${base}.office` : base);

export const fitFields = (t: T, desk: Desk) => [
  radios(t, 'fits', 'aftercare.fit.fits', FITS),
  radios(t, 'does', 'aftercare.fit.does', DOES),
  radios(t, 'hurts', 'aftercare.fit.hurts', HURTS),
  radios(t, 'uses', 'aftercare.fit.uses', USES),
  wordsField(t, said('aftercare.fit.words', desk)),
];

export const faultFields = (visit: Visit, kinds: readonly Choice[], desk: Desk) => [
  listed(visit, 'fault', 'aftercare.fault.kind', kinds),
  wordsField(visit.t, said('aftercare.fault.words', desk)),
  radios(visit.t, 'safe', 'aftercare.fault.safe', ['yes', 'no']),
  radios(visit.t, 'loan', 'aftercare.fault.loan', ['yes', 'no']),
];

export const returnFields = (t: T) => [
  radios(t, 'reason', 'aftercare.return.reason', RETURN_REASONS),
  radios(t, 'condition', 'aftercare.condition', CONDITIONS),
  radios(t, 'way', 'aftercare.return.way', RETURN_WAYS),
  wordsField(t, 'aftercare.return.words'),
];

export const takenFields = (t: T) => [
  radios(t, 'condition', 'aftercare.condition', CONDITIONS),
  radios(t, 'outcome', 'aftercare.return.outcome', RETURN_OUTCOMES),
];

export const earlyFields = (visit: Visit, reasons: readonly Choice[], desk: Desk) => [
  listed(visit, 'reason', 'aftercare.early.reason', reasons),
  wordsField(visit.t, said('aftercare.early.words', desk)),
];

export const decisionFields = (t: T) => [
  radios(t, 'decision', 'aftercare.early.decision', ['granted', 'refused']),
  wordsField(t, 'aftercare.early.decisionWords'),
];

export const talkFields = (t: T, results: readonly string[]) => [
  wordsField(t, 'aftercare.talk.words'),
  radios(t, 'result', 'aftercare.talk.result', results),
];
