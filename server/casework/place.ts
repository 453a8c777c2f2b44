// Where a person lives, in a few words: region, settlement, and whether it is a village.
import type { Lang, Names } from '../i18n/languages.ts';

/** The parts of a place. A city that is a region of its own is named once. */
export function placeNames(region: Names | undefined, settlement: string, lang: Lang): string[] {
  if (!region) return [settlement];
  const isTheCity = Object.values(region).map(cityOf).includes(cityOf(settlement));
  return isTheCity ? [region[lang]] : [region[lang], settlement];
}

// "город Астана" and "Астана қаласы" name the city as "Астана" does; "Түркістан облысы" is not Түркістан.
function cityOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^(город|г\.) ?/, '')
    .replace(/ (қаласы|city)$/, '');
}
