// Closed lists of what can be wrong with an aid, and of reasons to replace it early.
import type { Knex } from 'knex';
import type { Names } from '../../server/i18n/languages.ts';
import { insertMissing, readCsv, readJson } from './files.ts';

export const AFTER_ARRIVAL_FILE = 'reference/after-arrival.json';

interface Entry {
  code: string;
  name: Names;
  needs: Names;
}

/** Reads the lists in, and the replacement terms that the classes' table knows. */
export async function seedAfterArrival(trx: Knex.Transaction): Promise<void> {
  const { source, faultKinds, earlyReasons } = readJson<{
    source: string;
    faultKinds: Entry[];
    earlyReasons: Entry[];
  }>(AFTER_ARRIVAL_FILE);
  const rowsOf = (entries: Entry[]) =>
    entries.map(({ code, name, needs }, position) => ({
      code,
      position,
      ...inThree('name', name),
      ...inThree('needs', needs),
      source,
    }));
  await insertMissing(trx, 'fault_kinds', rowsOf(faultKinds));
  await insertMissing(trx, 'early_reasons', rowsOf(earlyReasons));
  await insertMissing(trx, 'terms', replacementTerms());
}

// As published for a class; the table leaves most of them empty, since no source is known.
function replacementTerms() {
  return readCsv('reference/aid-classes.csv')
    .filter((row) => row.replacement_term_months && row.source_url)
    .map((row) => ({
      key: 'replacement',
      aid_class_code: row.code!,
      value: Number(row.replacement_term_months),
      unit: 'months',
      valid_from: '2025-01-01',
      source: row.source_url!,
      status: 'proposed',
    }));
}

function inThree(name: string, texts: Names): Record<string, string> {
  return { [`${name}_kk`]: texts.kk, [`${name}_ru`]: texts.ru, [`${name}_en`]: texts.en };
}
