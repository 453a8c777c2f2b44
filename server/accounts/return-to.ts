import type { Lang } from '../i18n/languages.ts';

/**
 * Where to go after signing in or choosing settings: one of our own pages, in the language now read; else null.
 * Other sites, schemes, `//`, `/\` and control characters are not ours (v5.0.0-3.7.2).
 */
export function safeReturnTo(given: unknown, lang: Lang): string | null {
  if (typeof given !== 'string' || given.length > 2000) return null;
  if (!/^\/(kk|ru|en)(?=[/?]|$)[!-~]*$/.test(given) || /\\|\/\//.test(given.split('?')[0]!))
    return null;
  return given.replace(/^\/(kk|ru|en)/, `/${lang}`);
}
