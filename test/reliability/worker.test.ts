// Jobs in processes of their own: beside portals that do none, and when one of them is cut off.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, test } from 'node:test';
import { openDatabase } from '../../server/database.ts';
import { emptyDatabaseUrl } from '../support/empty-database.ts';
import { startServerProcess, startWorkerProcess } from '../support/server-process.ts';

void test('two workers share the jobs of a portal that does none, and the next one takes over what a cut left behind', async () => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'tandau-worker-'));
  after(() => rmSync(scratch, { recursive: true, force: true }));
  const url = await emptyDatabaseUrl();
  const server = await startServerProcess(url, scratch, { JOBS: 'no' });
  const db = openDatabase(url);
  after(() => db.close());
  const jobs = () => db.read('jobs').orderBy('name');
  assert.deepEqual(await jobs(), [], 'the portal does none');

  const [one, other] = await Promise.all([
    startWorkerProcess(url, scratch),
    startWorkerProcess(url, scratch),
  ]);
  const done = async () => {
    const rows = await jobs();
    return rows.length > 10 && rows.every((job) => job.finished_at !== null);
  };
  for (let tries = 0; tries < 600 && !(await done()); tries++) await pause(50);
  assert.ok(await done(), 'every job has run');
  assert.deepEqual(
    (await jobs())
      .filter((job) => job.failures > 0)
      .map(({ name, last_error }) => [name, last_error]),
    [],
  );

  // Cut off in the middle of a job: when its lease has run out, whoever asks next takes it.
  await one.cut();
  const past = '2026-01-01T00:00:00.000Z';
  await db
    .write('jobs')
    .where({ name: 'imports' })
    .update({ due_at: past, leased_by: 'one', leased_until: past });
  const next = await startWorkerProcess(url, scratch);
  const taken = async () => {
    const job = await db.read('jobs').where({ name: 'imports' }).first('due_at', 'leased_by');
    return job.due_at !== past && job.leased_by === null;
  };
  for (let tries = 0; tries < 600 && !(await taken()); tries++) await pause(50);
  assert.ok(await taken());

  assert.deepEqual(await Promise.all([other.end(), next.end()]), [0, 0]);
  assert.equal(await server.end(), 0);
});
