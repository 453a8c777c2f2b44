// Taking a case over from a colleague, and giving one to a colleague.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { giveRequest, takeOverRequest } from '../requests/requests.ts';
import { mountActPage } from './act-page.ts';
import { listColleagues } from './colleagues.ts';
import { readHandover } from './forms.ts';

export function assignmentRoutes(portal: Portal): Router {
  const routes = Router();

  mountActPage(routes, portal, {
    act: 'takeover',
    part: 'takeover',
    gather: () => null,
    frame: ({ open: { request }, file, visit: { t, format } }) => {
      const taken = file.events.find(({ kind }) =>
        ['request.assigned', 'request.taken_over', 'request.given'].includes(kind),
      );
      const name = request.assignee?.name ?? '';
      return {
        warning: taken
          ? t('casework.takeover.since', { name, date: format.dateTime(taken.at) })
          : t('casework.takeover.has', { name }),
      };
    },
    read: () => ({ values: {}, typed: {} }),
    run: (order) => takeOverRequest(portal, order),
    notice: 'casework.takeover.done',
  });

  mountActPage(routes, portal, {
    act: 'give',
    part: 'handover',
    gather: ({ request }) => listColleagues(portal.db.read, request.officeId),
    frame: ({ open: { request }, more, visit: { t } }) => ({
      colleagues: [
        { value: '', text: t('casework.handover.choose') },
        ...more
          .filter(({ accountId }) => accountId !== request.assignee?.accountId)
          .map(({ accountId, name, open }) => ({
            value: String(accountId),
            text: t('casework.handover.colleague', { name, count: open }),
          })),
      ],
    }),
    read: (body, { more }) =>
      readHandover(
        body,
        more.map(({ accountId }) => accountId),
      ),
    run: (order, { colleague }) =>
      giveRequest(portal, { ...order, toAccountId: Number(colleague) }),
    notice: 'casework.handover.done',
  });

  return routes;
}
