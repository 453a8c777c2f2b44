import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { describe, it } from 'node:test';
import express from 'express';
import pino from 'pino';
import request from 'supertest';
import { requestLog } from '../../server/operations/request-log.ts';
import { newSpokenCode } from '../../server/i18n/spoken-code.ts';
import { startPortal, TODAY } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

const portal = await startPortal();
const rows: { id: number }[] = await portal.db
  .read('variants')
  .join('products', 'products.id', 'variants.product_id')
  .where({ 'products.status': 'published', 'variants.active': true })
  .orderBy('variants.id')
  .limit(35)
  .select('variants.id');
const ids = rows.map(({ id }) => String(id));

async function owner(count = 2): Promise<Visitor> {
  const person = portal.stranger();
  for (const variant of ids.slice(0, count)) await person.post('/en/shortlist/items', { variant });
  await person.post(`/en/shortlist/items/${ids[0]}/note`, { note: 'ask the doctor' });
  return person;
}

async function share(person: Visitor, values = {}): Promise<{ secret: string; code: string }> {
  assert.equal((await person.post('/en/shortlist/sharing', values)).status, 303);
  const { text } = await person.get('/en/shortlist');
  return {
    secret: /\/en\/shortlist\/([\w-]{22})"/.exec(text)![1]!,
    code: /td-share__code">([^<]+)</.exec(text)?.[1] ?? '',
  };
}

const open = (person: Visitor, code: string) => person.post('/en/shortlist/opening', { code });

describe('a shared list', () => {
  it('is seen by whoever has its address, read-only and without notes', async () => {
    const person = await owner();
    const { secret } = await share(person);
    const receiver = portal.stranger();
    const { status, text, headers } = await receiver.get(`/ru/shortlist/${secret}`);
    assert.equal(status, 200);
    assert.equal([...text.matchAll(/class="td-pick"/g)].length, 2);
    assert.doesNotMatch(text, /ask the doctor/);
    assert.doesNotMatch(text, /\/removal"|\/note"|\/move"/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(String(headers['x-robots-tag']), /noindex/);
  });

  it('shows the notes only where its owner ticked so, and no longer when the tick is gone', async () => {
    const person = await owner();
    const { secret } = await share(person, { notes: 'yes' });
    const receiver = portal.stranger();
    assert.match((await receiver.get(`/en/shortlist/${secret}`)).text, /ask the doctor/);
    assert.equal((await share(person)).secret, secret, 'the address stays');
    assert.doesNotMatch((await receiver.get(`/en/shortlist/${secret}`)).text, /ask the doctor/);
  });

  it('is not there under another address', async () => {
    for (const secret of ['AAAAAAAAAAAAAAAAAAAAAA', 'short', 'x'.repeat(200), '%27%20or%201=1']) {
      const { status } = await portal.stranger().get(`/en/shortlist/${secret}`);
      assert.equal(status, 404, secret);
      const copied = await portal.stranger().post(`/en/shortlist/${secret}/copy`);
      assert.equal(copied.status, 404, secret);
    }
  });

  it('cannot be shared while it is empty', async () => {
    const { status, text } = await portal.stranger().post('/en/shortlist/sharing');
    assert.equal(status, 422);
    assert.match(text, /Put something on your list first/);
  });

  it('is found by its code, as it is heard over the phone', async () => {
    const { secret, code } = await share(await owner());
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    for (const heard of [
      code,
      code.toLowerCase().replace('-', ' '),
      code.replace('-', '').replaceAll('0', 'O'),
    ]) {
      const { status, headers } = await open(portal.stranger(), heard);
      assert.equal(status, 303, heard);
      assert.equal(headers.location, `/en/shortlist/${secret}`);
    }
  });

  it('says of a code that cannot be one that it cannot, and counts no guess for it', async () => {
    for (let time = 0; time < 15; time++) {
      const { status, text } = await open(portal.stranger(), 'AAAA-AAAA');
      assert.equal(status, 422);
      assert.match(text, /There can be no such code/);
    }
    assert.equal((await open(portal.stranger(), '')).status, 422);
  });

  it('keeps its code for thirty days; then there is a new one, for the same address', async () => {
    const person = await owner();
    const { secret, code } = await share(person);
    portal.setTime('2026-12-24T05:00:00.000Z');
    assert.match((await open(portal.stranger(), code)).text, /There is no list for this code/);
    assert.equal((await portal.stranger().get(`/en/shortlist/${secret}`)).status, 200);
    assert.match((await person.get('/en/shortlist')).text, /the code ran out on 23 December 2026/);
    const again = await share(person);
    assert.equal(again.secret, secret);
    assert.notEqual(again.code, code);
    assert.equal((await open(portal.stranger(), again.code)).status, 303);
    portal.setTime(TODAY);
  });

  it('is gone at once when its owner ends the sharing', async () => {
    const person = await owner();
    const { secret, code } = await share(person);
    await person.post('/en/shortlist/sharing/end');
    assert.equal((await portal.stranger().get(`/en/shortlist/${secret}`)).status, 404);
    assert.equal((await open(portal.stranger(), code)).status, 422);
    assert.notEqual((await share(person)).secret, secret);
  });

  it('can be copied to a list of one’s own, twice without doubling, and as far as there is room', async () => {
    const { secret } = await share(await owner(5));
    const receiver = portal.stranger();
    const copy = () => receiver.post(`/en/shortlist/${secret}/copy`);
    const mine = async () => (await receiver.get('/en/shortlist')).text;
    await Promise.all([copy(), copy()]);
    await copy();
    assert.match(await mine(), /Copied: 0. There before: 5/);
    assert.equal([...(await mine()).matchAll(/class="td-pick"/g)].length, 5);
    for (const variant of ids.slice(6, 34)) await receiver.post('/en/shortlist/items', { variant });
    const large = await share(await owner(6));
    await receiver.post(`/en/shortlist/${large.secret}/copy`);
    assert.match(await mine(), /Copied: 0. There before: 5. No room for: 1/);
  });

  it('is not told to the log', async () => {
    const { secret } = await share(await owner());
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const app = express();
    app.use(requestLog(pino({ level: 'info' }, sink)));
    app.get('/en/shortlist/:secret', (_req, res) => void res.send('x'));
    await request(app).get(`/en/shortlist/${secret}`);
    await request(app).get(`/en/shortlist/${secret}/no-such-page`);
    assert.equal(lines.length, 2);
    assert.ok(lines.every((line) => !line.includes(secret)));
  });

  it('is not guessed: after ten tries from an address there is a wait (v5.0.0-2.4.1)', async () => {
    const guesser = portal.stranger();
    const answers: number[] = [];
    for (let time = 0; time < 14; time++) {
      answers.push((await open(guesser, newSpokenCode())).status);
    }
    assert.equal(answers[0], 422);
    assert.equal(answers.at(-1), 429);
    const { code } = await share(await owner());
    assert.equal((await open(guesser, code)).status, 429, 'even the right one waits');
    portal.setTime('2026-11-23T07:00:00.000Z');
    assert.equal((await open(guesser, code)).status, 303);
    portal.setTime(TODAY);
  });
});
