// The inbox: what the portal told this person.
import { Router } from 'express';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { readPlace } from '../web/newest-first.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { findMessage, listMessages, markRead } from './inbox.ts';

export function inboxRoutes({ db, clock, page }: Portal): Router {
  const routes = Router();

  routes.get('/account/messages', async (req, res) => {
    const { accountId } = readerOf(res);
    const { t, paths, unread } = visitOf(res);
    const messages = await listMessages(db.read, accountId, readPlace(req.query));
    page(res, 'notifications/inbox', {
      title: t('inbox.title'),
      breadcrumbs: [{ text: t('layout.account'), href: paths.account() }],
      messages,
      unread,
    });
  });

  routes.get('/account/messages/:id', async (req, res) => {
    const { accountId } = readerOf(res);
    const visit = visitOf(res);
    const { t, paths } = visit;
    if (!/^[1-9]\d{0,8}$/.test(req.params.id)) throw new NotFound();
    const message = await findMessage(db.read, accountId, Number(req.params.id));
    if (!message) throw new NotFound();
    if (!message.isRead) {
      await inTransaction(db, (trx) => markRead(trx, accountId, message.id, clock()));
      visit.unread -= 1; // the page's own head counts without this message
    }
    page(res, 'notifications/message', {
      title: message.subject,
      breadcrumbs: [
        { text: t('layout.account'), href: paths.account() },
        { text: t('inbox.title'), href: paths.inbox() },
      ],
      message,
    });
  });

  return routes;
}
