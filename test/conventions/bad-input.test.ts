// Whatever is sent to whatever address: a page that says what to mend, and never a 500 (v5.0.0-2.2.1, 15.3.7, 16.5.1).
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { createApp } from '../../server/app.ts';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { loadTexts } from '../../server/i18n/texts.ts';
import { loadAssets } from '../../server/web/assets.ts';
import { postFormsOf } from '../support/forms-of-page.ts';
import { none } from '../support/none.ts';
import { startPortal, type TestPortal } from '../support/portal.ts';
import { listRoutes } from '../support/routes.ts';
import type { Visitor } from '../support/visitor.ts';
import { makeRecords, tokenOf, walkers, type Walker } from '../support/walkers.ts';
import { matrix } from './route-matrix.ts';

const texts = loadTexts();

// Ready for an address or a form's body, where `%00` is a NUL and `%ED%A0%80` half of a surrogate pair.
const HOSTILE = [
  '%00',
  'a%0D%0Ab%1B',
  '%ED%A0%80',
  '%F0%9F%A6%BD%F0%9F%87%B0%F0%9F%87%BF',
  encodeURIComponent(`'; drop table accounts; -- " ) or 1=1`),
  encodeURIComponent('%_\\%'),
  encodeURIComponent('<script>alert(1)</script>{{7*7}}${7*7}'),
  '-1',
  '99999999999999999999999999',
  '1e309',
  '0x10',
  '2026-02-31',
  '__proto__',
  'constructor',
  'a'.repeat(5000),
];
// In forms, where a request costs more: those that have ever reached a database or a parser.
const HOSTILE_IN_FORMS = [0, 2, 3, 4, 8, 14].map((at) => HOSTILE[at]!);

const QUERY_NAMES =
  'q sort after before class region supplier days kind free view status offer entitlement person return-to reason from parent list on actor action key code id'.split(
    ' ',
  );

// What a value does to a parser is the same on both engines: each tries one of two on a route's queries, and SQLite, which
// takes nearly everything, one of three elsewhere.
const onPostgres = process.env.TEST_DATABASE === 'postgres';
const ofQueries = <T>(all: readonly T[], route: number): T[] =>
  all.filter((_, at) => (at + route) % 2 === (onPostgres ? 0 : 1));
const elsewhere = <T>(all: readonly T[], route: number): T[] =>
  onPostgres ? [...all] : all.filter((_, at) => (at + route) % 3 === 0);

void describe('bad input', async () => {
  const portal: TestPortal = await startPortal();
  const routes = listRoutes(createApp(portal.portal, loadAssets(path.resolve('public/built'))));
  const gets = routes.filter(({ method }) => method === 'GET').map((route) => route.path);
  let everybody: Map<Walker, Visitor>;
  let addressOf: (route: string) => string;
  before(async () => {
    addressOf = await makeRecords(portal);
    everybody = await walkers(portal);
  });

  /** Somebody who gets further than the door at a route. */
  function insider(route: string): Visitor {
    const answers = Object.entries(matrix[`GET ${route}`] ?? {});
    const [walker] = answers.findLast(([, status]) => status === 200) ?? ['administrator'];
    return [...everybody].find(([name]) => name === walker)![1];
  }

  void test('no address with a hostile query breaks', async () => {
    const wrong: string[] = [];
    for (const [place, route] of gets.entries()) {
      const visitor = insider(route);
      const queries = [
        ...HOSTILE.map((value) => QUERY_NAMES.map((name) => `${name}=${value}`)),
        QUERY_NAMES.map((name) => `${name}=1&${name}=2`),
        QUERY_NAMES.map((name) => `${name}[a]=1&${name}[]=2`),
        ['%', '%zz', '&&&=', '=%C3%28'],
      ];
      for (const query of ofQueries(queries, place)) {
        const address = `${addressOf(route)}?${query.join('&').slice(0, 3500)}`;
        const { status } = await visitor.get(address);
        if (status >= 500) wrong.push(`${status} ${address.slice(0, 200)}`);
      }
    }
    none(wrong);
  });

  void test('no hostile id or name in an address breaks', async () => {
    const wrong: string[] = [];
    const named = routes.filter(({ path: route }) => /:(?!lang\b)/.test(route));
    for (const [place, { method, path: route }] of named.entries()) {
      const visitor = insider(route);
      const token = await tokenOf(visitor);
      for (const value of elsewhere(HOSTILE, place)) {
        const hostile = route.replace(/:(?!lang)\w+/g, value.slice(0, 3000));
        const address = hostile.replace(':lang', 'en');
        const { status } = await (method === 'GET'
          ? visitor.get(address)
          : visitor.post(address, { _csrf: token }));
        if (status >= 500) wrong.push(`${method} ${status} ${address.slice(0, 200)}`);
      }
    }
    none(wrong);
  });

  void test('no form with a hostile field breaks', async () => {
    const wrong: string[] = [];
    const seen = new Set<string>();
    for (const route of gets.filter((one) => one.startsWith('/:lang'))) {
      const visitor = insider(route);
      const page = addressOf(route);
      const opened = await visitor.get(page);
      if (!opened.type.includes('html')) continue;
      const token = encodeURIComponent(await tokenOf(visitor));
      for (const { action, fields } of postFormsOf(opened.text, page)) {
        for (const [hostile] of fields) {
          // Lists have many forms that differ by their record only.
          const kind = `${action.replace(/\d+/g, '#')} ${hostile}`;
          if (seen.has(kind)) continue;
          seen.add(kind);
          const values = [...HOSTILE_IN_FORMS, `1&${hostile}=2`, `1&${hostile}[x]=2`];
          for (const value of elsewhere(values, seen.size)) {
            const body = fields.map(([name, usual]) =>
              name === hostile ? `${name}=${value}` : `${name}=${encodeURIComponent(usual)}`,
            );
            const answer = await visitor.send(action, `_csrf=${token}&${body.join('&')}`);
            if (answer.status >= 500)
              wrong.push(`${answer.status} ${kind} = ${value.slice(0, 60)}`);
          }
        }
      }
    }
    assert.ok(seen.size > 100, `only ${seen.size} fields were found`);
    none(wrong);
  });

  void test('a body that is too large, broken or of another kind is refused with a page', async () => {
    const address = `${portal.address}/en/sign-in`;
    const bodies: [body: string, type: string, status: number][] = [
      [`iin=${'1'.repeat(70_000)}`, 'application/x-www-form-urlencoded', 413],
      [
        Array.from({ length: 400 }, (_, at) => `a${at}=1`).join('&'),
        'application/x-www-form-urlencoded',
        413,
      ],
      ['{"iin":{"$gt":""}}', 'application/json', 422],
      ['--x\r\nbroken', 'multipart/form-data; boundary=x', 422],
      ['iin=%', 'application/x-www-form-urlencoded', 422],
      ['iin=1', 'application/x-www-form-urlencoded; charset=utf-99', 415],
    ];
    for (const [body, type, expected] of bodies) {
      const answer = await fetch(address, {
        method: 'POST',
        body,
        headers: { 'content-type': type },
      });
      assert.equal(answer.status, expected, `${type} ${body.slice(0, 20)}`);
      assert.match(await answer.text(), /<h1/);
    }
  });

  void test('every answer carries the security headers, errors and files included (v5.0.0-3.4.1 to 3.4.8)', async () => {
    const page = await (await fetch(`${portal.address}/en/aids`)).text();
    const style = /href="(\/assets\/app[^"]+\.css)"/.exec(page)![1]!;
    const addresses = [
      '/',
      '/en/',
      '/en/no-such-page',
      '/en/%00',
      '/%zz',
      '/en/account',
      '/healthz',
      '/favicon.ico',
      '/assets/no-such-file.css',
      style,
      `/en/aids?q=${'a'.repeat(5000)}`,
    ];
    for (const address of addresses) {
      const { headers } = await fetch(portal.address + address, { redirect: 'manual' });
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
      ]) {
        assert.ok(policy.includes(part), `${address} lacks ${part}`);
      }
      assert.doesNotMatch(policy, /unsafe|data:|https?:/, address);
      assert.equal(headers.get('x-content-type-options'), 'nosniff', address);
      assert.equal(headers.get('referrer-policy'), 'same-origin', address);
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', address);
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin', address);
      assert.ok(headers.get('permissions-policy'), address);
      assert.equal(headers.get('x-powered-by'), null, address);
    }
    const { headers } = await fetch(portal.address + style);
    assert.equal(headers.get('set-cookie'), null, 'files set no cookie (v5.0.0-14.2.2)');
  });

  void test('what is personal is not kept by anybody on the way (v5.0.0-14.3.2)', async () => {
    const owner = everybody.get('owner')!;
    for (const address of ['/en/account', '/en/requests', '/en/aids']) {
      const { headers } = await owner.get(address);
      assert.equal(headers['cache-control'], 'no-store', address);
    }
  });

  void test('an unknown address gets a helpful page in the language of the address', async () => {
    for (const lang of LANGUAGES) {
      const answer = await portal.stranger().get(`/${lang}/no-such-page`);
      assert.equal(answer.status, 404);
      assert.match(answer.text, new RegExp(`<html lang="${lang}"`));
      assert.ok(answer.text.includes(texts[lang]('errors.notFound.title')));
    }
  });
});
