// Text messages leave once, keep quiet at night and say no more than a telephone may: over SMPP and over HTTP, with
// servers that go away, come back, refuse and dawdle.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import smpp, { type Pdu, type Server, type Session } from 'smpp';
import { inTransaction } from '../../server/database.ts';
import { loadTexts } from '../../server/i18n/texts.ts';
import { httpGateway } from '../../server/notifications/http-gateway.ts';
import { sendMessage } from '../../server/notifications/messages.ts';
import { noteReceipt } from '../../server/notifications/receipts.ts';
import { createSmsGateway } from '../../server/notifications/sms-gateway.ts';
import { deliverSms } from '../../server/notifications/sms.ts';
import { smppGateway } from '../../server/notifications/smpp-gateway.ts';
import { freshDatabase } from '../support/database.ts';
import { makeEntitlement, makeTown } from '../support/people.ts';

const NOON = new Date('2026-11-23T07:00:00Z');
const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
const texts = loadTexts();
const nothing = async () => {};

void describe('text messages', async () => {
  const db = await freshDatabase();
  const town = await makeTown(db);
  const { accountId } = town.aigerim;
  await db.write('accounts').where({ id: accountId }).update({ phone: '8 (700) 000-00-02' });
  await db.write('applicants').where({ id: town.applicantId }).update({ preferred_channel: 'sms' });
  const means = { db, texts, publicUrl: 'https://tandau.example.kz' };
  let serial = 0;

  async function write(code?: string) {
    serial += 1;
    const message = {
      kind: code ? 'order.dispatched' : 'account.password_changed',
      sourceKey: `sms.${serial}`,
      applicantId: town.applicantId,
      requestId: code ? await aRequest() : null,
      values: () => ({
        when: '23.11.2026',
        reference: 'ABCD-EFGH',
        aid: 'Ине',
        supplier: 'S',
        date: 'D',
        ...(code && { code }),
      }),
    };
    const to = [{ accountId, language: 'kk' as const, email: null }];
    await inTransaction(db, (trx) => sendMessage(trx, texts, to, message, NOON));
    const [row]: { id: number }[] = await db.read('outbox').orderBy('id', 'desc').limit(1);
    return row!.id;
  }

  let request: number | null = null;
  async function aRequest(): Promise<number> {
    if (request !== null) return request;
    const [made]: { id: number }[] = await db
      .write('requests')
      .insert({
        reference: 'ABCD-EFGH',
        applicant_id: town.applicantId,
        entitlement_id: await makeEntitlement(db, { applicantId: town.applicantId }),
        aid_class_code: 'MM-01-01',
        office_id: town.officeId,
        route: 'catalogue',
        status: 'draft',
        status_since: NOON.toISOString(),
        quantity: 1,
        delivery_address: 'Достық, 1',
        started_by: accountId,
        started_at: NOON.toISOString(),
      })
      .returning('id');
    request = made!.id;
    return request;
  }

  const stateOf = (id: number) =>
    db.read('outbox').where({ id }).first('state', 'tries', 'next_try_at', 'last_error', 'code');
  const clear = () => db.write('outbox').where({ state: 'waiting' }).update({ state: 'dropped' });

  void test('over SMPP: it waits while the gateway is away, and goes out once when it is back', async (t) => {
    const centre = await startCentre(t);
    const gateway = smppGateway(centre.url, 'Tandau', nothing);
    t.after(() => gateway.close());
    const id = await write();
    await centre.stop();
    for (const at of [NOON, later(2), later(4), later(6)]) {
      assert.deepEqual(await deliverSms(means, gateway, at), { sent: 0, failed: 1 });
    }
    const waiting = await stateOf(id);
    assert.deepEqual([waiting.state, waiting.tries], ['waiting', 0], 'no fault of the message');
    await centre.start();
    assert.deepEqual(await deliverSms(means, gateway, later(8)), { sent: 1, failed: 0 });
    assert.deepEqual(await deliverSms(means, gateway, later(99)), { sent: 0, failed: 0 });
    assert.equal((await stateOf(id)).state, 'sent');
    const parts = centre.taken;
    assert.equal(parts.length, 2);
    assert.deepEqual(
      parts.map(({ to }) => to),
      ['77000000002', '77000000002'],
    );
    const text = parts.map(({ text: one }) => one).join('');
    assert.match(
      text,
      /^Таңдау: сізге жаңа хабарлама бар. Оқу: https:\/\/tandau\.example\.kz\/kk\//,
    );
    assert.ok(parts.every(({ text: one }) => one.length <= 67));
    assert.deepEqual(
      parts.map(({ header }) => [...header.subarray(3)]),
      [
        [2, 1],
        [2, 2],
      ],
    );
    assert.ok(parts.every(({ coding }) => coding === 8));
  });

  void test('a delivery code goes by text message, the aid does not; afterwards the code is gone', async (t) => {
    const centre = await startCentre(t);
    const gateway = smppGateway(centre.url, 'Tandau', nothing);
    t.after(() => gateway.close());
    const id = await write('482913');
    assert.equal((await stateOf(id)).code, '482913');
    assert.deepEqual(await deliverSms(means, gateway, NOON), { sent: 1, failed: 0 });
    const text = centre.taken.map(({ text: one }) => one).join('');
    assert.match(text, /ABCD-EFGH/);
    assert.match(text, /482913/);
    assert.doesNotMatch(text, /Ине|құрал/i);
    assert.equal((await stateOf(id)).code, null);
  });

  void test('a receipt of the network is noted once, with its part', async (t) => {
    const centre = await startCentre(t);
    const noted: Promise<void>[] = [];
    const gateway = smppGateway(centre.url, 'Tandau', (receipt) => {
      const done = noteReceipt(db, receipt, later(1));
      noted.push(done);
      return done;
    });
    t.after(() => gateway.close());
    const id = await write();
    await deliverSms(means, gateway, NOON);
    await centre.report(centre.taken[0]!.providerId, 'DELIVRD');
    await centre.report(centre.taken[1]!.providerId, 'UNDELIV');
    await centre.report(centre.taken[0]!.providerId, 'EXPIRED');
    await centre.report('nobody-knows', 'DELIVRD');
    await Promise.all(noted);
    const parts = await db
      .read('sms_parts')
      .where({ outbox_id: id })
      .orderBy('part')
      .select('state');
    assert.deepEqual(parts, [{ state: 'arrived' }, { state: 'failed' }]);
  });

  void test('a part that was taken is not sent again when the next one fails', async (t) => {
    const centre = await startCentre(t);
    const gateway = smppGateway(centre.url, 'Tandau', nothing);
    t.after(() => gateway.close());
    const id = await write();
    centre.answerWith((count) => (count === 2 ? 0x45 : 0)); // ESME_RSUBMITFAIL
    assert.deepEqual(await deliverSms(means, gateway, NOON), { sent: 0, failed: 1 });
    assert.equal((await stateOf(id)).last_error, 'SMPP 45');
    assert.deepEqual(await deliverSms(means, gateway, later(2)), { sent: 1, failed: 0 });
    assert.deepEqual(
      centre.taken.map(({ header }) => header[4]),
      [1, 2],
    );
  });

  void test('a number that the network refuses is given up at once; a full queue is not the message’s fault', async (t) => {
    const centre = await startCentre(t);
    const gateway = smppGateway(centre.url, 'Tandau', nothing);
    t.after(() => gateway.close());
    const busy = await write();
    centre.answerWith(() => 0x14); // ESME_RMSGQFUL
    await deliverSms(means, gateway, NOON);
    assert.deepEqual([(await stateOf(busy)).state, (await stateOf(busy)).tries], ['waiting', 0]);
    centre.answerWith(() => 0x0b); // ESME_RINVDSTADR
    await deliverSms(means, gateway, later(2));
    assert.deepEqual(
      [(await stateOf(busy)).state, (await stateOf(busy)).last_error],
      ['dead', 'SMPP 0b'],
    );
  });

  void test('at night nothing rings: it goes when the quiet ends, as each person chose it', async () => {
    const gateway = notebook();
    const late = new Date('2026-11-23T17:30:00Z'); // 22:30 in Kazakhstan
    const id = await write('111222');
    assert.deepEqual(await deliverSms(means, gateway, late), { sent: 0, failed: 0 });
    const waiting = await stateOf(id);
    assert.deepEqual([waiting.next_try_at, waiting.tries], ['2026-11-24T03:00:00.000Z', 0]);
    await db.write('message_choices').insert({
      account_id: accountId,
      quiet_from: 23,
      quiet_until: 6,
      changed_at: late.toISOString(),
    });
    await db.write('outbox').where({ id }).update({ next_try_at: late.toISOString() });
    assert.deepEqual(await deliverSms(means, gateway, late), { sent: 1, failed: 0 });
    await db.write('message_choices').where({ account_id: accountId }).del();
  });

  void test('over HTTP: away, refusing, and back again; the same part has the same id each time', async (t) => {
    const shop = await startShop(t);
    const gateway = httpGateway(shop.url, 'Tandau', 300);
    t.after(() => gateway.close());
    const id = await write();
    await shop.stop();
    assert.deepEqual(await deliverSms(means, gateway, NOON), { sent: 0, failed: 1 });
    await shop.start();
    shop.answerWith(500);
    assert.deepEqual(await deliverSms(means, gateway, later(2)), { sent: 0, failed: 1 });
    shop.answerWith(202);
    assert.deepEqual(await deliverSms(means, gateway, later(9)), { sent: 1, failed: 0 });
    assert.deepEqual(
      shop.bodies.map((body) => body.id),
      [`sms-${id}-1`, `sms-${id}-1`, `sms-${id}-2`],
    );
    assert.equal(shop.keys[0], `sms-${id}-1`);
    assert.equal(shop.authorization, `Basic ${Buffer.from('tandau:secret').toString('base64')}`);
    const [part] = await db.read('sms_parts').where({ outbox_id: id }).orderBy('part');
    assert.equal(part.provider_id, 'g-2');

    shop.answerWith(400);
    const wrong = await write();
    await deliverSms(means, gateway, NOON);
    assert.deepEqual(
      [(await stateOf(wrong)).state, (await stateOf(wrong)).last_error],
      ['dead', 'HTTP 400'],
    );
  });

  void test('a gateway that never answers is left after its time, and the rest of the queue with it', async (t) => {
    const shop = await startShop(t);
    shop.dawdle();
    const gateway = httpGateway(shop.url, 'Tandau', 100);
    t.after(() => gateway.close());
    for (let n = 0; n < 25; n++) await write();
    const began = performance.now();
    assert.deepEqual(await deliverSms(means, gateway, NOON), { sent: 0, failed: 20 });
    assert.ok(performance.now() - began < 3000);
    const untouched = await db
      .read('outbox')
      .where({ state: 'waiting', channel: 'sms', last_error: null });
    assert.equal(untouched.length, 5);
    await clear();
  });

  void test('several processes send each message once', async () => {
    for (let n = 0; n < 45; n++) await write();
    const gateway = notebook();
    await Promise.all([1, 2, 3].map(() => deliverSms(means, gateway, NOON)));
    assert.equal(gateway.ids.length, 90);
    assert.equal(new Set(gateway.ids).size, 90);
  });

  void test('without a gateway they are files to look at; in production they wait', async (t) => {
    const mailDir = mkdtempSync(path.join(tmpdir(), 'tandau-sms-'));
    t.after(() => rmSync(mailDir, { recursive: true }));
    const settings = { smsUrl: undefined, smsFrom: 'Tandau', mailDir };
    const id = await write();
    const none = createSmsGateway({ ...settings, environment: 'production' }, nothing);
    assert.deepEqual(await deliverSms(means, none, NOON), { sent: 0, failed: 1 });
    const files = createSmsGateway({ ...settings, environment: 'development' }, nothing);
    assert.deepEqual(await deliverSms(means, files, later(2)), { sent: 1, failed: 0 });
    assert.deepEqual(readdirSync(mailDir), [`sms-${id}.jsonl`]);
    const [line] = readFileSync(path.join(mailDir, `sms-${id}.jsonl`), 'utf8').split('\n');
    assert.equal(JSON.parse(line!).to, '77000000002');
  });
});

function notebook() {
  const ids: string[] = [];
  return {
    ids,
    send: async ({ id }: { id: string }) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      ids.push(id);
      return null;
    },
    close: () => {},
  };
}

interface Taken {
  to: string;
  text: string;
  header: Buffer;
  coding: number;
  providerId: string;
}

/** A message centre as operators run them: takes what is submitted, and reports later. */
async function startCentre(t: TestContext) {
  const taken: Taken[] = [];
  const sessions: Session[] = [];
  let status: (count: number) => number = () => 0;
  let count = 0;
  const open = async (port: number): Promise<Server> => {
    const server = smpp.createServer((session) => {
      sessions.push(session);
      session.on('error', () => {});
      session.on('bind_transceiver', (pdu: Pdu) => {
        const knows = pdu.system_id === 'tandau' && pdu.password === 'secret';
        session.send(pdu.response(knows ? {} : { command_status: 0x0e }));
      });
      session.on('submit_sm', (pdu: Pdu) => {
        count += 1;
        const command_status = status(count);
        if (command_status) return session.send(pdu.response({ command_status }));
        const providerId = `c-${count}`;
        taken.push(readSubmission(pdu, providerId));
        return session.send(pdu.response({ message_id: providerId }));
      });
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  let server = await open(0);
  const { port }: AddressInfo = Object(server.address());
  const stop = async () => {
    for (const session of sessions.splice(0)) session.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  t.after(stop);
  return {
    url: `smpp://tandau:secret@127.0.0.1:${port}`,
    taken,
    answerWith(next: typeof status) {
      count = 0;
      status = next;
    },
    stop,
    async start() {
      server = await open(port);
    },
    report: (providerId: string, stat: string) =>
      new Promise<void>((resolve) => {
        const text = `id:${providerId} sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:${stat} err:000 text:`;
        sessions[0]!.deliver_sm({ esm_class: 4, data_coding: 1, short_message: text }, () =>
          resolve(),
        );
      }),
  };
}

function readSubmission(pdu: Pdu, providerId: string): Taken {
  const { udh, message }: { udh?: Buffer[]; message: string } = Object(pdu.short_message);
  return {
    to: String(pdu.destination_addr),
    text: message,
    header: udh?.[0] ?? Buffer.alloc(0),
    coding: Number(pdu.data_coding),
    providerId,
  };
}

/** An HTTP gateway. */
async function startShop(t: TestContext) {
  const bodies: { id: string; text: string }[] = [];
  const keys: (string | undefined)[] = [];
  let status = 202;
  let answers = true;
  let authorization: string | undefined;
  const take = (req: IncomingMessage, res: ServerResponse) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      if (!answers) return;
      bodies.push(JSON.parse(Buffer.concat(chunks).toString()));
      keys.push(String(req.headers['idempotency-key']));
      authorization = req.headers.authorization;
      res.writeHead(status).end(JSON.stringify({ id: `g-${bodies.length}` }));
    });
  };
  const open = async (port: number) => {
    const server = createServer(take).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  let server = await open(0);
  const { port }: AddressInfo = Object(server.address());
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  t.after(stop);
  return {
    url: `http://tandau:secret@127.0.0.1:${port}/send`,
    bodies,
    keys,
    get authorization() {
      return authorization;
    },
    answerWith(next: number) {
      status = next;
    },
    dawdle() {
      answers = false;
    },
    stop,
    async start() {
      server = await open(port);
    },
  };
}
