// What is typed into the forms of a trial.
import { choice, date, optionalText, readForm, text } from '../web/forms.ts';
import { DOES, KEEPS } from './trials.ts';

const LONG = { max: 2000, lines: true };

/** The two questions, and words besides. */
export function readTrialAnswer(body: unknown) {
  return readForm(
    {
      does: choice(DOES, { missing: 'trials.answer.doesMissing' }),
      keeps: choice(KEEPS, { missing: 'trials.answer.keepsMissing' }),
      words: optionalText(LONG),
    },
    body,
  );
}

/** A trial that the office grants. */
export function readNewTrial(body: unknown, supplierIds: readonly number[]) {
  return readForm(
    {
      what: text({ missing: 'trials.grant.whatMissing', max: 300 }),
      supplier: choice(supplierIds.map(String), { missing: 'trials.grant.supplierMissing' }),
      handover: text({ missing: 'trials.grant.handoverMissing', ...LONG }),
      from: date({ missing: 'trials.grant.fromMissing' }),
      until: date({ missing: 'trials.grant.untilMissing' }),
    },
    body,
  );
}
