import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { safeReturnTo } from '../../server/accounts/return-to.ts';

void describe('the way back after signing in (v5.0.0-3.7.2)', () => {
  for (const [given, way] of [
    ['/kk/requests/ABCD-1234', '/ru/requests/ABCD-1234'],
    ['/en/aids?q=%D0%B0%D0%B1&sort=price', '/ru/aids?q=%D0%B0%D0%B1&sort=price'],
    ['/kk', '/ru'],
    ['/kk/?a=//b', '/ru/?a=//b'],
  ] as const) {
    void it(`leads to ${given}, in the language now read`, () =>
      assert.equal(safeReturnTo(given, 'ru'), way));
  }

  for (const given of [
    undefined,
    ['/kk/aids'],
    '',
    'kk/aids',
    '//evil.example/kk/',
    '/\\evil.example',
    '/kk\\..\\evil',
    '/kk//evil.example',
    'https://evil.example/kk/',
    'javascript:alert(1)',
    '/kkx/aids',
    '/admin',
    '/kk/aids\r\nSet-Cookie: a=b',
    '/kk/aids\t',
    '/kk/aids\u0000',
    `/kk/${'a'.repeat(2100)}`,
  ]) {
    void it(`never leads to ${JSON.stringify(given)?.slice(0, 40)}`, () => {
      assert.equal(safeReturnTo(given, 'kk'), null);
    });
  }
});
