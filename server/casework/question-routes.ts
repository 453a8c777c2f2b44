// Asking the applicant: the decision clock pauses until they answer.
import { Router } from 'express';
import { countWorkingDays } from '../calendar/working-days.ts';
import type { Portal } from '../portal.ts';
import { hasChanged } from '../requests/co-payment.ts';
import { dueOn } from '../requests/deadlines.ts';
import { askQuestion } from '../requests/requests.ts';
import { mountActPage, type Known } from './act-page.ts';
import { moneySection } from './case-sections.ts';
import { readQuestion } from './forms.ts';

export function questionRoutes(portal: Portal): Router {
  const routes = Router();

  mountActPage(routes, portal, {
    act: 'question',
    part: 'question',
    gather: ({ day }) => dueOn(portal.db.read, 'answer', day),
    frame: (known) => {
      const { open, file, more: answerBy, visit } = known;
      const { t, format } = visit;
      const { decisionDueOn } = open.request;
      return {
        answerBy: t('casework.question.answerBy', { date: format.date(answerBy) }),
        pauses: t('casework.question.pauses', {
          days: decisionDueOn ? countWorkingDays(open.day, decisionDueOn, file.holidays) : 0,
        }),
        sumsChanged: sumsChanged(known),
        money: moneySection(file, open.request, visit),
        personLang: file.person.language,
        language: t(`casework.language.${file.person.language}`),
        needs: file.person.needs.map((need) => t(`casework.need.${need}`)),
      };
    },
    read: (body, known) => readQuestion(body, { sumsChanged: sumsChanged(known) }),
    run: (order, { kind, text }, { file }) => {
      const standard = portal.texts[file.person.language]('casework.question.moneyText');
      return askQuestion(portal, { ...order, kind, text: text ?? standard });
    },
    notice: 'casework.question.done',
  });

  return routes;
}

// Whether there are new sums to which the person would have to agree.
function sumsChanged({ open: { request }, file }: Known<unknown>): boolean {
  return Boolean(request.money && file.moneyToday && hasChanged(request.money, file.moneyToday));
}
