// A receipt that the person told the office by telephone, by letter or in person, with their own code.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { confirmReceipt, OUTCOMES } from '../requests/requests.ts';
import { mountActPage } from './act-page.ts';
import { readToldReceipt, TOLD } from './forms.ts';

export function receiptRoutes(portal: Portal): Router {
  const routes = Router();

  mountActPage(routes, portal, {
    act: 'receipt',
    part: 'receipt',
    gather: () => null,
    frame: ({ file, visit: { lang } }) => ({
      told: TOLD,
      outcomes: OUTCOMES,
      phone: file.person.phone,
      supplier: file.orders[0]?.supplier[lang],
    }),
    read: readToldReceipt,
    run: (order, { told, code, outcome, problem }, { file }) => {
      // The person and the supplier read the note: it is in the person's language.
      const how = portal.texts[file.person.language](`casework.receipt.note.${told}`);
      const note = problem ? `${how}\n${problem}` : how;
      return confirmReceipt(portal, { ...order, code, outcome, note });
    },
    notice: ({ outcome }) =>
      outcome === 'fits' ? 'casework.receipt.done' : 'casework.receipt.doneMisfit',
  });

  return routes;
}
