// What the search box offers while somebody types.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();

interface Answer {
  label: string;
  status: string;
  options: { text: string; detail: string; href: string }[];
}

async function offered(lang: string, q: string): Promise<Answer> {
  const answer = await portal
    .stranger()
    .get(`/${lang}/aids/suggestions?${new URLSearchParams({ q })}`);
  assert.equal(answer.status, 200);
  assert.match(String(answer.headers['content-type']), /json/);
  return answer.body as Answer;
}

describe('suggestions', () => {
  for (const [lang, typed, text] of [
    ['ru', 'кол', 'Кресло-коляска'],
    ['ru', 'rjk', 'Кресло-коляска'],
    ['ru', 'kolya', 'Кресло-коляска'],
    ['ru', 'каляс', 'Кресло-коляска'],
    ['ru', 'инвалидная ко', 'Кресло-коляска'],
    ['kk', 'есту ап', 'Есту аппараты'],
    ['kk', 'qoltyq', 'Қолтық балдағы'],
    ['kk', 'слуховой', 'Есту аппараты'],
    ['en', 'цруудс', 'Wheelchair'],
    ['en', 'grab', 'Fixed grab bar'],
  ] as const) {
    it(`for "${typed}" in ${lang} begin with ${text}`, async () => {
      const { options } = await offered(lang, typed);
      assert.equal(options[0]?.text, text);
    });
  }

  it('lead to the kind of aid, and to products by name and article', async () => {
    const [kind] = (await offered('en', 'wheelch')).options;
    assert.equal(kind?.href, '/en/aids?class=MM-01');
    for (const typed of ['dala 2', 'DL200-40']) {
      const { options } = await offered('en', typed);
      const [first] = options;
      assert.equal(first?.href, '/en/aids/dala-200-indoor-wheelchair', typed);
      assert.equal(first.detail, 'Dala');
      assert.equal((await portal.stranger().get(first.href)).status, 200);
    }
  });

  it('are at most eight, each with its own address, and are counted in words', async () => {
    const { options, status } = await offered('ru', 'ко');
    assert.ok(options.length > 1 && options.length <= 8);
    assert.equal(new Set(options.map(({ href }) => href)).size, options.length);
    assert.ok(status.startsWith(String(options.length)));
  });

  it('say what another name is of', async () => {
    const { options } = await offered('ru', 'памперсы для в');
    assert.equal(options[0]?.text, 'Подгузники для взрослых');
    assert.equal(options[0].detail, 'памперсы для взрослых');
  });

  it('are none where too little is typed, or nothing fits', async () => {
    for (const typed of ['', 'к', '  ', 'zzzzqq', '"*']) {
      const { options, status } = await offered('ru', typed);
      assert.deepEqual([options, status], [[], 'Подсказок нет'], typed);
    }
  });

  it('refuse what is no query, and stay JSON', async () => {
    for (const query of ['q=a&q=b', `q=${'a'.repeat(151)}`, 'q=%00', 'q=%ED%A0%80']) {
      const answer = await portal.stranger().get(`/ru/aids/suggestions?${query}`);
      assert.ok([400, 404, 422].includes(answer.status), `${query}: ${answer.status}`);
      if (answer.status === 422) assert.deepEqual((answer.body as Answer).options, []);
    }
  });

  it('of products that were withdrawn are not made', async () => {
    const row: { id: number } = await portal.db
      .read('products')
      .where({ slug: 'mamyq-gel-cushion' })
      .first('id');
    await portal.db.write('products').where({ id: row.id }).update({ status: 'withdrawn' });
    const { options } = await offered('en', 'mamyq');
    assert.ok(!options.some(({ href }) => href.endsWith('mamyq-gel-cushion')));
  });
});
