// Which variants an address asks to compare: articles or ids, so that it can be typed, bookmarked and shared.

/** A table of more columns is read by nobody, and does not fit a page of paper. */
export const MOST_COMPARED = 4;
const LONGEST = 60; // an article's
const MOST_NAMED = 30;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ./-]*$/u; // no comma: it stands between names

/**
 * The names of variants in an address, each once, in order; what cannot be a name is in `wrong`. `v` may be repeated or
 * be a list with commas; `list` and `add` are what the page's own form adds to it.
 */
export function readNamed(query: Record<string, unknown>): {
  named: string[];
  wrong: string[];
  /** What was typed by hand. */
  added: string;
} {
  const texts = [query.v, query.list, query.add].flatMap(textsOf);
  const unique = [...new Set(texts)].slice(0, MOST_NAMED);
  const canBe = (one: string) => Array.from(one).length <= LONGEST && NAME.test(one);
  return {
    named: unique.filter(canBe),
    wrong: unique.filter((one) => !canBe(one)).map(shortened),
    added: shortened(textsOf(query.add).join(', ')),
  };
}

/** The ids among the names. */
export function idsAmong(named: readonly string[]): number[] {
  return named.filter((one) => /^[1-9]\d{0,8}$/.test(one)).map(Number);
}

/** What each name stands for: an article first, as it is or in capitals, then an id. Each variant once. */
export function resolve<V extends { variantId: number; article: string }>(
  named: readonly string[],
  variants: readonly V[],
): { found: V[]; unknown: string[] } {
  const byArticle = new Map(variants.map((one) => [one.article, one]));
  const byId = new Map(variants.map((one) => [String(one.variantId), one]));
  const found = new Set<V>();
  const unknown: string[] = [];
  for (const name of named) {
    const one = byArticle.get(name) ?? byArticle.get(name.toUpperCase()) ?? byId.get(name);
    if (one) found.add(one);
    else unknown.push(name);
  }
  return { found: [...found], unknown };
}

function textsOf(given: unknown): string[] {
  return [given ?? []]
    .flat()
    .filter((one) => typeof one === 'string')
    .flatMap((one) => one.normalize('NFC').split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function shortened(text: string): string {
  return Array.from(text).slice(0, LONGEST).join('');
}
