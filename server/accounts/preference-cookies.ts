// Two choices that a browser keeps for a year: the language, and how pages look. Nothing personal.
import type { Request, Response } from 'express';
import type { Config } from '../config.ts';
import type { Lang } from '../i18n/languages.ts';
import { displayCookie, type DisplaySettings } from './display-settings.ts';

const YEAR = 365 * 24 * 3600 * 1000;

export function keepLanguage(res: Response, config: Config, lang: Lang): void {
  keep(res, config, 'td_lang', lang);
}

/** Keeps what differs from the usual settings; nothing differs: forgets the cookie. */
export function keepDisplay(res: Response, config: Config, settings: DisplaySettings): void {
  const value = displayCookie(settings);
  if (value) keep(res, config, 'td_display', value);
  else if (hasCookie(res.req, 'td_display')) res.clearCookie('td_display', optionsFor(config));
}

function keep(res: Response, config: Config, name: string, value: string): void {
  res.cookie(name, value, { ...optionsFor(config), maxAge: YEAR });
}

function optionsFor({ publicUrl }: Config) {
  const secure = publicUrl.startsWith('https://');
  return { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;
}

function hasCookie(req: Request, name: string): boolean {
  return (req.get('cookie') ?? '').split(/;\s*/).some((cookie) => cookie.startsWith(`${name}=`));
}
