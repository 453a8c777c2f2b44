// The countries of ISO 3166-1 with their names, as a list to choose from.
import { LANGUAGES, type Lang } from '../i18n/languages.ts';

// Regions that Intl knows besides: groups of countries, parts of countries, states of the past, test codes.
const NOT_COUNTRIES = new Set(
  `AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH NT QO RH SU TA TP UK UN VD XA XB XK YD YU ZR ZZ`.split(
    ' ',
  ),
);

const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));
const codes = letters.flatMap((first) => letters.map((second) => first + second));

export const COUNTRIES: readonly string[] = codes.filter((code) => {
  const name = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code);
  return name !== undefined && !NOT_COUNTRIES.has(code);
});

const lists = new Map(LANGUAGES.map((lang) => [lang, listIn(lang)]));

/** The countries in a language's own order. */
export function countriesIn(lang: Lang): readonly { code: string; name: string }[] {
  return lists.get(lang)!;
}

/** A country's name; the code itself where the language has none. */
export function countryName(code: string, lang: Lang): string {
  return countriesIn(lang).find((one) => one.code === code)?.name ?? code;
}

function listIn(lang: Lang): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(lang, { type: 'region' });
  const { compare } = new Intl.Collator(lang);
  return COUNTRIES.map((code) => ({ code, name: names.of(code)! })).toSorted((a, b) =>
    compare(a.name, b.name),
  );
}
