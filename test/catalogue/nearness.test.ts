// Money and nearness on a product's page: what costs less, what comes where one lives and when, what goes with it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { JSDOM } from 'jsdom';
import { markCatalogueChanged } from '../../server/catalogue/catalogue.ts';
import { queriesOf } from './queries.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();
const { read } = portal.db;
const stranger = portal.stranger();
const open = (address: string) => stranger.get(encodeURI(address));
const plain = (html: string) => html.replaceAll(/[\u00a0\u202f]/g, ' ');
const pageOf = (html: string) => new JSDOM(plain(html)).window.document;
const textOf = (html: string, selector: string) =>
  [...pageOf(html).querySelectorAll(selector)].map((one) =>
    (one.textContent ?? '').replace(/\s+/g, ' ').trim(),
  );

const CHAIR = 'dala-200-indoor-wheelchair';
const TURKISTAN = '610000000';

describe('the price of a variant', () => {
  it('has beside it what the person pays', async () => {
    const { text } = await open('/en/aids/oshaq-wide-indoor-wheelchair');
    const [first] = textOf(text, '.td-variant');
    assert.match(first!, /from 274,500 ₸ you pay: 19,500 ₸/);
    const free = await open(`/en/aids/${CHAIR}`);
    assert.match(textOf(free.text, '.td-variant')[0]!, /nothing extra to pay/);
  });
});

describe('a cheaper equal product', () => {
  it('is named with both sums, and compared at a click', async () => {
    const { text } = await open('/en/aids/oshaq-wide-indoor-wheelchair?variant=DL-OSH-51');
    const box = textOf(text, '.td-equals li').join(' ');
    assert.match(box, /Kerege wide wheelchair, Seat width 51 cm from 249,000 ₸ · nothing extra/);
    assert.match(text, /\/en\/compare\?v=DL-OSH-51&amp;v=SR-KRG-51/);
  });

  it('is not named where there is no offer of it, nor for a variant that nobody equals', async () => {
    const other = await open('/en/aids/oshaq-wide-indoor-wheelchair?variant=DL-OSH-61');
    assert.equal(textOf(other.text, '.td-equals').length, 0);
    const dear = await open('/en/aids/kerege-wide-indoor-wheelchair');
    assert.equal(textOf(dear.text, '.td-equals').length, 0, 'the dearer one is no help');
  });
});

describe('delivery to a settlement', () => {
  it('takes the days that it takes longer, and says the day if ordered today', async () => {
    const region = await open(`/en/aids/${CHAIR}?region=${TURKISTAN}`);
    const place = await open(`/en/aids/${CHAIR}?region=${TURKISTAN}&settlement=кентау`);
    const daysIn = (html: string) =>
      textOf(html, '.td-offer').map((offer) => Number(/(\d+) working day/.exec(offer)![1]));
    const usual = daysIn(region.text);
    assert.deepEqual(
      daysIn(place.text),
      usual.map((days) => days + 1),
    );
    assert.match(place.text, /Times are to the place itself: Kentau/);
    assert.match(
      place.text,
      /if ordered today: \d+ (November|December) 2026|if ordered today: \d+ January 2027/,
    );
  });

  it('counts working days from the day after, holidays left out', async () => {
    await portal.db.write('offers').update({ delivery_days: 15 });
    await markCatalogueChanged(portal.db.write);
    const { text } = await open(`/en/aids/${CHAIR}?region=${TURKISTAN}`);
    // 23 November is a Monday; 16 December is Independence Day.
    assert.match(text, /if ordered today: 14 December 2026/);
  });

  it('knows the region of a place that there is once', async () => {
    const { text } = await open(`/en/aids/${CHAIR}?settlement=Кентау`);
    assert.match(text, new RegExp(`value="${TURKISTAN}" selected`));
  });

  it('leaves out who does not come there, and says how many', async () => {
    const { text } = await open(`/en/aids/${CHAIR}?region=${TURKISTAN}&settlement=Шолаққорған`);
    assert.match(text, /1 supplier does not deliver to this place/);
    assert.ok(!textOf(text, '.td-offer').join(' ').includes('Elzheter'));
  });

  it('says plainly of a place unknown to suppliers that the region’s terms hold', async () => {
    const { text, status } = await open(
      `/en/aids/${CHAIR}?region=${TURKISTAN}&settlement=Нигдеград`,
    );
    assert.equal(status, 200);
    assert.match(text, /Suppliers say nothing special about this place/);
  });

  it('asks again for a place in another region, and for anything but a name', async () => {
    const elsewhere = await open(`/en/aids/${CHAIR}?region=750000000&settlement=Кентау`);
    assert.equal(elsewhere.status, 422);
    assert.match(elsewhere.text, /Кентау lies in another region: Turkistan Region/);
    for (const typed of ['Абай 12', 'Кентау, Абая', '<b>', 'x'.repeat(61)]) {
      const { status, text } = await open(`/en/aids/${CHAIR}?settlement=${typed}`);
      assert.equal(status, 422, typed);
      assert.match(text, /Write only the name of the town or village/);
    }
  });

  it('suggests the places of the region, and keeps the place from variant to variant', async () => {
    const { text } = await open(`/kk/aids/${CHAIR}?region=${TURKISTAN}&settlement=Кентау`);
    const options = [...pageOf(text).querySelectorAll('datalist option')];
    assert.deepEqual(
      options.map((one) => one.getAttribute('value')),
      ['Түркістан', 'Кентау', 'Шолаққорған'],
    );
    const links = [...pageOf(text).querySelectorAll('.td-variant')];
    assert.ok(
      links.every((one) => decodeURI(one.getAttribute('href')!).includes('settlement=Кентау')),
    );
  });
});

describe('a product that nobody delivers to the region', () => {
  it('says so, and what to do: other regions, other products, the office, what is missing', async () => {
    const { text } = await open('/en/aids/kitap-stand-magnifier?region=470000000');
    assert.match(text, /Mangystau Region: nobody delivers this product here/);
    const regions = textOf(text, '.td-nowhere__regions a');
    assert.ok(regions.includes('Astana city') || regions.some((one) => one.includes('Astana')));
    assert.match(text, /\/en\/help\?region=470000000/);
    assert.match(text, /\/en\/aids\/missing\?class=TT-15&amp;region=470000000/);
    assert.match(text, /\/en\/aids\?class=TT-15&amp;region=470000000/);
  });

  it('names products of its kind that can be had there, with their sums', async () => {
    const { text } = await open('/en/aids/kebis-orthopaedic-shoes?region=470000000');
    assert.match(text, /nobody delivers this product here/);
    const other = await open('/en/aids/zhorga-lite-folding-powered-wheelchair?region=390000000');
    if (/nobody delivers/.test(other.text)) assert.match(other.text, /you can get here/);
  });
});

describe('what goes with a product', () => {
  it('stands on both pages, seen from each', async () => {
    const aid = await open('/en/aids/un-16-bte-hearing-aid');
    assert.match(textOf(aid.text, '.td-related').join(), /Accessories .*batter/i);
    const battery = await open('/en/aids/quat-hearing-aid-batteries');
    assert.match(textOf(battery.text, '.td-related').join(), /Goes with .*Ün 16|Goes with/);
    const plate = await open('/en/aids/taza-duet-ostomy-plate');
    assert.match(textOf(plate.text, '.td-related').join(), /Works with it/);
    const bag = await open('/en/aids/taza-duet-ostomy-bag');
    assert.match(textOf(bag.text, '.td-related').join(), /Works with it/);
  });

  it('shows published products only', async () => {
    const hide = (status: string) =>
      portal.db.write.transaction(async (trx) => {
        await trx('products').where({ slug: 'mamyq-gel-cushion' }).update({ status });
        await markCatalogueChanged(trx);
      });
    assert.match((await open(`/en/aids/${CHAIR}`)).text, /mamyq-gel-cushion/);
    await hide('withdrawn');
    assert.doesNotMatch((await open(`/en/aids/${CHAIR}`)).text, /mamyq-gel-cushion/);
    await hide('published');
  });
});

describe('the page as a whole', () => {
  it('groups technical data by section', async () => {
    const { text } = await open(`/en/aids/${CHAIR}`);
    const sections = textOf(text, '.td-data__section');
    assert.deepEqual(sections, ['Size', 'Weight and load', 'Control', 'Materials']);
  });

  it('costs the same few queries for every product and place', async () => {
    const addresses = [
      `/en/aids/${CHAIR}`,
      `/en/aids/${CHAIR}?region=${TURKISTAN}&settlement=Kentau`,
      '/en/aids/oshaq-wide-indoor-wheelchair',
      '/en/aids/un-16-bte-hearing-aid',
    ];
    const counts = [];
    for (const address of addresses) counts.push(await queriesOf(portal, address));
    assert.ok(Math.max(...counts) <= 4, counts.join(' '));
  });

  it('offers each product of the demo without a fault', async () => {
    const rows: { slug: string }[] = await read('products')
      .where({ status: 'published' })
      .select('slug');
    for (const { slug } of rows) assert.equal((await open(`/kk/aids/${slug}`)).status, 200, slug);
  });
});
