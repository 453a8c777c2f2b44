// The schema goes up, down to nothing and up again, on both databases, and keeps its promises.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { migrationSource } from '../../db/migrations/index.ts';
import { migrate, type Database } from '../../server/database.ts';
import {
  emptyDatabase,
  listColumns,
  listForeignKeys,
  listIndexes,
} from '../support/empty-database.ts';
import { none } from '../support/none.ts';

void describe('the migrations', () => {
  let db: Database;
  before(async () => {
    db = await emptyDatabase();
    await migrate(db);
  });
  after(() => db.close());

  void test('run up, down to nothing, and up to the same schema', async () => {
    const first = await schemaOf(db);
    await db.write.migrate.rollback({ migrationSource }, true);
    assert.deepEqual(await listColumns(db), [], 'something is left behind');
    await migrate(db);
    assert.deepEqual(await schemaOf(db), first);
  });

  void test('leave functions and triggers of their own only', async () => {
    if (db.engine === 'sqlite') return;
    const { rows } = await db.read.raw(
      `select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'public' and p.prolang = (select oid from pg_language where lanname = 'plpgsql')`,
    );
    assert.deepEqual(rows.map(({ proname }: { proname: string }) => proname).toSorted(), [
      'audit_entries_never_change',
      'request_events_never_change',
    ]);
  });

  void test('give every foreign key an index', async () => {
    const leading = new Set(
      (await listIndexes(db)).map(({ table, columns }) => `${table}.${columns[0]}`),
    );
    const keys = await listForeignKeys(db);
    assert.ok(keys.length > 40);
    none(
      keys
        .map(({ table, column }) => `${table}.${column}`)
        .filter((key) => !leading.has(key))
        // An integer primary key of SQLite is the table itself.
        .filter(
          (key) => !['product_search.product_id', 'product_listings.product_id'].includes(key),
        ),
      'without an index',
    );
  });

  void test('hold no floating column: money is whole tiyn', async () => {
    const floating = (await listColumns(db)).filter(({ type }) =>
      /real|float|double|numeric|decimal/i.test(type),
    );
    none(floating);
  });

  void test('name the unit of every sum', async () => {
    const sums = (await listColumns(db)).filter(
      ({ column, type }) => /price|amount|share|payment/.test(column) && /int/i.test(type),
    );
    none(sums.filter(({ column }) => !column.includes('_tiyn')));
  });

  void test('have audit entries and events that nobody changes or deletes', async () => {
    await db.write('audit_entries').insert({
      at: '2026-11-23T05:00:00.000Z',
      actor_role: 'system',
      action: 'test',
      object_kind: 'test',
      object_id: '1',
      previous_hash: '0'.repeat(64),
      hash: '1'.repeat(64),
    });
    await assert.rejects(
      async () => db.write('audit_entries').where({ object_kind: 'test' }).update({ action: 'x' }),
      /append-only/,
    );
    await assert.rejects(
      async () => db.write('audit_entries').where({ object_kind: 'test' }).del(),
      /append-only/,
    );
  });
});

async function schemaOf(db: Database) {
  return {
    columns: await listColumns(db),
    indexes: await listIndexes(db),
    keys: await listForeignKeys(db),
  };
}
