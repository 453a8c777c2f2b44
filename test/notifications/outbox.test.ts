// E-mail leaves once, however often it is tried, and says nothing that others should not read.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { inTransaction } from '../../server/database.ts';
import { loadTexts } from '../../server/i18n/texts.ts';
import { createMailer, type Mail, type Mailer } from '../../server/notifications/mailer.ts';
import { sendMessage } from '../../server/notifications/messages.ts';
import { deliverMail } from '../../server/notifications/mail.ts';
import { NotTaken } from '../../server/notifications/not-taken.ts';
import { freshDatabase } from '../support/database.ts';
import { makeTown } from '../support/people.ts';

const AT = new Date('2026-11-23T05:00:00Z');
const later = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);
const texts = loadTexts();
const values = () => ({ when: '23.11.2026' });

void describe('the outbox', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  let serial = 0;
  const means = () => ({ db, texts, publicUrl: 'https://tandau.example.kz' });

  async function write(email: string | null = 'aigerim@example.kz', sourceKey?: string) {
    serial += 1;
    const message = {
      kind: 'account.password_changed',
      sourceKey: sourceKey ?? `m.${serial}`,
      values,
    };
    const to = [{ accountId: town.aigerim.accountId, language: 'kk' as const, email }];
    await inTransaction(db, (trx) => sendMessage(trx, texts, to, message, AT));
    return message.sourceKey;
  }

  async function stateOf(sourceKey: string) {
    return db
      .read('outbox')
      .join('messages', 'messages.id', 'outbox.message_id')
      .where({ source_key: sourceKey })
      .first('state', 'tries', 'next_try_at', 'leased_until', 'last_error');
  }

  void test('a mail survives a server that is away, and arrives when it is back', async (t) => {
    const key = await write();
    const post = await startPost(t);
    const mailer = createMailer({
      smtpUrl: post.url,
      mailFrom: 'no-reply@example.kz',
      mailDir: '',
    });
    t.after(() => mailer.close());
    await post.stop();
    assert.deepEqual(await deliverMail(means(), mailer, AT), { sent: 0, failed: 1 });
    assert.equal((await stateOf(key)).state, 'waiting');
    assert.deepEqual(await deliverMail(means(), mailer, AT), { sent: 0, failed: 0 }, 'not yet');
    await post.restart();
    assert.deepEqual(await deliverMail(means(), mailer, later(2)), { sent: 1, failed: 0 });
    assert.deepEqual(await deliverMail(means(), mailer, later(99)), { sent: 0, failed: 0 });
    assert.equal(post.received.length, 1);
    assert.match(post.received[0]!, /^Message-ID: <message-\d+@tandau\.example\.kz>/im);
    assert.match(post.received[0]!, /^To: aigerim@example\.kz/im);
    assert.equal((await stateOf(key)).state, 'sent');
  });

  void test('two processes deliver each mail once', async () => {
    for (let n = 0; n < 45; n++) await write();
    const mailer = notebook();
    await Promise.all([1, 2, 3].map(() => deliverMail(means(), mailer, AT)));
    const ids = mailer.mails.map(({ messageId }) => messageId);
    assert.equal(ids.length, 45);
    assert.equal(new Set(ids).size, 45);
  });

  void test('a mail that a dead process had claimed is sent when the claim has run out', async () => {
    const key = await write();
    await db
      .write('outbox')
      .whereIn('message_id', db.write('messages').where({ source_key: key }).select('id'))
      .update({ leased_until: later(15).toISOString(), tries: 1 });
    assert.equal((await deliverMail(means(), notebook(), later(14))).sent, 0);
    assert.equal((await deliverMail(means(), notebook(), later(16))).sent, 1);
  });

  void test('after eight tries a mail is given up, with waits that grow', async () => {
    const key = await write();
    const broken = notebook(new NotTaken('failed', '451'));
    let at = AT;
    const waits: number[] = [];
    for (let tries = 1; tries <= 8; tries++) {
      await deliverMail(means(), broken, at);
      const now = await stateOf(key);
      assert.equal(now.tries, tries);
      assert.equal(now.state, tries < 8 ? 'waiting' : 'dead');
      waits.push((Date.parse(now.next_try_at) - at.getTime()) / 60_000);
      at = new Date(now.next_try_at);
    }
    assert.deepEqual(
      waits.slice(0, 7),
      waits.slice(0, 7).toSorted((a, b) => a - b),
    );
    assert.deepEqual(await deliverMail(means(), broken, later(99_999)), { sent: 0, failed: 0 });
    assert.equal((await stateOf(key)).last_error, '451', 'what the server said is not kept');
  });

  void test('who prefers another channel gets no mail, and nobody gets a message twice', async () => {
    const key = await write(null);
    assert.equal(await stateOf(key), undefined);
    await write('aigerim@example.kz', 'twice');
    await write('aigerim@example.kz', 'twice');
    const mailer = notebook();
    await deliverMail(means(), mailer, AT);
    assert.equal(mailer.mails.length, 1);
  });

  void test('without a mail server, mail is written to a folder', async (t) => {
    const mailDir = mkdtempSync(path.join(tmpdir(), 'tandau-mail-'));
    t.after(() => rmSync(mailDir, { recursive: true }));
    await write();
    const mailer = createMailer({
      smtpUrl: undefined,
      mailFrom: 'Tańdau <no-reply@example.kz>',
      mailDir,
    });
    await deliverMail(means(), mailer, AT);
    const [file, ...others] = readdirSync(mailDir);
    assert.deepEqual(others, []);
    assert.match(file!, /^2026-11-23T05-00-00-000Z-message-\d+\.eml$/);
    assert.match(readFileSync(path.join(mailDir, file!), 'utf8'), /^To: aigerim@example\.kz/im);
  });
});

/** A mailer that only notes what it was given, or always fails. */
function notebook(error?: Error): Mailer & { mails: Mail[] } {
  const mails: Mail[] = [];
  return {
    mails,
    send: async (mail) => {
      if (error) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1));
      mails.push(mail);
    },
    close: () => {},
  };
}

async function startPost(t: TestContext) {
  const received: string[] = [];
  const open = async (port: number) => {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          received.push(Buffer.concat(chunks).toString());
          done();
        });
      },
    });
    server.listen(port, '127.0.0.1');
    await once(server.server, 'listening');
    return server;
  };
  let server = await open(0);
  const { port }: AddressInfo = Object(server.server.address());
  t.after(() => close(server));
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    stop: () => close(server),
    restart: async () => {
      server = await open(port);
    },
  };
}

function close(server: SMTPServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
