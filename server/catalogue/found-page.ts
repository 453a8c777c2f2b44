// How the words of a search were understood, as the list page tells it.
import { marked, type Found } from '../search/search.ts';
import type { Visit } from '../web/visit.ts';
import type { Filters } from './filters.ts';
import type { ListQuery } from './list-page.ts';
import type { Snapshot } from './snapshot.ts';

// More kinds are no help any more.
const MOST_CLASSES = 5;

/** What the page says above the results, and how it marks the match in them. */
export function searchLines(
  found: Found | null,
  { q, region, class: chosen }: Filters,
  { classes, countIn }: Snapshot,
  { lang, paths }: Visit,
  query: ListQuery,
) {
  const marks = found?.marks ?? [];
  const count = (code: string) => countIn(region ?? '', code);
  const named = (found?.classes ?? []).filter((code) => code !== chosen);
  const listing = named.filter((code) => count(code) > 0);
  const shown = (listing.length > 0 ? listing : named)
    .slice(0, MOST_CLASSES)
    .flatMap((code) => classes.find(code) ?? []);
  return {
    found: found && {
      found,
      hrefOf: (text: string) => paths.aids({ ...query, q: text }),
      missingHref: found.understood?.how === 'fewer' ? paths.missing({ q }) : null,
      classes: shown.map(({ code, names }) => ({
        text: names[lang],
        href: paths.aids({ region: query.region, class: code }),
        count: count(code),
      })),
    },
    marked: (text: string) => marked(text, marks),
  };
}
