// An appeal at the desk: decided once, by another caseworker than the one who refused.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { demoRequest } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import { hiddenOf, peopleOf, stateOf } from './desk.ts';

const portal = await startPortal();
const { saule, dmitri, gulmira, aidos, aigerim } = await peopleOf(portal);
const reference = await demoRequest(portal.db, 'TT-15', 'appealed');
const file = `/en/casework/requests/${reference}`;
const address = `${file}/appeal`;
const GOOD = { outcome: 'granted', note: 'Анықтаманы қарадық: үлкейткіш керек.' };

void test('the page shows the refusal beside what the person says, in three languages', async () => {
  for (const lang of ['kk', 'ru', 'en']) {
    const { status, text } = await dmitri.get(address.replace('/en', `/${lang}`));
    assert.equal(status, 200);
    assert.match(text, /Құжаттарды салыстырып берсеңіз/);
    assert.match(text, /5 еселік үлкейткіш жазылған/);
    assert.doesNotMatch(text, /undefined|NaN|\[object/);
  }
  assert.match((await dmitri.get(file)).text, new RegExp(`href="${address}`));
});

void test('it is not for other offices, nor for people in another role', async () => {
  assert.equal((await aidos.get(address)).status, 404);
  assert.equal((await aigerim.get(address)).status, 403);
});

void test('who refused does not decide on the appeal', async () => {
  const shown = await saule.get(file);
  assert.match(shown.text, /You refused this request/);
  assert.doesNotMatch(shown.text, new RegExp(`href="${address}`));
  const page = await saule.get(address);
  assert.equal(page.status, 409);
  assert.match(page.text, /You refused this request/);
  const { version } = await stateOf(portal, reference);
  const { _csrf = '' } = await hiddenOf(saule, file, `${file}/note`);
  const sent = { ...GOOD, _csrf, version: String(version), key: randomUUID() };
  assert.equal((await saule.post(address, sent)).status, 403);
  assert.equal((await stateOf(portal, reference)).status, 'appealed');
});

void test('the outcome and a sentence for the person are needed', async () => {
  const hidden = await hiddenOf(dmitri, address);
  for (const [values, field] of [
    [{ ...GOOD, outcome: '' }, 'outcome'],
    [{ ...GOOD, outcome: 'perhaps' }, 'outcome'],
    [{ ...GOOD, note: '' }, 'note'],
    [{ ...GOOD, note: 'x'.repeat(2001) }, 'note'],
  ] as const) {
    const answer = await dmitri.post(address, { ...hidden, ...values });
    assert.equal(answer.status, 422);
    assert.match(answer.text, new RegExp(`href="#${field}"`));
    assert.match(answer.text, new RegExp(`id="${field}"`));
  }
});

void test('it does not write over what a colleague did in the meantime', async () => {
  const hidden = await hiddenOf(dmitri, address);
  await gulmira.submit(file, { note: 'Called the clinic' }, `${file}/note`);
  const answer = await dmitri.post(address, { ...hidden, ...GOOD });
  assert.equal(answer.status, 409);
  assert.match(answer.text, /Called the clinic/);
  assert.ok(answer.text.includes(GOOD.note));
});

void test('upheld, once, it is in review again and nobody has it', async () => {
  const hidden = await hiddenOf(dmitri, address);
  const before = await stateOf(portal, reference);
  const answers = await Promise.all([
    dmitri.post(address, { ...hidden, ...GOOD }),
    dmitri.post(address, { ...hidden, ...GOOD }),
  ]);
  for (const answer of answers) {
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, file);
  }
  assert.deepEqual(await stateOf(portal, reference), {
    status: 'in_review',
    version: before.version + 1,
    assigned_to: null,
  });
  assert.match((await dmitri.get(file)).text, /The appeal is upheld/);
  const message = await portal.db.read('messages').orderBy('id', 'desc').first('body');
  assert.ok(message.body.includes(GOOD.note));
  assert.equal((await dmitri.get(address)).status, 409);
});
