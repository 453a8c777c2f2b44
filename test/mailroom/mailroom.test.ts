// Letters and calls at an office: to print, to post, to make, each once, and nothing of other offices.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { inTransaction } from '../../server/database.ts';
import { sendMessage } from '../../server/notifications/messages.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal, TODAY } from '../support/portal.ts';

const LETTERS = '/en/casework/letters';
const CALLS = '/en/casework/calls';

void describe('the mail room', async () => {
  const portal = await startPortal();
  const { db } = portal;
  const saule = await portal.signedIn(iinOf('saule'));
  const elsewhere = await portal.signedIn(iinOf('aidos'));
  const lookup = portal.portal.vault.fingerprint(iinOf('nurlan'));
  const nurlan = await db.read('accounts').where({ iin_lookup: lookup }).first('id', 'language');
  const person = await db
    .read('applicants')
    .where({ account_id: nurlan.id })
    .first('id', 'office_id', 'address', 'version');
  let serial = 0;

  async function write(channel: 'letter' | 'phone', code = '482913') {
    serial += 1;
    await db.write('applicants').where({ id: person.id }).update({ preferred_channel: channel });
    const message = {
      kind: 'order.dispatched',
      sourceKey: `mailroom.${serial}`,
      applicantId: person.id,
      values: (lang: string) => ({
        aid: `aid-${lang}`,
        supplier: 'S',
        date: 'D',
        code,
        reference: 'ABCD-EFGH',
      }),
    };
    const to = [{ accountId: nurlan.id, language: nurlan.language, email: null }];
    const { texts } = portal.portal;
    await inTransaction(db, (trx) => sendMessage(trx, texts, to, message, new Date(TODAY)));
    const [row] = await db
      .read('outbox')
      .join('messages', 'messages.id', 'outbox.message_id')
      .where({ source_key: `mailroom.${serial}` })
      .select('outbox.*');
    return row;
  }

  const fetchFile = (address: string) =>
    saule
      .get(address)
      .buffer(true)
      .parse((res, done) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => done(null, Buffer.concat(chunks)));
      });

  void test('is for caseworkers', async () => {
    for (const key of ['nurlan', 'askar', 'arman']) {
      const visitor = await portal.signedIn(iinOf(key));
      for (const page of [LETTERS, CALLS, `${LETTERS}/print?id=1`]) {
        assert.equal((await visitor.get(page)).status, 403, `${key} ${page}`);
      }
    }
    assert.equal((await portal.stranger().get(LETTERS)).status, 303);
  });

  void test('a letter waits, is printed for its reader alone, and posted once', async () => {
    await db.write('message_choices').insert({
      account_id: nurlan.id,
      letter_language: 'kk',
      format: 'large',
      changed_at: TODAY,
    });
    const { id } = await write('letter');
    const list = await saule.get(LETTERS);
    assert.match(list.text, /Ахметов/);
    assert.match(list.text, new RegExp(`print\\?id=${id}"`));
    assert.match(list.text, /Kazakh, large print/i);
    const answer = await fetchFile(`${LETTERS}/print?id=${id}`);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'application/pdf');
    const pdf = await readPdf(answer.body);
    assert.equal(pdf.lang, 'kk-KZ');
    assert.match(pdf.text, /482913/, 'a sealed letter carries the code');
    assert.match(pdf.text, /aid-kk/, 'in the language of letters');
    assert.ok(pdf.text.includes(person.address.split(',')[0]), 'addressed to the reader');
    const read = await db.read('audit_entries').where({ action: 'letter.printed' }).first();
    assert.equal(read.applicant_id, person.id, 'the person sees who printed it');

    const posted = await saule.submit(LETTERS, { letters: [String(id)] }, `${LETTERS}/posting`);
    assert.equal(posted.status, 303);
    const row = await db.read('outbox').where({ id }).first();
    assert.deepEqual([row.state, row.handled_how, row.sent_at], ['sent', 'posted', TODAY]);
    assert.ok(row.handled_by);
    assert.equal((await saule.get(`${LETTERS}/print?id=${id}`)).status, 404);
    const again = await saule.post(`${LETTERS}/posting`, { letters: String(id) });
    assert.ok([303, 403].includes(again.status));
    const entries = await db.read('audit_entries').where({ action: 'letter.posted' });
    assert.equal(entries.length, 1);
  });

  void test('all letters of a day are one file', async () => {
    const rows = [await write('letter'), await write('letter')];
    const answer = await fetchFile(`${LETTERS}/print?day=2026-11-23`);
    assert.equal(answer.status, 200);
    const pdf = await readPdf(answer.body);
    assert.equal(pdf.text.match(/482913/g)?.length, 2);
    for (const bad of ['', '?id=0', '?id=x', '?day=2026-02-31', '?day=2020-01-01']) {
      assert.equal((await saule.get(`${LETTERS}/print${bad}`)).status, 404, bad);
    }
    const ids = rows.map(({ id }) => String(id));
    await saule.submit(LETTERS, { letters: ids, day: '2026-11-23' }, `${LETTERS}/posting`);
  });

  void test('other offices neither see nor print nor mark it', async () => {
    const { id } = await write('letter');
    assert.doesNotMatch((await elsewhere.get(LETTERS)).text, new RegExp(`id=${id}"`));
    assert.equal((await elsewhere.get(`${LETTERS}/print?id=${id}`)).status, 404);
    const token = /name="_csrf" value="([^"]+)"/.exec(
      (await elsewhere.get('/en/casework')).text,
    )![1]!;
    await elsewhere.post(`${LETTERS}/posting`, { letters: String(id), _csrf: token });
    assert.equal((await db.read('outbox').where({ id }).first()).state, 'waiting');
  });

  void test('nothing ticked, or what no page of ours has, is said', async () => {
    const none = await saule.submit(LETTERS, {}, `${LETTERS}/posting`);
    assert.equal(none.status, 422);
    assert.match(none.text, /href="#letters"/);
    const odd = await saule.submit(LETTERS, { letters: ['1; drop'] }, `${LETTERS}/posting`);
    assert.equal(odd.status, 422);
  });

  void test('a call tells whom and what, and is noted with how', async () => {
    const { id } = await write('phone');
    assert.match((await saule.get(CALLS)).text, new RegExp(`calls/${id}"`));
    assert.equal((await elsewhere.get(`${CALLS}/${id}`)).status, 404);
    const page = await saule.get(`${CALLS}/${id}`);
    assert.match(page.text, /\+7 7/);
    assert.match(page.text, /aid-kk/);
    assert.match(page.text, /Tell only the person/);
    const missing = await saule.submit(`${CALLS}/${id}`, {});
    assert.equal(missing.status, 422);
    assert.match(missing.text, /href="#ending"/);

    const nobody = await saule.submit(`${CALLS}/${id}`, { ending: 'no_answer' });
    assert.equal(nobody.status, 303);
    const waiting = await db.read('outbox').where({ id }).first();
    assert.deepEqual([waiting.state, waiting.tries], ['waiting', 1]);
    assert.match((await saule.get(CALLS)).text, /Call again from 24 November 2026/);
    const stale = await saule.submit(`${CALLS}/${id}`, { ending: 'spoke', tries: '0' });
    assert.equal(stale.status, 303);
    assert.equal(
      (await db.read('outbox').where({ id }).first()).state,
      'waiting',
      'noted meanwhile',
    );
    await saule.submit(`${CALLS}/${id}`, { ending: 'spoke' });
    const told = await db.read('outbox').where({ id }).first();
    assert.deepEqual([told.state, told.handled_how], ['sent', 'spoke']);
    assert.equal((await saule.get(`${CALLS}/${id}`)).status, 404);
  });

  void test('who has waited longest is called first, and it is said how long', async () => {
    const [first, second] = [await write('phone'), await write('phone')];
    const old = new Date(Date.parse(TODAY) - 5 * 24 * 3_600_000).toISOString();
    await db.write('messages').where({ id: first.message_id }).update({ created_at: old });
    const { text } = await saule.get(CALLS);
    assert.ok(text.indexOf(`calls/${first.id}"`) < text.indexOf(`calls/${second.id}"`));
    assert.match(text, /Waiting for 5 days/);
    const next = await saule.get(`${CALLS}?after=${first.id}`);
    assert.doesNotMatch(next.text, new RegExp(`calls/${first.id}"`));
    assert.match(next.text, new RegExp(`before=`));
  });

  void test('who cannot be reached gets a letter instead', async () => {
    const { id, message_id } = await write('phone');
    await saule.submit(`${CALLS}/${id}`, { ending: 'letter' });
    const letter = await db.read('outbox').where({ message_id, channel: 'letter' }).first();
    assert.deepEqual([letter.state, letter.office_id], ['waiting', person.office_id]);
    assert.equal((await saule.get(`${LETTERS}/print?id=${letter.id}`)).status, 200);
  });

  void test('a person without an account is written to on paper, in easy words where they need them', async () => {
    const child = await db.read('applicants').whereNull('account_id').first('id');
    await db.write('applicants').where({ id: child.id }).update({
      office_id: person.office_id,
      preferred_channel: 'portal',
      communication_needs: '["easy_read"]',
    });
    const message = {
      kind: 'order.dispatched',
      sourceKey: 'mailroom.child',
      applicantId: child.id,
      values: () => ({ aid: 'aid', supplier: 'S', date: 'D', code: '111111', reference: 'R' }),
    };
    const to = [{ accountId: null, language: 'kk' as const, email: null }];
    const { texts } = portal.portal;
    for (const _ of [1, 2]) {
      await inTransaction(db, (trx) => sendMessage(trx, texts, to, message, new Date(TODAY)));
    }
    const rows = await db
      .read('outbox')
      .join('messages', 'messages.id', 'outbox.message_id')
      .where({ source_key: 'mailroom.child' })
      .select('outbox.id', 'channel', 'format');
    assert.deepEqual(
      rows.map(({ channel, format }) => [channel, format]),
      [['letter', 'easy']],
      'once',
    );
    const answer = await fetchFile(`${LETTERS}/print?id=${rows[0].id}`);
    assert.match((await readPdf(answer.body)).text, /111111/);
  });

  void test('links with what waits stand above the queue', async () => {
    const queue = await saule.get('/en/casework');
    assert.match(queue.text, /href="\/en\/casework\/letters">Letters to post<\/a>\s*<span[^>]*>\d/);
    assert.match(queue.text, /href="\/en\/casework\/calls"/);
  });
});

async function readPdf(file: unknown): Promise<{ text: string; lang: string }> {
  const pdf = await getDocument({ data: new Uint8Array(file as Buffer), verbosity: 0 }).promise;
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, at) => {
      const { items } = await (await pdf.getPage(at + 1)).getTextContent();
      return items.map((item) => ('str' in item ? item.str : '')).join(' ');
    }),
  );
  const { info } = await pdf.getMetadata();
  return { text: pages.join(' ').replace(/\s+/g, ' '), lang: String(Object(info).Language) };
}
