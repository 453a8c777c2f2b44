// Deciding on an appeal: by somebody other than the caseworker who refused.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { decideAppeal } from '../requests/requests.ts';
import { choice, readForm, text } from '../web/forms.ts';
import { mountActPage } from './act-page.ts';

const OUTCOMES = ['granted', 'rejected'] as const;

export function appealRoutes(portal: Portal): Router {
  const routes = Router();

  mountActPage(routes, portal, {
    act: 'appeal',
    part: 'appeal',
    gather: () => null,
    frame: ({ file, visit: { t, lang, format } }) => {
      const refusal = file.decisions.find(
        ({ kind, state }) => kind === 'refused' && state === 'stands',
      );
      const appealed = file.events.find(({ kind }) => kind === 'request.appealed');
      return {
        outcomes: OUTCOMES,
        language: t(`casework.language.${file.person.language}`),
        personLang: file.person.language,
        refusal: refusal && {
          made: t('casework.decision.made', {
            name: refusal.decidedBy.name,
            date: format.dateTime(refusal.decidedAt),
          }),
          reason: refusal.reason?.[lang],
          explanation: refusal.explanation,
        },
        appealed: appealed && {
          text: appealed.note,
          date: t('casework.appeal.on', { date: format.date(appealed.at) }),
        },
      };
    },
    read: (body) =>
      readForm(
        {
          outcome: choice(OUTCOMES, { missing: 'casework.appeal.outcomeMissing' }),
          note: text({ missing: 'casework.appeal.noteMissing', max: 2000, lines: true }),
        },
        body,
      ),
    run: (order, { outcome, note }) =>
      decideAppeal(portal, { ...order, granted: outcome === 'granted', note }),
    notice: ({ outcome }) => `casework.appeal.done.${outcome}`,
  });

  return routes;
}
