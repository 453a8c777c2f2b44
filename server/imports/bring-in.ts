// Brings a checked file in: every proposal and offer in one transaction, or none of them. Products become
// revisions to be reviewed, offers wait for review: an import publishes nothing.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { proposeRevisions, type Act } from '../publishing/publishing.ts';
import { Conflict } from '../web/errors.ts';
import { endWork, keepStep, type Lease } from './lease.ts';
import { writeOffers } from './offers.ts';
import { offersAfter, productsAfter, type StoredProduct } from './findings.ts';
import type { ImportRow } from './store.ts';

const AT_ONCE = 200;

/** Does all of it, or nothing: then the import is checked again first. @throws LeaseLost */
export async function bringIn(portal: Portal, lease: Lease, job: ImportRow): Promise<void> {
  const { db, clock } = portal;
  const at = clock();
  const act: Act = {
    by: { accountId: job.account_id },
    supplierId: job.supplier_id,
    at,
    on: dayOf(at),
  };
  try {
    await inTransaction(db, async (trx) => {
      await keepStep(trx, lease, at); // nobody else brings it in: the row is locked to the end
      const drafts = await writeProducts(trx, act, job.id);
      const offers = await writeAllOffers(trx, act, job.id);
      await trx('import_rows').where({ import_id: job.id }).del();
      await endWork(trx, lease, at, {
        status: 'done',
        drafts,
        done_at: at.toISOString(),
        version: job.version + 1,
      });
      await recordAudit(trx, {
        at,
        actorId: job.account_id,
        actorRole: job.supplier_id === null ? 'administrator' : 'supplier',
        action: 'import.brought_in',
        objectKind: 'import',
        objectId: job.id,
        fields: ['products', 'offers'],
        detail: JSON.stringify({
          new: job.products_new,
          changed: job.products_changed,
          drafts,
          offers,
        }),
      });
    });
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    await inTransaction(db, (trx) =>
      endWork(trx, lease, at, { status: 'checked', outdated: true, version: job.version + 1 }),
    );
  }
}

async function writeProducts(trx: Knex.Transaction, act: Act, importId: number): Promise<number> {
  let drafts = 0;
  for (const outcome of ['new', 'changed'] as const) {
    for (let after = 0; ;) {
      const some = await productsAfter(trx, importId, outcome, after, AT_ONCE);
      drafts += await propose(trx, act, importId, some);
      if (some.length < AT_ONCE) break;
      after = some.at(-1)!.id;
    }
  }
  return drafts;
}

async function propose(
  trx: Knex.Transaction,
  act: Act,
  importId: number,
  products: readonly StoredProduct[],
): Promise<number> {
  if (products.length === 0) return 0;
  const proposed = await proposeRevisions(
    trx,
    act,
    products.map(({ id, productId, content, stamp }) => ({
      productId,
      content: content!,
      stamp,
      creationKey: `import-${importId}-${id}`,
      submit: true,
    })),
  );
  for (const [at, { id, productId }] of products.entries()) {
    if (productId !== null) continue;
    await trx('import_products').where({ id }).update({ product_id: proposed[at]!.productId });
  }
  return proposed.filter(({ status }) => status === 'draft').length;
}

async function writeAllOffers(trx: Knex.Transaction, act: Act, importId: number): Promise<number> {
  let written = 0;
  for (const outcome of ['new', 'changed'] as const) {
    for (let after = 0; ;) {
      const some = await offersAfter(trx, importId, outcome, after, AT_ONCE);
      await writeOffers(trx, act, some);
      written += some.length;
      if (some.length < AT_ONCE) break;
      after = some.at(-1)!.id;
    }
  }
  return written;
}
