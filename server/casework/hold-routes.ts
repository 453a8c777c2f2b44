// Putting a case on hold. The sentence may be left to the reason's own, which is there in three languages.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { longestHold } from '../requests/acts/holding.ts';
import { reasonsInForce } from '../requests/reasons.ts';
import { holdRequest } from '../requests/requests.ts';
import { mountActPage } from './act-page.ts';
import { readHold } from './forms.ts';

export function holdRoutes(portal: Portal): Router {
  const routes = Router();

  mountActPage(routes, portal, {
    act: 'hold',
    part: 'hold',
    gather: async ({ day }) => ({
      reasons: await reasonsInForce(portal.db.read, 'hold', day),
      latest: await longestHold(portal.db.read, day),
    }),
    frame: ({ file, more: { reasons, latest }, visit: { t, lang, format } }) => ({
      reasons: reasons.map(({ code, names, explanations }) => ({
        value: code,
        text: names[lang],
        hint: { text: explanations[lang] },
      })),
      latest: t('casework.hold.latest', { date: format.date(latest) }),
      language: t(`casework.language.${file.person.language}`),
      personLang: file.person.language,
    }),
    read: (body, { more: { reasons } }) => {
      const codes = reasons.map(({ code }) => code);
      return readHold(body, codes);
    },
    run: (order, { reason, sentence, until }, { file, more: { reasons } }) => {
      const own = reasons.find(({ code }) => code === reason)!.explanations[file.person.language];
      return holdRequest(portal, {
        ...order,
        reasonCode: reason,
        sentence: sentence ?? own,
        until,
      });
    },
    notice: 'casework.hold.done',
  });

  return routes;
}
