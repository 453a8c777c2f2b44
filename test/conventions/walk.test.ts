// A walk over all routes by everybody: each gets the answer that the matrix says (v5.0.0-8.2.1 to 8.3.1).
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { createApp } from '../../server/app.ts';
import { loadAssets } from '../../server/web/assets.ts';
import { none } from '../support/none.ts';
import { startPortal, type TestPortal } from '../support/portal.ts';
import { listRoutes, type RouteOfApp } from '../support/routes.ts';
import type { Visitor } from '../support/visitor.ts';
import { makeRecords, tokenOf, walkers, type Walker } from '../support/walkers.ts';
import { matrix } from './route-matrix.ts';

void describe('a walk over all routes', async () => {
  const portal: TestPortal = await startPortal();
  const routes = listRoutes(createApp(portal.portal, loadAssets(path.resolve('public/built'))));
  // Signing out would end the walk; it has tests of its own.
  const walked = routes.filter((route) => nameOf(route) !== 'POST /:lang/sign-out');
  let everybody: Map<Walker, Visitor>;
  let addressOf: (route: string) => string;
  before(async () => {
    addressOf = await makeRecords(portal);
    everybody = await walkers(portal);
  });

  void test('every route is in the matrix, and the matrix has no other', () => {
    assert.ok(routes.length > 100);
    const there = new Set(routes.map(nameOf));
    none(
      [...there].filter((route) => !matrix[route]),
      'say in route-matrix.ts who gets what',
    );
    none(
      Object.keys(matrix).filter((route) => !there.has(route)),
      'these routes are gone',
    );
  });

  void test('a form without its token is refused to everybody who is signed in (v5.0.0-3.5.1)', async () => {
    const wrong: string[] = [];
    for (const route of walked.filter(({ method }) => method === 'POST')) {
      for (const [walker, visitor] of everybody) {
        if (walker === 'stranger') continue;
        const { status } = await visitor.post(addressOf(route.path), { _csrf: 'wrong' });
        if (status !== 403) wrong.push(`${nameOf(route)} answers ${walker} ${status}`);
      }
    }
    none(wrong);
  });

  void test('everybody gets the answer that is theirs', async () => {
    const wrong: string[] = [];
    for (const [walker, visitor] of everybody) {
      const token = walker === 'stranger' ? '' : await tokenOf(visitor);
      for (const route of walked) {
        const expected = matrix[nameOf(route)]?.[walker];
        const address = addressOf(route.path);
        const { status } = await (route.method === 'GET'
          ? visitor.get(address)
          : visitor.post(address, { _csrf: token }));
        if (status !== expected) {
          wrong.push(`${nameOf(route)} answers ${walker} ${status}, not ${expected}`);
        }
      }
    }
    none(wrong);
  });

  void test('other methods are refused everywhere (v5.0.0-4.1.4)', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
      const { status } = await fetch(`${portal.address}/en/aids`, { method });
      assert.equal(status, 405, method);
    }
  });

  void test('a form from another site is refused (v5.0.0-3.5.3)', async () => {
    const foreign = [
      ['origin', 'https://elsewhere.example'],
      ['sec-fetch-site', 'cross-site'],
    ] as const;
    for (const [name, value] of foreign) {
      const { status } = await fetch(`${portal.address}/en/sign-in`, {
        method: 'POST',
        headers: { [name]: value },
        body: new URLSearchParams({ iin: '1', password: '2' }),
      });
      assert.equal(status, 403, name);
    }
  });
});

function nameOf({ method, path: address }: RouteOfApp): string {
  return `${method} ${address}`;
}
