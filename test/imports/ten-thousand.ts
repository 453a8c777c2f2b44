// Checks and brings in a file in a process of its own, and says what it took. Run by `size.test.ts`.
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '../../server/config.ts';
import { openDatabase } from '../../server/database.ts';
import { loadTexts } from '../../server/i18n/texts.ts';
import { workOnImports } from '../../server/imports/work.ts';
import { createLog } from '../../server/operations/log.ts';
import type { Portal } from '../../server/portal.ts';
import { copyOf, SCRATCH } from '../support/template.ts';

const MB = 1024 * 1024;

const kind = process.argv[2] === 'xlsx' ? 'xlsx' : 'csv';
const filesDir = path.join(SCRATCH, `files-${randomUUID()}`);
const storedFile = randomUUID();
mkdirSync(path.join(filesDir, 'imports'), { recursive: true });
const file = path.join(filesDir, 'imports', storedFile);
copyFileSync(process.argv[3]!, file);

const url = await copyOf('demo');
const db = openDatabase(url);
const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: url, FILES_DIR: filesDir });
const portal = {
  config,
  db,
  clock: () => new Date(),
  texts: loadTexts(),
  log: createLog('silent'),
} as Portal;
const { account_id } = await db
  .read('account_roles')
  .where({ role: 'supplier', supplier_id: 1 })
  .first('account_id');
const bytes = statSync(file).size;
const [{ id }] = await db
  .write('imports')
  .insert({
    account_id,
    supplier_id: 1,
    file_name: 'large',
    kind,
    bytes,
    digest: '0'.repeat(64),
    stored_file: storedFile,
    status: 'uploaded',
    uploaded_at: new Date().toISOString(),
  })
  .returning('id');

globalThis.gc?.();
const check = await measured();
await db
  .write('imports')
  .where({ id, status: 'checked', problems: 0 })
  .update({ status: 'committing' });
const intake = await measured();
const { status, products_new, offers_new } = await db.read('imports').where({ id }).first();
const outcome = { status, products: products_new, offers: offers_new, bytes, check, intake };
writeFileSync(1, JSON.stringify(outcome));
await db.close();
process.exit(0);

/** Works off what waits: seconds of the clock and of the processor, and megabytes that the process grew by. */
async function measured(): Promise<{ seconds: number; cpu: number; grown: number }> {
  const start = process.memoryUsage.rss();
  let peak = start;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 10);
  const at = performance.now();
  const cpu = process.cpuUsage();
  await workOnImports(portal);
  clearInterval(watch);
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds: Math.round((performance.now() - at) / 100) / 10,
    cpu: Math.round((user + system) / 100_000) / 10,
    grown: Math.round((peak - start) / MB),
  };
}
