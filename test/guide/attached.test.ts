// Answers of the guide on their way with a request: attached by the person, seen by the office, taken off again.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { iinOf } from '../support/demo-people.ts';
import { makeDrafts } from '../support/drafts.ts';
import { startPortal, TODAY } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

const portal = await startPortal();
const CHAIRS = '/en/guide/manual-wheelchairs';
const BOX = /name="guide"[^>]*>/;
let aigerim: Visitor;
let reference: string;
let draft: string;

const attached = () =>
  portal.db
    .read('request_guide_answers')
    .join('requests', 'requests.id', 'request_guide_answers.request_id')
    .where({ reference })
    .first('family', 'answers', 'answered_on');

const save = (values: Record<string, string>) =>
  aigerim.submit(`${draft}/draft`, { deliveryAddress: 'Астана, Тәуелсіздік, 18', ...values });

before(async () => {
  aigerim = await portal.signedIn(iinOf('aigerim'));
  [reference] = (await makeDrafts(portal.db, 1, new Date(TODAY))) as [string];
  draft = `/en/requests/${reference}`;
});

void describe('answers of the guide and a request', () => {
  void it('have no box where nothing was answered', async () => {
    assert.doesNotMatch((await aigerim.get(`${draft}/draft`)).text, BOX);
    await save({ guide: 'yes' });
    assert.equal(await attached(), undefined);
  });

  void it('are attached only when the person ticks the box', async () => {
    await aigerim.submit(`${CHAIRS}/sitting`, { answer: 'steady' });
    await aigerim.submit(`${CHAIRS}/body_weight`, { answer: '72' });
    const page = await aigerim.get(`${draft}/draft`);
    assert.match(page.text, /Attach my answers of 23 November 2026/);
    assert.doesNotMatch(BOX.exec(page.text)![0], /checked/);
    await save({});
    assert.equal(await attached(), undefined);
    await save({ guide: 'yes' });
    const row = await attached();
    assert.equal(row.family, 'manual-wheelchairs');
    assert.equal(row.answered_on, '2026-11-23');
    assert.match(BOX.exec((await aigerim.get(`${draft}/draft`)).text)![0], /checked/);
  });

  void it('are seen by the person, with the verdict on what was chosen', async () => {
    for (const page of ['/check', '']) {
      const { text } = await aigerim.get(`${draft}${page}`);
      assert.match(text, /Answers from the guide/, page);
      assert.match(text, /About the chosen product/);
      assert.match(text, /not a diagnosis/);
    }
  });

  void it('are taken off again while it is a draft', async () => {
    await save({});
    assert.equal(await attached(), undefined);
    assert.doesNotMatch((await aigerim.get(draft)).text, /Answers from the guide/);
    await save({ guide: 'yes' });
    assert.ok(await attached());
  });

  void it('stay as they were when the person answers anew after submitting', async () => {
    await aigerim.submit(`${draft}/check`, {}, `${draft}/submission`);
    const before = await attached();
    await aigerim.submit(`${CHAIRS}/sitting`, { answer: 'full' });
    assert.deepEqual(await attached(), before);
  });

  void it('are seen by the office of the case, and by nobody else', async () => {
    const saule = await portal.signedIn(iinOf('saule'));
    const opened = await saule.get(`/en/casework/requests/${reference}`);
    assert.equal(opened.status, 200);
    assert.match(opened.text, /Answers from the guide/);
    assert.match(opened.text, /About the chosen product/);
    const entry = await portal.db
      .read('audit_entries')
      .where({ object_id: reference, action: 'request.read' })
      .first();
    assert.ok(entry, 'opening the case is written down');
    const aidos = await portal.signedIn(iinOf('aidos'));
    assert.equal((await aidos.get(`/en/casework/requests/${reference}`)).status, 404);
    const olga = await portal.signedIn(iinOf('olga'));
    assert.equal((await olga.get(draft)).status, 404);
  });

  void it('go with a draft that is thrown away', async () => {
    [reference] = (await makeDrafts(portal.db, 1, new Date(TODAY))) as [string];
    draft = `/en/requests/${reference}`;
    await save({ guide: 'yes' });
    assert.ok(await attached());
    await aigerim.submit(`${draft}/deletion`, {});
    assert.equal(await attached(), undefined);
  });
});
