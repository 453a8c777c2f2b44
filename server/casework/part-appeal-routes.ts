// Objections to parts that were not granted: the list of the office, and deciding on one.
import { Router } from 'express';
import type { DeskTasks } from '../accounts/desk-tasks.ts';
import { dueFrom } from '../calendar/due.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { dayOf } from '../calendar/today.ts';
import type { Database } from '../database.ts';
import type { Portal } from '../portal.ts';
import { decidePartAppeal } from '../requests/requests.ts';
import { Forbidden } from '../web/errors.ts';
import { choice, readForm, text } from '../web/forms.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { mountActPage } from './act-page.ts';
import { countPartAppeals, listPartAppeals } from './part-appeals.ts';
import { partSection } from './pause-sections.ts';

const OUTCOMES = ['granted', 'rejected'] as const;

export function partAppealRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/casework/part-appeals', async (_req, res) => {
    const { officeId } = readerWith(res, 'caseworker', 'lead_caseworker');
    if (officeId === null) throw new Forbidden();
    const { t, lang, format, paths } = visitOf(res);
    const holidays = await holidaysOf(db.read);
    const today = dayOf(clock());
    const appeals = await listPartAppeals(db.read, officeId);
    page(res, 'casework/part-appeals', {
      title: t('casework.partAppeals.title'),
      width: 'wide',
      breadcrumbs: [{ text: t('layout.casework'), href: paths.casework() }],
      appeals: appeals.map((appeal) => {
        const due = dueFrom(appeal.decideBy, today, holidays);
        return {
          reference: appeal.reference,
          href: paths.casePartAppeal(appeal.reference),
          applicant: appeal.applicant,
          aidClass: appeal.aidClass[lang],
          granted: t('casework.part.granted', { granted: appeal.granted, asked: appeal.asked }),
          on: appeal.decideBy,
          date: format.date(appeal.decideBy),
          due: t(`due.${due.state}`, { days: due.days }),
          overdue: due.state === 'overdue',
        };
      }),
    });
  });

  mountActPage(routes, portal, {
    act: 'partAppeal',
    part: 'part-appeal',
    gather: () => null,
    frame: ({ file, visit }) => ({
      outcomes: OUTCOMES,
      language: visit.t(`casework.language.${file.person.language}`),
      personLang: file.person.language,
      rest: partSection(file, visit),
    }),
    read: (body) =>
      readForm(
        {
          outcome: choice(OUTCOMES, { missing: 'casework.appeal.outcomeMissing' }),
          note: text({ missing: 'casework.appeal.noteMissing', max: 2000, lines: true }),
        },
        body,
      ),
    run: (order, { outcome, note }) =>
      decidePartAppeal(portal, { ...order, granted: outcome === 'granted', note }),
    notice: ({ outcome }) => `casework.partAppeal.done.${outcome}`,
  });

  return routes;
}

/** The list of objections on top of the queue, where there are any. */
export function partAppealTasks({ read }: Database): DeskTasks {
  return async ({ officeId }, _today, { t, paths }) => {
    const count = officeId === null ? 0 : await countPartAppeals(read, officeId);
    return count
      ? [{ text: t('casework.partAppeals.title'), href: paths.partAppeals(), count }]
      : [];
  };
}
