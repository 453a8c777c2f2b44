// For the office: the aids that makers have in hand, what is overdue on top.
import { Router } from 'express';
import type { DeskTasks } from '../accounts/desk-tasks.ts';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { optionalText, readForm } from '../web/forms.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { countMissedBy, countOverdue, listInMaking } from './in-making.ts';

const PLACE = /^(\d{4}-\d{2}-\d{2})_([1-9]\d{0,8})$/;

export function deskRoutes({ db, clock, page }: Portal): Router {
  const routes = Router();

  routes.get('/casework/fittings', async (req, res) => {
    const reader = readerWith(res, 'caseworker', 'lead_caseworker');
    const { t, lang, format, paths } = visitOf(res);
    const day = dayOf(clock());
    const read = readForm({ after: optionalText({ max: 22, pattern: PLACE }) }, req.query);
    const [, on, id] = PLACE.exec(('values' in read && read.values.after) || '') ?? [];
    const after = on ? { on, id: Number(id) } : null;
    const { rows, more } = await listInMaking(db.read, reader.officeId ?? 0, after);
    const missed = await countMissedBy(
      db.read,
      rows.map(({ supplierId }) => supplierId),
    );
    const last = rows.at(-1);
    page(
      res,
      'appointments/desk',
      {
        title: t('appointments.desk.title'),
        breadcrumbs: [{ text: t('layout.casework'), href: paths.casework() }],
        width: 'wide',
        rows: rows.map((row) => ({
          href: paths.caseFile(row.reference),
          person: row.person,
          aid: row.names[lang],
          maker: row.supplierNames[lang],
          due: row.dueOn
            ? `${t(`casework.due.${row.dueKind ?? row.status}`)} ${format.date(row.dueOn)}`
            : '',
          overdue: row.dueOn && row.dueOn < day ? t('appointments.desk.overdue') : null,
          missed: format.number(missed.get(row.supplierId) ?? 0),
        })),
        nextHref:
          more && last ? paths.inMaking({ after: `${last.dueOn}_${last.requestId}` }) : null,
        problems: 'problems' in read ? read.problems : [],
      },
      'problems' in read ? 422 : undefined,
    );
  });

  return routes;
}

/** The link on top of the queue, with how many are overdue. */
export function makingTasks({ db }: Pick<Portal, 'db'>): DeskTasks {
  return async ({ officeId }, today, { t, paths }) =>
    officeId === null
      ? []
      : [
          {
            text: t('appointments.desk.title'),
            href: paths.inMaking(),
            count: await countOverdue(db.read, officeId, today),
          },
        ];
}
