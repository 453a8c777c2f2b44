import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { JSDOM } from 'jsdom';
import { queriesOf } from '../catalogue/queries.ts';
import { startPortal } from '../support/portal.ts';

const portal = await startPortal();
const stranger = portal.stranger();
const FOUR = ['DL-TP1-46', 'SR-ZHL-46', 'YK-ARG-55', 'QB-QR3-44'];

const compare = (...names: string[]) =>
  stranger.get(`/en/compare?${names.map((name) => `v=${encodeURIComponent(name)}`).join('&')}`);
const pageOf = (html: string) => new JSDOM(html).window.document;
const headsOf = (html: string) =>
  [...pageOf(html).querySelectorAll('.td-versus__head')].map((one) => one.textContent ?? '');

describe('comparing', () => {
  it('explains itself where nothing is named yet', async () => {
    const { status, text } = await stranger.get('/en/compare');
    assert.equal(status, 200);
    assert.match(text, /Choose what to compare/);
    assert.equal(headsOf(text).length, 0);
  });

  it('shows two to four variants, named by article or id, in the order of the address', async () => {
    const { id }: { id: number } = await portal.db
      .read('variants')
      .where({ article: 'SR-ZHL-46' })
      .first('id');
    const { status, text } = await compare('YK-ARG-55', String(id), 'dl-tp1-46');
    assert.equal(status, 200);
    const heads = headsOf(text);
    assert.match(heads[0]!, /YK-ARG-55/);
    assert.match(heads[1]!, /SR-ZHL-46/);
    assert.match(heads[2]!, /DL-TP1-46/);
  });

  it('puts what differs into the table and folds what is equal', async () => {
    const { text } = await compare('DL-TP1-42', 'DL-TP1-46');
    const page = pageOf(text);
    const rows = [...page.querySelectorAll('.td-versus tbody th[scope="row"]')].map(
      (one) => one.textContent,
    );
    assert.ok(rows.includes('Seat width'));
    assert.ok(!rows.includes('Maker'));
    const folded = page.querySelector('details.td-alike')!;
    assert.equal(folded.hasAttribute('open'), false);
    assert.match(folded.textContent ?? '', /Maker\s*Dala/);
  });

  it('marks the best value in words, where a direction is plain', async () => {
    const { text } = await compare('DL-TP1-46', 'SR-ZHL-46');
    const weight = [...pageOf(text).querySelectorAll('.td-versus tr')].find((one) =>
      one.textContent?.includes('Weight of the aid'),
    )!;
    const cells = [...weight.querySelectorAll('td')].map((one) => one.textContent ?? '');
    assert.doesNotMatch(cells[0]!, /lightest/);
    assert.match(cells[1]!, /26.5.kg\s+lightest/);
  });

  it('is a table for those who hear it: a caption, heads of columns and of rows', async () => {
    const { text } = await compare(...FOUR);
    const table = pageOf(text).querySelector('table.td-versus')!;
    assert.ok(table.querySelector('caption')?.textContent);
    assert.equal(table.querySelectorAll('thead th[scope="col"][role="columnheader"]').length, 4);
    for (const row of table.querySelectorAll('tbody tr')) {
      assert.equal(row.querySelectorAll('th[role="rowheader"]').length, 1);
      const cells = row.querySelectorAll('td[role="cell"]').length;
      assert.ok([0, 4].includes(cells), row.textContent ?? '');
    }
  });

  it('shows the same product once, however often it is named', async () => {
    const { text } = await compare('DL-TP1-46', 'dl-tp1-46', 'DL-TP1-46');
    assert.equal(headsOf(text).length, 1);
  });

  it('says what is not in the catalogue and shows the others', async () => {
    const { status, text } = await compare('DL-TP1-46', 'NO-SUCH', 'SR-ZHL-46', "';--");
    assert.equal(status, 422);
    assert.match(text, /no article “NO-SUCH”/);
    assert.match(text, /no article “&#39;;--”/);
    assert.equal(headsOf(text).length, 2);
    // Withdrawn products are not compared either: nobody can have them.
    const gone = await compare('DL-TP1-46', 'QB-TRP-44');
    assert.equal(gone.status, 422);
  });

  it('says which ones are too many', async () => {
    const { status, text } = await compare(...FOUR, 'DL200-46');
    assert.equal(status, 422);
    assert.match(text, /at most 4 products at once. These are left out: Dala 200/);
    assert.equal(headsOf(text).length, 4);
  });

  it('adds one typed by hand and then stands at an address to keep', async () => {
    const added = await stranger.get('/en/compare?v=DL-TP1-46&region=750000000&add=sr-zhl-46');
    assert.equal(added.status, 303);
    assert.equal(added.headers.location, '/en/compare?v=DL-TP1-46&v=SR-ZHL-46&region=750000000');
  });

  it('shows the prices of a region, and names one that there is not', async () => {
    const { text } = await stranger.get('/en/compare?v=DL-TP1-46&v=SR-ZHL-46&region=750000000');
    assert.match(text, /Delivered to: Almaty/);
    const wrong = await stranger.get('/en/compare?v=DL-TP1-46&region=nowhere');
    assert.equal(wrong.status, 422);
  });

  it('says for whom each fits and why, once the guide was answered, and which fits best', async () => {
    const person = portal.stranger();
    for (const [question, answer] of [
      ['sitting', 'steady'],
      ['moving', 'both'],
      ['active', 'no'],
      ['place', 'indoors'],
      ['ground', 'smooth'],
      ['carried', 'no'],
      ['lifted', 'no'],
      ['body_weight', '72'],
      ['hip_width', '37'],
      ['thigh_length', '47'],
      ['narrowest_door', '80'],
    ] as const) {
      const { status } = await person.post(`/en/guide/manual-wheelchairs/${question}`, { answer });
      assert.equal(status, 303);
    }
    const { text } = await person.get('/en/compare?v=DL200-40&v=DL200-46');
    const cells = [...pageOf(text).querySelectorAll('.td-versus__fit td')].map(
      (one) => one.textContent ?? '',
    );
    assert.match(cells[0]!, /Fits you best/);
    assert.match(cells[1]!, /Does not fit you[\s\S]*46/);
    const before = await stranger.get('/en/compare?v=DL200-40&v=DL200-46');
    assert.equal(pageOf(before.text).querySelector('.td-versus__fit'), null);
    assert.match(before.text, /To see which fits you, answer some questions/);
  });

  it('compares different kinds of aids in what they share', async () => {
    const { status, text } = await compare('DL200-46', 'DL-TP1-46');
    assert.equal(status, 200);
    assert.match(text, /Seat width/);
    assert.match(text, /Not stated/);
  });

  it('takes the same few queries for one variant and for four', async () => {
    const one = await queriesOf(portal, '/en/compare?v=DL-TP1-46');
    const four = await queriesOf(
      portal,
      `/en/compare?${FOUR.map((name) => `v=${name}`).join('&')}`,
    );
    assert.equal(one, four);
    assert.ok(four <= 4, String(four));
  });
});
