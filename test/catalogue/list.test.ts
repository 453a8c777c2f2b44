import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { queriesOf } from './queries.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();
const open = (address: string) => portal.stranger().get(address);

describe('the catalogue list', () => {
  for (const lang of ['kk', 'ru', 'en'] as const) {
    it(`is there in ${lang}, without sign-in`, async () => {
      const { text, status } = await open(`/${lang}/aids`);
      assert.equal(status, 200);
      assert.match(text, new RegExp(`<html lang="${lang}"`));
      assert.equal(slugsIn(text).length, 24);
    });
  }

  it('shows each published product once on its pages, in every order', async () => {
    const published: { slug: string }[] = await portal.db
      .read('products')
      .where({ status: 'published' })
      .select('slug');
    const expected = published.map(({ slug }) => slug).toSorted();
    for (const sort of ['name', 'price', 'co-payment', 'delivery', 'newest']) {
      const shown = await allPages(`/kk/aids?sort=${sort}`);
      assert.deepEqual(shown.toSorted(), expected, sort);
    }
  });

  it('finds by the words of any language, with and without Kazakh letters', async () => {
    for (const [q, slug] of [
      ['кресло арба', 'dala-200-indoor-wheelchair'],
      ['Дала комнатная коляска', 'dala-200-indoor-wheelchair'],
      ['indoor WHEELCHAIRS', 'dala-200-indoor-wheelchair'],
      ['DL200-40', 'dala-200-indoor-wheelchair'],
    ] as const) {
      const slugs = await allPages(`/en/aids?q=${encodeURIComponent(q)}`);
      assert.ok(slugs.includes(slug), q);
    }
    const kazakh = await allPages(`/kk/aids?q=${encodeURIComponent('Қол протезі')}`);
    const plain = await allPages(`/kk/aids?q=${encodeURIComponent('кол протези')}`);
    assert.ok(kazakh.length > 0);
    assert.deepEqual(plain, kazakh);
  });

  it('keeps to the class and those below it', async () => {
    const rows: { slug: string }[] = await portal.db
      .read('products')
      .where({ status: 'published' })
      .where('aid_class_code', 'like', 'MM-01-%')
      .select('slug');
    const shown = await allPages('/ru/aids?class=MM-01');
    assert.deepEqual(shown.toSorted(), rows.map(({ slug }) => slug).toSorted());
  });

  it('shows nothing that costs the person more, when they asked for that', async () => {
    const { text } = await open('/en/aids?free=yes&region=750000000');
    assert.ok(slugsIn(text).length > 0);
    const paid = [...text.matchAll(/<dt>You pay<\/dt><dd>([^<]+)/g)].map(([, sum]) => sum);
    assert.deepEqual([...new Set(paid)], ['Nothing extra']);
  });

  it('with a supplier, shows only what that supplier offers there', async () => {
    const supplier: { id: number } | undefined = await portal.db
      .read('suppliers')
      .where({ status: 'admitted' })
      .first('id');
    const shown = await allPages(`/en/aids?supplier=${supplier!.id}`);
    const rows: { slug: string }[] = await portal.db
      .read('offers')
      .join('variants', 'variants.id', 'offers.variant_id')
      .join('products', 'products.id', 'variants.product_id')
      .where({ supplier_id: supplier!.id })
      .distinct('slug');
    const offered = new Set(rows.map(({ slug }) => slug));
    assert.ok(shown.length > 0 && shown.every((slug) => offered.has(slug)));
  });

  it('leaves each chosen filter by a link, and says what to change when nothing fits', async () => {
    const { text } = await open('/en/aids?q=zzzz&kind=made');
    assert.match(text, /Nothing fits these choices/);
    assert.match(text, /href="\/en\/aids\?kind=made"/);
    assert.match(text, /href="\/en\/aids\?q=zzzz"/);
  });

  it('prints what was typed as text', async () => {
    const { text } = await open('/en/aids?q=%3Cscript%3Ealert(1)%3C/script%3E%22x');
    assert.ok(!text.includes('<script>alert'));
    assert.ok(text.includes('&lt;script&gt;alert(1)'));
  });

  it('answers bad input of every filter with a page that names it, never with a failure', async () => {
    const names = ['q', 'class', 'region', 'supplier', 'free', 'days', 'kind', 'sort', 'after'];
    const bad = [
      'a&NAME=b',
      '%00',
      'x'.repeat(900),
      '%F0%9F%A6%BD',
      '-1',
      '1e3',
      "'--",
      '%22*',
      '0',
    ];
    for (const name of names) {
      for (const value of bad) {
        const query = `${name}=${value.replace('NAME', name)}`;
        const { status } = await open(`/ru/aids?${query}`);
        assert.ok([200, 404, 422].includes(status), `${query.slice(0, 40)}: ${status}`);
      }
      const nested = await open(`/ru/aids?${name}[x]=1&__proto__=1&${name}[]=2`);
      assert.equal(nested.status, 200, name);
    }
    const { text, status } = await open('/en/aids?days=soon');
    assert.equal(status, 422);
    assert.match(text, /href="#days"/);
  });

  it('does two queries, however many products there are, and a few more to search', async () => {
    assert.equal(await queriesOf(portal, '/en/aids?class=MM-08'), 2);
    assert.equal(await queriesOf(portal, '/en/aids'), 2);
    assert.equal(await queriesOf(portal, '/en/aids?free=yes&days=30&region=750000000'), 2);
    assert.ok((await queriesOf(portal, '/en/aids?q=chair&region=750000000')) <= 5);
  });

  it('spares a browser the page that it has', async () => {
    const first = await open('/en/aids');
    const again = await open('/en/aids').set('If-None-Match', first.headers.etag!);
    assert.equal(again.status, 304);
    const other = await open('/kk/aids').set('If-None-Match', first.headers.etag!);
    assert.equal(other.status, 200);
    await portal.db.write('catalogue_version').increment('version', 1);
    const changed = await open('/en/aids').set('If-None-Match', first.headers.etag!);
    assert.equal(changed.status, 200);
  });

  it('shows the kinds of aids with their counts', async () => {
    const { text, status } = await open('/kk/aids/families');
    assert.equal(status, 200);
    assert.match(text, /href="\/kk\/aids\?class=MM-01-01"/);
  });
});

async function allPages(address: string): Promise<string[]> {
  const slugs: string[] = [];
  let next: string | undefined = address;
  while (next) {
    const { text, status } = await open(next);
    assert.equal(status, 200);
    slugs.push(...slugsIn(text));
    next = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
  }
  return slugs;
}

function slugsIn(html: string): string[] {
  const links = html.matchAll(/class="td-card__link" href="\/\w\w\/aids\/([a-z0-9-]+)/g);
  return [...links].map(([, slug]) => slug!);
}
