// Everybody who may knock at a route, and the records they knock for.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inTransaction } from '../../server/database.ts';
import { storeUploads } from '../../server/documents/documents.ts';
import { proposeRevision } from '../../server/publishing/publishing.ts';
import { sayMissing } from '../../server/search/missing.ts';
import { startRequest } from '../../server/requests/acts/draft.ts';
import {
  addItems,
  ownList,
  shareList as shareShortlist,
} from '../../server/shortlists/shortlists.ts';
import { product } from '../publishing/samples.ts';
import { demoEntitlement, demoRequest, iinOf } from './demo-people.ts';
import { helpingRecords } from './helping-records.ts';
import { pdf } from './files.ts';
import { TODAY, type TestPortal } from './portal.ts';
import { makeRemedies } from './remedies.ts';
import type { Visitor } from './visitor.ts';

/** Who walks, and as whom in the demo. The records are those of `owner`, whom `seer` may only watch over. */
const WALKERS = [
  ['stranger', null],
  ['owner', 'nurlan'],
  ['other', 'olga'],
  ['seer', 'dana'],
  ['representative', 'madina'],
  ['caseworker', 'saule'],
  ['elsewhere', 'aidos'],
  ['lead', 'gulmira'],
  ['supplier', 'askar'],
  ['rival', 'natalia'],
  ['administrator', 'arman'],
] as const;

export type Walker = (typeof WALKERS)[number][0];

/** A visitor for each walker. */
export async function walkers(portal: TestPortal): Promise<Map<Walker, Visitor>> {
  const found = new Map<Walker, Visitor>();
  for (const [walker, key] of WALKERS) {
    found.set(walker, key === null ? portal.stranger() : await portal.signedIn(iinOf(key)));
  }
  return found;
}

/** What stands for the parameters of addresses: real records, by the route's beginning and the parameter's name. */
export async function makeRecords(portal: TestPortal): Promise<(route: string) => string> {
  const { db } = portal;
  const first = async (table: string, column: string, where: object = {}) => {
    const row = await db.read(table).where(where).orderBy(column).first(column);
    assert.ok(row, `the demo has nothing in ${table}`);
    return String(row[column]);
  };
  const order = async (status: string) => {
    const row = await db
      .read('orders')
      .where({ status, supplier_id: 1 })
      .orderBy('id')
      .first('number');
    return String(row.number);
  };
  const [definition] = await db
    .read('attribute_options')
    .join('attribute_definitions', 'attribute_definitions.id', 'attribute_options.definition_id')
    .select('attribute_definitions.aid_class_code', 'definition_id', 'attribute_options.id')
    .limit(1);
  const draft = await makeDraft(portal);
  const submitted = await demoRequest(db, 'TT-03', 'submitted');
  const message = await db
    .read('messages')
    .join('accounts', 'accounts.id', 'messages.account_id')
    .where('accounts.given_name', 'Нұрлан')
    .first('messages.id');

  const remedies = await makeRemedies(portal);

  const records: [start: string, values: Record<string, string>][] = [
    ...(await helpingRecords(portal)),
    [
      '/:lang/aids/:slug/experiences',
      { slug: 'bekem-grab-bar', id: await first('experiences', 'id', { state: 'published' }) },
    ],
    ['/:lang/emergency/reports', { id: remedies.report }],
    ['/:lang/casework/emergency/people', { id: '2' }],
    ['/:lang/casework/emergency/reports', { id: remedies.report }],
    ['/:lang/admin/emergencies', { id: remedies.emergency }],
    ['/:lang/admin/needs', { id: remedies.digest }],
    ['/:lang/complaints', { id: remedies.complaint }],
    ['/:lang/supplier/complaints', { id: remedies.complaint }],
    ['/:lang/commission', { id: remedies.complaint }],
    ['/:lang/account/corrections', { id: remedies.correction }],
    ['/:lang/casework/corrections', { id: remedies.correction }],
    ['/:lang/aids/classes', { code: 'MM-01-03' }],
    ['/:lang/aids', { slug: await first('products', 'slug', { status: 'published' }) }],
    ['/:lang/shortlist/:secret', { secret: await shareList(portal) }],
    ['/:lang/shortlist', { variant: await first('variants', 'id') }],
    ['/:lang/account/programme', { id: String(await demoEntitlement(db, 2, 'TT-14')) }],
    ['/:lang/guide', { family: 'manual-wheelchairs', question: 'sitting' }],
    ['/:lang/measures', { family: 'vision-aids' }],
    ['/:lang/account/measures', { id: '2' }], // the owner's own record
    ['/:lang/account/messages', { id: String(message.id) }],
    ['/:lang/requests/:reference/draft', { reference: draft }],
    ['/:lang/requests/:reference/deletion', { reference: draft }],
    ['/:lang/requests/:reference/check', { reference: draft }],
    ['/:lang/requests/:reference/choice', { reference: draft }],
    [
      '/:lang/requests/:reference/answer',
      { reference: await demoRequest(db, 'TT-01', 'awaiting_applicant') },
    ],
    ['/:lang/requests', { reference: submitted }],
    ['/:lang/casework/calls', { id: await putIntoOutbox(portal, message.id, 'phone', 'waiting') }],
    ['/:lang/documents/:id/deletion', { id: await makePaper(portal, submitted) }],
    ['/:lang/documents', { id: await makePaper(portal, submitted) }],
    ['/:lang/account/aids', { id: await makeAid(portal) }],
    ['/:lang/casework/aids', { id: await makeAid(portal) }],
    ['/:lang/casework/pool', { id: await first('aids', 'id', { state: 'in_pool' }) }],
    ['/:lang/account/consumables', { id: await makePlan(portal) }],
    ['/:lang/casework', { reference: submitted }],
    ['/:lang/supplier/orders/:number/appointment', { number: await orderToFit(portal) }],
    ['/:lang/supplier/orders/:number/dispatch', { number: await order('confirmed') }],
    ['/:lang/supplier/orders/:number/re', { number: await order('misfit') }],
    ['/:lang/supplier/repairs', { id: await makeRepair(portal) }],
    ['/:lang/supplier/imports', { id: await makeImport(portal) }],
    ['/:lang/admin/imports', { id: await makeImport(portal) }],
    ['/:lang/supplier/products', { id: await proposeProduct(portal), number: '1' }],
    ['/:lang/supplier', { number: await order('to_confirm') }],
    [
      '/:lang/admin/aid-classes',
      {
        code: String(definition.aid_class_code),
        id: String(definition.definition_id),
        option: String(definition.id),
      },
    ],
    ['/:lang/admin/missing', { id: await sayWish(portal) }],
    ['/:lang/admin/experiences', { id: await first('experiences', 'id') }],
    [
      '/:lang/admin/words',
      { code: 'PO', id: await first('aid_class_questions', 'id', { aid_class_code: 'PO' }) },
    ],
    ['/:lang/admin/amounts', { code: 'MM-01-03', id: await first('guaranteed_amounts', 'id') }],
    ['/:lang/admin/reasons', { id: await first('reason_versions', 'id') }],
    ['/:lang/admin/terms', { id: await first('terms', 'id') }],
    ['/:lang/admin/guide', { key: 'mw-weight' }],
    ['/:lang/admin/holidays', { on: await first('public_holidays', 'on') }],
    [
      '/:lang/admin/products',
      { id: await first('products', 'id'), number: '1', relation: '999999' },
    ],
    [
      '/:lang/admin/review',
      { id: await first('product_revisions', 'id', { status: 'in_review' }) },
    ],
    ['/:lang/admin/offers', { id: await first('offers', 'id'), settlement: '999999' }],
    ['/:lang/admin/makers', { id: await first('makers', 'id') }],
    ['/:lang/admin/suppliers', { id: await first('suppliers', 'id') }],
    ['/:lang/admin/offices', { id: await first('offices', 'id') }],
    ['/:lang/admin/people', { id: '3' }],
    ['/:lang/admin/outbox', { id: await putIntoOutbox(portal, message.id, 'letter', 'dead') }],
    ['/:lang/admin/templates', { kind: 'account.password_changed' }],
    ['/:lang/admin/mail', { file: 'no-such-mail' }],
    ['/api/v1', { form: 'no-such-form', id: 'no-such-id' }],
    ['/sitemaps', { part: '999' }],
    ['/files', { file: 'no-such-picture.webp' }],
    ['/', {}],
  ];
  return (route) => {
    const [, values] = records.find(([start]) => route.startsWith(start))!;
    return route.replace(/:(\w+)/g, (_, name: string) => {
      if (name === 'lang') return 'en';
      assert.ok(values[name], `give test/support/walkers.ts a record for :${name} of ${route}`);
      return values[name];
    });
  };
}

// A message of the owner's, at the office of the caseworker who walks.
async function putIntoOutbox(
  { db }: TestPortal,
  messageId: number,
  channel: string,
  state: string,
): Promise<string> {
  const office = await db
    .read('account_roles')
    .join('accounts', 'accounts.id', 'account_roles.account_id')
    .where({ 'accounts.given_name': 'Сәуле', 'account_roles.role': 'caseworker' })
    .first('office_id');
  const [row]: { id: number }[] = await db
    .write('outbox')
    .insert({
      message_id: messageId,
      channel,
      state,
      office_id: office.office_id,
      due_at: TODAY,
      next_try_at: TODAY,
    })
    .returning('id');
  return String(row!.id);
}

/** A paper of a request, as its owner sent it. */
async function makePaper({ portal }: TestPortal, reference: string): Promise<string> {
  const request = await portal.db.read('requests').where({ reference }).first();
  const storedFile = randomUUID();
  const folder = path.join(portal.config.filesDir, 'documents');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, storedFile), pdf());
  const file = { name: 'a.pdf', media: 'pdf', bytes: 300, sha256: storedFile, storedFile } as const;
  await inTransaction(portal.db, (trx) =>
    storeUploads(trx, portal, {
      files: [{ ...file, kept: false }],
      subject: { kind: 'request', id: request.id },
      applicantId: request.applicant_id,
      by: { accountId: request.submitted_by },
      at: new Date(TODAY),
    }),
  );
  const row = await portal.db.read('documents').orderBy('id', 'desc').first('id');
  return String(row.id);
}

// An aid that the owner has, under the warranty of the supplier who walks.
async function makeAid({ db }: TestPortal): Promise<string> {
  const owner = await db.read('applicants').where({ id: 2 }).first('id', 'office_id');
  const [row]: { id: number }[] = await db
    .write('aids')
    .insert({
      applicant_id: owner.id,
      office_id: owner.office_id,
      aid_class_code: 'TT-03',
      supplier_id: 1,
      quantity: 1,
      received_on: TODAY.slice(0, 10),
      warranty_until: '2030-01-01',
      state: 'in_use',
    })
    .returning('id');
  return String(row!.id);
}

async function makeRepair(portal: TestPortal): Promise<string> {
  const { db } = portal;
  const [row]: { id: number }[] = await db
    .write('repairs')
    .insert({
      aid_id: Number(await makeAid(portal)),
      applicant_id: 2,
      office_id: 1,
      supplier_id: 1,
      state: 'reported',
      state_since: TODAY,
      due_on: TODAY.slice(0, 10),
      fault: 'fault-other',
      words: 'Сынды',
      safe: true,
      wants_loan: false,
      reported_at: TODAY,
      reported_by: 1,
    })
    .returning('id');
  return String(row!.id);
}

// An aid that the supplier makes for one person.
async function orderToFit({ db }: TestPortal): Promise<string> {
  const order: { number: string } = await db
    .read('orders')
    .join('requests', 'requests.id', 'orders.request_id')
    .where({ 'orders.supplier_id': 1, 'requests.status': 'in_fitting' })
    .first('orders.number');
  return order.number;
}

async function sayWish({ db }: TestPortal): Promise<string> {
  const wish = { text: 'stair lift', classCode: null, regionCode: null, lang: 'en' } as const;
  await sayMissing(db.write, wish, new Date(TODAY));
  const row: { id: number } = await db.read('missing_aids').orderBy('id', 'desc').first('id');
  return String(row.id);
}

async function shareList({ db }: TestPortal): Promise<string> {
  await addItems(db, 'walk', [{ variantId: 1, note: null }], new Date(TODAY));
  await shareShortlist(db, 'walk', { notes: false, at: new Date(TODAY) });
  const list = await ownList(db, 'walk');
  return list!.share!.secret;
}

// A product that nobody but its firm has seen.
async function proposeProduct({ db }: TestPortal): Promise<string> {
  const firm = await db
    .read('account_roles')
    .where({ role: 'supplier' })
    .orderBy('account_id')
    .first('account_id', 'supplier_id');
  const at = new Date(TODAY);
  const act = {
    by: { accountId: firm.account_id },
    supplierId: firm.supplier_id,
    at,
    on: TODAY.slice(0, 10),
  };
  const proposed = await inTransaction(db, (trx) =>
    proposeRevision(trx, act, { productId: null, content: { ...product, drawingStands: true } }),
  );
  return String(proposed.productId);
}

async function makeDraft(portal: TestPortal): Promise<string> {
  const entitlementId = await demoEntitlement(portal.db, 2, 'TT-10');
  const offer = await portal.db
    .read('offers')
    .join('variants', 'variants.id', 'offers.variant_id')
    .join('products', 'products.id', 'variants.product_id')
    .join('offer_regions', 'offer_regions.offer_id', 'offers.id')
    .join('applicants', 'applicants.region_code', 'offer_regions.region_code')
    .where({
      'applicants.id': 2,
      'products.aid_class_code': 'TT-10',
      'products.status': 'published',
      'offers.status': 'published',
    })
    .first('offers.id');
  const started = await startRequest(portal.portal, {
    by: {
      accountId: 2,
      name: 'Нұрлан Ахметов',
      language: 'ru',
      roles: new Set(['applicant']),
      officeId: null,
      supplierId: null,
    },
    at: new Date(TODAY),
    entitlementId,
    offerId: offer.id,
    key: 'walk',
  });
  assert.ok(started.done);
  return started.reference;
}

/** A file that the supplier has brought in. */
async function makeImport({ db }: TestPortal): Promise<string> {
  const { account_id } = await db
    .read('account_roles')
    .where({ role: 'supplier', supplier_id: 1 })
    .first('account_id');
  const [made] = await db
    .write('imports')
    .insert({
      account_id,
      supplier_id: 1,
      file_name: 'chairs.csv',
      kind: 'csv',
      bytes: 100,
      digest: '0'.repeat(64),
      status: 'done',
      uploaded_at: TODAY,
    })
    .returning('id');
  return String(made.id);
}

// A plan of lots for the owner.
async function makePlan({ db }: TestPortal): Promise<string> {
  const offer: { id: number } = await db.read('offers').orderBy('id').first('id');
  const [row]: { id: number }[] = await db
    .write('consumable_plans')
    .insert({
      applicant_id: 2,
      entitlement_id: await demoEntitlement(db, 2, 'TT-14'),
      offer_id: offer.id,
      price_tiyn: 100,
      co_payment_tiyn: 0,
      pieces: 1,
      months: 1,
      delivery_address: 'Астана',
      state: 'active',
      started_by: 2,
      started_at: TODAY,
    })
    .returning('id');
  return String(row!.id);
}

/** The token of a signed-in visitor's forms. */
export async function tokenOf(visitor: Visitor): Promise<string> {
  const { text } = await visitor.get('/en/account');
  return /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
}
