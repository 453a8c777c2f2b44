// What is asked of people on the way: to answer, to choose again, to confirm; and taking a request back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoRequest, iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import { findForm, type FormValues } from '../support/visitor.ts';

const portal = await startPortal();
const aigerim = await portal.signedIn(iinOf('aigerim'));

void test('the pages of acts are there in the three languages', async () => {
  const question = await demoRequest(portal.db, 'HG-10', 'awaiting_applicant');
  const parcel = await demoRequest(portal.db, 'HG-12', 'dispatched');
  for (const lang of ['kk', 'ru', 'en']) {
    for (const page of [`${question}/answer`, `${question}/withdrawal`, `${parcel}/receipt`]) {
      const { status, text } = await aigerim.get(`/${lang}/requests/${page}`);
      assert.equal(status, 200, page);
      assert.doesNotMatch(text, /undefined|NaN|\[object/);
    }
  }
});

void test('an act out of its time says where the request stands', async () => {
  const question = await demoRequest(portal.db, 'HG-10', 'awaiting_applicant');
  for (const act of ['receipt', 'choice', 'draft', 'check', 'deletion']) {
    const page = await aigerim.get(`/en/requests/${question}/${act}`);
    assert.equal(page.status, 409, act);
    assert.match(page.text, /The office has asked you a question/);
  }
});

void test('an empty or endless answer is not sent', async () => {
  const page = `/en/requests/${await demoRequest(portal.db, 'HG-10', 'awaiting_applicant')}/answer`;
  for (const answer of ['', '   ', 'x'.repeat(2001), 'a\u0000b']) {
    const refused = await aigerim.submit(page, { answer });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /id="answer-error"/);
  }
  assert.equal((await aigerim.submit(page, { answer: 'x', version: '0' })).status, 422);
  assert.equal((await aigerim.submit(page, { answer: 'x', key: 'mine' })).status, 422);
});

void test('she answers once, however often she presses', async () => {
  const reference = await demoRequest(portal.db, 'HG-10', 'awaiting_applicant');
  const address = `/en/requests/${reference}/answer`;
  const { hidden } = findForm((await aigerim.get(address)).text, address);
  const answers = await Promise.all([
    aigerim.post(address, { ...hidden, answer: 'By the bed; the door is 80 cm wide' }),
    aigerim.post(address, { ...hidden, answer: 'By the bed; the door is 80 cm wide' }),
  ]);
  answers.push(await aigerim.post(address, { ...hidden, answer: 'By the bed' }));
  for (const answer of answers) {
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, `/en/requests/${reference}`);
  }
  const page = await aigerim.get(`/en/requests/${reference}`);
  assert.match(page.text, /Your answer has been sent/);
  assert.match(page.text, /the door is 80 cm wide/);
  assert.match(page.text, /A caseworker is looking at your request/);
});

void test('about changed sums one agrees or not, seeing both', async () => {
  const nurlan = await portal.signedIn(iinOf('nurlan'));
  const reference = await demoRequest(portal.db, 'TT-01', 'awaiting_applicant');
  const request = portal.db.read('requests').where({ reference }).select('id');
  await portal.db.write('questions').whereIn('request_id', request).update({ kind: 'money' });
  const address = `/en/requests/${reference}/answer`;
  const page = await nurlan.get(address);
  assert.match(page.text, /Sums before and now/);
  const refused = await nurlan.submit(address, { answer: 'Hm' });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /href="#agreed"/);
  assert.match(refused.text, />\s*Hm<\/textarea>/);
  assert.equal((await nurlan.submit(address, { agreed: 'perhaps' })).status, 422);
  assert.equal((await nurlan.submit(address, { agreed: 'no', answer: '' })).status, 303);
  assert.match((await nurlan.get(`/en/requests/${reference}`)).text, /You did not agree/);
});

void test('the delivery code is asked for as six digits, and how the aid is', async () => {
  const page = `/en/requests/${await demoRequest(portal.db, 'HG-12', 'dispatched')}/receipt`;
  const cases: (FormValues & { field: string })[] = [
    { code: '', outcome: 'fits', field: 'code' },
    { code: '12345', outcome: 'fits', field: 'code' },
    { code: 'abcdef', outcome: 'fits', field: 'code' },
    { code: '123456', outcome: '', field: 'outcome' },
    { code: '123456', outcome: 'great', field: 'outcome' },
    { code: '123456', outcome: 'damaged', field: 'problem' },
    { code: '123456', outcome: 'does_not_fit', problem: 'x'.repeat(2001), field: 'problem' },
  ];
  for (const { field, ...values } of cases) {
    const answer = await aigerim.submit(page, values);
    assert.equal(answer.status, 422, field);
    assert.match(answer.text, new RegExp(`href="#${field}"`));
    assert.match(answer.text, new RegExp(`id="${field}-error"`));
  }
});

void test('a wrong code confirms nothing, the right one does, spaces forgiven', async () => {
  const reference = await demoRequest(portal.db, 'HG-12', 'dispatched');
  const page = `/en/requests/${reference}/receipt`;
  const code = await codeOf(reference);
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  const refused = await aigerim.submit(page, { code: wrong, outcome: 'fits' });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /id="code-error"/);
  assert.match(refused.text, new RegExp(wrong));
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
  const done = await aigerim.submit(page, { code: spaced, outcome: 'fits' });
  assert.equal(done.status, 303);
  assert.equal(done.headers.location, `/en/requests/${reference}`);
  const shown = await aigerim.get(`/en/requests/${reference}`);
  assert.match(shown.text, /The delivery is confirmed/);
});

void test('an aid that is damaged goes back to the supplier with what is wrong', async () => {
  const olga = await portal.signedIn(iinOf('olga'));
  const reference = await demoRequest(portal.db, 'HG-02', 'dispatched');
  const done = await olga.submit(`/en/requests/${reference}/receipt`, {
    code: await codeOf(reference),
    outcome: 'damaged',
    problem: 'The handle is broken',
  });
  assert.equal(done.status, 303);
  const shown = await olga.get(`/en/requests/${reference}`);
  assert.match(shown.text, /We have told the supplier/);
  assert.match(shown.text, /The handle is broken/);
  assert.match(shown.text, /Supplier puts it right by/);
});

void test('when a supplier declined, he chooses again and agrees to what he then pays', async () => {
  const timur = await portal.signedIn(iinOf('timur'));
  const reference = await demoRequest(portal.db, 'MM-07', 'choosing_again');
  const list = await timur.get(`/en/requests/${reference}/choice`);
  assert.equal(list.status, 200);
  const dearest = [...list.text.matchAll(/choice\?offer=(\d+)/g)].at(-1)![1]!;
  const page = `/en/requests/${reference}/choice?offer=${dearest}`;
  for (const lang of ['kk', 'ru', 'en']) {
    assert.equal((await timur.get(page.replace('/en', `/${lang}`))).status, 200);
  }
  const unagreed = await timur.submit(page, {});
  assert.equal(unagreed.status, 422);
  assert.match(unagreed.text, /href="#agreed"/);
  const tampered = await timur.submit(page, { agreed: 'yes', seen: '1.0' });
  assert.equal(tampered.status, 422);
  assert.equal((await timur.get(`/en/requests/${reference}/choice?offer=zzz`)).status, 422);
  const foreign = await timur.get(`/en/requests/${reference}/choice?offer=1`);
  assert.equal(foreign.status, 422);
  const { hidden } = findForm((await timur.get(page)).text, page);
  const address = `/en/requests/${reference}/choice`;
  const answers = await Promise.all([
    timur.post(address, { ...hidden, agreed: 'yes' }),
    timur.post(address, { ...hidden, agreed: 'yes' }),
  ]);
  for (const answer of answers) assert.equal(answer.headers.location, `/en/requests/${reference}`);
  assert.match((await timur.get(`/en/requests/${reference}`)).text, /has to confirm the order/);
});

void test('he withdraws a request, with a reason from the list or none', async () => {
  const timur = await portal.signedIn(iinOf('timur'));
  const reference = await demoRequest(portal.db, 'MM-01-01', 'submitted');
  const page = `/en/requests/${reference}/withdrawal`;
  const made = await timur.submit(page, { reason: 'because' });
  assert.equal(made.status, 422);
  assert.match(made.text, /href="#reason"/);
  const done = await timur.submit(page, { reason: 'withdrawal-need-changed' });
  assert.equal(done.status, 303);
  const shown = await timur.get(`/en/requests/${reference}`);
  assert.match(shown.text, /The request has been withdrawn/);
  assert.match(shown.text, /My needs have changed/);
  const again = await timur.get(page);
  assert.equal(again.status, 409);
});

async function codeOf(reference: string): Promise<string> {
  const message: { body: string } = await portal.db
    .read('messages')
    .join('requests', 'requests.id', 'messages.request_id')
    .where({ reference, kind: 'order.dispatched' })
    .first('messages.body');
  return /\b\d{6}\b/.exec(message.body)![0];
}
