import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();
const open = (address: string) => portal.stranger().get(address);
const CHAIRS = '/en/aids?class=MM-01';

describe('filters made from technical data', () => {
  it('are those of the class that is chosen, none without one', async () => {
    assert.doesNotMatch((await open('/en/aids')).text, /name="a-/);
    const { text } = await open(CHAIRS);
    assert.match(text, /<legend[^>]*>Seat width, cm<\/legend>/);
    assert.match(text, /id="a-seat_width-hint">\d+–\d+(\.\d)?\u00a0cm/);
    assert.match(text, /name="a-folding" type="checkbox" value="yes"/);
    assert.match(text, /Maximum user weight/, 'what the family defines, too');
    assert.doesNotMatch(text, /Battery/);
  });

  for (const [lang, query, chip] of [
    ['en', 'a-seat_width-from=42&a-seat_width-to=44', 'Seat width: 42–44 cm'],
    ['en', 'a-seat_width-from=42,5', 'Seat width: from 42.5 cm'],
    ['ru', 'a-seat_width-to=42.5', 'Ширина сиденья: до 42,5 см'],
    ['en', 'a-folding=yes', 'Folds: Yes'],
    ['en', 'a-folding=yes&a-folding=no', 'Folds: Yes, No'],
  ] as const) {
    it(`${query} is said in words, and left by a link`, async () => {
      const { text, status } = await open(`/${lang}/aids?class=MM-01&${query}`);
      assert.equal(status, 200);
      assert.ok(text.replaceAll('\u00a0', ' ').includes(chip), chip);
      const chips = [...text.matchAll(/class="td-chip" href="([^"]+)"/g)].map(([, href]) => href);
      // Without its class a condition means nothing: it goes, too.
      assert.deepEqual(chips, [`/${lang}/aids`, `/${lang}/aids?class=MM-01`]);
    });
  }

  it('hold for one and the same variant, to which the card leads', async () => {
    const query = 'a-seat_width-from=44&a-seat_width-to=46&a-folding=yes';
    const { text } = await open(`${CHAIRS}&${query}`);
    const cards = [
      ...text.matchAll(/td-card__link" href="\/en\/aids\/([\w-]+)\?variant=([\w-]+)"/g),
    ];
    assert.ok(cards.length > 0);
    for (const [, , article] of cards) {
      const values: { key: string; thousandths: number | null; yes: unknown }[] = await portal.db
        .read('attribute_values')
        .join('attribute_definitions', 'attribute_definitions.id', 'definition_id')
        .join('variants', 'variants.id', 'variant_id')
        .where({ article })
        .select('key', 'thousandths', 'yes');
      const width = values.find(({ key }) => key === 'seat_width')!.thousandths!;
      assert.ok(width >= 44_000 && width <= 46_000, article);
      assert.ok(values.find(({ key }) => key === 'folding')!.yes, article);
    }
  });

  for (const [query, field, words, kept] of [
    ['a-seat_width-from=wide', 'a-seat_width-from', 'Seat width: write a number', 'value="wide"'],
    ['a-seat_width-from=-5', 'a-seat_width-from', 'Seat width: write a number', 'value="-5"'],
    ['a-seat_width-to=4e3', 'a-seat_width-to', 'Seat width: write a number', 'value="4e3"'],
    ['a-seat_width-from=1&a-seat_width-from=2', 'a-seat_width-from', 'write a number', 'open'],
    [
      'a-seat_width-from=50&a-seat_width-to=42',
      'a-seat_width-from',
      'is larger than',
      'value="50"',
    ],
    ['a-folding=perhaps', 'a-folding', 'Folds: choose from the list', 'open'],
    ['a-drive=warp', 'a-drive', 'choose from the list', 'open'],
  ] as const) {
    it(`${query} is named beside its field, and kept`, async () => {
      const { text, status } = await open(`${CHAIRS}&${query}`);
      assert.equal(status, 422);
      assert.ok(text.includes(`href="#${field}"`), field);
      assert.ok(text.includes(`id="${field}"`), field);
      assert.ok(text.includes(words), words);
      assert.ok(text.includes(kept), kept);
    });
  }

  it('that the class does not define are left alone', async () => {
    const plain = await open(CHAIRS);
    for (const query of [
      'a-battery=gel',
      'a-nothing-from=x',
      'a-=1',
      'a-__proto__-from=1',
      'a=1',
    ]) {
      const { text, status } = await open(`${CHAIRS}&${query}`);
      assert.equal(status, 200, query);
      assert.equal(countOf(text), countOf(plain.text), query);
    }
  });

  it('stay in the links of order and pages', async () => {
    const { text } = await open(`${CHAIRS}&a-weight-from=1&sort=price`);
    for (const [, href] of text.matchAll(/<li><a class="govuk-link" href="([^"]+sort=[^"]+)"/g))
      assert.match(href!, /a-weight-from=1/);
  });
});

describe('the list', () => {
  it('shows of a supplier that supplier’s own price and days', async () => {
    const offer:
      | { supplier_id: number; slug: string; article: string; price_tiyn: number }
      | undefined = await portal.db
      .read('offers')
      .join('variants', 'variants.id', 'offers.variant_id')
      .join('products', 'products.id', 'variants.product_id')
      .join('suppliers', 'suppliers.id', 'offers.supplier_id')
      .where({
        'offers.status': 'published',
        available: true,
        'products.status': 'published',
        'suppliers.status': 'admitted',
        active: true,
      })
      .orderBy('price_tiyn', 'desc')
      .first('supplier_id', 'slug', 'article', 'price_tiyn');
    const prices: { price_tiyn: number }[] = await portal.db
      .read('offers')
      .join('variants', 'variants.id', 'offers.variant_id')
      .join('products', 'products.id', 'variants.product_id')
      .where({ slug: offer!.slug, supplier_id: offer!.supplier_id, available: true, active: true })
      .select('price_tiyn');
    const least = Math.min(...prices.map(({ price_tiyn }) => price_tiyn)) / 100;
    const { text } = await open(`/en/aids?supplier=${offer!.supplier_id}&sort=price`);
    const pages = [text];
    for (let html = text; ; html = pages.at(-1)!) {
      const next = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
      if (!next) break;
      pages.push((await open(next)).text);
    }
    const card = pages
      .join('')
      .split('<article')
      .find((one) => one.includes(`/aids/${offer!.slug}`));
    assert.ok(card!.includes(`from ${least.toLocaleString('en')}`), card);
  });

  it('keeps to the WHO’s priority products', async () => {
    const all = countOf((await open('/en/aids')).text);
    const some = countOf((await open('/en/aids?priority=yes')).text);
    assert.ok(some > 0 && some < all, `${some} of ${all}`);
  });

  it('takes the region of the one person whom a representative stands for', async () => {
    const madina = await portal.signedIn(iinOf('madina'));
    const { text } = await madina.get('/en/aids');
    assert.match(text, /class="td-chip" href="\/en\/aids\?region=all"/);
  });
});

function countOf(html: string): number {
  return Number(/id="found">([\d,]+)/.exec(html)?.[1]?.replace(',', ''));
}
