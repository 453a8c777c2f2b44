// The rules at the administrator's desk: new numbers from a day on, an end, a step back; and what they do to results.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { catalogueSnapshot } from '../../server/catalogue/catalogue.ts';
import { rulesInForce } from '../../server/guide/rules-in-force.ts';
import { ARMAN, change, changeTwice, lastEntry } from '../support/desk.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();
const arman = await portal.signedIn(ARMAN);
const RULE = '/en/admin/guide/mw-seat-width';

const SOURCE = { source_kk: 'Бұйрық, 7', source_ru: 'Приказ № 7', source_en: 'Order no. 7' };

const set = (values: Record<string, string>) =>
  change(arman, `${RULE}/value`, { status: 'confirmed', ...SOURCE, ...values });

async function ruleOn(on: string) {
  const { version } = await catalogueSnapshot(portal.db);
  const rules = await rulesInForce(portal.db, 'manual-wheelchairs', { on, version });
  return rules.find(({ key }) => key === 'mw-seat-width') ?? null;
}

void describe('the list of rules', () => {
  void it('says of each what it is, with which numbers, since when and by which source', async () => {
    for (const lang of ['kk', 'ru', 'en']) {
      const { status, text } = await arman.get(`/${lang}/admin/guide?family=manual-wheelchairs`);
      assert.equal(status, 200);
      assert.match(text, /mw-seat-width/);
      assert.match(text, /WHO|ВОЗ|ДДСҰ/);
      assert.equal((await arman.get(`/${lang}/admin/guide/mw-seat-width`)).status, 200);
    }
    assert.match((await arman.get('/en/admin/guide?status=proposed')).text, /Proposed/);
    assert.equal((await arman.get('/en/admin/guide?family=spoons')).status, 422);
    assert.equal((await arman.get('/en/admin/guide/no-such-rule')).status, 404);
  });
});

void describe('the numbers of a rule', () => {
  void it('change from a day on, and results follow on that day', async () => {
    const answer = await set({
      number_over_from: '1',
      number_over_to: '4,5',
      valid_from: '01.12.2026',
    });
    assert.equal(answer.status, 303);
    assert.deepEqual((await ruleOn('2026-11-30'))?.numbersNow, { over_from: 0, over_to: 3000 });
    const later = await ruleOn('2026-12-01');
    assert.deepEqual(later?.numbersNow, { over_from: 1000, over_to: 4500 });
    assert.equal(later?.source.en, 'Order no. 7');
    const entry = await lastEntry(portal, 'guide_rule', 'mw-seat-width');
    assert.equal(entry.action, 'guide_rule.set');
    assert.deepEqual(JSON.parse(entry.detail).over_to, [3, 4.5]);
    const page = await arman.get(RULE);
    assert.match(page.text, /Still to come/);
    assert.match(page.text, /4\.5/);
  });

  void it('sent twice at once are set once', async () => {
    const values = {
      ...SOURCE,
      number_over_from: '0',
      number_over_to: '4',
      valid_from: '01.02.2027',
      status: 'proposed',
    };
    const answers = await changeTwice(arman, `${RULE}/value`, values);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal((await ruleOn('2027-02-01'))?.numbersNow.over_to, 4000);
  });

  void it('are refused where they make no sense, with what was typed kept', async () => {
    const good = { number_over_from: '1', number_over_to: '3', valid_from: '01.03.2027' };
    const cases: [Record<string, string>, string][] = [
      [{ number_over_from: '5' }, 'number_over_from'],
      [{ number_over_to: 'three' }, 'number_over_to'],
      [{ number_over_to: '-3' }, 'number_over_to'],
      [{ number_over_to: '' }, 'number_over_to'],
      [{ valid_from: '01.01.2026' }, 'valid_from'],
      [{ valid_from: '23.11.2026' }, 'today'],
      [{ valid_from: '01.02.2027' }, 'valid_from'],
      [{ source_kk: '' }, 'source_kk'],
      [{ status: 'sure' }, 'status'],
    ];
    for (const [bad, field] of cases) {
      const page = await set({ ...good, ...bad });
      assert.equal(page.status, 422, field);
      assert.match(page.text, new RegExp(`href="#${field}"`), field);
    }
  });

  void it('that are still to come are taken back, and those before them go on', async () => {
    const page = await arman.get(RULE);
    const ids = [...page.text.matchAll(/name="id" value="(\d+)"/g)].map(([, id]) => Number(id));
    const [version] = [...page.text.matchAll(/name="version" value="(\w+)"/g)].map(([, v]) => v!);
    const sent = await arman.submit(RULE, { id: String(ids[0]), version }, `${RULE}/removal`);
    assert.equal(sent.status, 303);
    assert.equal((await ruleOn('2027-02-01'))?.numbersNow.over_to, 4500);
    const again = await arman.submit(RULE, { id: '999999' }, `${RULE}/removal`);
    assert.equal(again.status, 404);
    const running = await portal.db
      .read('guide_rule_values')
      .where({ rule_key: 'mw-seat-width', valid_from: '2026-01-01' })
      .first('id');
    const late = await arman.submit(RULE, { id: String(running.id) }, `${RULE}/removal`);
    assert.equal(late.status, 422);
  });
});

void describe('a rule that ends', () => {
  void it('says nothing from that day on, but not before what is still to come', async () => {
    const tooEarly = await change(arman, `${RULE}/end`, { valid_from: '25.11.2026' });
    assert.equal(tooEarly.status, 422);
    const ended = await change(arman, `${RULE}/end`, { valid_from: '01.06.2027' });
    assert.equal(ended.status, 303);
    assert.ok(await ruleOn('2027-05-31'));
    assert.equal(await ruleOn('2027-06-01'), null);
    const entry = await lastEntry(portal, 'guide_rule', 'mw-seat-width');
    assert.equal(entry.action, 'guide_rule.stopped');
  });

  void it('is seen at once in a result when it ends today', async () => {
    const visitor = portal.stranger();
    const chairs = '/en/guide/manual-wheelchairs';
    await visitor.post(`${chairs}/body_weight`, { answer: '300' });
    assert.match((await visitor.get(`${chairs}/result`)).text, /you weigh 300\skg/);
    const end = '/en/admin/guide/mw-weight/end';
    await change(arman, end, { valid_from: '23.11.2026', today: 'yes' });
    assert.doesNotMatch((await visitor.get(`${chairs}/result`)).text, /you weigh 300\skg/);
  });
});
