// A trial before the decision, as the office grants it, ends it early, and writes down what the person told of it.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { answerTrial, endTrial, grantTrial } from '../trials/acts.ts';
import { readNewTrial, readTrialAnswer } from '../trials/forms.ts';
import { latestEnd, DOES, KEEPS, listLenders, listTrials, trialTerm } from '../trials/trials.ts';
import { trialInWords } from '../trials/panel.ts';
import { choice, readForm, text } from '../web/forms.ts';
import { mountActPage } from './act-page.ts';
import { TOLD, together } from './forms.ts';
import type { CasePanel } from './panels.ts';

export function trialCaseRoutes(portal: Portal): Router {
  const { db } = portal;
  const routes = Router();

  mountActPage(routes, portal, {
    act: 'trial',
    part: 'trial',
    gather: async ({ request, day }) => {
      const { code } = request.aidClass;
      const term = await trialTerm(db.read, code, day);
      const place = { aidClassCode: code, regionCode: request.applicant.regionCode, day };
      return {
        lenders: await listLenders(db.read, place),
        latest: term && (await latestEnd(db.read, term, day)),
      };
    },
    frame: ({ open, file, more: { lenders, latest }, visit: { t, lang, format } }, typed) => ({
      lenders: lenders.map(({ id, names, phone }) => ({
        value: String(id),
        text: `${names[lang]}, ${phone}`,
      })),
      what:
        typed.what ?? (open.request.product && open.request.product.names[file.person.language]),
      supplier: typed.supplier ?? String(open.request.supplier?.id ?? ''),
      latest: latest && t('casework.trial.latest', { date: format.date(latest) }),
      personLang: file.person.language,
      language: t(`casework.language.${file.person.language}`),
    }),
    read: (body, { more: { lenders } }) => {
      const ids = lenders.map(({ id }) => id);
      return readNewTrial(body, ids);
    },
    run: (order, { supplier, ...trial }) =>
      grantTrial(portal, { ...order, ...trial, supplierId: Number(supplier) }),
    notice: 'casework.trial.done',
  });

  mountActPage(routes, portal, {
    act: 'trialAnswer',
    part: 'trial-answer',
    gather: () => null,
    frame: ({ file, visit: { t } }) => ({
      told: TOLD,
      does: DOES,
      keeps: KEEPS,
      phone: file.person.phone,
      personLang: file.person.language,
      language: t(`casework.language.${file.person.language}`),
    }),
    read: (body) => {
      const told = readForm(
        {
          told: choice(TOLD, { missing: 'casework.receipt.toldMissing' }),
          readBack: choice(['yes'], { missing: 'casework.answer.readBackMissing' }),
        },
        body,
      );
      return together(told, readTrialAnswer(body));
    },
    run: (order, { does, keeps, words, told }) =>
      answerTrial(portal, { ...order, does, keeps, words, told }),
    notice: 'casework.answer.done',
  });

  mountActPage(routes, portal, {
    act: 'trialEnd',
    part: 'trial-end',
    gather: () => null,
    frame: ({ file, visit: { t } }) => ({
      personLang: file.person.language,
      language: t(`casework.language.${file.person.language}`),
    }),
    read: (body) =>
      readForm(
        { note: text({ missing: 'casework.trialEnd.noteMissing', max: 2000, lines: true }) },
        body,
      ),
    run: (order, { note }) => endTrial(portal, { ...order, note }),
    notice: 'casework.trialEnd.done',
  });

  return routes;
}

/** What the person tried, and what they said of it, on the page of the case. */
export function trialCasePanel({ db }: Pick<Portal, 'db'>): CasePanel {
  return async ({ visit, open }) => {
    const trials = await listTrials(db.read, open.request.id);
    if (!trials.length) return null;
    return {
      place: trials[0]!.open ? 'now' : 'details',
      template: 'trials/trials',
      values: { trials: trials.map((trial) => trialInWords(trial, visit)), href: null },
    };
  };
}
