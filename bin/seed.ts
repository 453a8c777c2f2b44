// `npm run seed -- --products 100000 [--requests 500000]`: makes the database of DATABASE_URL large, for trying out
// how the portal does with as much as a country has. Never in production, and not where people are real.
import { parseArgs } from 'node:util';
import { dayOf } from '../server/calendar/today.ts';
import { readConfig } from '../server/config.ts';
import { migrate, openDatabase, type Database } from '../server/database.ts';
import { loadTexts } from '../server/i18n/texts.ts';
import { createVault } from '../server/vault.ts';
import { seedDemo, seedReference } from '../db/seeds/index.ts';
import { addProducts } from './seed-catalogue.ts';
import { addRequests } from './seed-requests.ts';

const { values: options } = parseArgs({
  options: {
    products: { type: 'string', default: '100000' },
    suppliers: { type: 'string', default: '307' },
    requests: { type: 'string', default: '0' },
    force: { type: 'boolean', default: false },
  },
});

const config = readConfig(process.env);
const db = openDatabase(config.databaseUrl);
try {
  await seed(db);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await db.close();
}

async function seed(db: Database): Promise<void> {
  const numbers = [options.products, options.suppliers, options.requests];
  if (!numbers.every((one) => /^\d{1,8}$/.test(one)))
    throw new Error('--products, --suppliers and --requests take whole numbers.');
  if (config.environment === 'production')
    throw new Error('Invented products have no place in production: nothing was changed.');
  await migrate(db);
  const real = await db.read('accounts').where({ demo: false }).first('id');
  if (real && !options.force) {
    throw new Error(
      'This database has people who are not of the demo: nothing was changed. --force adds invented products all the same.',
    );
  }
  const clock = () => new Date();
  const on = dayOf(clock());
  // Nobody minds if a power cut undoes this: it need not wait for the disk.
  if (db.engine === 'sqlite') {
    await db.write.raw('PRAGMA synchronous = OFF');
    await db.write.raw('PRAGMA cache_size = -262144');
  }
  await seedReference(db);
  const vault = createVault(config.iinKey);
  await seedDemo({ db, vault, texts: loadTexts(), clock, config });

  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  const count = await addProducts(db, Number(options.products), {
    on,
    suppliers: Number(options.suppliers),
  });
  console.log(`${count} products added and listed in ${seconds()} s.`);
  if (Number(options.requests) > 0) {
    await addRequests(db, Number(options.requests), clock());
    console.log(`${options.requests} requests added; ${seconds()} s in all.`);
  }
  await db.write.raw('ANALYZE');
}
