// The person's page of a request: what they try, until when, and what they said.
import type { Database } from '../database.ts';
import type { RequestPanel } from '../requests/panels.ts';
import type { Visit } from '../web/visit.ts';
import { listTrials, type Trial } from './trials.ts';
import { answerInWords } from './words.ts';

/** Makes the panel: nothing where nothing was ever tried. */
export function trialPanel({ read }: Database): RequestPanel {
  return async ({ visit, request, relation }) => {
    const trials = await listTrials(read, request.id);
    const [newest] = trials;
    if (!newest) return null;
    const href =
      newest.open && relation !== 'see' ? visit.paths.requestTrial(request.reference) : null;
    return {
      place: newest.open ? 'now' : 'details',
      template: 'trials/trials',
      values: { trials: trials.map((trial) => trialInWords(trial, visit)), href },
    };
  };
}

/** A trial as pages print it. */
export function trialInWords(trial: Trial, { t, lang, format }: Visit) {
  const { supplier, answer } = trial;
  const row = (key: string, text: string) => ({
    key: { text: t(`trials.row.${key}`) },
    value: { text, classes: 'td-lines' },
  });
  return {
    open: trial.open,
    rows: [
      row('what', trial.what),
      row('supplier', `${supplier.names[lang]}, ${supplier.phone}`),
      row('handover', trial.handover),
      row('from', format.date(trial.fromOn)),
      row('until', format.date(trial.untilOn)),
      row(
        'answer',
        answer
          ? answerInWords({ does: answer.does, keeps: answer.keeps, words: answer.words }, t)
          : trial.open
            ? t('trials.answerBy', { date: format.date(trial.answerBy) })
            : t('trials.unanswered'),
      ),
      ...(answer?.toldHow ? [row('told', t(`casework.receipt.told.${answer.toldHow}`))] : []),
    ],
  };
}
