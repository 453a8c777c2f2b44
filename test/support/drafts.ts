// Many drafts of one person, ready to be submitted: the demo has one of each, and some tests want a crowd.
import type { Reader } from '../../server/accounts/reader.ts';
import { addMonths } from '../../server/calendar/dates.ts';
import { dayOf } from '../../server/calendar/today.ts';
import { inTransaction, type Database } from '../../server/database.ts';
import { startRequest } from '../../server/requests/acts/draft.ts';

/** Gives the demo's first applicant more wheelchairs in her programme. Gives the ids of the lines. */
export async function moreEntitlements(db: Database, count: number, at: Date): Promise<number[]> {
  return inTransaction(db, async (trx) => {
    const line: { programme_id: number; applicant_id: number; aid_class_code: string } = await trx(
      'entitlements',
    )
      .where({ applicant_id: 1 })
      .orderBy('id')
      .first('programme_id', 'applicant_id', 'aid_class_code');
    const today = dayOf(at);
    const rows: { id: number }[] = await trx('entitlements')
      .insert(
        Array.from({ length: count }, () => ({
          ...line,
          quantity: 1,
          notified_on: today,
          order_by: addMonths(today, 2),
        })),
      )
      .returning('id');
    return rows.map(({ id }) => id);
  });
}

/** An offer that fits those lines and reaches the person. */
export async function fittingOffer(db: Database): Promise<number> {
  const offer: { id: number } = await db
    .read('offers')
    .join('variants', 'variants.id', 'offers.variant_id')
    .join('products', 'products.id', 'variants.product_id')
    .join('offer_regions', 'offer_regions.offer_id', 'offers.id')
    .join('applicants', 'applicants.region_code', 'offer_regions.region_code')
    .join('suppliers', 'suppliers.id', 'offers.supplier_id')
    .join('entitlements', 'entitlements.applicant_id', 'applicants.id')
    .whereRaw('entitlements.aid_class_code = products.aid_class_code')
    .where({
      'applicants.id': 1,
      'offers.status': 'published',
      'offers.available': true,
      'products.status': 'published',
      'suppliers.status': 'admitted',
    })
    .orderBy(['entitlements.id', 'offers.id'])
    .first('offers.id');
  return offer.id;
}

/** Starts a draft for each of `count` new lines. Gives their references. */
export async function makeDrafts(db: Database, count: number, at: Date): Promise<string[]> {
  const by: Reader = {
    accountId: 1,
    name: 'Айгерім Жұмабекова',
    language: 'kk',
    roles: new Set(['applicant']),
    officeId: null,
    supplierId: null,
  };
  const offerId = await fittingOffer(db);
  const references: string[] = [];
  for (const entitlementId of await moreEntitlements(db, count, at)) {
    const key = `draft-${entitlementId}`;
    const started = await startRequest({ db }, { by, at, entitlementId, offerId, key });
    if (!started.done) throw new Error(`no draft: ${started.reason}`);
    references.push(started.reference);
  }
  return references;
}
