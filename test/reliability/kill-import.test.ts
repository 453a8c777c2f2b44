// A power cut while a file is checked or brought in loses nothing: the work begins again, and is done once.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { verifyChain } from '../../server/audit/audit.ts';
import { openDatabase } from '../../server/database.ts';
import { csvOf, newProduct } from '../imports/desk.ts';
import { iinOf } from '../support/demo-people.ts';
import { emptyDatabaseUrl } from '../support/empty-database.ts';
import { startServerProcess } from '../support/server-process.ts';
import { signIn, stranger } from '../support/visitor.ts';
import { tokenOf } from '../support/walkers.ts';

const PRODUCTS = 300;
const { password }: { password: string } = JSON.parse(readFileSync('db/demo/people.json', 'utf8'));

void test('kill -9 during an import leaves all of it or nothing, and it ends as if nothing had been', async (context) => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'tandau-kill-import-'));
  after(() => rmSync(scratch, { recursive: true, force: true }));
  const url = await emptyDatabaseUrl();
  let server = await startServerProcess(url, scratch);
  const db = openDatabase(url);
  after(() => db.close());
  const facts = async () => db.read('imports').orderBy('id', 'desc').first();
  const proposed = async () => {
    const [row] = await db
      .read('product_revisions')
      .whereLike('creation_key', 'import-%')
      .count({ count: '*' });
    return Number(row!.count);
  };
  const visitor = () => signIn(stranger(server.address), iinOf('askar'), password);
  /** Lets the lease of the process that is no more run out, and starts another. */
  const cutAndStart = async () => {
    await server.cut();
    await db.write('imports').update({ lease_until: null });
    server = await startServerProcess(url, scratch);
  };
  const until = async (wanted: string) => {
    for (let tries = 0; (await facts()).status !== wanted; tries++) {
      assert.ok(tries < 1200, `stays ${(await facts()).status}, not ${wanted}`);
      await pause(50);
    }
  };

  const table = Array.from({ length: PRODUCTS }, (_, at) =>
    newProduct(`K${at}`, { product: `k${at}`, article: `K-${at}` }),
  );
  const askar = await visitor();
  const answer = await askar.upload(
    '/en/supplier/imports',
    { _csrf: await tokenOf(askar), key: randomUUID() },
    { field: 'file', name: 'table.csv', content: csvOf(table) },
  );
  const address = answer.headers.location!;
  let cuts = 0;
  for (let wait = 20; (await facts()).status === 'checking' && cuts < 2; wait += 60) {
    await pause(wait);
    await cutAndStart();
    cuts += 1;
  }
  await until('checked');
  assert.equal(Number((await facts()).products_new), PRODUCTS);

  const again = await visitor();
  const values = { _csrf: await tokenOf(again), version: String((await facts()).version) };
  assert.equal((await again.post(`${address}/intake`, values)).status, 303);
  for (let wait = 30; (await facts()).status === 'committing' && wait < 200; wait += 90) {
    await pause(wait);
    await server.cut();
    const done = (await facts()).status === 'done';
    assert.equal(await proposed(), done ? PRODUCTS : 0, 'a part of it was written');
    if (!done) cuts += 1;
    await db.write('imports').update({ lease_until: null });
    server = await startServerProcess(url, scratch);
  }
  await until('done');
  assert.equal(await proposed(), PRODUCTS);
  assert.equal(await verifyChain(db.read), null, 'the audit chain is broken');
  context.diagnostic(`cut ${cuts} times`);
  assert.ok(cuts > 0, 'it was never cut: the test proves nothing');
  assert.equal(await server.end(), 0, 'the server ends cleanly when asked to');
});
