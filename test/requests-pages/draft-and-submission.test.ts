// The draft, the check of what was filled in, the submission and its confirmation.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, test } from 'node:test';
import { makeDrafts } from '../support/drafts.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal, TODAY } from '../support/portal.ts';
import { findForm, type FormValues } from '../support/visitor.ts';

const portal = await startPortal();
const aigerim = await portal.signedIn(iinOf('aigerim'));
let draft: string;

beforeEach(async () => {
  const [reference] = await makeDrafts(portal.db, 1, new Date(TODAY));
  draft = `/en/requests/${reference}`;
});

const GOOD = {
  deliveryAddress: 'Астана, Тәуелсіздік даңғылы, 18',
  deliveryPhone: '+7 701 123 45 67',
};

void test('the address and the phone are those of the register', async () => {
  const page = await aigerim.get(`${draft}/draft`);
  assert.equal(page.status, 200);
  assert.match(page.text, /Тәуелсіздік даңғылы, 18, 45-пәтер/);
  assert.match(page.text, /value="\+7 700 000 10 10"/);
});

void test('each page of the way is there in the three languages', async () => {
  for (const lang of ['kk', 'ru', 'en']) {
    for (const step of ['draft', 'check', 'deletion', 'choice', '']) {
      const page = await aigerim.get(
        `${draft.replace('/en', `/${lang}`)}/${step}`.replace(/\/$/, ''),
      );
      assert.equal(page.status, 200, `${lang} ${step}`);
      assert.doesNotMatch(page.text, /undefined|NaN|\[object/);
    }
  }
});

void test('what is wrong is named beside its field, and what was typed is kept', async () => {
  const cases: (FormValues & { names: string })[] = [
    { deliveryAddress: '', names: 'deliveryAddress' },
    { deliveryAddress: 'x'.repeat(301), names: 'deliveryAddress' },
    { deliveryAddress: 'a\u0007b', names: 'deliveryAddress' },
    { deliveryPhone: 'call me', names: 'deliveryPhone' },
    { deliveryPhone: '7'.repeat(41), names: 'deliveryPhone' },
    { deliveryNote: 'x'.repeat(301), names: 'deliveryNote' },
    { wishes: 'x'.repeat(2001), names: 'wishes' },
    { wishes: ['a', 'b'], names: 'wishes' },
  ];
  for (const { names, ...bad } of cases) {
    const page = await aigerim.submit(`${draft}/draft`, { ...GOOD, wishes: 'Narrow lift', ...bad });
    assert.equal(page.status, 422, names);
    assert.match(page.text, new RegExp(`href="#${names}"`));
    assert.match(page.text, new RegExp(`id="${names}-error"`));
    if (names !== 'wishes') assert.match(page.text, /Narrow lift/);
  }
});

void test('what is saved stands on the check page, with what it costs and what comes next', async () => {
  const saved = await aigerim.submit(`${draft}/draft`, {
    ...GOOD,
    deliveryNote: 'No lift',
    wishes: 'I live on the <third> floor\nnarrow lift',
  });
  assert.equal(saved.status, 303);
  assert.equal(saved.headers.location, `${draft}/check`);
  const check = await aigerim.get(`${draft}/check`);
  for (const words of ['+7 701 123 45 67', 'No lift', '&lt;third&gt;', '7 December 2026']) {
    assert.ok(check.text.includes(words), words);
  }
  assert.match(check.text, /The state pays/);
});

void test('she submits, and gets a number to keep and a date', async () => {
  const sent = await aigerim.submit(`${draft}/check`, {}, `${draft}/submission`);
  assert.equal(sent.status, 303);
  assert.equal(sent.headers.location, `${draft}/submission`);
  for (const lang of ['kk', 'ru', 'en']) {
    const page = await aigerim.get(`${draft.replace('/en', `/${lang}`)}/submission`);
    assert.equal(page.status, 200);
    assert.match(page.text, new RegExp(draft.split('/').at(-1)!));
  }
  const page = await aigerim.get(`${draft}/submission`);
  assert.match(page.text, /Request submitted/);
  assert.match(page.text, /7 December 2026/);
});

void test('sending it twice submits it once and shows the same page', async () => {
  const check = await aigerim.get(`${draft}/check`);
  const { hidden } = findForm(check.text, `${draft}/check`, `${draft}/submission`);
  const answers = await Promise.all([
    aigerim.post(`${draft}/submission`, hidden),
    aigerim.post(`${draft}/submission`, hidden),
  ]);
  const later = await aigerim.post(`${draft}/submission`, hidden);
  for (const answer of [...answers, later]) {
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, `${draft}/submission`);
  }
  const other = await aigerim.post(`${draft}/submission`, { ...hidden, key: randomUUID() });
  assert.equal(other.status, 409);
});

void test('a price that changed meanwhile is shown before anything is submitted', async () => {
  const check = await aigerim.get(`${draft}/check`);
  const { hidden } = findForm(check.text, `${draft}/check`, `${draft}/submission`);
  const answer = await aigerim.post(`${draft}/submission`, { ...hidden, seen: '100.0' });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /has changed/);
  const sent = await aigerim.submit(`${draft}/check`, {}, `${draft}/submission`);
  assert.equal(sent.status, 303);
});

void test('a change in another window is not overwritten, and what was typed stays', async () => {
  const page = await aigerim.get(`${draft}/draft`);
  const { hidden } = findForm(page.text, `${draft}/draft`);
  assert.equal((await aigerim.submit(`${draft}/draft`, GOOD)).status, 303);
  const late = await aigerim.post(`${draft}/draft`, {
    ...hidden,
    ...GOOD,
    wishes: 'Typed in the other window',
  });
  assert.equal(late.status, 409);
  assert.match(late.text, /Typed in the other window/);
  assert.match(late.text, /changed while you were filling in/);
  const { hidden: fresh } = findForm(late.text, `${draft}/draft`);
  const again = await aigerim.post(`${draft}/draft`, { ...fresh, ...GOOD, wishes: 'Both' });
  assert.equal(again.status, 303);
});

void test('she changes the product of a draft without losing the rest', async () => {
  await aigerim.submit(`${draft}/draft`, { ...GOOD, wishes: 'Kept' });
  const offers = await aigerim.get(`${draft}/choice`);
  const ids = [...offers.text.matchAll(/name="offer" value="(\d+)"/g)].map(([, id]) => id!);
  const answer = await aigerim.submit(`${draft}/choice`, { offer: ids.at(-1)! });
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.location, `${draft}/draft`);
  const row: { offer_id: number; wishes: string } = await portal.db
    .read('requests')
    .where({ reference: draft.split('/').at(-1) })
    .first('offer_id', 'wishes');
  assert.deepEqual(row, { offer_id: Number(ids.at(-1)), wishes: 'Kept' });
  const none = await aigerim.submit(`${draft}/choice`, { offer: '999999999' });
  assert.equal(none.status, 422);
  assert.match(none.text, /no longer available/);
});

void test('she deletes the draft after being asked', async () => {
  const answer = await aigerim.submit(`${draft}/deletion`, {});
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.location, '/en/requests');
  assert.match((await aigerim.get('/en/requests')).text, /The request was deleted/);
  const page = await aigerim.get(`${draft}/draft`);
  assert.equal(page.status, 409);
  assert.match(page.text, /cannot be done now/);
});

void test('to others the draft is not there, and nothing can be done to it', async () => {
  const { hidden } = findForm((await aigerim.get(`${draft}/draft`)).text, `${draft}/draft`);
  const other = await portal.signedIn(iinOf('timur'));
  const token = findForm((await other.get('/en/account/details')).text, '/', '/en/sign-out').hidden;
  for (const step of ['draft', 'check', 'deletion', 'choice', 'submission']) {
    assert.equal((await other.get(`${draft}/${step}`)).status, 404, step);
  }
  for (const step of ['draft', 'deletion', 'choice', 'submission']) {
    const answer = await other.post(`${draft}/${step}`, {
      ...hidden,
      ...token,
      ...GOOD,
      seen: '1.0',
      offer: '1',
    });
    assert.equal(answer.status, 404, step);
    const stranger = await portal.stranger().post(`${draft}/${step}`, { ...hidden, ...GOOD });
    assert.equal(stranger.status, 303, step);
    assert.match(stranger.headers.location ?? '', /^\/en\/sign-in/);
  }
});
