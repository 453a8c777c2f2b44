/** The three languages of the portal, in the order in which they are offered. */
export const LANGUAGES = ['kk', 'ru', 'en'] as const;
export type Lang = (typeof LANGUAGES)[number];

/** One text in all languages, as records hold names. */
export type Names = Record<Lang, string>;

export function isLang(value: unknown): value is Lang {
  return LANGUAGES.includes(value as Lang);
}

/** Collects the columns `{column}_kk`, `_ru`, `_en` of a row. Empty optional texts become ''. */
export function namesOf(row: Record<string, unknown>, column = 'name'): Names {
  const text = (lang: Lang) => (row[`${column}_${lang}`] as string | null) ?? '';
  return { kk: text('kk'), ru: text('ru'), en: text('en') };
}
