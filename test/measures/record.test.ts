// Measures in a person's record: who may write them, their history, and what goes with a request.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyChain } from '../../server/audit/audit.ts';
import { demoSignIns } from '../../db/seeds/index.ts';
import { demoRequest, iinOf } from '../support/demo-people.ts';
import { makeDrafts } from '../support/drafts.ts';
import { startPortal, TODAY } from '../support/portal.ts';
import { findForm, signIn } from '../support/visitor.ts';

const portal = await startPortal();
const { db } = portal;
const WHEELCHAIRS = '/en/measures/manual-wheelchairs';
const VISION = '/en/measures/vision-aids';
const NURLAN = 2;
const WHEN = { measured_on: '20.11.2026', measured_by: 'specialist' };

void test('nobody sees kept measures without signing in, and staff have no such page', async () => {
  for (const page of [
    '/en/account/measures',
    '/en/account/measures/1',
    '/en/account/measures/1/deletion',
  ]) {
    const answer = await portal.stranger().get(page);
    assert.equal(answer.status, 303);
    assert.match(answer.headers.location!, /\/en\/sign-in/);
    assert.equal((await (await portal.signedIn(iinOf('saule'))).get(page)).status, 403);
  }
});

void test('measures that are saved stay in the record, with their history and an audit entry', async () => {
  const nurlan = await portal.signedIn(iinOf('nurlan'));
  assert.match((await nurlan.get(`/en/account/measures/${NURLAN}`)).text, /Nothing is kept yet/);
  assert.equal((await nurlan.submit(VISION, { ...WHEN, breastbone_height: '121' })).status, 303);
  const corrected = { ...WHEN, breastbone_height: '122', measured_on: '21.11.2026' };
  assert.equal((await nurlan.submit(VISION, corrected)).status, 303);
  const page = await nurlan.get(`/en/account/measures/${NURLAN}`);
  assert.match(page.text, /122\u00a0cm<\/strong>[\s\S]*21 November 2026, a specialist/);
  assert.match(page.text, /Earlier: 1 value/);
  assert.match(page.text, /<li>121\u00a0cm, 20 November 2026, a specialist<\/li>/);
  const entries = await db.read('audit_entries').where({ action: 'measures.saved' }).orderBy('id');
  assert.equal(entries.length, 2);
  assert.equal(entries[0].applicant_id, NURLAN);
  assert.equal(entries[0].fields, '["breastbone_height"]');
  assert.doesNotMatch(JSON.stringify(entries), /12[12]000/);
  assert.equal(await verifyChain(db.read), null);
});

void test('the same sheet sent twice at once is kept once', async () => {
  const nurlan = await portal.signedIn(iinOf('nurlan'));
  const { hidden } = findForm((await nurlan.get(VISION)).text, VISION, VISION);
  const form = { ...hidden, ...WHEN, reading_distance: '18' };
  const answers = await Promise.all([1, 2, 3, 4].map(() => nurlan.post(VISION, form)));
  for (const { status } of answers) assert.equal(status, 303);
  const rows = await db
    .read('applicant_measures')
    .where({ applicant_id: NURLAN, kind: 'reading_distance' });
  assert.equal(rows.length, 1);
});

void test('two different sheets at once leave one that counts', async () => {
  const nurlan = await portal.signedIn(iinOf('nurlan'));
  const { hidden } = findForm((await nurlan.get(VISION)).text, VISION, VISION);
  const answers = await Promise.all(
    ['31', '32', '33'].map((upper_arm_girth) =>
      nurlan.post(VISION, { ...hidden, ...WHEN, upper_arm_girth }),
    ),
  );
  for (const { status } of answers) assert.equal(status, 303);
  const rows = await db
    .read('applicant_measures')
    .where({ applicant_id: NURLAN, kind: 'upper_arm_girth' });
  assert.equal(rows.length, 3);
  assert.equal(rows.filter(({ replaced_at }) => replaced_at === null).length, 1);
});

void test('somebody else’s record is not there', async () => {
  const olga = await portal.signedIn(iinOf('olga'));
  const own = await olga.get('/en/account/measures');
  assert.match(own.headers.location!, /\/en\/account\/measures\/\d+$/);
  const { hidden } = findForm((await olga.get(VISION)).text, VISION, VISION);
  for (const id of [String(NURLAN), '999999', '0', '01', 'x', '2e0', '99999999999']) {
    assert.equal((await olga.get(`/en/account/measures/${id}`)).status, 404, id);
    assert.equal((await olga.get(`/en/account/measures/${id}/deletion`)).status, 404, id);
    assert.equal((await olga.post(`/en/account/measures/${id}/deletion`, hidden)).status, 404, id);
    assert.equal(
      (await olga.post(`/en/account/measures/${id}/of-this-visit`, hidden)).status,
      404,
      id,
    );
    assert.equal((await olga.get(`${VISION}?person=${id}`)).status, 404, id);
    const posted = await olga.post(VISION, {
      ...hidden,
      ...WHEN,
      reading_distance: '20',
      person: id,
    });
    assert.equal(posted.status, 404, id);
  }
  const measured = await db
    .read('applicant_measures')
    .where({ applicant_id: NURLAN, thousandths: 20_000 });
  assert.deepEqual(measured, []);
});

void test('a representative who may only look sees measures and changes none', async () => {
  const dana = await portal.signedIn(iinOf('dana'));
  const record = await dana.get(`/en/account/measures/${NURLAN}`);
  assert.equal(record.status, 200);
  assert.match(record.text, /You may see these measures, but not change them/);
  const sheet = await dana.get(VISION);
  assert.match(sheet.text, /not change them/);
  assert.doesNotMatch(sheet.text, /Save the measures/);
  const { hidden } = findForm((await dana.get('/en/display')).text, '/en/display');
  assert.equal(
    (await dana.post(VISION, { ...hidden, ...WHEN, reading_distance: '20' })).status,
    403,
  );
  assert.equal((await dana.get(`/en/account/measures/${NURLAN}/deletion`)).status, 403);
  assert.equal((await dana.post(`/en/account/measures/${NURLAN}/deletion`, hidden)).status, 403);
});

void test('a token is asked of those who are signed in', async () => {
  const nurlan = await portal.signedIn(iinOf('nurlan'));
  const refused = await nurlan.post(VISION, { ...WHEN, reading_distance: '20' });
  assert.equal(refused.status, 403);
});

void test('a mother is asked to measure her child again, in her account, on the sheet and before she sends a request', async () => {
  const madina = await portal.signedIn(iinOf('madina'));
  const account = await madina.get('/en/account');
  assert.match(account.text, /Measure again<\/a>: Older than 6 months/);
  const sheet = await madina.get(WHEELCHAIRS);
  assert.match(sheet.text, /these measures of a child are older than 6 months/);
  assert.match(sheet.text, /Last time: 24\.5\u00a0cm, measured on 9 May 2026\. A child grows/);
  const record = await madina.get(
    new URL((await madina.get('/en/account/measures')).headers.location!, portal.address).pathname,
  );
  assert.match(record.text, /9 May 2026[\s\S]*?Older than 6 months/);
  assert.match(record.text, /Narrowest doorway/);
  assert.doesNotMatch(record.text, /Narrowest doorway<\/h2>[\s\S]{0,400}Older than 6 months/); // doors do not grow
});

void test('the office sees what went with a request, and that a child’s measures are old', async () => {
  const reference = await demoRequest(db, 'MM-01-06', 'submitted');
  const saule = await portal.signedIn(iinOf('saule'));
  const page = await saule.get(`/en/casework/requests/${reference}`);
  assert.equal(page.status, 200);
  assert.match(page.text, /Hip width, sitting<\/dt><dd[^>]*><strong>24\.5\u00a0cm/);
  assert.match(page.text, /Measures of 9 May 2026, older than 6 months\. A child grows/);
  const [read] = await db
    .read('audit_entries')
    .where({ action: 'request.read' })
    .orderBy('id', 'desc')
    .limit(1);
  assert.match(read.fields, /"measures"/);
});

void test('a request keeps the measures of the day it was sent', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const [reference] = await makeDrafts(db, 1, new Date(TODAY));
  const check = await aigerim.get(`/en/requests/${reference}/check`);
  assert.match(check.text, /These measures go with the request/);
  assert.match(check.text, /Hip width, sitting<\/dt><dd[^>]*><strong>38\u00a0cm/);
  const sent = await aigerim.submit(
    `/en/requests/${reference}/check`,
    {},
    `/en/requests/${reference}/submission`,
  );
  assert.equal(sent.status, 303, sent.text);

  await aigerim.submit(WHEELCHAIRS, { ...WHEN, hip_width: '39' });
  assert.match((await aigerim.get('/en/account/measures/1')).text, /39\u00a0cm/);
  const deletion = '/en/account/measures/1/deletion';
  assert.equal((await aigerim.submit(`${deletion}?kind=hip_width`, {}, deletion)).status, 303);
  assert.doesNotMatch((await aigerim.get('/en/account/measures/1')).text, /Hip width/);
  assert.deepEqual(
    await db.read('applicant_measures').where({ applicant_id: 1, kind: 'hip_width' }),
    [],
  );
  const [gone] = await db.read('audit_entries').where({ action: 'measures.deleted' });
  assert.equal(gone.fields, '["hip_width"]');
  assert.match((await aigerim.get(`/en/requests/${reference}`)).text, /38\u00a0cm/);
});

void test('a supplier sees the measures of an open order, not of another’s', async () => {
  const askar = await portal.signedIn(iinOf('askar'));
  const order: { number: string; request_id: number; supplier_id: number } = await db
    .read('orders')
    .join('requests', 'requests.id', 'orders.request_id')
    .where({ 'orders.status': 'to_confirm', 'orders.supplier_id': 1 })
    .first('orders.number', 'orders.request_id', 'orders.supplier_id');
  await db.write('requests').where({ id: order.request_id }).update({ aid_class_code: 'MM-01' });
  await db
    .write('products')
    .whereIn(
      'id',
      db
        .write('variants')
        .join('orders', 'orders.variant_id', 'variants.id')
        .where('orders.number', order.number)
        .select('variants.product_id'),
    )
    .update({ aid_class_code: 'MM-01' });
  await db.write('request_measures').insert({
    request_id: order.request_id,
    kind: 'hip_width',
    thousandths: 33_000,
    measured_on: '2026-01-01',
    measured_by: 'relative',
  });
  const page = await askar.get(`/en/supplier/orders/${order.number}`);
  assert.equal(page.status, 200);
  assert.match(page.text, /Hip width, sitting<\/dt><dd[^>]*><strong>33\u00a0cm/);
  assert.doesNotMatch(page.text, /older than/);
  const [read] = await db
    .read('audit_entries')
    .where({ action: 'order.read' })
    .orderBy('id', 'desc')
    .limit(1);
  assert.match(read.fields, /"measures"/);
  const natalia = await portal.signedIn(iinOf('natalia'));
  assert.equal((await natalia.get(`/en/supplier/orders/${order.number}`)).status, 404);
});

void test('who measured again before answering the office sends the new measures along', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const reference = await demoRequest(db, 'HG-10', 'awaiting_applicant');
  await aigerim.submit('/en/measures/bath-and-toilet-aids', { ...WHEN, toilet_height: '41' });
  const answer = `/en/requests/${reference}/answer`;
  assert.equal((await aigerim.submit(answer, { answer: 'Measured again' })).status, 303);
  assert.match(
    (await aigerim.get(`/en/requests/${reference}`)).text,
    /Height of the toilet<\/dt><dd[^>]*><strong>41\u00a0cm/,
  );
});

void test('all measures go when a person says so, and an unknown kind is no page', async () => {
  const nurlan = await portal.signedIn(iinOf('nurlan'));
  const page = `/en/account/measures/${NURLAN}/deletion`;
  assert.equal((await nurlan.get(`${page}?kind=shoe_size`)).status, 404);
  assert.equal((await nurlan.submit(page, { kind: 'shoe_size' })).status, 404);
  assert.equal((await nurlan.submit(page, {})).status, 303);
  assert.deepEqual(await db.read('applicant_measures').where({ applicant_id: NURLAN }), []);
  assert.equal((await nurlan.submit(page, {})).status, 303); // once more changes nothing
});

void test('what somebody measured before signing in can be kept, and is not kept unasked', async () => {
  const visitor = portal.stranger();
  await visitor.submit(WHEELCHAIRS, { ...WHEN, hip_width: '36' });
  const gulnara = await signIn(visitor, iinOf('gulnara'), demoSignIns[0]!.password);
  const own = (await gulnara.get('/en/account/measures')).headers.location!;
  const page = await gulnara.get(own);
  assert.match(page.text, /Measures of this visit/);
  assert.match(page.text, /Nothing is kept yet/);
  assert.equal((await gulnara.submit(own, {}, `${own}/of-this-visit`)).status, 303);
  const kept = await gulnara.get(own);
  assert.match(kept.text, /36\u00a0cm/);
  assert.doesNotMatch(kept.text, /Measures of this visit/);
});
