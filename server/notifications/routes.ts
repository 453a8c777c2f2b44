// The inbox: what the portal told this person.
import { Router } from 'express';
import { inTransaction } from '../database.ts';
import { makeLetter } from '../letters/letters.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { optionalChoice, optionalText, readForm } from '../web/forms.ts';
import { readPlace } from '../web/newest-first.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { choicesOf } from './choices.ts';
import {
  findMessage,
  listMessages,
  markRead,
  requestsWithMessages,
  type InboxMessage,
  type InboxView,
} from './inbox.ts';
import { letterOf, sentencesOf } from './letter.ts';

export function inboxRoutes({ db, clock, page, texts }: Portal): Router {
  const routes = Router();

  routes.get('/account/messages', async (req, res) => {
    const { accountId } = readerOf(res);
    const { t, paths, unread } = visitOf(res);
    const view = readView(req.query);
    page(res, 'notifications/inbox', {
      title: t('inbox.title'),
      breadcrumbs: [{ text: t('layout.account'), href: paths.account() }],
      messages: await listMessages(db.read, accountId, view, readPlace(req.query)),
      references: await requestsWithMessages(db.read, accountId),
      view,
      unread,
    });
  });

  routes.get('/account/messages/:id', async (req, res) => {
    const { accountId } = readerOf(res);
    const visit = visitOf(res);
    const { t, paths } = visit;
    const message = await messageIn(accountId, req.params.id);
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
      sentences: await easySentences(accountId, message.paragraphs),
    });
  });

  // The message as it would come by post, to print oneself: addressed to nobody, since it is in their hands.
  routes.get('/account/messages/:id/letter', async (req, res) => {
    const { accountId } = readerOf(res);
    const message = await messageIn(accountId, req.params.id);
    const { format = 'plain' } = (await choicesOf(db.read, [accountId], null)).get(accountId) ?? {};
    const letter = letterOf(texts, {
      lang: message.language,
      format,
      to: [],
      office: null,
      writtenAt: message.createdAt,
      subject: message.subject,
      body: message.paragraphs.join('\n\n'),
    });
    res.set('Cache-Control', 'no-store');
    res.set('Content-Disposition', `inline; filename="message-${message.id}.pdf"`);
    res.type('pdf').send(await makeLetter(letter));
  });

  return routes;

  async function messageIn(accountId: number, raw: string): Promise<InboxMessage> {
    if (!/^[1-9]\d{0,8}$/.test(raw)) throw new NotFound();
    const message = await findMessage(db.read, accountId, Number(raw));
    if (!message) throw new NotFound();
    return message;
  }

  // For who asked for easy words: the text sentence by sentence; null for others.
  async function easySentences(
    accountId: number,
    paragraphs: readonly string[],
  ): Promise<string[] | null> {
    const choices = (await choicesOf(db.read, [accountId], null)).get(accountId);
    return choices?.format === 'easy' ? paragraphs.flatMap(sentencesOf) : null;
  }
}

function readView(query: unknown): InboxView {
  const read = readForm(
    {
      shown: optionalChoice(['unread']),
      request: optionalText({ max: 12, pattern: /^[0-9A-Z-]{4,12}$/ }),
    },
    query,
  );
  if (!('values' in read)) throw new NotFound();
  return { unreadOnly: read.values.shown === 'unread', reference: read.values.request };
}
