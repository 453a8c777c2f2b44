// My programme, its lines and what to choose for them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoEntitlement, demoRequest, iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();

void test('whoever is not signed in is led to sign in; staff have no programme here', async () => {
  const page = await portal.stranger().get('/kk/account/programme');
  assert.equal(page.status, 303);
  assert.match(page.headers.location ?? '', /^\/kk\/sign-in/);
  const saule = await portal.signedIn(iinOf('saule'));
  assert.equal((await saule.get('/en/account/programme')).status, 403);
});

void test('Aigerim sees each line with its dates, and what she can do, in three languages', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const line = await demoEntitlement(portal.db, 1, 'MM-01-03');
  const live = await demoRequest(portal.db, 'HG-10', 'awaiting_applicant');
  for (const lang of ['kk', 'ru', 'en']) {
    const page = await aigerim.get(`/${lang}/account/programme`);
    assert.equal(page.status, 200);
    assert.match(page.text, /DEMO-0001\/26/);
    assert.match(page.text, new RegExp(`href="/${lang}/account/programme/${line}"`));
    assert.match(page.text, new RegExp(`href="/${lang}/requests/${live}"`));
    assert.doesNotMatch(page.text, /undefined|NaN/);
  }
  assert.match((await aigerim.get('/en/account/programme')).text, /41 days left/);
});

void test('as the date comes nearer the page says so in words, and what to do when it has passed', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  portal.setTime('2027-01-02T19:30:00.000Z'); // 3 January in Kazakhstan
  const again = await portal.signedIn(iinOf('aigerim'));
  assert.match((await again.get('/en/account/programme')).text, /today is the last day/);
  portal.setTime('2027-01-05T05:00:00.000Z');
  const late = await portal.signedIn(iinOf('aigerim'));
  const page = await late.get('/en/account/programme');
  assert.match(page.text, /The date has passed/);
  assert.match(page.text, /Contact the office/);
  const line = await demoEntitlement(portal.db, 1, 'MM-01-03');
  const choose = await late.get(`/en/account/programme/${line}`);
  assert.match(choose.text, /You cannot choose now/);
  assert.doesNotMatch(choose.text, /name="offer"/);
  portal.setTime('2026-11-23T05:00:00.000Z');
  assert.ok(aigerim);
});

void test('only offers of the entitled kind are there, and the page says why', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const line = await demoEntitlement(portal.db, 1, 'MM-01-03');
  for (const lang of ['kk', 'ru', 'en']) {
    assert.equal((await aigerim.get(`/${lang}/account/programme/${line}`)).status, 200);
  }
  const { text } = await aigerim.get(`/en/account/programme/${line}`);
  const ids = [...text.matchAll(/name="offer" value="(\d+)"/g)].map(([, id]) => Number(id));
  assert.ok(ids.length > 3);
  const classes: { aid_class_code: string }[] = await portal.db
    .read('offers')
    .join('variants', 'variants.id', 'offers.variant_id')
    .join('products', 'products.id', 'variants.product_id')
    .whereIn('offers.id', ids)
    .distinct('products.aid_class_code');
  assert.deepEqual(classes, [{ aid_class_code: 'MM-01-03' }]);
  assert.match(text, /Why is something not here\?/);
  assert.match(text, /The state pays/);
});

void test('the offers are sorted and filtered, and bad filters are named', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const page = `/en/account/programme/${await demoEntitlement(portal.db, 1, 'MM-01-03')}`;
  const free = await aigerim.get(`${page}?free=yes&sort=delivery`);
  assert.equal(free.status, 200);
  const paid = [...free.text.matchAll(/td-money__row--total">\s*<dt>[^<]*<\/dt>\s*<dd>([^<]*)/g)];
  assert.ok(paid.length > 0);
  for (const [, sum] of paid) assert.match(sum!, /^0\s₸$/);
  for (const [bad, field] of [
    ['sort=dearest', 'sort'],
    ['free=maybe', 'free'],
    ['after=x', 'after'],
    ['after=1.2&after=3.4', 'after'],
    ['sort=price&sort=delivery', 'sort'],
  ]) {
    const answer = await aigerim.get(`${page}?${bad}`);
    assert.equal(answer.status, 422, bad);
    assert.match(answer.text, new RegExp(`href="#${field}"`));
    assert.match(answer.text, new RegExp(`id="${field}"`));
  }
  assert.equal((await aigerim.get(`${page}?after=1.1&x=y`)).status, 200);
});

void test("another person's line is not there, nor is one that cannot be", async () => {
  const timur = await portal.signedIn(iinOf('timur'));
  const line = await demoEntitlement(portal.db, 1, 'MM-01-03');
  for (const id of [line, 0, 'abc', '1e3', '99999999999999', '-1', '999999999']) {
    assert.equal((await timur.get(`/en/account/programme/${id}`)).status, 404, String(id));
  }
  assert.equal((await timur.get('/en/account/programme?person=1')).status, 404);
  assert.equal((await timur.get("/en/account/programme?person=1'--")).status, 404);
});

void test('a mother opens the programme of her child', async () => {
  const madina = await portal.signedIn(iinOf('madina'));
  const page = await madina.get('/en/account/programme');
  assert.match(page.text, /Rehabilitation programme: Әлихан/);
  const line = /href="(\/en\/account\/programme\/\d+)"/.exec(page.text)?.[1];
  assert.match((await madina.get(line!)).text, /govuk-caption-xl">For: Әлихан/);
});

void test('who represents several people picks the person first', async () => {
  const parent: { account_id: number } = await portal.db
    .read('representations')
    .where({ kind: 'parent' })
    .first('account_id');
  await portal.db.write('representations').insert({
    applicant_id: 1,
    account_id: parent.account_id,
    kind: 'power_of_attorney',
    scope: 'see',
    proof: 'Shown at the office',
    valid_from: '2026-01-01',
    verified_at: '2026-01-01T05:00:00.000Z',
  });
  const madina = await portal.signedIn(iinOf('madina'));
  for (const lang of ['kk', 'ru', 'en']) {
    assert.equal((await madina.get(`/${lang}/account/programme`)).status, 200);
  }
  const people = await madina.get('/en/account/programme');
  assert.match(people.text, /Whose programme do you want to open/);
  assert.match(people.text, /\?person=1"/);
  const page = await madina.get('/en/account/programme?person=1');
  assert.match(page.text, /You may only look/);
  assert.doesNotMatch(page.text, /Choose</);
  const line = await demoEntitlement(portal.db, 1, 'MM-01-03');
  const choose = await madina.get(`/en/account/programme/${line}`);
  assert.equal(choose.status, 200);
  assert.doesNotMatch(choose.text, /name="offer"/);
});

void test('who has no programme yet is told what it is and how to get one', async () => {
  await portal.db.write('applicants').where({ id: 1 }).update({ account_id: null });
  const zarina = 10;
  for (const table of ['requests', 'entitlements', 'programmes']) {
    await portal.db.write(table).where({ applicant_id: zarina }).update({ applicant_id: 9 });
  }
  const visitor = await portal.signedIn(iinOf('zarina'));
  for (const lang of ['kk', 'ru', 'en']) {
    assert.equal((await visitor.get(`/${lang}/account/programme`)).status, 200);
  }
  const page = await visitor.get('/en/account/programme');
  assert.match(page.text, /There is no programme yet/);
  assert.match(page.text, /How to get one/);
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  assert.match(
    (await aigerim.get('/en/account/programme')).text,
    /You have no rehabilitation programme/,
  );
});
