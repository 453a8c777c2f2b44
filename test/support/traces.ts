// What must hold after any act, read from the tables themselves.
import assert from 'node:assert/strict';
import type { Database } from '../../server/database.ts';

interface Row {
  id: number;
  status: string;
  version: number;
  is_live: boolean | number;
  entitlement_id: number;
  due_on: string | null;
  price_tiyn: number | null;
  state_share_tiyn: number | null;
  co_payment_tiyn: number | null;
}

const RESERVING = [
  'submitted',
  'in_review',
  'awaiting_applicant',
  'appealed',
  'ordered',
  'commissioned',
  'choosing_again',
  'confirmed',
  'in_fitting',
  'dispatched',
  'misfit',
];
const ORDERED: Record<string, string> = {
  ordered: 'to_confirm',
  commissioned: 'to_confirm',
  confirmed: 'confirmed',
  in_fitting: 'confirmed',
  dispatched: 'dispatched',
  misfit: 'misfit',
};

/** Fails unless a request, its events, order, entitlement, money and audit agree. */
export async function tracesOf(db: Database, reference: string): Promise<void> {
  const request: Row = await db.write('requests').where({ reference }).first();
  const events: { version: number; from_status: string | null; to_status: string }[] = await db
    .write('request_events')
    .where({ request_id: request.id })
    .orderBy('version')
    .select('version', 'from_status', 'to_status');
  assert.deepEqual(
    events.map(({ version }) => version),
    events.map((_, at) => at + 1),
    'events are without gaps',
  );
  assert.equal(events.at(-1)?.version, request.version, 'the last event made this version');
  assert.equal(events.at(-1)?.to_status, request.status);
  for (const [at, { from_status }] of events.entries()) {
    assert.equal(from_status, at === 0 ? null : events[at - 1]!.to_status, 'history is a chain');
  }
  if (request.is_live) assert.ok(request.due_on, `${request.status} has a next date`);

  const [audited] = await db
    .write('audit_entries')
    .where({ object_kind: 'request', object_id: reference })
    .count({ count: '*' });
  assert.equal(Number(audited?.count), events.length, 'each act is audited once');

  const open: { status: string; price_tiyn: number; co_payment_tiyn: number }[] = await db
    .write('orders')
    .where({ request_id: request.id })
    .whereRaw('is_open');
  const pooled: { state: string }[] = await db
    .write('pool_deliveries')
    .where({ request_id: request.id })
    .whereIn('state', ['sent', 'received'])
    .select('state');
  if (request.status === 'dispatched' && pooled.length) assert.equal(pooled[0]!.state, 'sent');
  // What an office hands out itself has no order.
  const expected = pooled.length ? undefined : ORDERED[request.status];
  assert.deepEqual(
    open.map(({ status }) => status),
    expected ? [expected] : [],
    `order of a request that is ${request.status}`,
  );
  for (const { price_tiyn, co_payment_tiyn } of open) {
    assert.equal(price_tiyn, request.price_tiyn, 'ordered at the sums on the request');
    assert.equal(co_payment_tiyn, request.co_payment_tiyn);
  }
  if (request.price_tiyn !== null && request.state_share_tiyn !== null) {
    assert.equal(request.state_share_tiyn + request.co_payment_tiyn!, request.price_tiyn);
  }
  await toldByPeople(db, request.id);
  await conserved(db, request.entitlement_id);
}

// What counts as delivered was received by the family, or a caseworker wrote down how they told it.
async function toldByPeople(db: Database, requestId: number): Promise<void> {
  const delivered: unknown[] = await db
    .write('orders')
    .where({ request_id: requestId, status: 'delivered' });
  const pooled: unknown[] = await db
    .write('pool_deliveries')
    .where({ request_id: requestId, state: 'received' });
  const receipts: { by_role: string }[] = await db
    .write('request_events')
    .where({ request_id: requestId, kind: 'request.received' });
  const reopened: unknown[] = await db
    .write('request_events')
    .where({ request_id: requestId, kind: 'request.fit_failed' });
  assert.equal(
    receipts.length - reopened.length,
    delivered.length + pooled.length,
    'no delivery without a receipt',
  );
  for (const { by_role } of receipts) {
    assert.match(by_role, /^(applicant|representative|caseworker|lead_caseworker)$/);
  }
}

/** granted = reserved + used + free, and each piece belongs to a request. */
export async function conserved(db: Database, entitlementId: number): Promise<void> {
  const line: { quantity: number; reserved: number; used: number } = await db
    .write('entitlements')
    .where({ id: entitlementId })
    .first('quantity', 'reserved', 'used');
  const requests: { status: string; quantity: number; is_live: boolean | number }[] = await db
    .write('requests')
    .where({ entitlement_id: entitlementId })
    .select('status', 'quantity', 'is_live');
  const pieces = (statuses: string[]) =>
    requests
      .filter(({ status }) => statuses.includes(status))
      .reduce((sum, { quantity }) => sum + quantity, 0);
  assert.equal(line.reserved, pieces(RESERVING), 'reserved is what open requests hold');
  assert.equal(line.used, pieces(['received', 'closed']), 'used is what people have');
  assert.ok(line.reserved + line.used <= line.quantity, 'no more than granted');
  assert.ok(requests.filter(({ is_live }) => is_live).length <= 1, 'one live request');
}

// What people do to their own draft and wishes they know; who of the office reads a request changes nothing for them.
const UNTOLD = new Set([
  'request.started',
  'request.changed',
  'request.discarded',
  'request.used_choice',
  'request.assigned',
]);

/** Fails unless each fact that people may see was told to somebody when it happened. */
export async function toldOf(db: Database, reference: string): Promise<void> {
  const { id }: { id: number } = await db.write('requests').where({ reference }).first('id');
  const events: { version: number; kind: string }[] = await db
    .write('request_events')
    .where({ request_id: id, visible_to: 'everyone' })
    .orderBy('version')
    .select('version', 'kind');
  const keys: string[] = await db
    .write('messages')
    .where({ request_id: id })
    .orWhere('source_key', 'like', `${reference}.%`)
    .pluck('source_key');
  const told = new Set(keys.map((key) => /^[^.]+\.(\d+)\./.exec(key)?.[1]));
  const untold = events.filter(
    ({ version, kind }) => !told.has(String(version)) && !UNTOLD.has(kind),
  );
  assert.deepEqual(untold, [], 'each fact has its message');
}
