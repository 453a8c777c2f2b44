// Every column says which class of data it holds, what for and for how long (v5.0.0-14.1.1, 14.1.2, 14.2.7).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readCsv } from '../../db/seeds/files.ts';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { migrate, type Database } from '../../server/database.ts';
import { emptyDatabase, listColumns } from '../support/empty-database.ts';
import { none } from '../support/none.ts';

// The index of words looks different on each engine.
const ONLY_ON: Record<string, Database['engine']> = {
  'product_search.names': 'sqlite',
  'product_search.texts': 'sqlite',
  'product_search.classes': 'sqlite',
  'product_search.words': 'postgres',
  'product_search.product_id': 'postgres',
};

interface Row {
  name: string;
  class: string;
  purpose: string;
  retention: string;
}

const rows: Row[] = readCsv('data-classes.csv').flatMap((row) => {
  const column = row.column ?? '';
  const columns = column.endsWith('_*')
    ? LANGUAGES.map((lang) => column.replace('*', lang))
    : [column];
  return columns.map((one) => ({
    name: `${row.table}.${one}`,
    class: row.class ?? '',
    purpose: row.purpose ?? '',
    retention: row.retention ?? '',
  }));
});

void describe('the table of data classes', () => {
  let db: Database;
  let columns: string[];
  before(async () => {
    db = await emptyDatabase();
    await migrate(db);
    columns = (await listColumns(db)).map(({ table, column }) => `${table}.${column}`);
  });
  after(() => db.close());

  void test('names every column of the schema', () => {
    const named = new Set(rows.map(({ name }) => name));
    none(
      columns.filter((column) => !named.has(column)),
      'give each a row in db/data-classes.csv',
    );
  });

  void test('names no column that is not there', () => {
    const there = new Set(columns);
    none(
      rows
        .map(({ name }) => name)
        .filter((name) => !there.has(name) && (ONLY_ON[name] ?? db.engine) === db.engine),
    );
  });

  void test('names each column once, with a class, a purpose and a retention', () => {
    const seen = new Set<string>();
    none(
      rows.filter(({ name, class: dataClass, purpose, retention }) => {
        const isWhole = /^P[0-3]$/.test(dataClass) && purpose && retention && !seen.has(name);
        seen.add(name);
        return !isWhole;
      }),
    );
  });

  void test('knows what identifies people and what is special', () => {
    const classOf = new Map(rows.map((row) => [row.name, row.class]));
    for (const name of ['accounts.iin_encrypted', 'applicants.family_name', 'applicants.address']) {
      assert.equal(classOf.get(name), 'P2', name);
    }
    for (const name of ['applicants.disability_group', 'requests.wishes', 'questions.answer']) {
      assert.equal(classOf.get(name), 'P3', name);
    }
  });
});
