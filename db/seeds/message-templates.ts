// Texts of messages, read in from `server/i18n/*/notifications.json`. A text that a release changes becomes the next
// version, unless an administrator has worded it since: then theirs stays.
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Knex } from 'knex';
import { inTransaction, type Database } from '../../server/database.ts';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { readLanguage } from '../../server/i18n/texts.ts';
import { insertAll, insertMissing } from './files.ts';

const I18N = path.resolve(import.meta.dirname, '../../server/i18n');
const SLICE = 'notifications.';
const PARTS = ['subject', 'body', 'easy'] as const;

type Columns = Record<string, string | null>;

export async function seedMessageTemplates(db: Database): Promise<void> {
  const shipped = shippedTemplates();
  const digest = createHash('sha256')
    .update(JSON.stringify([...shipped]))
    .digest('hex');
  if (await db.read('reference_loads').where({ digest }).first('digest')) return;
  await inTransaction(db, async (trx) => {
    const at = new Date().toISOString();
    await insertMissing(trx, 'reference_loads', [{ digest, loaded_at: at }]);
    await bringIn(trx, shipped, at);
  });
}

async function bringIn(
  trx: Knex.Transaction,
  shipped: ReadonlyMap<string, Columns>,
  at: string,
): Promise<void> {
  const rows: ({ kind: string; version: number; stated_by: number | null } & Columns)[] =
    await trx('message_templates').whereNull('ended_at');
  const held = new Map(rows.map((row) => [row.kind, row]));
  const fresh = [...shipped].filter(([kind, columns]) => {
    const row = held.get(kind);
    if (!row) return true;
    return (
      row.stated_by === null && Object.entries(columns).some(([name, text]) => row[name] !== text)
    );
  });
  if (!fresh.length) return;
  await trx('message_templates')
    .whereIn(
      'kind',
      fresh.map(([kind]) => kind),
    )
    .whereNull('ended_at')
    .update({ ended_at: at });
  await insertAll(
    trx,
    'message_templates',
    fresh.map(([kind, columns]) => ({
      kind,
      version: (held.get(kind)?.version ?? 0) + 1,
      ...columns,
      // From the beginning, so that a demo's past has its words, too.
      valid_from: held.has(kind) ? at : '2000-01-01T00:00:00.000Z',
    })),
  );
}

/** Each kind with its columns: `subject_kk` and so on. */
function shippedTemplates(): Map<string, Columns> {
  const kinds = new Map<string, Columns>();
  for (const lang of LANGUAGES) {
    for (const [key, text] of readLanguage(I18N, lang)) {
      const match = /^(.+)\.(subject|body|easy)$/.exec(key.slice(SLICE.length));
      if (!key.startsWith(SLICE) || !match) continue;
      const [, kind, part] = match;
      const columns = kinds.get(kind!) ?? blank();
      columns[`${part}_${lang}`] = text;
      kinds.set(kind!, columns);
    }
  }
  return kinds;
}

function blank(): Columns {
  return Object.fromEntries(
    PARTS.flatMap((part) =>
      LANGUAGES.map((lang) => [`${part}_${lang}`, part === 'easy' ? null : '']),
    ),
  );
}
