// Appealing against a refusal: the person says why they do not agree, once, within the term.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoRequest, iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import { findForm } from '../support/visitor.ts';

const portal = await startPortal();
const timur = await portal.signedIn(iinOf('timur'));
const reference = await demoRequest(portal.db, 'PO-05-01', 'refused');
const request = `/en/requests/${reference}`;
const address = `${request}/appeal`;
const note = 'The orthosis has a hinge: see page 2 of the product sheet.';

void test('the request leads to the appeal, which repeats why the office refused', async () => {
  const shown = await timur.get(request);
  assert.match(shown.text, new RegExp(`href="${address}"`));
  assert.match(shown.text, /\+7\s700/);
  for (const lang of ['kk', 'ru', 'en']) {
    const { status, text } = await timur.get(address.replace('/en', `/${lang}`));
    assert.equal(status, 200);
    assert.match(text, /В программе указан ортез с шарниром/);
    assert.doesNotMatch(text, /undefined|NaN|\[object/);
  }
  assert.match((await timur.get(address)).text, /You can appeal until \d+ \w+ 20\d\d/);
});

void test('to others the appeal is not there', async () => {
  assert.match(String((await portal.stranger().get(address)).headers.location), /sign-in/);
  const olga = await portal.signedIn(iinOf('olga'));
  assert.equal((await olga.get(address)).status, 404);
});

void test('an empty or endless reason is not sent', async () => {
  for (const wrong of ['', '   ', 'x'.repeat(2001), 'a\u0000b']) {
    const refused = await timur.submit(address, { note: wrong });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /id="note-error"/);
  }
});

void test('after the last day there is no appeal', async () => {
  const { due_on: dueOn } = await portal.db.read('requests').where({ reference }).first('due_on');
  await portal.db.write('requests').where({ reference }).update({ due_on: '2026-01-05' });
  assert.equal((await timur.get(address)).status, 409);
  const shown = await timur.get(request);
  assert.match(shown.text, /The time to appeal ended/);
  assert.doesNotMatch(shown.text, new RegExp(`href="${address}"`));
  await portal.db.write('requests').where({ reference }).update({ due_on: dueOn });
});

void test('he appeals once, however often he presses', async () => {
  const { hidden } = findForm((await timur.get(address)).text, address);
  const answers = await Promise.all([
    timur.post(address, { ...hidden, note }),
    timur.post(address, { ...hidden, note }),
  ]);
  answers.push(await timur.post(address, { ...hidden, note }));
  for (const answer of answers) {
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, request);
  }
  const shown = await timur.get(request);
  assert.match(shown.text, /Your appeal has been sent/);
  assert.match(shown.text, /see page 2 of the product sheet/);
  assert.equal((await timur.get(address)).status, 409);
});
