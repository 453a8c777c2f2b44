// What every handler and page knows about the visit: the language, who reads, and the means to answer.
import type { Request, RequestHandler, Response } from 'express';
import type { Reader, Role } from '../accounts/reader.ts';
import { displaySettingsFromCookie, type DisplaySettings } from '../accounts/display-settings.ts';
import { formats, type Format } from '../i18n/formats.ts';
import { isLang, LANGUAGES, type Lang } from '../i18n/languages.ts';
import type { Texts, Translate } from '../i18n/texts.ts';
import { paths, type Paths } from '../paths.ts';
import { Forbidden, SignInNeeded } from './errors.ts';

export interface Visit {
  lang: Lang;
  t: Translate;
  paths: Paths;
  format: Format;
  /** Null while nobody is signed in. */
  reader: Reader | null;
  /** Unread messages of the reader. */
  unread: number;
  display: DisplaySettings;
}

/** The visit of this request; set by `startVisit` before any route runs. */
export function visitOf(res: Response): Visit {
  return res.locals.visit as Visit;
}

/** The signed-in reader. @throws SignInNeeded */
export function readerOf(res: Response): Reader {
  const { reader } = visitOf(res);
  if (!reader) throw new SignInNeeded();
  return reader;
}

/** The signed-in reader, who must have one of the roles. @throws SignInNeeded, Forbidden */
export function readerWith(res: Response, ...roles: Role[]): Reader {
  const reader = readerOf(res);
  if (!roles.some((role) => reader.roles.has(role))) throw new Forbidden();
  return reader;
}

/** The language of an address, else of the account, the cookie or the browser, else Kazakh. */
export function languageOf(req: Request, reader: Reader | null): Lang {
  const [, first] = req.path.split('/');
  if (isLang(first)) return first;
  if (reader) return reader.language;
  const remembered = /(?:^|;\s*)td_lang=(kk|ru|en)(?:;|$)/.exec(req.get('cookie') ?? '')?.[1];
  if (isLang(remembered)) return remembered;
  const accepted = req.acceptsLanguages(...LANGUAGES);
  return isLang(accepted) ? accepted : 'kk';
}

/** Starts a visit in a language. */
export function visitIn(
  lang: Lang,
  texts: Texts,
  rest: { reader: Reader | null; unread: number; display: DisplaySettings },
): Visit {
  return { lang, t: texts[lang], paths: paths[lang], format: formats[lang], ...rest };
}

/** Starts every visit as a stranger's; `accounts/start-visit.ts` finds out who it is. */
export function startAnonymousVisit(texts: Texts): RequestHandler {
  return (req, res, next) => {
    const display = displaySettingsFromCookie(req.get('cookie'));
    res.locals.visit = visitIn(languageOf(req, null), texts, { reader: null, unread: 0, display });
    next();
  };
}

/** `/` leads to the reader's own language. */
export const toOwnLanguage: RequestHandler = (_req, res) => {
  const { reader, lang } = visitOf(res);
  res.set('Vary', 'Accept-Language, Cookie').redirect(303, paths[reader?.language ?? lang].home());
};
