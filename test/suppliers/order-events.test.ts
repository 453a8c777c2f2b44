import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ofOrder } from '../../server/suppliers/order-events.ts';

const life = (...kinds: string[]) => kinds.map((kind) => ({ kind }));

void test('a supplier sees the life of its own order, not of the one before or after', () => {
  const events = life(
    'request.approved',
    'order.confirmed',
    'order.declined',
    'request.chosen_again',
    'order.confirmed',
    'order.dispatched',
    'request.misfit',
    'order.returned',
    'request.chosen_again',
  );
  assert.deepEqual(ofOrder(events, 0), events.slice(0, 3));
  assert.deepEqual(ofOrder(events, 1), events.slice(3, 8));
  assert.deepEqual(ofOrder(events, 2), events.slice(8));
  assert.deepEqual(ofOrder(events, 3), []);
});
