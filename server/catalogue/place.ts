// Where something should be delivered: the region of an address, else the reader's own, else anywhere.
import type { Database } from '../database.ts';
import { byName } from '../i18n/sort-keys.ts';
import { readForm, type Problem } from '../web/forms.ts';
import type { Visit } from '../web/visit.ts';
import { ANYWHERE, known } from './filters.ts';
import { homeRegionOf } from './home-region.ts';
import type { Region, Snapshot } from './snapshot.ts';

export interface Place {
  /** Null: anywhere. */
  region: Region | null;
  /** What stands in addresses for this place; null where it need not be said. */
  query: string | null;
  /** For a select field. */
  options: { value: string; text: string; selected: boolean }[];
  problems: Problem[];
}

/** The place that a page's query asks for. */
export async function placeOf(
  db: Database,
  query: Record<string, unknown>,
  { snapshot, on }: { snapshot: Snapshot; on: string },
  { t, lang, reader }: Visit,
): Promise<Place> {
  const { regions } = snapshot;
  const home = await homeRegionOf(db.read, reader, on);
  const isKnown = (code: string) => code === ANYWHERE || regions.some((one) => one.code === code);
  const read = readForm({ region: known(isKnown) }, query);
  const asked = 'values' in read ? (read.values.region ?? home) : null;
  const region = regions.find(({ code }) => code === asked) ?? null;
  const anywhere = home ? ANYWHERE : '';
  return {
    region,
    query: region?.code ?? (home ? ANYWHERE : null),
    options: [
      { value: anywhere, text: t('catalogue.filter.anywhere'), selected: region === null },
      ...byName(regions, lang).map(({ code, names }) => ({
        value: code,
        text: names[lang],
        selected: code === region?.code,
      })),
    ],
    problems: 'problems' in read ? [{ field: 'region', key: 'catalogue.wrong.region' }] : [],
  };
}
