// A server in a process of its own, for `benchmark.ts`: the portal, or bare Express with one constant page.
// Tells its parent where it listens, and on each message its processor time and count of queries so far.
import express from 'express';
import { readConfig } from '../server/config.ts';
import { start } from '../server/main.ts';

let queries = 0;

const what = process.argv[2];
const address =
  what === 'constant' ? await serveConstant(Number(process.argv[3])) : await servePortal();
process.send!({ address });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send!({ cpuMs: (user + system) / 1000, queries });
});
process.on('disconnect', () => process.exit(0));

async function servePortal(): Promise<string> {
  const running = await start(readConfig(process.env));
  const { read, write } = running.portal.db;
  for (const knex of new Set([read, write])) {
    knex.on('query', () => {
      queries += 1;
    });
  }
  return running.address;
}

async function serveConstant(bytes: number): Promise<string> {
  const page = `<!doctype html>${'x'.repeat(Math.max(0, bytes - 15))}`;
  const app = express();
  app.get('/', (_req, res) => {
    res.type('html').send(page);
  });
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => {
      const listening = server.address();
      resolve(`http://127.0.0.1:${typeof listening === 'object' ? listening?.port : listening}`);
    });
  });
}
