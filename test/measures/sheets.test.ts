// Filling in a measuring sheet without an account: kept for the visit, checked, printed, forgotten.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAMILIES, kindsOf, type Family } from '../../server/measures/measures.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();
const WHEELCHAIRS = '/en/measures/manual-wheelchairs';
const GOOD = {
  hip_width: '38,5',
  thigh_length: '47',
  measured_on: '20.11.2026',
  measured_by: 'self',
};

void test('every sheet is there in three languages, with the same fields under the same numbers', async () => {
  const stranger = portal.stranger();
  for (const family of Object.keys(FAMILIES) as Family[]) {
    const orders = await Promise.all(
      ['kk', 'ru', 'en'].map(async (lang) => {
        const sheet = await stranger.get(`/${lang}/measures/${family}`);
        assert.equal(sheet.status, 200);
        assert.doesNotMatch(sheet.text, /undefined|NaN|\[object/);
        const paper = await stranger.get(`/${lang}/measures/${family}/paper`);
        assert.equal(paper.status, 200);
        const onPaper = [...paper.text.matchAll(/#(\w+)"><\/use>[\s\S]*?<h2[^>]*>(\d+)\./g)];
        const onScreen = [
          ...sheet.text.matchAll(
            /td-measure__number">(\d+)<[\s\S]*?<input class="govuk-input[^>]* id="(\w+)"/g,
          ),
        ];
        const fields = onScreen.map(([, at, key]) => `${at} ${key}`);
        assert.deepEqual(
          onPaper.map(([, key, at]) => `${at} ${key}`),
          fields,
        );
        return fields;
      }),
    );
    assert.deepEqual(
      orders[0],
      kindsOf(family).map(({ key }, at) => `${at + 1} ${key}`),
    );
    assert.deepEqual(orders[1], orders[0]);
    assert.deepEqual(orders[2], orders[0]);
  }
});

void test('there is no sheet for what nobody measures', async () => {
  const stranger = portal.stranger();
  for (const family of ['diapers', 'constructor', '__proto__', 'MM-01', 'toString']) {
    assert.equal((await stranger.get(`/en/measures/${family}`)).status, 404);
    assert.equal((await stranger.post(`/en/measures/${family}`, GOOD)).status, 404);
    assert.equal((await stranger.get(`/en/measures/${family}/paper`)).status, 404);
  }
});

void test('a stranger fills in a sheet, finds it again, prints it, and lets the portal forget it', async () => {
  const stranger = portal.stranger();
  const saved = await stranger.submit(WHEELCHAIRS, GOOD);
  assert.equal(saved.status, 303);
  assert.equal(saved.headers.location, WHEELCHAIRS); // no measure in the address
  const sheet = await stranger.get(WHEELCHAIRS);
  assert.match(sheet.text, /The measures are saved/);
  assert.match(sheet.text, /Saved: 38\.5\u00a0cm, measured on 20 November 2026/);

  const added = await stranger.submit(WHEELCHAIRS, {
    body_weight: '70',
    measured_on: '2026-11-22',
    measured_by: 'relative',
  });
  assert.equal(added.status, 303);
  const both = await stranger.get('/ru/measures/powered-wheelchairs');
  assert.match(both.text, /Сохранено: 38,5\u00a0см, измерено 20 ноября 2026/);
  assert.match(both.text, /Сохранено: 70\u00a0кг, измерено 22 ноября 2026/);

  const paper = await stranger.get(`${WHEELCHAIRS}/paper?filled=yes`);
  assert.match(
    paper.text,
    /<strong>38\.5\u00a0cm<\/strong>\s*<span[^>]*>20 November 2026, the person/,
  );
  const empty = await stranger.get(`${WHEELCHAIRS}/paper`);
  assert.doesNotMatch(empty.text, /38\.5\u00a0cm/);

  assert.equal((await stranger.submit(WHEELCHAIRS, {}, '/en/measures/deletion')).status, 303);
  assert.doesNotMatch((await stranger.get(WHEELCHAIRS)).text, /Saved:/);
  assert.doesNotMatch((await portal.stranger().get(WHEELCHAIRS)).text, /Saved:/);
});

void test('what is wrong is named with its field and the way to mend it, and what was typed stays', async () => {
  const stranger = portal.stranger();
  const refused = await stranger.submit(WHEELCHAIRS, {
    ...GOOD,
    hip_width: '385',
    thigh_length: 'about 40',
    lower_leg_length: '42.3',
    measured_on: '30.11.2026',
  });
  assert.equal(refused.status, 422);
  assert.match(
    refused.text,
    /href="#hip_width"\s*>Hip width, sitting: 385\u00a0cm cannot be right\. Write a number from 15\u00a0cm to 80\u00a0cm/,
  );
  assert.match(refused.text, /href="#thigh_length"\s*>Thigh length, sitting: write a number/);
  assert.match(
    refused.text,
    /Lower leg length: 42\.3\u00a0cm is more exact than is needed\. Write 42\u00a0cm or 42\.5\u00a0cm/,
  );
  assert.match(refused.text, /value="385"/);
  assert.match(refused.text, /value="about 40"/);
  const order = await stranger.submit('/en/measures/walking-aids', {
    wrist_height: '110',
    elbow_standing_height: '100',
    measured_on: '20.11.2026',
    measured_by: 'self',
  });
  assert.equal(order.status, 422);
  assert.match(
    order.text,
    /Height of the wrist, standing: 110\u00a0cm cannot be right, because it has to be less than “Height of the elbow, standing” \(100\u00a0cm\)/,
  );
  assert.doesNotMatch((await stranger.get(WHEELCHAIRS)).text, /Saved:/);
});

void test('what is rare is asked about once, and taken with a tick', async () => {
  const stranger = portal.stranger();
  const rare = { ...GOOD, body_weight: '190' };
  const asked = await stranger.submit(WHEELCHAIRS, rare);
  assert.equal(asked.status, 422);
  assert.match(asked.text, /Please look again/);
  assert.match(asked.text, /Body weight: 190\u00a0kg is rare/);
  assert.match(asked.text, /name="sure_body_weight" value="190000"/);
  assert.equal(
    (await stranger.submit(WHEELCHAIRS, { ...rare, sure_body_weight: '190000' })).status,
    303,
  );
  assert.match((await stranger.get(WHEELCHAIRS)).text, /Saved: 190\u00a0kg/);
});

void test('a field sent twice, or a body of junk, is refused and breaks nothing', async () => {
  const stranger = portal.stranger();
  for (const body of [
    'hip_width=38&hip_width=39&measured_on=20.11.2026&measured_by=self',
    'hip_width[a]=38&measured_on=20.11.2026&measured_by=self',
    'hip_width=%00&measured_on=20.11.2026&measured_by=self',
    'hip_width=38&measured_on=20.11.2026&measured_by=neighbour',
    'hip_width=38&measured_on[]=x&measured_by=self',
    'sure_hip_width=1&measured_on=20.11.2026&measured_by=self',
    '',
  ]) {
    assert.equal((await stranger.send(WHEELCHAIRS, body)).status, 422, body);
  }
});

void test('a product page shows the dimensions, and the stranger’s measures beside them', async () => {
  const stranger = portal.stranger();
  const address = '/en/aids/dala-200-indoor-wheelchair';
  const before = await stranger.get(address);
  assert.match(
    before.text,
    /<desc id="dims-0-d">A: Seat width, 40\u00a0cm; B: Total width, 58\u00a0cm<\/desc>/,
  );
  assert.match(before.text, /Measure, and see your measures beside these/);
  await stranger.submit(WHEELCHAIRS, { ...GOOD, narrowest_door: '57,5', body_weight: '100' });
  const after = await stranger.get(address);
  assert.match(
    after.text,
    /Hip width, sitting: <strong>38\.5\u00a0cm<\/strong>\. The aid has 1\.5\u00a0cm more/,
  );
  assert.match(
    after.text,
    /Narrowest doorway: <strong>57\.5\u00a0cm<\/strong>\. The aid has 0\.5\u00a0cm more/,
  );
  assert.match(
    after.text,
    /Body weight: <strong>100\u00a0kg<\/strong>\. The aid carries 10\u00a0kg more/,
  );
  assert.doesNotMatch((await portal.stranger().get(address)).text, /38\.5/); // a kept page holds nobody's measures
});

void test('a caseworker who looks at a sheet has no record of their own', async () => {
  const saule = await portal.signedIn(iinOf('saule'));
  assert.equal((await saule.submit(WHEELCHAIRS, GOOD)).status, 303);
  assert.match((await saule.get(WHEELCHAIRS)).text, /kept only until you sign out/);
  const rows = await portal.db.read('applicant_measures').where({ thousandths: 38_500 });
  assert.deepEqual(rows, []);
});
