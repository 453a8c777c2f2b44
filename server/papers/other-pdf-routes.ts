// `/account/aids.pdf`, and the empty form of a request, which anybody may print: `/paper-request.pdf`.
import { Router } from 'express';
import { aidsOf } from '../aids/aids.ts';
import { applicantsOf } from '../applicants/access.ts';
import { findOffice } from '../applicants/offices.ts';
import { findPerson } from '../applicants/person.ts';
import { dayOf } from '../calendar/today.ts';
import { makeLetter } from '../letters/letters.ts';
import type { Portal } from '../portal.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { aidsSheet } from './aids-sheet.ts';
import { formSheet } from './form-sheet.ts';
import { answerWithPdf, sendPdf } from './send-pdf.ts';

export function otherPdfRoutes({ db, clock }: Portal): Router {
  const routes = Router();

  routes.get('/account/aids.pdf', async (req, res) => {
    const reader = readerWith(res, 'applicant', 'representative');
    const visit = visitOf(res);
    const at = clock();
    const day = dayOf(at);
    const people = await applicantsOf(db.read, reader.accountId, day);
    const own = people.map(({ applicantId }) => applicantId);
    const aids = await aidsOf(db.read, own);
    const officeId = people[0]?.officeId;
    const office = officeId === undefined ? null : await findOffice(db.read, officeId);
    const first = people[0] && (await findPerson(db.read, people[0].applicantId, day));
    const sheet = aidsSheet(
      people.map(({ applicantId, name }) => ({
        name,
        aids: aids.filter((aid) => aid.applicantId === applicantId),
      })),
      office,
      visit,
      at,
    );
    const large = req.query.large === 'yes' || (first?.needs.includes('large_print') ?? false);
    await sendPdf(res, sheet, { file: 'aids', large, at });
  });

  // Anybody may ask for it, and it is always the same: made once for each language and size.
  const forms = new Map<string, Promise<Buffer>>();
  routes.get('/paper-request.pdf', async (req, res) => {
    const visit = visitOf(res);
    const large = req.query.large === 'yes';
    const key = `${visit.lang} ${large}`;
    const form = forms.get(key) ?? makeLetter({ lang: visit.lang, ...formSheet(visit), large });
    forms.set(key, form);
    answerWithPdf(res, await form, 'request-form');
  });

  return routes;
}
