import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startPortal } from '../support/portal.ts';
import { AIGERIM, ARMAN, ASKAR, SAULE } from '../support/desk.ts';

const portal = await startPortal();
const arman = await portal.signedIn(ARMAN);

const PAGES = [
  '',
  '/aid-classes',
  '/aid-classes/MM-01',
  '/aid-classes/MM-01/edit',
  '/aid-classes/MM-01/attributes/new',
  '/amounts',
  '/amounts/MM-01-01',
  '/amounts/new',
  '/terms',
  '/terms/1',
  '/terms/1/value',
  '/terms/1/correction',
  '/products',
  '/products/new',
  '/products/1',
  '/products/1/edit',
  '/products/1/pictures',
  '/products/1/variants/1',
  '/products/1/pictures',
  '/products/1/class?to=MM-02',
  '/products/1/versions/1',
  '/review',
  '/products/1/variants/new',
  '/offers',
  '/offers/new',
  '/offers/1',
  '/offers/1/edit',
  '/offers/1/replacement',
  '/suppliers',
  '/suppliers/new',
  '/suppliers/1',
  '/suppliers/1/edit',
  '/suppliers/1/standing',
  '/offices',
  '/offices/new',
  '/offices/1',
  '/people',
  '/holidays',
  '/holidays/new',
  '/holidays/2027-03-22',
  '/audit',
  '/mail',
];

void describe('the administrator’s desk', () => {
  for (const page of PAGES) {
    void it(`opens /admin${page} for an administrator in three languages`, async () => {
      for (const lang of ['kk', 'ru', 'en']) {
        const { status, text } = await arman.get(`/${lang}/admin${page}`);
        assert.equal(status, 200, text);
        assert.equal(text.match(/<h1\b/g)?.length, 1);
      }
    });
  }

  void it('sends a stranger to the sign-in page', async () => {
    const stranger = portal.stranger();
    for (const page of PAGES) {
      const { status, headers } = await stranger.get(`/en/admin${page}`);
      assert.equal(status, 303);
      assert.match(String(headers.location), /^\/en\/sign-in\?return-to=/);
    }
    const { status } = await stranger.post('/en/admin/offices/new', { name_kk: 'x' });
    assert.equal(status, 303);
  });

  for (const [who, iin] of [
    ['an applicant', AIGERIM],
    ['a caseworker', SAULE],
    ['a supplier', ASKAR],
  ] as const) {
    void it(`is closed to ${who} (v5.0.0-8.3.1)`, async () => {
      const visitor = await portal.signedIn(iin);
      for (const page of [...PAGES, '/', '/nothing', '/people/1']) {
        assert.equal((await visitor.get(`/en/admin${page}`)).status, 403, page);
      }
      const token = /name="_csrf" value="([^"]+)"/.exec(
        (await visitor.get('/en/account')).text,
      )![1]!;
      for (const act of ['products/1/withdrawal', 'people/1/roles', 'offices/new', 'audit/check']) {
        const { status } = await visitor.post(`/en/admin/${act}`, { _csrf: token });
        assert.equal(status, 403, act);
      }
    });
  }

  void it('has no page for what is not there', async () => {
    for (const page of [
      '/nothing',
      '/aid-classes/XX-99',
      '/aid-classes/MM-01/attributes/999999',
      '/amounts/XX',
      '/amounts/999999/correction',
      '/terms/999999',
      '/terms/0',
      '/products/999999',
      '/products/99999999999999999999',
      '/products/1x',
      '/variants/999999',
      '/offers/999999',
      '/suppliers/999999',
      '/offices/-1',
      '/people/999999',
      '/holidays/2027-02-30',
      '/holidays/2027-12-01',
      '/mail/..%2F..%2Fpackage.json',
      '/mail/nothing.eml',
    ]) {
      assert.equal((await arman.get(`/en/admin${page}`)).status, 404, page);
    }
  });

  void it('refuses a form without the session’s token (v5.0.0-3.5.1)', async () => {
    const { status } = await arman.post('/en/admin/audit/check', {});
    assert.equal(status, 403);
  });
});

void describe('a list', () => {
  for (const [address, field] of [
    ['products?status=eaten', 'status'],
    ['products?class=%27', 'class'],
    ['offers?supplier=abc', 'supplier'],
    ['offers?status=published&status=draft', 'status'],
    ['suppliers?region=1', 'region'],
    ['offices?active=maybe', 'active'],
    ['aid-classes?status=x', 'status'],
    ['amounts?shown=x', 'shown'],
    ['terms?status=x', 'status'],
    ['holidays?year=abc', 'year'],
    ['people?role=king', 'role'],
    ['audit?from=31.02.2026', 'from'],
    ['audit?actor=x', 'actor'],
    [`products?q=${'x'.repeat(101)}`, 'q'],
  ] as const) {
    void it(`says what is wrong with ${address.slice(0, 40)}`, async () => {
      const { status, text } = await arman.get(`/en/admin/${address}`);
      assert.equal(status, 422);
      assert.ok(text.includes(`href="#${field}"`));
      assert.ok(new RegExp(`id="${field}"`).test(text), 'the link leads somewhere');
    });
  }

  void it('survives what people paste into a search box', async () => {
    for (const q of ['%', '_', "'", '"', '\\', '%%%', 'жол%', '😀', 'a b c d e f g h i j']) {
      for (const list of ['products', 'offers', 'suppliers', 'offices', 'aid-classes', 'terms']) {
        const { status } = await arman.get(`/en/admin/${list}?q=${encodeURIComponent(q)}`);
        assert.equal(status, 200, `${list} ${q}`);
      }
    }
  });

  void it('finds Kazakh names in any case', async () => {
    const { text } = await arman.get(`/kk/admin/products?q=${encodeURIComponent('ЖОЛ 4')}`);
    assert.match(text, /«Жол 4» жиналмалы ақ таяқ/);
  });

  void it('is paged by key, and comes back to its start', async () => {
    const first = await arman.get('/en/admin/products');
    const next = /href="([^"]+)" rel="next"/.exec(first.text)![1]!.replaceAll('&amp;', '&');
    assert.match(next, /before=\d+/);
    const second = await arman.get(next);
    const previous = /href="([^"]+)" rel="prev"/.exec(second.text)![1]!.replaceAll('&amp;', '&');
    const rows = (text: string) => text.match(/admin\/products\/\d+"/g)!.join();
    assert.equal(rows((await arman.get(previous)).text), rows(first.text));
    assert.notEqual(rows(second.text), rows(first.text));
  });

  void it('keeps its order through a classification longer than a page', async () => {
    const first = await arman.get('/en/admin/aid-classes');
    const next = /href="([^"]+)" rel="next"/.exec(first.text)![1]!.replaceAll('&amp;', '&');
    const second = await arman.get(next);
    assert.equal(second.status, 200);
    assert.match(second.text, /rel="prev"/);
  });
});
