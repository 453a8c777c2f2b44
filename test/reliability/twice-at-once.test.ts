// Two clicks, two tabs, two people: whatever comes twice at once has one effect.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { fittingOffer, makeDrafts, moreEntitlements } from '../support/drafts.ts';
import { startPortal, TODAY, type TestPortal } from '../support/portal.ts';
import { findForm, type Visitor } from '../support/visitor.ts';

void describe('twice at once', async () => {
  const portal: TestPortal = await startPortal();
  let aigerim: Visitor;
  before(async () => {
    aigerim = await portal.signedIn('991231220071');
  });

  void test('a double click submits once, and both clicks see the result', async () => {
    const [reference] = await makeDrafts(portal.db, 1, new Date(TODAY));
    const { action, hidden } = await submissionForm(aigerim, reference!);
    const answers = await Promise.all([1, 2, 3].map(() => aigerim.post(action, hidden)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303, 303],
    );
    assert.equal(await submissionsOf(reference!), 1);
  });

  void test('two tabs submit once', async () => {
    const [reference] = await makeDrafts(portal.db, 1, new Date(TODAY));
    const tabs = [
      await submissionForm(aigerim, reference!),
      await submissionForm(aigerim, reference!),
    ];
    const answers = await Promise.all(
      tabs.map(({ action, hidden }) => aigerim.post(action, hidden)),
    );
    assert.ok(
      answers.every(({ status }) => [303, 409].includes(status)),
      answers.map(({ status }) => status).join(' '),
    );
    assert.equal(await submissionsOf(reference!), 1);
  });

  void test('one line of a programme gets one request, however many tabs ask', async () => {
    const [entitlement] = await moreEntitlements(portal.db, 1, new Date(TODAY));
    const offer = await fittingOffer(portal.db);
    const page = `/kk/requests/new?offer=${offer}&entitlement=${entitlement}`;
    const forms = await Promise.all(
      [1, 2, 3].map(async () => findForm((await aigerim.get(page)).text, page, '/kk/requests')),
    );
    const answers = await Promise.all(
      forms.map(({ action, hidden }) =>
        aigerim.post(action, { ...hidden, entitlement: String(entitlement) }),
      ),
    );
    assert.ok(
      answers.every(({ status }) => [303, 409, 422].includes(status)),
      answers.map(({ status }) => status).join(' '),
    );
    const requests = await portal.db.read('requests').where({ entitlement_id: entitlement! });
    assert.equal(requests.length, 1);
  });

  async function submissionsOf(reference: string): Promise<number> {
    const events = await portal.db
      .read('request_events')
      .join('requests', 'requests.id', 'request_events.request_id')
      .where({ reference, kind: 'request.submitted' });
    const line = await portal.db
      .read('entitlements')
      .join('requests', 'requests.entitlement_id', 'entitlements.id')
      .where({ reference })
      .first('reserved');
    assert.equal(line.reserved, 1, 'the entitlement is reserved once');
    return events.length;
  }
});

async function submissionForm(visitor: Visitor, reference: string) {
  const page = `/kk/requests/${reference}/check`;
  const { text } = await visitor.get(page);
  return findForm(text, page, `/kk/requests/${reference}/submission`);
}
