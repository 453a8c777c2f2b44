// A running portal on a fresh copy of the demo, with a clock that tests move.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { after } from 'node:test';
import { demoSignIns } from '../../db/seeds/index.ts';
import { readConfig, type Config } from '../../server/config.ts';
import type { Database } from '../../server/database.ts';
import { start, type Running } from '../../server/main.ts';
import { copyOf, SCRATCH, TODAY } from './template.ts';
import { signIn, stranger, type Visitor } from './visitor.ts';

export { TODAY } from './template.ts';

export interface TestPortal extends Running {
  db: Database;
  /** Moves the portal's clock. */
  setTime(instant: string): void;
  stranger(): Visitor;
  /** A visitor signed in as a demo person, by the key in `db/demo/people.json` or by IIN. */
  signedIn(iin: string): Promise<Visitor>;
}

/** Starts a portal for one test file; it stops by itself after the file's last test. */
export async function startPortal({ at = TODAY } = {}): Promise<TestPortal> {
  let now = new Date(at);
  const config = testConfig(await copyOf('demo'));
  const running = await start(config, () => now);
  after(() => running.stop());
  return {
    ...running,
    db: running.portal.db,
    setTime(instant) {
      now = new Date(instant);
    },
    stranger: () => stranger(running.address),
    signedIn: (iin) => signIn(stranger(running.address), iin, demoSignIns[0]!.password),
  };
}

function testConfig(databaseUrl: string): Config {
  return readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    FILES_DIR: path.join(SCRATCH, `files-${randomBytes(4).toString('hex')}`),
    MAIL_DIR: path.join(SCRATCH, `mail-${randomBytes(4).toString('hex')}`),
    DEMO: 'yes',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  });
}
