// What waited in the outbox before there were other ways than e-mail waits there still, up, down and up again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migrationSource } from '../../db/migrations/index.ts';
import { migrate } from '../../server/database.ts';
import { emptyDatabase } from '../support/empty-database.ts';
import { makeAccount } from '../support/people.ts';

const AT = '2026-11-23T05:00:00.000Z';

void test('rows of the outbox survive being moved, and numbers go on', async (t) => {
  const db = await emptyDatabase();
  t.after(() => db.close());
  await migrate(db);
  const { accountId } = await makeAccount(db, 'Айгерім', ['applicant']);
  const write = async (key: string) => {
    const [message]: { id: number }[] = await db
      .write('messages')
      .insert({
        account_id: accountId,
        kind: 'account.password_changed',
        language: 'kk',
        subject: 's',
        body: 'b',
        created_at: AT,
        source_key: key,
      })
      .returning('id');
    return message!.id;
  };
  const waiting = { state: 'waiting', tries: 2, next_try_at: AT };
  const [first, second] = [await write('one'), await write('two')];
  await db.write('outbox').insert([
    { ...waiting, message_id: first, channel: 'email', due_at: AT, last_error: '451' },
    { ...waiting, message_id: second, channel: 'sms', due_at: AT },
  ]);
  const step = { migrationSource, name: '023_messages' };
  await db.write.migrate.down(step);
  const old = await db
    .write('outbox')
    .select('message_id', 'channel', 'state', 'tries', 'last_error');
  assert.deepEqual(old, [
    { message_id: first, channel: 'email', state: 'waiting', tries: 2, last_error: '451' },
  ]);
  await db.write.migrate.up(step);
  const [row, ...others] = await db.write('outbox');
  assert.deepEqual(others, []);
  assert.deepEqual([row.message_id, row.due_at, row.format], [first, AT, 'plain']);
  assert.equal((await db.write('messages')).length, 2);
  const next = await write('three');
  assert.ok(next > second);
  await db.write('outbox').insert({ ...waiting, message_id: next, channel: 'email', due_at: AT });
});
