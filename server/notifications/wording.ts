// What messages say: the wording in force, which administrators keep, else the one shipped with the portal.
import type { Queryable } from '../database.ts';
import { LANGUAGES, type Lang, type Names } from '../i18n/languages.ts';
import { formatMessage, type Texts, type TextValues } from '../i18n/texts.ts';

/** One version of a text, before values are put in. */
export interface Wording {
  id: number;
  kind: string;
  version: number;
  subject: Names;
  body: Names;
  /** The body in easy words; null where there is none. */
  easy: Names | null;
  /** Null for what the portal was shipped with. */
  statedBy: number | null;
  validFrom: string;
  endedAt: string | null;
}

export type Part = 'subject' | 'body' | 'easy';

/** Says a part of a kind in a language. */
export type Say = (kind: string, part: Part, lang: Lang, values: TextValues) => string;

/** Says messages of these kinds with the wording in force. */
export async function sayerOf(db: Queryable, texts: Texts, kinds: readonly string[]): Promise<Say> {
  const rows: WordingRow[] = await db('message_templates')
    .whereIn('kind', [...kinds])
    .whereNull('ended_at');
  return sayer(texts, rows);
}

/** Says messages of these kinds with the wording that held at an instant: a late message is not worded anew. */
export async function sayersOf(
  db: Queryable,
  texts: Texts,
  kinds: readonly string[],
): Promise<(at: string) => Say> {
  const rows: WordingRow[] = await db('message_templates').whereIn('kind', [...kinds]);
  return (at) => {
    const held = rows.filter(
      (row) => row.valid_from <= at && (row.ended_at === null || row.ended_at > at),
    );
    return sayer(texts, held);
  };
}

// Where a wording cannot take the values, as after a release that asks for others, the shipped one is said.
function sayer(texts: Texts, rows: readonly WordingRow[]): Say {
  const wordings = new Map(rows.map((row) => [row.kind, wordingOf(row)]));
  return (kind, part, lang, values) => {
    const own = wordings.get(kind)?.[part]?.[lang];
    if (own) {
      try {
        return formatMessage(lang, own, values);
      } catch {
        // A message that is worded as it was shipped is better than none.
      }
    }
    const key = `notifications.${kind}.${part}`;
    if (part === 'easy' && !texts[lang].has(key)) return '';
    return texts[lang](key, values);
  };
}

/** A row as a wording. */
export function wordingOf(row: WordingRow): Wording {
  const inAll = (part: Part): Names => {
    const texts = LANGUAGES.map((lang): [Lang, string] => [lang, row[`${part}_${lang}`] ?? '']);
    return Object.fromEntries(texts) as Names;
  };
  return {
    id: row.id,
    kind: row.kind,
    version: row.version,
    subject: inAll('subject'),
    body: inAll('body'),
    easy: row.easy_en ? inAll('easy') : null,
    statedBy: row.stated_by,
    validFrom: row.valid_from,
    endedAt: row.ended_at,
  };
}

export type WordingRow = {
  id: number;
  kind: string;
  version: number;
  stated_by: number | null;
  valid_from: string;
  ended_at: string | null;
} & Record<`${Part}_${Lang}`, string | null>;
