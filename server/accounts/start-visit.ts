import type { RequestHandler } from 'express';
import type { Database } from '../database.ts';
import type { Texts } from '../i18n/texts.ts';
import { languageOf, visitIn } from '../web/visit.ts';
import { displaySettingsFromCookie } from './display-settings.ts';
import { findReader } from './store.ts';

/** Starts the visit: the language, and the reader with rights as they stand at this moment (v5.0.0-8.3.2). */
export function startVisit(db: Database, texts: Texts): RequestHandler {
  return async (req, res, next) => {
    const { accountId } = req.session;
    const found = accountId ? await findReader(db.read, accountId) : null;
    const reader = found?.reader ?? null;
    res.locals.visit = visitIn(languageOf(req, reader), texts, {
      reader,
      unread: found?.unread ?? 0,
      display: found?.display ?? displaySettingsFromCookie(req.get('cookie')),
    });
    next();
  };
}
