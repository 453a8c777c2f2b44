// Search engines find every public page in each language, and nothing that belongs to somebody.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { JSDOM } from 'jsdom';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();
const { publicUrl } = portal.portal.config;

async function text(address: string): Promise<string> {
  const answer = await fetch(portal.address + address);
  assert.equal(answer.status, 200, address);
  return answer.text();
}

async function xml(address: string): Promise<Document> {
  const { window } = new JSDOM(await text(address), { contentType: 'application/xml' });
  return window.document;
}

function locations(page: Document): string[] {
  return [...page.querySelectorAll('loc')].map((loc) => loc.textContent);
}

describe('the sitemap', () => {
  it('lists pages that are there, each in three languages that name one another', async () => {
    const parts = locations(await xml('/sitemap.xml'));
    assert.ok(parts.length >= 2);
    const pages = await Promise.all(
      parts.map((part) => xml(part.replace(publicUrl.replace(/\/$/, ''), ''))),
    );
    const all = pages.flatMap(locations);
    assert.equal(new Set(all).size, all.length);
    const published = await portal.db
      .read('products')
      .where({ status: 'published' })
      .select('slug');
    for (const lang of LANGUAGES) {
      const products = all.filter((one) => new RegExp(`/${lang}/aids/[a-z0-9-]+$`).test(one));
      assert.ok(products.length >= published.length);
    }
    for (const page of pages) {
      for (const url of page.querySelectorAll('url')) assert.equal(url.children.length, 4);
    }
    const some = all.filter((_, at) => at % 17 === 0);
    for (const one of some) await text(one.replace(publicUrl.replace(/\/$/, ''), ''));
  });

  it('has no file beyond the last, and none for nonsense', async () => {
    for (const part of ['2', '0', 'x', '-1']) {
      const { status } = await fetch(`${portal.address}/sitemaps/products-${part}.xml`);
      assert.equal(status, 404, part);
    }
  });

  it('robots are kept from what belongs to people', async () => {
    const robots = await text('/robots.txt');
    for (const lang of LANGUAGES) {
      for (const section of ['account', 'requests', 'casework', 'supplier', 'admin']) {
        assert.ok(robots.includes(`Disallow: /${lang}/${section}\n`), `${lang} ${section}`);
      }
    }
    assert.match(robots, /^Sitemap: http.*\/sitemap\.xml$/m);
  });
});

describe('a public page', () => {
  it('names its canonical address and itself in the other languages', async () => {
    const { window } = new JSDOM(
      await text('/ru/aids/dala-200-indoor-wheelchair?region=110000000'),
    );
    const link = (selector: string) =>
      window.document.querySelector(selector)?.getAttribute('href');
    const at = (lang: string) =>
      new URL(`/${lang}/aids/dala-200-indoor-wheelchair`, publicUrl).href;
    assert.equal(link('link[rel=canonical]'), at('ru'));
    for (const lang of LANGUAGES) assert.equal(link(`link[hreflang=${lang}]`), at(lang));
  });

  it('says so only where there is a page, and to strangers', async () => {
    const missing = await (await fetch(`${portal.address}/en/aids/no-such-thing`)).text();
    assert.doesNotMatch(missing, /rel="canonical"/);
    const own = await (await portal.signedIn('991231220071')).get('/en/account');
    assert.doesNotMatch(own.text, /rel="canonical"/);
  });

  it('describes a product as schema.org does', async () => {
    const { window } = new JSDOM(await text('/en/aids/dala-200-indoor-wheelchair'));
    const product = window.document.querySelector('[itemtype="https://schema.org/Product"]')!;
    const value = (name: string) =>
      product.querySelector(`[itemprop="${name}"]`)?.getAttribute('content');
    assert.equal(value('name'), 'Dala 200 indoor wheelchair');
    assert.equal(value('priceCurrency'), 'KZT');
    assert.ok(Number(value('lowPrice')) > 0);
    assert.ok(Number(value('lowPrice')) <= Number(value('highPrice')));
  });
});

describe('the feed of news', () => {
  for (const lang of LANGUAGES) {
    it(`is sound Atom in ${lang}, the newest first`, async () => {
      const feed = await xml(`/${lang}/aids/news.atom`);
      assert.equal(feed.documentElement.localName, 'feed');
      assert.equal(feed.documentElement.getAttribute('xml:lang'), lang);
      const entries = [...feed.querySelectorAll('entry')];
      assert.ok(entries.length > 10 && entries.length <= 30);
      const days = entries.map((entry) => entry.querySelector('published')!.textContent);
      assert.deepEqual(days, days.toSorted().toReversed());
      for (const entry of entries) {
        for (const part of ['id', 'title', 'updated', 'summary', 'author > name']) {
          assert.ok(entry.querySelector(part)?.textContent, part);
        }
      }
    });
  }

  it('answers 304 while nothing has changed', async () => {
    const stranger = portal.stranger();
    const first = await stranger.get('/kk/aids/news.atom');
    const again = await stranger
      .get('/kk/aids/news.atom')
      .set('if-none-match', first.headers.etag!);
    assert.equal(again.status, 304);
  });
});

describe('the list of the WHO', () => {
  it('says for each of the fifty where it can be requested, in three languages', async () => {
    for (const lang of LANGUAGES) {
      const { window } = new JSDOM(await text(`/${lang}/aids/priority`));
      const rows = [...window.document.querySelectorAll('tbody tr')];
      assert.equal(rows.length, 50);
      const here = rows.filter((row) => row.querySelector('a'));
      assert.ok(here.length >= 25);
      for (const link of here.flatMap((row) => [...row.querySelectorAll('a')])) {
        assert.match(link.getAttribute('href')!, new RegExp(`^/${lang}/aids\\?class=`));
      }
    }
  });
});
