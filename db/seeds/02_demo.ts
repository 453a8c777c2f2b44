// The demo: people, products and requests that tests and screenshots share. Never in production.
import type { Database } from '../../server/database.ts';
import type { Texts } from '../../server/i18n/texts.ts';
import type { Config } from '../../server/config.ts';
import type { Vault } from '../../server/vault.ts';
import { inTransaction } from '../../server/database.ts';
import { dayOf } from '../../server/calendar/today.ts';
import { rebuildListing } from '../../server/catalogue/listing.ts';
import { seedDemoAftercare } from './demo-aftercare.ts';
import { seedDemoAppointments, seedDemoMakers } from './demo-appointments.ts';
import { seedDemoCatalogue } from './demo-catalogue.ts';
import { seedDemoMeasures } from './demo-measures.ts';
import { seedDemoExperiences } from './demo-experiences.ts';
import { dueFromNow, seedDemoMessages } from './demo-messages.ts';
import { seedDemoHelping } from './demo-helping.ts';
import { seedDemoPapers } from './demo-papers.ts';
import { seedDemoPeople } from './demo-people.ts';
import { seedDemoRelations } from './demo-relations.ts';
import { seedDemoRemedies } from './demo-remedies.ts';
import { seedDemoRevisions } from './demo-revisions.ts';
import { seedDemoRequests } from './demo-requests.ts';
import { seedDemoStock } from './demo-stock.ts';

export { demoSignIns } from './demo-people.ts';

export interface DemoMeans {
  db: Database;
  vault: Vault;
  texts: Texts;
  clock: () => Date;
  config: Config;
}

/** Fills an empty database. A demo that was interrupted goes on where it stopped. */
export async function seedDemo(means: DemoMeans): Promise<void> {
  const { db, vault, clock } = means;
  const now = clock();
  const started = await db.read('accounts').first('id', 'demo').orderBy('id');
  if (started && !started.demo) return; // a portal in use: leave it alone
  if (!started) {
    await inTransaction(db, async (trx) => {
      await seedDemoCatalogue(trx, now);
      await seedDemoRelations(trx);
      await seedDemoPeople(trx, vault, now);
      await seedDemoMeasures(trx, now);
      await seedDemoMakers(trx);
      await seedDemoRevisions(trx, now);
      await rebuildListing(trx, { on: dayOf(now) });
    });
  }
  await withoutWaitingForDisk(db, async () => {
    await seedDemoRequests(means, now);
    await seedDemoExperiences(means, now);
    await seedDemoHelping(means, now);
    await seedDemoStock(means, now);
    await seedDemoAftercare(means, now);
    await seedDemoAppointments(means, now);
    await seedDemoMessages(means, now);
    await seedDemoPapers(means, now);
    await seedDemoRemedies(means, now);
    if (!started) await dueFromNow(means, now);
  });
}

// Hundreds of small transactions: the demo need not survive a power cut, only an interruption.
async function withoutWaitingForDisk(db: Database, work: () => Promise<void>): Promise<void> {
  if (db.engine === 'postgres') return work();
  await db.write.raw('PRAGMA synchronous = OFF');
  try {
    await work();
  } finally {
    await db.write.raw('PRAGMA synchronous = FULL');
  }
}
