// The demo's people by their keys, and what they have in the demo.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Database } from '../../server/database.ts';

const { accounts }: { accounts: { key: string; iin: string }[] } = JSON.parse(
  readFileSync('db/demo/people.json', 'utf8'),
);

/** The IIN with which a demo person signs in. */
export function iinOf(key: string): string {
  const account = accounts.find((one) => one.key === key);
  assert.ok(account, `nobody in db/demo/people.json is called ${key}`);
  return account.iin;
}

/** The reference of the request that the demo tells of: of which aid class, and in which status. */
export async function demoRequest(db: Database, aidClass: string, status: string): Promise<string> {
  const row: { reference: string } | undefined = await db
    .read('requests')
    .where({ aid_class_code: aidClass, status })
    .first('reference');
  assert.ok(row, `the demo has no request for ${aidClass} that is ${status}`);
  return row.reference;
}

/** A line of the programme of the applicant with this id. */
export async function demoEntitlement(
  db: Database,
  applicantId: number,
  aidClass: string,
): Promise<number> {
  const row: { id: number } | undefined = await db
    .read('entitlements')
    .where({ applicant_id: applicantId, aid_class_code: aidClass })
    .first('id');
  assert.ok(row, `applicant ${applicantId} is not entitled to ${aidClass}`);
  return row.id;
}

/** An offer of a product of the class that can be chosen, delivered to the applicant's region. */
export async function demoOffer(
  db: Database,
  applicantId: number,
  aidClass: string,
): Promise<number> {
  const row: { id: number } | undefined = await db
    .read('offers')
    .join('variants', 'variants.id', 'offers.variant_id')
    .join('products', 'products.id', 'variants.product_id')
    .join('offer_regions', 'offer_regions.offer_id', 'offers.id')
    .join('applicants', 'applicants.region_code', 'offer_regions.region_code')
    .join('suppliers', 'suppliers.id', 'offers.supplier_id')
    .where({
      'applicants.id': applicantId,
      'products.aid_class_code': aidClass,
      'offers.status': 'published',
      'offers.available': true,
      'products.status': 'published',
      'suppliers.status': 'admitted',
    })
    .orderBy('offers.id')
    .first('offers.id');
  assert.ok(row, `nobody offers ${aidClass} there`);
  return row.id;
}
