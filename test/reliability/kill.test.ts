// A power cut at any moment of a submission leaves all of it or nothing, and loses nothing that was answered.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { verifyChain } from '../../server/audit/audit.ts';
import { openDatabase, type Database } from '../../server/database.ts';
import { makeDrafts } from '../support/drafts.ts';
import { emptyDatabaseUrl } from '../support/empty-database.ts';
import { startServerProcess } from '../support/server-process.ts';
import { findForm, signIn, stranger, type Visitor } from '../support/visitor.ts';

const ROUNDS = 5;
const AT_ONCE = 12;

const people: { password: string; accounts: { iin: string }[] } = JSON.parse(
  readFileSync('db/demo/people.json', 'utf8'),
);

void test('kill -9 during submissions leaves each request wholly a draft or wholly submitted', async (context) => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'tandau-kill-'));
  after(() => rmSync(scratch, { recursive: true, force: true }));
  const url = await emptyDatabaseUrl();
  let server = await startServerProcess(url, scratch);
  const db = openDatabase(url);
  after(() => db.close());
  const drafts = await makeDrafts(db, ROUNDS * AT_ONCE, new Date());

  const outcomes = { draft: 0, submitted: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const { iin } = people.accounts[0]!;
    const aigerim = await signIn(stranger(server.address), iin, people.password);
    const batch = drafts.slice(round * AT_ONCE, (round + 1) * AT_ONCE);
    const forms = await openAll(aigerim, batch);
    // Every other cut comes by the clock, the others while answers are coming, however slow the machine is.
    const cutAfter = round % 2 ? AT_ONCE : 1 + Math.floor(Math.random() * AT_ONCE * 0.7);
    const cut = new AbortController();
    let answers = 0;
    const sending = sendAll(aigerim, forms, () => {
      answers += 1;
      if (answers === cutAfter) cut.abort();
    });
    if (round % 2) setTimeout(() => cut.abort(), Math.random() * 150);
    await once(cut.signal, 'abort');
    await server.cut();
    const answered = await sending;
    server = await startServerProcess(url, scratch);
    for (const reference of batch) {
      const state = await stateOf(db, reference);
      if (answered.has(reference)) assert.equal(state, 'submitted', `${reference} was lost`);
      outcomes[state] += 1;
    }
    assert.equal(await verifyChain(db.read), null, 'the audit chain is broken');
  }
  context.diagnostic(`${outcomes.submitted} submitted, ${outcomes.draft} still drafts`);
  assert.equal(await server.end(), 0, 'the server ends cleanly when asked to');
  assert.ok(outcomes.draft > 0, 'no round was cut short: the test proves nothing');
  assert.ok(outcomes.submitted > 0, 'nothing was ever submitted: the test proves nothing');
});

interface Form {
  reference: string;
  action: string;
  hidden: Record<string, string>;
}

/** Opens the last page of every draft. */
function openAll(visitor: Visitor, references: string[]): Promise<Form[]> {
  return Promise.all(
    references.map(async (reference) => {
      const page = `/kk/requests/${reference}/check`;
      const { text } = await visitor.get(page);
      return { reference, ...findForm(text, page, `/kk/requests/${reference}/submission`) };
    }),
  );
}

/** Presses all buttons at once. Gives the references whose answer came, once every line is answered or dead. */
async function sendAll(
  visitor: Visitor,
  forms: Form[],
  onAnswer: () => void,
): Promise<Set<string>> {
  const answered = new Set<string>();
  await Promise.all(
    forms.map(async ({ reference, action, hidden }) => {
      const answer = await visitor.post(action, hidden).catch(() => null);
      if (answer?.status === 303) answered.add(reference);
      onAnswer();
    }),
  );
  return answered;
}

/** Draft or submitted, and everything else in agreement. */
async function stateOf(db: Database, reference: string): Promise<'draft' | 'submitted'> {
  const request: { id: number; status: string; version: number; entitlement_id: number } = await db
    .read('requests')
    .where({ reference })
    .first();
  const count = async (table: string, where: Record<string, string | number>) => {
    const [row] = await db.read(table).where(where).count({ count: '*' });
    return Number(row?.count);
  };
  const { reserved } = await db.read('entitlements').where({ id: request.entitlement_id }).first();
  const traces = {
    event: await count('request_events', { request_id: request.id, kind: 'request.submitted' }),
    message: await count('messages', { request_id: request.id, kind: 'request.submitted' }),
    audit: await count('audit_entries', { object_id: reference, action: 'request.submitted' }),
    reserved: Number(reserved),
  };
  const expected = request.status === 'draft' ? 0 : 1;
  assert.ok(['draft', 'submitted'].includes(request.status), request.status);
  assert.deepEqual(
    traces,
    { event: expected, message: expected, audit: expected, reserved: expected },
    `${reference} is ${request.status}`,
  );
  return expected === 0 ? 'draft' : 'submitted';
}
