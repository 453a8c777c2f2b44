// A database with the reference data and nobody in it, on the engine of TEST_DATABASE: for tests of rules and acts.
import { after } from 'node:test';
import { openDatabase, type Database } from '../../server/database.ts';
import { copyOf, drop } from './template.ts';

/** Opens a migrated database with reference data. It is closed and dropped after the suite that asked for it. */
export async function freshDatabase(): Promise<Database> {
  const address = await copyOf('reference');
  const db = openDatabase(address);
  after(async () => {
    await db.close();
    await drop(address);
  });
  return db;
}
