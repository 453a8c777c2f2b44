// Guided choice as people go through it: without sign-in, without script.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { demoSignIns } from '../../db/seeds/index.ts';
import { choosablesOf } from '../../server/catalogue/choosable.ts';
import { catalogueSnapshot } from '../../server/catalogue/catalogue.ts';
import { ALL_FAMILIES, classesOf } from '../../server/guide/family.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import { signIn, type Visitor } from '../support/visitor.ts';

const portal = await startPortal();
const CHAIRS = '/en/guide/manual-wheelchairs';
let visitor: Visitor;

beforeEach(() => {
  visitor = portal.stranger();
});

/** Answers in the order in which they are asked; what has no answer is left out. Gives the addresses on the way. */
async function goThrough(
  answers: Readonly<Record<string, string>>,
  start = CHAIRS,
  by = visitor,
): Promise<string[]> {
  const page = await by.get(start);
  const first = new RegExp(`href="(${start}/[a-z_]+)"`).exec(page.text);
  assert.ok(first, start);
  const way = [first[1]!];
  while (!way.at(-1)!.endsWith('/result')) {
    const key = way.at(-1)!.split('/').at(-1)!;
    const answer = answers[key];
    const sent = await by.post(way.at(-1)!, answer ? { answer } : { skip: 'yes' });
    assert.equal(sent.status, 303, key);
    way.push(String(sent.headers.location));
  }
  return way;
}

const MAN = {
  sitting: 'steady',
  moving: 'both',
  active: 'no',
  place: 'both',
  ground: 'rough',
  carried: 'yes',
  lifted: 'no',
  body_weight: '72',
  hip_width: '42,5',
  thigh_length: '46.5',
  narrowest_door: '70',
};

void describe('the start of the guide', () => {
  void it('shows seven families in three languages, and says that it advises', async () => {
    for (const lang of ['kk', 'ru', 'en']) {
      const list = await visitor.get(`/${lang}/guide`);
      assert.equal(list.status, 200);
      for (const family of ALL_FAMILIES) {
        assert.ok(list.text.includes(`/${lang}/guide/${family}"`), family);
        assert.equal((await visitor.get(`/${lang}/guide/${family}`)).status, 200);
      }
      assert.match(list.text, /диагноз|diagnose/);
    }
  });

  void it('is not there for a family or a question that there is not', async () => {
    for (const address of [
      '/en/guide/spoons',
      '/en/guide/constructor',
      '/en/guide/__proto__',
      `${CHAIRS}/shoe_size`,
      `${CHAIRS}/toString`,
      '/en/guide/spoons/result',
    ]) {
      assert.equal((await visitor.get(address)).status, 404, address);
      assert.equal((await visitor.post(address, { answer: '1' })).status, 404, address);
    }
  });

  void it('is where somebody lands who asks for a result without an answer', async () => {
    for (const page of ['result', 'sheet']) {
      const answer = await visitor.get(`${CHAIRS}/${page}`);
      assert.equal(answer.status, 303);
      assert.equal(answer.headers.location, CHAIRS);
    }
  });
});

void describe('a question', () => {
  void it('says which of how many it is, and leads back to the one before it', async () => {
    const first = await visitor.get(`${CHAIRS}/sitting`);
    assert.match(first.text, /Question 1 of 8/);
    assert.match(first.text, new RegExp(`href="${CHAIRS}" class="govuk-back-link`));
    await visitor.post(`${CHAIRS}/sitting`, { answer: 'steady' });
    const second = await visitor.get(`${CHAIRS}/moving`);
    assert.match(second.text, /Question 2 of 8/);
    assert.match(second.text, new RegExp(`href="${CHAIRS}/sitting" class="govuk-back-link`));
    assert.match((await visitor.get(`${CHAIRS}/sitting`)).text, /value="steady"\s+checked/);
  });

  void it('that rests on another is asked only after its answer', async () => {
    const early = await visitor.get(`${CHAIRS}/ground`);
    assert.equal(early.status, 303);
    const way = await goThrough({ ...MAN, place: 'indoors', carried: 'no', moving: 'other' });
    for (const key of ['ground', 'lifted', 'active']) {
      assert.ok(!way.some((address) => address.endsWith(`/${key}`)), key);
    }
    const further = await goThrough(MAN, CHAIRS, portal.stranger());
    assert.ok(further.some((address) => address.endsWith('/ground')));
  });

  void it('takes a decimal comma as a point', async () => {
    await visitor.post(`${CHAIRS}/hip_width`, { answer: '42,5' });
    assert.match((await visitor.get(`${CHAIRS}/hip_width`)).text, /value="42.5"/);
    assert.match(
      (await visitor.get('/ru/guide/manual-wheelchairs/hip_width')).text,
      /value="42,5"/,
    );
  });

  void it('that is answered wrongly is asked again with what was typed', async () => {
    const cases = [
      'forty',
      '400',
      '2',
      '42,55',
      '-42',
      '1e2',
      '42 43',
      '<b>42</b>',
      '٤٢',
      '\u0000',
    ];
    for (const answer of cases) {
      const page = await visitor.post(`${CHAIRS}/hip_width`, { answer });
      assert.equal(page.status, 422, answer);
      assert.match(page.text, /href="#answer"/);
      assert.doesNotMatch(page.text, /<b>42|undefined|NaN/);
    }
    assert.match(
      (await visitor.post(`${CHAIRS}/hip_width`, { answer: '400' })).text,
      /value="400"/,
    );
    assert.equal((await visitor.post(`${CHAIRS}/hip_width`, {})).status, 422);
    assert.equal((await visitor.post(`${CHAIRS}/hip_width`, { answer: ['40', '41'] })).status, 422);
    for (const answer of ['lying', '', 'constructor']) {
      assert.equal((await visitor.post(`${CHAIRS}/sitting`, { answer })).status, 422, answer);
    }
    assert.equal(
      (await visitor.post(`${CHAIRS}/sitting`, { answer: ['some', 'full'] })).status,
      422,
    );
    assert.equal((await visitor.get(`${CHAIRS}/result`)).status, 303, 'nothing was kept');
  });

  void it('starts from the measures of this visit, and says of which day they are', async () => {
    await visitor.submit('/en/measures/manual-wheelchairs', {
      hip_width: '41,5',
      measured_on: '2026-11-20',
      measured_by: 'relative',
    });
    const page = await visitor.get(`${CHAIRS}/hip_width`);
    assert.match(page.text, /value="41.5"/);
    assert.match(page.text, /from your measures of 20 November 2026/);
    assert.equal((await visitor.get(`${CHAIRS}/result`)).status, 303, 'it is no answer yet');
  });
});

void describe('the result', () => {
  void it('shows every variant of the family once, each with a reason', async () => {
    const snapshot = await catalogueSnapshot(portal.db);
    for (const family of ALL_FAMILIES) {
      const start = `/en/guide/${family}`;
      const somebody = portal.stranger();
      await goThrough({ body_weight: '80', need: 'both', task: 'read' }, start, somebody);
      const shown: string[] = [];
      for (const group of ['fits', 'cannot_tell', 'does_not_fit']) {
        let next: string | null = `${start}/result?show=${group}`;
        while (next) {
          const { text } = await somebody.get(next);
          const items = text.split('<article class="td-verdict">').slice(1);
          for (const item of items) {
            shown.push(...[...item.matchAll(/name="variant" value="(\d+)"/g)].map(([, id]) => id!));
            assert.match(item, new RegExp(`td-reason--${group}`));
          }
          const more: RegExpExecArray | null = /href="([^"]*after=\d+)"/.exec(text);
          next = more ? more[1]!.replaceAll('&amp;', '&') : null;
        }
      }
      const all = await Promise.all(
        classesOf(family, snapshot).map((code) => choosablesOf(portal.db, code, snapshot.version)),
      );
      const ids = all.flat().map(({ variantId }) => String(variantId));
      assert.deepEqual(shown.toSorted(), ids.toSorted(), family);
    }
  });

  void it('says why in the words of each rule, in three languages', async () => {
    await goThrough(MAN);
    const { text } = await visitor.get(`${CHAIRS}/result`);
    assert.match(text, /Seat 46\scm wide: you need 42\.5–45\.5\scm\./);
    assert.match(text, /Tyres: Solid\. Snow and gravel need air-filled ones\./);
    const russian = await visitor.get('/ru/guide/manual-wheelchairs/result');
    assert.match(russian.text, /Сиденье 46\sсм, а вам нужно 42,5–45,5\sсм\./);
    const kazakh = await visitor.get('/kk/guide/manual-wheelchairs/result');
    assert.match(kazakh.text, /Отырғыш ені 46\sсм, ал сізге 42,5–45,5\sсм керек\./);
    assert.match(text, /WHO Wheelchair Service Training Package/);
    assert.match(text, /Proposed/);
  });

  void it('asks for the answer that would tell more', async () => {
    await goThrough({ ...MAN, hip_width: '' });
    const { text } = await visitor.get(`${CHAIRS}/result`);
    assert.match(text, /Answer these questions and we can tell more/);
    assert.ok(text.includes(`href="${CHAIRS}/hip_width?change=1"`));
    assert.match(text, /You did not give your hip width/);
    assert.match(text, /Your answers: 10 of 11/);
  });

  void it('changes with an answer, by way of the questions that it opens', async () => {
    await goThrough({ ...MAN, place: 'indoors' });
    const page = await visitor.submit(`${CHAIRS}/place?change=1`, { answer: 'outdoors' });
    assert.equal(page.headers.location, `${CHAIRS}/ground`);
    const on = await visitor.post(`${CHAIRS}/ground`, { answer: 'smooth', change: '1' });
    assert.equal(on.headers.location, `${CHAIRS}/result`);
    const { text } = await visitor.get(`${CHAIRS}/result`);
    assert.match(text, /Outdoors/);
  });

  void it('shows offers of the region that was chosen, and refuses one that there is not', async () => {
    await goThrough(MAN);
    const region = '710000000';
    const sent = await visitor.post(`${CHAIRS}/region`, { region });
    assert.equal(sent.status, 303);
    const { text } = await visitor.get(`${CHAIRS}/result`);
    assert.match(text, new RegExp(`value="${region}"\\s+selected`));
    const wrong = await visitor.post(`${CHAIRS}/region`, { region: 'Mars' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /href="#region"/);
  });

  void it('keeps to its groups: what is asked for wrongly is named', async () => {
    await goThrough(MAN);
    for (const query of [
      'show=all',
      'after=x',
      'after=0',
      'show=fits&show=fits',
      'after=9999999999',
    ]) {
      assert.equal((await visitor.get(`${CHAIRS}/result?${query}`)).status, 422, query);
    }
    assert.equal((await visitor.get(`${CHAIRS}/result?show=fits&after=999999`)).status, 200);
  });

  void it('is forgotten when somebody starts over', async () => {
    await goThrough(MAN);
    const sent = await visitor.post(`${CHAIRS}/restart`);
    assert.equal(sent.headers.location, CHAIRS);
    assert.match((await visitor.get(CHAIRS)).text, /Your answers are forgotten/);
    assert.equal((await visitor.get(`${CHAIRS}/result`)).status, 303);
    assert.doesNotMatch((await visitor.get(`${CHAIRS}/sitting`)).text, /checked/);
  });

  void it('is put on a sheet for a therapist: answers, verdicts, sources, a line to sign', async () => {
    await goThrough(MAN);
    const sheet = await visitor.get(`${CHAIRS}/sheet`);
    assert.equal(sheet.status, 200);
    for (const words of [
      '42.5\u00a0cm',
      'Answered on 23 November 2026',
      'Date and signature',
      'WHO Wh',
    ]) {
      assert.ok(sheet.text.includes(words), words);
    }
    assert.match(sheet.text, /not a diagnosis/);
  });
});

void describe('what somebody answers', () => {
  void it('stands in no address, no log line and no page that others are sent', async () => {
    const lines: string[] = [];
    const { log } = portal.portal;
    const info = log.info.bind(log);
    log.info = ({ method, route, status, actor }: Record<string, unknown>) =>
      void lines.push(JSON.stringify({ method, route, status, actor }));
    const way = await goThrough({ ...MAN, hip_width: '43,5' });
    await visitor.get(`${CHAIRS}/result`);
    log.info = info;
    assert.ok(lines.length > way.length);
    for (const text of [...lines, ...way]) {
      assert.doesNotMatch(text, /43|steady|rough|answer=|hip_width.*:/, text);
    }
    for (const line of lines) assert.doesNotMatch(line, /hip_width|sitting/);
    const page = await visitor.get(`${CHAIRS}/hip_width`);
    assert.equal(page.headers['cache-control'], 'no-store');
    const other = await portal.stranger().get(CHAIRS);
    assert.doesNotMatch(other.text, /See the result/);
  });

  void it('is marked on a product’s page, where others find the way to the questions', async () => {
    const product: { slug: string } = await portal.db
      .read('products')
      .where({ aid_class_code: 'MM-01-01', status: 'published' })
      .first('slug');
    const before = await visitor.get(`/en/aids/${product.slug}`);
    assert.match(before.text, /Find out whether it fits you/);
    await goThrough(MAN);
    const after = await visitor.get(`/en/aids/${product.slug}`);
    assert.match(after.text, /By your answers/);
    assert.match(after.text, /Does not fit/);
    const other = await portal.stranger().get(`/en/aids/${product.slug}`);
    assert.doesNotMatch(other.text, /By your answers/);
  });

  void it('goes on after signing in, and not into the next person’s visit', async () => {
    await goThrough(MAN);
    await signIn(visitor, iinOf('aigerim'), demoSignIns[0]!.password);
    assert.equal((await visitor.get(`${CHAIRS}/result`)).status, 200);
    await visitor.submit('/en/help', {}, '/en/sign-out');
    assert.equal((await visitor.get(`${CHAIRS}/result`)).status, 303);
  });
});
