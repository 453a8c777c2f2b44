// Jobs: one process at a time, whatever happens to it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pino } from 'pino';
import { LEASE_MS } from '../../server/jobs/lease.ts';
import { countTroubledJobs, jobStates, runOnce } from '../../server/jobs/jobs.ts';
import { freshDatabase } from '../support/database.ts';

void describe('a job', async () => {
  const db = await freshDatabase();
  let now = new Date('2026-11-23T05:00:00Z');
  const means = { db, log: pino({ level: 'silent' }), clock: () => now };
  const later = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  const state = async (name: string) =>
    (await jobStates(db.read, now)).find((job) => job.name === name)!;

  void test('runs in one of the processes that ask at once, and again when it is due', async () => {
    let runs = 0;
    const job = { name: 'once', everySeconds: 60, run: () => Promise.resolve((runs += 1)) };
    const ran = await Promise.all(['a', 'b', 'c', 'd'].map((by) => runOnce(means, job, by)));
    assert.equal(ran.filter(Boolean).length, 1);
    assert.equal(runs, 1);
    assert.equal(await runOnce(means, job, 'a'), false, 'not due');
    later(60_000);
    assert.equal(await runOnce(means, job, 'b'), true);
    assert.equal(runs, 2);
  });

  void test('that is long is kept by its process, however long it takes', async () => {
    let end = () => {};
    const long = new Promise<void>((resolve) => {
      end = resolve;
    });
    const job = { name: 'long', everySeconds: 5, run: () => long };
    const running = runOnce(means, job, 'a');
    while (!(await state('long'))?.runsNow) await new Promise((done) => setImmediate(done));
    later(30_000);
    assert.equal(await runOnce(means, job, 'b'), false);
    end();
    assert.equal(await running, true);
    assert.equal((await state('long')).runsNow, false);
  });

  void test('whose process died is taken over when its lease has run out, and not before', async () => {
    await db.write('jobs').insert({
      name: 'orphan',
      due_at: now.toISOString(),
      leased_by: 'dead',
      leased_until: new Date(now.getTime() + LEASE_MS).toISOString(),
    });
    let runs = 0;
    const job = { name: 'orphan', everySeconds: 60, run: () => Promise.resolve((runs += 1)) };
    assert.equal(await runOnce(means, job, 'alive'), false);
    later(LEASE_MS);
    assert.equal(await runOnce(means, job, 'alive'), true);
    assert.equal(runs, 1);
  });

  void test('that fails is tried again, counted, and seen after the third time', async () => {
    const job = {
      name: 'failing',
      everySeconds: 60,
      run: () => Promise.reject(Object.assign(new Error('of a person'), { code: 'ECONNREFUSED' })),
    };
    const before = await countTroubledJobs(db.read, now);
    for (const times of [1, 2, 3]) {
      assert.equal(await runOnce(means, job, 'a'), true);
      const { failures, error } = await state('failing');
      assert.deepEqual({ failures, error }, { failures: times, error: 'ECONNREFUSED' });
      later(60_000);
    }
    assert.equal(await countTroubledJobs(db.read, now), before + 1);
    await runOnce(means, { ...job, run: () => Promise.resolve() }, 'a');
    assert.equal((await state('failing')).failures, 0);
  });

  void test('that nothing has run for two hours is seen', async () => {
    const { length } = await jobStates(db.read, now);
    later(3 * 3_600_000);
    assert.equal(await countTroubledJobs(db.read, now), length);
  });
});
