// Texts of messages as administrators keep them: every wording stays, the newest holds for what is written from then on.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { wordingOf, type Part, type Wording, type WordingRow } from './wording.ts';
import type { TemplateColumn } from './template-rules.ts';

/** All wordings in force, by kind. */
export async function listWordings(db: Queryable): Promise<Wording[]> {
  const rows: WordingRow[] = await db('message_templates').whereNull('ended_at').orderBy('kind');
  return rows.map(wordingOf);
}

/** All wordings of a kind, the newest first. Empty for a kind that is not there. */
export async function listVersions(db: Queryable, kind: string): Promise<Wording[]> {
  const rows: WordingRow[] = await db('message_templates')
    .where({ kind })
    .orderBy('version', 'desc')
    .limit(50);
  return rows.map(wordingOf);
}

/** A wording's columns, empty texts as ''. */
export function columnsOf(wording: Wording): Record<TemplateColumn, string> {
  const of = (part: Part) =>
    Object.entries(wording[part] ?? { kk: '', ru: '', en: '' }).map(([lang, text]) => [
      `${part}_${lang}`,
      text,
    ]);
  return Object.fromEntries([...of('subject'), ...of('body'), ...of('easy')]) as Record<
    TemplateColumn,
    string
  >;
}

/** Puts a wording in the place of version `before`. Gives false where that one no longer holds. */
export async function replaceWording(
  trx: Knex.Transaction,
  {
    kind,
    before,
    columns,
    by,
    at,
  }: {
    kind: string;
    before: number;
    columns: Record<TemplateColumn, string>;
    by: number;
    at: Date;
  },
): Promise<boolean> {
  const now = at.toISOString();
  const ended = await trx('message_templates')
    .where({ kind, version: before, ended_at: null })
    .update({ ended_at: now });
  if (ended !== 1) return false;
  const easy = ['easy_kk', 'easy_ru', 'easy_en'] as const;
  await trx('message_templates').insert({
    kind,
    version: before + 1,
    ...columns,
    ...Object.fromEntries(easy.map((column) => [column, columns[column] || null])),
    stated_by: by,
    valid_from: now,
  });
  return true;
}
