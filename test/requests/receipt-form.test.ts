// What the form of a receipt asks for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readReceipt } from '../../server/requests/forms.ts';

const asked = (body: Record<string, string>) => {
  const read = readReceipt(body);
  return 'problems' in read ? read.problems.map(({ field }) => field) : [];
};

void test('what is wrong is asked for only once something is chosen that is not well', () => {
  const code = '123456';
  assert.deepEqual(asked({ code }), ['outcome']);
  assert.deepEqual(asked({ code, outcome: 'lost' }), ['outcome']);
  assert.deepEqual(asked({ code, outcome: 'fits' }), []);
  assert.deepEqual(asked({ code, outcome: 'damaged' }), ['problem']);
  assert.deepEqual(asked({ code, outcome: 'damaged', problem: 'Дөңгелегі сынған' }), []);
});
