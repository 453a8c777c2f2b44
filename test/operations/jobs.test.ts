// What the portal does by itself while it runs.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { test } from 'node:test';
import { startJobs } from '../../server/operations/jobs.ts';
import { startPortal } from '../support/portal.ts';

void test('mail that waits goes out, and dates pass, without anybody asking', async () => {
  const at = '2027-03-01T05:00:00.000Z';
  const { portal } = await startPortal({ at });
  const { read } = portal.db;
  // What the passing dates tell people now is sent next time.
  const waiting = async () =>
    (
      await read('outbox')
        .where({ state: 'waiting', channel: 'email' })
        .where('next_try_at', '<', at)
    ).length;
  const overdue = async () =>
    (await read('requests').where({ status: 'draft' }).where('due_on', '<', '2027-03-01')).length;
  for (let tries = 0; tries < 300 && (await waiting()) + (await overdue()) > 0; tries++) {
    await pause(100);
  }
  assert.equal(await waiting(), 0);
  assert.equal(await overdue(), 0);
  const folder = portal.config.mailDir;
  const written = async () => (await readdir(folder)).filter((file) => file.endsWith('.eml'));
  const sent = async () => (await read('outbox').where({ state: 'sent', channel: 'email' })).length;
  // A mail is written first and marked then: the last one may be between the two.
  for (let tries = 0; tries < 100 && (await written()).length !== (await sent()); tries++) {
    await pause(50);
  }
  const files = await written();
  assert.equal(files.length, await sent());
  assert.ok(files.length > 5, 'the demo has written to those who prefer e-mail');
  for (const file of files) {
    const mail = await readFile(path.join(folder, file), 'utf8');
    assert.match(mail, /^To: \w+@example\.kz\r?$/m);
    assert.match(mail, new RegExp(`^Message-ID: <message-\\d+@localhost>\\r?$`, 'm'));
  }
});

void test('a mail server that never answers does not keep the portal from ending', async (t) => {
  const { portal } = await startPortal();
  // When the portal itself has had its turn, everything is to be sent once more.
  const again = { due_at: '2026-01-01T00:00:00.000Z', leased_by: null, leased_until: null };
  const mail = portal.db.write('jobs').where({ name: 'e-mail' }).whereNotNull('finished_at');
  while (!(await mail.clone().update(again))) await pause(20);
  await portal.db.write('outbox').update({ state: 'waiting', leased_until: null, tries: 0 });
  const silent = createServer().listen(0, '127.0.0.1');
  t.after(() => silent.close());
  await once(silent, 'listening');
  const { port }: AddressInfo = Object(silent.address());
  const config = { ...portal.config, smtpUrl: `smtp://127.0.0.1:${port}` };
  const stop = startJobs({ ...portal, config });
  await once(silent, 'connection');
  const asked = performance.now();
  await stop();
  assert.ok(performance.now() - asked < 7000);
});
