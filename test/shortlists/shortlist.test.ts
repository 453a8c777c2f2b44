import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sweepShortlists } from '../../server/shortlists/sweep.ts';
import { startPortal, TODAY } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

const portal = await startPortal();
const variants: { id: number; article: string }[] = await portal.db
  .read('variants')
  .join('products', 'products.id', 'variants.product_id')
  .where({ 'products.status': 'published', 'variants.active': true })
  .orderBy('variants.id')
  .limit(40)
  .select('variants.id', 'variants.article');
const [first, second, third] = variants as [Variant, Variant, Variant];
interface Variant {
  id: number;
  article: string;
}

const add = (person: Visitor, ...those: Variant[]) =>
  those.reduce(
    async (before, { id }) => {
      await before;
      return person.post('/en/shortlist/items', { variant: String(id) });
    },
    Promise.resolve(null as unknown),
  ) as Promise<{ status: number; headers: Record<string, string> }>;
const act = (person: Visitor, { id }: Variant, name: string, values = {}) =>
  person.post(`/en/shortlist/items/${id}/${name}`, values);
const articlesOn = async (person: Visitor, address = '/en/shortlist') => {
  const { text } = await person.get(address);
  return [...text.matchAll(/Article number: ([^<]+)</g)].map(([, article]) => article);
};
const noticeOf = async (person: Visitor) => {
  const { text } = await person.get('/en/shortlist');
  return /govuk-notification-banner__heading">([^<]*)/.exec(text)?.[1];
};

describe('a list of one’s own', () => {
  it('is empty for somebody new, who gets no cookie for looking', async () => {
    const { status, text, headers } = await portal.stranger().get('/en/shortlist');
    assert.equal(status, 200);
    assert.match(text, /The list is empty so far/);
    assert.equal(headers['set-cookie'], undefined);
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(String(headers['x-robots-tag']), /noindex/);
  });

  it('keeps what is added, without sign-in, under a key that scripts cannot read', async () => {
    const person = portal.stranger();
    const answer = await add(person, first);
    assert.equal(answer.status, 303);
    const cookie = [answer.headers['set-cookie']].flat().find((one) => one?.startsWith('td_list='));
    assert.match(
      cookie!,
      /^td_list=[\w-]{32}; Max-Age=15552000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    assert.deepEqual(await articlesOn(person), [first.article]);
    const key = /td_list=([\w-]{32})/.exec(cookie!)![1]!;
    const rows = JSON.stringify(await portal.db.read('shortlists').select());
    assert.ok(!rows.includes(key), 'the table knows only its hash');
  });

  it('holds a thing once, however often and at once it is added', async () => {
    const person = portal.stranger();
    await add(person, first);
    await Promise.all([add(person, second), add(person, second), add(person, first)]);
    assert.deepEqual(new Set(await articlesOn(person)), new Set([first.article, second.article]));
    assert.equal((await articlesOn(person)).length, 2);
    await add(person, first);
    assert.match((await noticeOf(person))!, /It is on your list already. It has 2 of at most 30/);
  });

  it('says in words when there is no more room', async () => {
    const person = portal.stranger();
    await add(person, ...variants.slice(0, 30));
    await Promise.all([add(person, variants[30]!), add(person, variants[31]!)]);
    assert.match((await noticeOf(person))!, /Not added: the list has room for 30/);
    assert.equal((await articlesOn(person)).length, 30);
  });

  it('refuses what is not in the catalogue, and what is no number', async () => {
    const person = portal.stranger();
    for (const variant of ['999999', '999999999']) {
      assert.equal((await person.post('/en/shortlist/items', { variant })).status, 404, variant);
    }
    const withdrawn: { id: number } = await portal.db
      .read('variants')
      .join('products', 'products.id', 'variants.product_id')
      .whereNot({ 'products.status': 'published' })
      .first('variants.id');
    assert.equal(
      (await person.post('/en/shortlist/items', { variant: String(withdrawn.id) })).status,
      404,
    );
    for (const variant of ['', '0', '-1', '1e3', 'x', '99999999999999999999']) {
      const { status, text } = await person.post('/en/shortlist/items', { variant });
      assert.equal(status, 422, variant);
      assert.match(text, /Choose the product again/);
    }
    assert.equal((await person.get('/en/shortlist')).text.includes('empty so far'), true);
  });

  it('can be put in order, noted on and shortened; each act twice does it once', async () => {
    const person = portal.stranger();
    await add(person, first, second, third);
    await act(person, third, 'move', { to: 'up' });
    assert.deepEqual(
      await articlesOn(person),
      [first, third, second].map((one) => one.article),
    );
    await act(person, first, 'move', { to: 'up' }); // already at the top
    await act(person, second, 'move', { to: 'down' });
    assert.deepEqual(
      await articlesOn(person),
      [first, third, second].map((one) => one.article),
    );

    await act(person, third, 'note', { note: '  for <b>winter</b> ' });
    assert.match((await person.get('/en/shortlist')).text, /for &lt;b&gt;winter&lt;\/b&gt;/);
    const long = await act(person, third, 'note', { note: 'x'.repeat(201) });
    assert.equal(long.status, 422);
    assert.match(long.text, new RegExp(`href="#note-${third.id}"`));
    await act(person, third, 'note', { note: '' });
    assert.doesNotMatch((await person.get('/en/shortlist')).text, /winter/);

    assert.equal((await act(person, third, 'removal')).status, 303);
    assert.equal((await act(person, third, 'removal')).status, 303);
    assert.deepEqual(
      await articlesOn(person),
      [first, second].map((one) => one.article),
    );
    assert.equal((await act(person, third, 'note', { note: 'x' })).status, 404);
    assert.equal((await act(person, third, 'move', { to: 'up' })).status, 404);
  });

  it('is nobody else’s', async () => {
    const person = portal.stranger();
    await add(person, first);
    const other = portal.stranger();
    assert.deepEqual(await articlesOn(other), []);
    assert.equal((await act(other, first, 'note', { note: 'x' })).status, 404);
    await act(other, first, 'removal');
    await other.post('/en/shortlist/removal', { sure: 'yes' });
    assert.deepEqual(await articlesOn(person), [first.article]);
  });

  it('stays with the browser when its owner signs in and out', async () => {
    const person = await portal.signedIn('991231220071');
    const { text } = await person.get('/en/account');
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)![1]!;
    assert.equal(
      (await person.post('/en/shortlist/items', { variant: String(first.id) })).status,
      403,
    );
    await person.post('/en/shortlist/items', { variant: String(first.id), _csrf });
    assert.deepEqual(await articlesOn(person), [first.article]);
    await person.post('/en/sign-out', { _csrf });
    assert.deepEqual(await articlesOn(person), [first.article]);
  });

  it('goes back to the page on which the button stood, and to no other site', async () => {
    const person = portal.stranger();
    const post = (referer: string) =>
      person.post('/en/shortlist/items', { variant: String(first.id) }).set('referer', referer);
    const product = `${portal.address}/en/aids/dala-200-indoor-wheelchair?region=750000000`;
    assert.equal((await post(product)).headers.location, product.replace(portal.address, ''));
    assert.equal(
      (await post('https://elsewhere.example/en/aids/x')).headers.location,
      '/en/shortlist',
    );
    assert.equal(
      (await post(`${portal.address}/en/shortlist/items`)).headers.location,
      '/en/shortlist',
    );
  });

  it('shows nothing of itself on kept pages of the catalogue', async () => {
    const address = '/en/aids/dala-200-indoor-wheelchair';
    const stranger = portal.stranger();
    const before = await stranger.get(address);
    assert.match(before.text, /action="\/en\/shortlist\/items"/);
    const person = portal.stranger();
    await person
      .post('/en/shortlist/items', { variant: String(first.id) })
      .set('referer', `${portal.address}${address}`);
    assert.match((await person.get(address)).text, /Added to your list. It has 1 of at most 30/);
    // The notice is shown once; then the page is again everybody's.
    assert.equal((await person.get(address)).text, before.text);
    assert.equal((await stranger.get(address)).text, before.text);
  });

  it('names what is no longer offered', async () => {
    const person = portal.stranger();
    const last = variants.at(-1)!;
    await add(person, last, first);
    await portal.db.write('variants').where({ id: last.id }).update({ active: false });
    const { text } = await person.get('/en/shortlist');
    assert.match(text, /This variant is no longer offered/);
    await portal.db.write('variants').where({ id: last.id }).update({ active: true });
  });

  it('is deleted when its owner says so and means it', async () => {
    const person = portal.stranger();
    await add(person, first);
    assert.equal((await person.post('/en/shortlist/removal')).status, 422);
    assert.equal((await person.post('/en/shortlist/removal', { sure: 'yes' })).status, 303);
    assert.deepEqual(await articlesOn(person), []);
  });

  it('is forgotten half a year after it was last used, and not before', async () => {
    const old = portal.stranger();
    const used = portal.stranger();
    await add(old, first);
    await add(used, second);
    portal.setTime('2027-05-01T05:00:00.000Z');
    await used.get('/en/shortlist');
    portal.setTime('2027-06-01T05:00:00.000Z');
    await sweepShortlists(portal.db, new Date('2027-06-01T05:00:00.000Z'));
    portal.setTime(TODAY);
    assert.deepEqual(await articlesOn(old), []);
    assert.deepEqual(await articlesOn(used), [second.article]);
  });

  it('compares what is ticked', async () => {
    const person = portal.stranger();
    await add(person, first, second, third);
    const { text } = await person.get('/en/shortlist');
    assert.equal(
      [...text.matchAll(/name="v" type="checkbox" value="[^"]+" form="to-compare"/g)].length,
      3,
    );
    const { text: compared } = await person.get(`/en/compare?v=${first.article}`);
    assert.match(compared, /From my list/);
    assert.ok(compared.includes(`<option value="${second.article}"`));
  });
});
