// The audit: one unbroken chain, in which any change shows.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listAudit, recordAudit, verifyChain } from '../../server/audit/audit.ts';
import { inTransaction, type Database } from '../../server/database.ts';
import { freshDatabase } from '../support/database.ts';

const AT = new Date('2026-11-23T05:00:00Z');

function record(db: Database, objectId: number, action = 'offer.published'): Promise<void> {
  const note = { at: AT, actorId: null, actorRole: 'system', action, objectKind: 'offer' };
  return inTransaction(db, (trx) => recordAudit(trx, { ...note, objectId, fields: ['price'] }));
}

void describe('the audit', async () => {
  const db = await freshDatabase();

  void test('is one chain, also when many write at once', async () => {
    assert.equal(await verifyChain(db.read), null, 'an empty chain is whole');
    await Promise.all(Array.from({ length: 30 }, (_, n) => record(db, n)));
    assert.equal(await verifyChain(db.read), null);
    const previous = await db.read('audit_entries').distinct('previous_hash');
    assert.equal(previous.length, 30, 'no two entries follow the same one');
  });

  void test('keeps nothing of a transaction that was undone', async () => {
    const undone = inTransaction(db, async (trx) => {
      await recordAudit(trx, {
        at: AT,
        actorId: null,
        actorRole: 'system',
        action: 'offer.withdrawn',
        objectKind: 'offer',
        objectId: 1,
      });
      throw new Error('no');
    });
    await assert.rejects(undone);
    assert.deepEqual(await listAudit(db, { action: 'offer.withdrawn', limit: 10 }), []);
    assert.equal(await verifyChain(db.read), null);
  });

  void test('can be neither changed nor shortened by the portal (v5.0.0-16.4.2)', async () => {
    await assert.rejects(db.write('audit_entries').update({ reason: 'x' }), /append-only/);
    await assert.rejects(db.write('audit_entries').del(), /append-only/);
  });

  void test('is listed newest first, by key, for an action and an object', async () => {
    await record(db, 7, 'offer.priced');
    const page = await listAudit(db, { objectKind: 'offer', limit: 10 });
    assert.equal(page.length, 10);
    const ids = page.map(({ id }) => id);
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => b - a),
    );
    const next = await listAudit(db, { objectKind: 'offer', before: ids.at(-1), limit: 10 });
    assert.ok(next.every(({ id }) => id < ids.at(-1)!));
    const [priced, ...others] = await listAudit(db, { action: 'offer.priced', limit: 10 });
    assert.deepEqual(others, []);
    assert.deepEqual(priced?.fields, ['price']);
  });

  void test('shows who went around the portal: a changed entry, and one taken off the end', async () => {
    await withoutTriggers(db);
    const fifth = db.write('audit_entries').orderBy('id').offset(4);
    const { id, object_id: honest } = await fifth.first('id', 'object_id');
    await db.write('audit_entries').where({ id }).update({ object_id: '999' });
    assert.equal(await verifyChain(db.read), id);
    await db.write('audit_entries').where({ id }).update({ object_id: honest });
    assert.equal(await verifyChain(db.read), null, 'put back, it is whole again');
    const last = await db.write('audit_entries').orderBy('id', 'desc').first('id');
    await db.write('audit_entries').where({ id: last.id }).del();
    assert.notEqual(await verifyChain(db.read), null);
  });
});

async function withoutTriggers(db: Database): Promise<void> {
  if (db.engine === 'postgres') {
    await db.write.raw('drop trigger audit_entries_append_only on audit_entries');
  } else {
    for (const act of ['update', 'delete']) {
      await db.write.raw('drop trigger ??', [`audit_entries_no_${act}`]);
    }
  }
}
