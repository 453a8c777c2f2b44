// The page of a case: what it shows, to whom, and that each look at it is written down.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPortal } from '../support/portal.ts';
import { accountOf, casesOf, hiddenOf, peopleOf, queriesOf, stateOf } from './desk.ts';

const portal = await startPortal();
const { stranger, saule, dmitri, gulmira, aidos, aigerim, askar } = await peopleOf(portal);
const at = (reference: string, part = '') => `/en/casework/requests/${reference}${part}`;

void test('a case is for caseworkers of its office; to others it is not there', async () => {
  const [reference] = await casesOf(portal, 'in_review', 'saule');
  assert.match(String((await stranger.get(at(reference!))).headers.location), /sign-in/);
  for (const visitor of [aigerim, askar])
    assert.equal((await visitor.get(at(reference!))).status, 403);
  assert.equal((await aidos.get(at(reference!))).status, 404);
  for (const visitor of [saule, dmitri, gulmira]) {
    assert.equal((await visitor.get(at(reference!))).status, 200);
  }
  for (const wrong of ['AAAA-AAAA', 'x', '1', reference!.replace(/.$/, '*'), '%F0%9F%92%A5']) {
    assert.equal((await saule.get(at(wrong))).status, 404, wrong);
  }
  const typed = await saule.get(at(reference!.toLowerCase().replace('-', '')));
  assert.equal(typed.headers.location, at(reference!));
  const draft: { reference: string } = await portal.db
    .read('requests')
    .where({ status: 'draft' })
    .first('reference');
  for (const visitor of [saule, aidos]) {
    assert.equal((await visitor.get(at(draft.reference))).status, 404);
  }
});

void test('all that a decision needs stands on one page, in each language', async () => {
  const [reference] = await casesOf(portal, 'in_review', 'saule');
  for (const lang of ['kk', 'ru', 'en']) {
    const { text, status } = await saule.get(`/${lang}/casework/requests/${reference!}`);
    assert.equal(status, 200);
    assert.doesNotMatch(text, /undefined|NaN|\[object|99123\d{7}/);
    for (const id of [
      'person',
      'line',
      'product',
      'money',
      'checks',
      'earlier',
      'questions',
      'history',
    ]) {
      assert.match(text, new RegExp(`<h2[^>]*id="${id}"`), `${lang} ${id}`);
    }
  }
  const { text } = await saule.get(at(reference!));
  assert.match(text, /Uses sign language: do not telephone/);
  assert.match(text, /35 years, born on/);
  assert.match(text, /Social Code, art\. 168\(2\)/);
  assert.match(text, /Failed: 0[\s\S]*Unknown: 1[\s\S]*Passed: 12/);
  assert.match(text, /A caseworker took up the request/);
});

void test('each look at a case is written down, with whose data and by whom', async () => {
  const [reference] = await casesOf(portal, 'in_review', 'dmitri');
  const looks = () =>
    portal.db
      .read('audit_entries')
      .where({ action: 'request.read', object_id: reference! })
      .orderBy('id', 'desc');
  const before: unknown[] = await looks();
  await saule.get(at(reference!));
  await saule.get(at(reference!, '/takeover'));
  const after: { actor_id: number; applicant_id: number }[] = await looks();
  assert.equal(after.length, before.length + 2);
  assert.equal(after[0]!.actor_id, await accountOf(portal, 'saule'));
  assert.ok(after[0]!.applicant_id);
});

void test("a colleague's case says who has it and offers to take it over", async () => {
  const [reference] = await casesOf(portal, 'in_review', 'dmitri');
  const { text } = await saule.get(at(reference!));
  assert.match(text, /A colleague has this request: .*Дмитрий/);
  assert.match(text, /Take it over/);
  assert.doesNotMatch(text, /href="[^"]*\/approval/);
  assert.match((await saule.get(at(reference!, '/takeover'))).text, /Since:/);
});

void test('only a lead gives cases to colleagues', async () => {
  const [reference] = await casesOf(portal, 'submitted', null);
  assert.equal((await saule.get(at(reference!, '/handover'))).status, 409);
  assert.match((await gulmira.get(at(reference!, '/handover'))).text, /Choose a colleague/);
  const hidden = await hiddenOf(saule, at(reference!), at(reference!, '/assignment'));
  const colleague = String(await accountOf(portal, 'dmitri'));
  const answer = await saule.post(at(reference!, '/handover'), { ...hidden, colleague });
  assert.equal(answer.status, 422);
  assert.equal((await stateOf(portal, reference!)).assigned_to, null);
});

void test('nobody acts on their own case: the page says why, and every act is refused', async () => {
  const me = await accountOf(portal, 'dmitri');
  const own: { reference: string } = await portal.db
    .read('requests')
    .where({ submitted_by: me, status: 'submitted' })
    .first('reference');
  const { text, status } = await dmitri.get(at(own.reference));
  assert.equal(status, 200);
  assert.match(text, /This is your own case/);
  assert.match(text, /Nobody decides their own request/);
  assert.doesNotMatch(text, /Take the request|id="history"/);
  const [other] = await casesOf(portal, 'in_review', 'dmitri');
  const hidden = await hiddenOf(dmitri, at(other!), at(other!, '/note'));
  const { version } = await stateOf(portal, own.reference);
  for (const [part, values] of Object.entries({
    assignment: {},
    release: {},
    takeover: {},
    note: { note: 'mine' },
    question: { kind: 'text', text: 'x' },
    approval: {},
    consent: { outcome: 'consent' },
    refusal: { reason: 'refusal-duplicate', explanation: 'x'.repeat(30), step: 'send' },
    receipt: { told: 'phone', code: '123456', outcome: 'fits' },
  })) {
    const answer = await dmitri.post(at(own.reference, `/${part}`), {
      ...hidden,
      version: String(version),
      ...values,
    });
    assert.ok([403, 422].includes(answer.status), `${part}: ${answer.status}`);
    assert.equal((await stateOf(portal, own.reference)).version, version, part);
  }
  for (const part of ['approval', 'refusal', 'question', 'takeover']) {
    assert.equal((await dmitri.get(at(own.reference, `/${part}`))).status, 403);
  }
});

void test('above the set sum the one who decided cannot consent, and a colleague is asked', async () => {
  const waiting: { reference: string; decided_by: number } = await portal.db
    .read('decisions')
    .join('requests', 'requests.id', 'decisions.request_id')
    .where('decisions.state', 'waiting')
    .first('requests.reference', 'decisions.decided_by');
  assert.equal(waiting.decided_by, await accountOf(portal, 'saule'));
  const ownDecision = await saule.get(at(waiting.reference, '/consent'));
  assert.equal(ownDecision.status, 409);
  assert.match(ownDecision.text, /cannot also give the second consent/);
  assert.match((await dmitri.get(at(waiting.reference))).text, /waits for a second person/);
  const answer = await dmitri.submit(
    at(waiting.reference, '/consent'),
    { outcome: 'return', note: 'Look at the width of the door' },
    at(waiting.reference, '/consent'),
  );
  assert.equal(answer.status, 303);
  const page = await saule.get(at(waiting.reference));
  assert.match(page.text, /Look at the width of the door/);
  const approval = await saule.get(at(waiting.reference, '/approval'));
  assert.match(approval.text, /a second person has to consent/);
  assert.match(approval.text, /Send for a second consent/);
});

void test('a refusal without a reason says so, and a reason that a check contradicts is asked about', async () => {
  const [reference] = await casesOf(portal, 'in_review', 'saule');
  const page = at(reference!, '/refusal');
  const unchosen = await saule.get(`${page}?step=text`);
  assert.equal(unchosen.status, 422);
  assert.match(unchosen.text, /error-summary[\s\S]*href="#reason"[\s\S]*Choose a reason/);
  const explanation = 'The programme does not name this kind of aid.';
  const preview = async (reason: string) => {
    const hidden = await hiddenOf(saule, `${page}?reason=${reason}`, page);
    return saule.post(page, { ...hidden, reason, explanation, note: '', step: 'preview' });
  };
  assert.match(
    (await preview('refusal-class-not-in-programme')).text,
    /Is this the right reason\?/,
  );
  assert.doesNotMatch((await preview('refusal-contraindication')).text, /Is this the right reason/);
});

void test('the page of a case takes as many queries for a long life as for a short one', async () => {
  const [short] = await casesOf(portal, 'in_review', 'saule');
  const [long] = await casesOf(portal, 'dispatched', 'saule');
  const [few, more] = [
    await queriesOf(portal, saule, at(short!)),
    await queriesOf(portal, saule, at(long!)),
  ];
  // What a case has at all (an order, measures) is a query each; what it has many of is not.
  assert.ok(Math.abs(few - more) <= 8, `${few} and ${more} queries`);
});
