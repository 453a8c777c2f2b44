// An answer that the person told the office by telephone, by letter or in person, read back to them.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { moneyToday } from '../requests/money-today.ts';
import { answerQuestion } from '../requests/requests.ts';
import { mountActPage } from './act-page.ts';
import { moneySection } from './case-sections.ts';
import { readToldAnswer, TOLD } from './forms.ts';

export function answerRoutes(portal: Portal): Router {
  const routes = Router();

  mountActPage(routes, portal, {
    act: 'answer',
    part: 'answer',
    gather: (_open, { questions }) => questions.find(({ answeredAt }) => answeredAt === null),
    frame: ({ open, file, more: question, visit }) => ({
      told: TOLD,
      phone: file.person.phone,
      question: question?.text,
      aboutMoney: question?.kind === 'money',
      money: question?.kind === 'money' ? moneySection(file, open.request, visit) : null,
      name: file.person.name,
      personLang: file.person.language,
      language: visit.t(`casework.language.${file.person.language}`),
    }),
    read: (body, { more: question }) =>
      readToldAnswer(body, { aboutMoney: question?.kind === 'money' }),
    run: async (order, { told, answer, agreed }, { open }) => {
      const { request, day } = open;
      const agrees = agreed === null ? null : agreed === 'yes';
      const seen = agrees ? await moneyToday(portal.db.read, request, day) : null;
      return answerQuestion(portal, { ...order, text: answer, agreed: agrees, seen, told });
    },
    notice: 'casework.answer.done',
  });

  return routes;
}
