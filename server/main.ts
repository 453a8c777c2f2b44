// Starts the portal: settings, database, data, then the doors open. SIGINT and SIGTERM close them.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createApp } from './app.ts';
import { catalogueSnapshot } from './catalogue/catalogue.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { migrate, openDatabase } from './database.ts';
import { loadTexts } from './i18n/texts.ts';
import { startJobs } from './operations/jobs.ts';
import { createLog } from './operations/log.ts';
import type { Portal } from './portal.ts';
import { createVault } from './vault.ts';
import { loadAssets, type Assets } from './web/assets.ts';
import { createPages } from './web/pages.ts';
import { createTemplates } from './web/templates.ts';
import { demoSignIns, seedDemo, seedReference } from '../db/seeds/index.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/** A portal that listens, and the way to end it. */
export interface Running {
  portal: Portal;
  address: string;
  stop(): Promise<void>;
}

/** Opens, migrates and fills the database, then listens on the configured port. */
export async function start(
  config: Config,
  clock: () => Date = () => new Date(),
): Promise<Running> {
  const { portal, assets } = await openPortal(config, clock);
  const server = createServer(createApp(portal, assets));
  server.headersTimeout = 10_000;
  server.requestTimeout = 120_000; // a photo of 10 MB from a village: 80 seconds at 1 Mbit a second
  server.listen(config.port, config.host);
  await once(server, 'listening');
  const stopJobs = config.jobs ? startJobs(portal) : async () => {};

  const { port } = server.address() as AddressInfo;
  return {
    portal,
    address: `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`,
    async stop() {
      const drained = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), 10_000);
      await Promise.all([stopJobs(), drained]);
      clearTimeout(late);
      await portal.db.close();
    },
  };
}

/** Does what the portal does by itself, and opens no door: `npm run worker`, beside portals with `JOBS=no`. */
export async function startWorker(
  config: Config,
  clock: () => Date = () => new Date(),
): Promise<Pick<Running, 'portal' | 'stop'>> {
  const { portal } = await openPortal(config, clock);
  const stopJobs = startJobs(portal);
  return {
    portal,
    async stop() {
      await stopJobs();
      await portal.db.close();
    },
  };
}

async function openPortal(
  config: Config,
  clock: () => Date,
): Promise<{ portal: Portal; assets: Assets }> {
  const db = openDatabase(config.databaseUrl);
  const log = createLog(config.logLevel);
  const texts = loadTexts();
  const vault = createVault(config.iinKey);
  await migrate(db);
  await seedReference(db);
  if (config.demo) await seedDemo({ db, vault, texts, clock, config });
  await catalogueSnapshot(db); // into memory: the first visitor need not wait for it

  const assets = loadAssets(path.join(ROOT, 'public/built'));
  const reload = config.environment === 'development';
  const render = createTemplates(path.join(ROOT, 'views'), { reload });
  const page = createPages(render, assets, config);
  const demoPeople = config.demo ? demoSignIns : [];
  const portal: Portal = { config, db, clock, vault, texts, log, page, demoPeople };
  return { portal, assets };
}

/** What `npm start` runs: starts with the environment's settings and says where and who. */
export async function run(env: NodeJS.ProcessEnv): Promise<void> {
  let running: Running;
  try {
    const config = readConfig(env);
    running = await start(config);
  } catch (error) {
    console.error(explain(error));
    process.exit(1); // a database that is open would keep a portal alive that never opens its door
  }
  console.log(`\nTańdau is ready: ${running.address}\n`);
  if (running.portal.config.demo) {
    console.log('Demo sign-ins (IIN, password):');
    for (const { iin, password, who } of demoSignIns)
      console.log(`  ${iin}  ${password}  ${who.en}`);
    console.log();
  }
  console.log('Ctrl-C ends it.');
  stopOnSignal(running);
}

/** What `npm run worker` runs: the jobs alone. */
export async function runWorker(env: NodeJS.ProcessEnv): Promise<void> {
  try {
    const running = await startWorker(readConfig(env));
    console.log('The worker runs. Ctrl-C ends it.');
    stopOnSignal(running);
    setInterval(() => {}, 2 ** 30); // the jobs' own timers keep no process alive
  } catch (error) {
    console.error(explain(error));
    process.exit(1);
  }
}

function stopOnSignal(running: Pick<Running, 'stop'>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void running.stop().then(() => process.exit(0));
    });
  }
}

function explain(error: unknown): string {
  if (error instanceof ConfigError)
    return `The portal cannot start with these settings:\n${error.message}`;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') {
    return `PORT: another program already listens on ${port}. Set PORT to a free one: PORT=3001 npm start`;
  }
  return `The portal could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
