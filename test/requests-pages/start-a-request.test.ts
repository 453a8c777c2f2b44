// From a product, or from a line of the programme, to a draft.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { demoEntitlement, demoOffer, demoRequest, iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import type { FormValues } from '../support/visitor.ts';

const AIGERIM = 1;
const WHEELCHAIR = 'MM-01-03';

const portal = await startPortal();
const offer = await demoOffer(portal.db, AIGERIM, WHEELCHAIR);
const entitlement = await demoEntitlement(portal.db, AIGERIM, WHEELCHAIR);

void test('whoever is not signed in is led to sign in and back to the offer', async () => {
  const page = await portal.stranger().get(`/en/requests/new?offer=${offer}`);
  assert.equal(page.status, 303);
  const back = encodeURIComponent(`/en/requests/new?offer=${offer}`);
  assert.equal(page.headers.location, `/en/sign-in?return-to=${back}`);
});

void test('a supplier is told that requests are made by applicants', async () => {
  const supplier = await portal.signedIn(iinOf('askar'));
  const page = await supplier.get(`/en/requests/new?offer=${offer}`);
  assert.equal(page.status, 403);
  assert.match(page.text, /Requests are made by applicants/);
  assert.equal((await supplier.get('/en/requests')).status, 403);
});

void test('Aigerim sees that the wheelchair fits her programme, and what it costs her', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  for (const lang of ['kk', 'ru', 'en']) {
    const page = await aigerim.get(`/${lang}/requests/new?offer=${offer}`);
    assert.equal(page.status, 200);
    assert.match(page.text, /DEMO-0001\/26/);
    assert.match(page.text, /\d+\s₸/);
    assert.doesNotMatch(page.text, /NaN|не число|undefined/);
  }
});

void test('she is told for each line why another kind of wheelchair does not fit', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const other = await demoOffer(portal.db, AIGERIM, 'MM-01-01');
  const page = await aigerim.get(`/en/requests/new?offer=${other}`);
  assert.equal(page.status, 200);
  assert.match(page.text, /You cannot request this aid now/);
  const reasons = page.text.match(/not of the kind that the programme names/g);
  assert.equal(reasons?.length, 1, 'a reason that lines share is said once');
});

void test('where a request is under way already, she is led to it', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const reference = await demoRequest(portal.db, 'HG-10', 'awaiting_applicant');
  const page = await aigerim.get(
    `/en/requests/new?offer=${await demoOffer(portal.db, AIGERIM, 'HG-10')}`,
  );
  assert.match(page.text, new RegExp(`href="/en/requests/${reference}"`));
  assert.match(page.text, /already a request for this aid/);
});

void test('an offer that is gone is a 404, a damaged address a 422', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  assert.equal((await aigerim.get('/en/requests/new?offer=999999')).status, 404);
  for (const bad of ['', '?offer=', '?offer=abc', '?offer=-1', '?offer=1&offer=2']) {
    assert.equal((await aigerim.get(`/en/requests/new${bad}`)).status, 422, bad);
  }
});

void test('a form with damaged hidden fields is refused', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const page = `/en/requests/new?offer=${offer}`;
  const damaged: FormValues[] = [
    { key: '' },
    { key: '../../x' },
    { offer: 'x' },
    { offer: '99999999999999' },
  ];
  for (const bad of damaged) {
    assert.equal((await aigerim.submit(page, bad)).status, 422, JSON.stringify(bad));
  }
  assert.equal((await aigerim.submit(page, { entitlement: 'mine' })).status, 422);
  const gone = await aigerim.submit(page, { entitlement: '999999999' });
  assert.equal(gone.status, 404);
});

void test("somebody else's line is not there for her", async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const foreign = await demoEntitlement(portal.db, 2, 'TT-14');
  const answer = await aigerim.submit(`/en/requests/new?offer=${offer}`, {
    entitlement: String(foreign),
  });
  assert.equal(answer.status, 404);
});

void test('two clicks at once make one draft, and a second request for the same line is refused', async () => {
  const aigerim = await portal.signedIn(iinOf('aigerim'));
  const page = `/en/requests/new?offer=${offer}`;
  const key = randomUUID();
  const answers = await Promise.all([aigerim.submit(page, { key }), aigerim.submit(page, { key })]);
  const places = answers.map(({ headers }) => headers.location);
  assert.match(places[0] ?? '', /^\/en\/requests\/[0-9A-Z]{4}-[0-9A-Z]{4}\/draft$/);
  assert.equal(places[0], places[1]);

  const opened = await aigerim.get(places[0]!);
  const token = /name="_csrf" value="([^"]+)"/.exec(opened.text)![1]!;
  const again = await aigerim.post('/en/requests', {
    _csrf: token,
    key: randomUUID(),
    offer: String(offer),
    entitlement: String(entitlement),
  });
  assert.equal(again.status, 422);
  assert.match(again.text, /already a request for this aid/);
  const drafts: unknown[] = await portal.db
    .read('requests')
    .where({ entitlement_id: entitlement, status: 'draft' });
  assert.equal(drafts.length, 1);
});

void test('who may only look at a person is told so, for each line', async () => {
  const dana = await portal.signedIn(iinOf('dana'));
  const cane = await demoOffer(portal.db, 2, 'TT-14');
  const page = await dana.get(`/en/requests/new?offer=${cane}`);
  assert.equal(page.status, 200);
  assert.match(page.text, /You may only look at this request/);
});
