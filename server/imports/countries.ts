// Countries as people write them: the code of ISO 3166-1, or the name in any of the three languages.
import { fold } from '../i18n/fold.ts';
import { LANGUAGES } from '../i18n/languages.ts';
import { COUNTRIES, countriesIn } from '../publishing/countries.ts';

const codes = new Set(COUNTRIES);
const codeByName = new Map(
  LANGUAGES.flatMap((lang) =>
    countriesIn(lang).map(({ code, name }): [string, string] => [fold(name), code]),
  ),
);

/** The country's code, or null where there is none of that name. */
export function countryCode(text: string): string | null {
  const code = text.toUpperCase();
  return codes.has(code) ? code : (codeByName.get(fold(text)) ?? null);
}
