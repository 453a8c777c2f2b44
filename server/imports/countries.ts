// Countries as people write them: the code of ISO 3166-1, or the name in any of the three languages.
import { fold } from '../i18n/fold.ts';
import { LANGUAGES, type Lang } from '../i18n/languages.ts';

const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));
const names = new Map(
  LANGUAGES.map((lang) => [
    lang,
    new Intl.DisplayNames(lang, { type: 'region', fallback: 'none' }),
  ]),
);

const codeByName = new Map(
  letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code) =>
      LANGUAGES.flatMap((lang): [string, string][] => {
        const name = names.get(lang)!.of(code);
        return name ? [[fold(name), code]] : [];
      }),
    ),
);
const codes = new Set(codeByName.values());

/** The country's code, or null where there is none of that name. */
export function countryCode(text: string): string | null {
  const code = text.toUpperCase();
  return codes.has(code) ? code : (codeByName.get(fold(text)) ?? null);
}

/** The country's name in a language; its code where it has none. */
export function countryName(code: string, lang: Lang): string {
  return (/^[A-Z]{2}$/.test(code) && names.get(lang)!.of(code)) || code;
}
