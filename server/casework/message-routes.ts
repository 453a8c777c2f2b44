// Words for the person: another form, in other colours, than the note for colleagues.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { writeToPerson } from '../requests/requests.ts';
import { mountActPage } from './act-page.ts';
import { readMessage } from './forms.ts';

export function messageRoutes(portal: Portal): Router {
  const routes = Router();

  mountActPage(routes, portal, {
    act: 'message',
    part: 'message',
    gather: () => null,
    frame: ({ file, visit: { t } }) => ({
      name: file.person.name,
      language: t(`casework.language.${file.person.language}`),
      personLang: file.person.language,
      needs: file.person.needs.map((need) => t(`casework.need.${need}`)),
    }),
    read: (body) => readMessage(body),
    run: (order, { text }) => writeToPerson(portal, { ...order, text }),
    notice: 'casework.message.done',
  });

  return routes;
}
