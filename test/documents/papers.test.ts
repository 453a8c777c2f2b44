// Papers of a request over HTTP: sent, listed, read by whom they concern, deleted, and kept no longer than needed.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { addMonths } from '../../server/calendar/dates.ts';
import { sweepDocuments, expireDocuments, LIMITS } from '../../server/documents/documents.ts';
import { documentAccesses } from '../../server/operations/document-accesses.ts';
import { demoRequest, iinOf } from '../support/demo-people.ts';
import { pdf, photograph } from '../support/files.ts';
import { startPortal, TODAY } from '../support/portal.ts';
import { findForm, type Visitor } from '../support/visitor.ts';

const portal = await startPortal();
const { read, write } = portal.db;
const { portal: means } = portal;
const nurlan = await portal.signedIn(iinOf('nurlan'));
const dana = await portal.signedIn(iinOf('dana'));
const olga = await portal.signedIn(iinOf('olga'));
const saule = await portal.signedIn(iinOf('saule'));
const aidos = await portal.signedIn(iinOf('aidos'));
const askar = await portal.signedIn(iinOf('askar'));
const arman = await portal.signedIn(iinOf('arman'));

const reference = await demoRequest(portal.db, 'TT-03', 'submitted');
const PAGE = `/en/requests/${reference}`;
const ADD = `${PAGE}/papers`;
const FOLDER = path.join(means.config.filesDir, 'documents');

const rows = () => read('documents').orderBy('id');
const newest = () => read('documents').orderBy('id', 'desc').first();
const files = () => readdirSync(FOLDER).filter((name) => name !== 'incoming');

async function send(
  visitor: Visitor,
  content: Buffer,
  name = 'paper.pdf',
  values: Record<string, string> = {},
) {
  const { text } = await visitor.get(ADD);
  const { hidden } = findForm(text, ADD, ADD);
  return visitor.upload(ADD, { ...hidden, ...values }, { field: 'documents', name, content });
}

void describe('sending', () => {
  void it('keeps a paper with its note, tells the timeline, and is one act however often it is sent', async () => {
    const { text } = await nurlan.get(ADD);
    const { hidden } = findForm(text, ADD, ADD);
    const file = { field: 'documents', name: 'бағдарлама.pdf', content: pdf() };
    const values = { ...hidden, note: 'жаңа бет' };
    const answers = await Promise.all([
      nurlan.upload(ADD, values, file),
      nurlan.upload(ADD, values, file),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const [row, ...others] = await rows();
    assert.equal(others.length, 0);
    assert.equal(row.name, 'бағдарлама.pdf');
    assert.equal(row.note, 'жаңа бет');
    assert.equal(row.state, 'unscanned');
    const page = await nurlan.get(PAGE);
    assert.match(page.text, /бағдарлама\.pdf/);
    assert.match(page.text, /Papers added/);
    assert.match(page.text, /there is no scanner here/);
    assert.ok(existsSync(path.join(FOLDER, row.stored_file)));
    assert.equal(files().length, 1, 'the other sending left nothing');
  });

  void it('refuses what is no paper, and keeps what was typed', async () => {
    const answer = await send(nurlan, Buffer.from('MZ'), 'x.pdf', { note: 'typed words' });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /“x\.pdf” is not a PDF, JPEG or PNG/);
    assert.match(answer.text, /typed words/);
    assert.match(answer.text, /href="#documents"/);
    assert.equal((await send(nurlan, Buffer.alloc(LIMITS.bytes + 1, 'a'))).status, 422);
    assert.equal((await rows()).length, 1);
    assert.equal(files().length, 1);
    assert.deepEqual(readdirSync(path.join(FOLDER, 'incoming')), []);
  });

  void it('asks for a file, and takes no more than the room of a person', async () => {
    assert.equal((await nurlan.submit(ADD, {}, ADD)).status, 422, 'no multipart, no file');
    const row = await newest();
    const { id: _id, stored_file: _file, sha256: _sha, ...rest } = row;
    const more = Array.from({ length: LIMITS.perPerson - 1 }, () => ({
      ...rest,
      stored_file: randomUUID(),
      sha256: randomUUID(),
    }));
    await write('documents').insert(more);
    const full = await send(nurlan, pdf({ mark: 'one more' }));
    assert.equal(full.status, 422);
    assert.match(full.text, /Too many papers are kept for you/);
    await write('documents').where('id', '>', row.id).delete();
  });

  void it('answers malformed uploads without falling over (v5.0.0-5.2.1)', async () => {
    const { text } = await nurlan.get(ADD);
    const { hidden } = findForm(text, ADD, ADD);
    const line = (name: string, value: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const head = Object.entries(hidden).map(([name, value]) => line(name, value)).join(''); // prettier-ignore
    const many = `--x\r\nContent-Disposition: form-data; name="documents"; filename="a.pdf"\r\n\r\n%PDF-\r\n`;
    for (const [type, body, status] of [
      ['multipart/form-data', 'x', 422],
      ['multipart/form-data; boundary=x', `${head}--x\r\nContent-Dispo`, 422],
      ['multipart/form-data; boundary=x', `${head}${many.repeat(30)}--x--\r\n`, 422],
      ['multipart/form-data; boundary=x', `${head}${many.repeat(6)}--x--\r\n`, 422],
      ['multipart/form-data; boundary=x', `${line('a', 'b').repeat(300)}--x--\r\n`, 422],
      ['multipart/form-data; boundary=x', `${head}${line('__proto__[x]', 'y')}--x--\r\n`, 422],
    ] as const) {
      const answer = await nurlan.post(ADD).set('Content-Type', type).send(body);
      assert.equal(answer.status, status, body.slice(-80));
    }
    assert.deepEqual(readdirSync(path.join(FOLDER, 'incoming')), []);
    assert.equal((await rows()).length, 1);
  });

  void it('is for those who may act, in open requests, with the right token', async () => {
    assert.equal((await portal.stranger().get(ADD)).status, 303);
    assert.equal((await olga.get(ADD)).status, 404);
    assert.equal((await dana.get(ADD)).status, 403);
    const file = { field: 'documents', name: 'a.pdf', content: pdf() };
    assert.equal((await nurlan.upload(ADD, { _csrf: 'x' }, file)).status, 403);
    assert.equal((await portal.stranger().upload(ADD, {}, file)).status, 303);
    const { text } = await nurlan.get(ADD);
    const { hidden } = findForm(text, ADD, ADD);
    const { version } = await read('requests').where({ reference }).first('version');
    await write('requests')
      .where({ reference })
      .update({ version: version + 1 });
    assert.equal((await nurlan.upload(ADD, hidden, file)).status, 409, 'changed meanwhile');
    await write('requests').where({ reference }).update({ version });
    const closed = await read('requests')
      .join('applicants', 'applicants.id', 'requests.applicant_id')
      .join('accounts', 'accounts.id', 'applicants.account_id')
      .where({ 'accounts.given_name': 'Нұрлан' })
      .whereIn('requests.status', ['closed', 'draft', 'received', 'refused'])
      .first('requests.reference');
    if (closed) {
      const answer = await nurlan.get(`/en/requests/${closed.reference}/papers`);
      assert.equal(answer.status, 409);
    }
    assert.equal((await rows()).length, 1);
  });
});

void describe('reading', () => {
  void it('is for the family and the office that has the case; to all others there is none (v5.0.0-8.2.2)', async () => {
    const { id } = await newest();
    const page = `/en/documents/${id}`;
    for (const [visitor, status] of [
      [nurlan, 200],
      [dana, 200],
      [saule, 200],
      [olga, 404],
      [aidos, 404],
      [askar, 404],
      [arman, 404],
      [portal.stranger(), 303],
    ] as const) {
      assert.equal((await visitor.get(page)).status, status);
      assert.equal((await visitor.get(`${page}/file`)).status, status);
    }
    for (const wrong of ['0', 'x', '99999999', '1e3', '12345678901']) {
      assert.equal((await nurlan.get(`/en/documents/${wrong}`)).status, 404, wrong);
      assert.equal((await nurlan.get(`/en/documents/${wrong}/file`)).status, 404, wrong);
    }
  });

  void it('sends an attachment that runs nowhere, and notes who read it (v5.0.0-5.4.1)', async () => {
    const { id } = await newest();
    const answer = await saule.get(`/en/documents/${id}/file`).buffer(true);
    assert.equal(answer.headers['content-type'], 'application/pdf');
    assert.match(
      answer.headers['content-disposition']!,
      /^attachment; filename="_+\.pdf"; filename\*=UTF-8''%D0/,
    );
    assert.match(answer.headers['content-security-policy']!, /sandbox/);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.match(answer.headers['cache-control']!, /no-store/);
    const entry = await read('audit_entries').orderBy('id', 'desc').first();
    assert.equal(entry.action, 'document.read');
    assert.equal(entry.reason, 'case');
    assert.doesNotMatch(JSON.stringify(entry), /бағдарлама/);
    const page = await nurlan.get(`/en/documents/${id}`);
    assert.match(page.text, /Who opened this paper/);
    assert.match(page.text, /Сәуле[\s\S]*caseworker/);
    const desk = await saule.get(`/en/documents/${id}`);
    assert.match(desk.text, /No virus scanner is set up/);
  });

  void it('shows a picture smaller, encoded afresh', async () => {
    assert.equal((await send(nurlan, await photograph({ width: 1800 }), 'a.jpg')).status, 303);
    const { id } = await newest();
    const page = await saule.get(`/en/documents/${id}`);
    assert.ok(page.text.includes(`/en/documents/${id}/preview`));
    const preview = await saule.get(`/en/documents/${id}/preview`);
    assert.equal(preview.headers['content-type'], 'image/webp');
    assert.match(preview.headers['content-security-policy']!, /sandbox/);
    const ofPdf = await read('documents').where({ media: 'pdf' }).first('id');
    assert.equal((await saule.get(`/en/documents/${ofPdf.id}/preview`)).status, 404);
    const desk = await saule.get(`/en/casework/requests/${reference}`);
    assert.match(desk.text, /a\.jpg/);
  });
});

void describe('the list of one’s own', () => {
  void it('shows what the reader sent, and nothing of others', async () => {
    const own = await nurlan.get('/en/account/papers');
    assert.equal(own.status, 200);
    assert.match(own.text, /a\.jpg/);
    assert.match((await olga.get('/en/account/papers')).text, /not sent any papers/);
    assert.equal((await saule.get('/en/account/papers')).status, 403);
    assert.equal((await nurlan.get('/en/account/papers?before=x')).status, 404);
  });
});

void describe('deleting', () => {
  void it('is for who sent it, while nothing is decided; a mark remains', async () => {
    const { id, stored_file: file } = await newest();
    const act = `/en/documents/${id}/deletion`;
    assert.equal((await saule.get(act)).status, 404);
    assert.equal((await dana.get(act)).status, 404);
    assert.equal((await nurlan.get(act)).status, 200);
    const kept = await read('requests').where({ reference }).first('status');
    await write('requests').where({ reference }).update({ status: 'appealed' });
    assert.equal((await nurlan.get(act)).status, 404);
    await write('requests').where({ reference }).update(kept);
    const answer = await nurlan.submit(act, {}, act);
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, PAGE);
    const row = await newest();
    assert.deepEqual(
      [row.state, row.name, row.note, row.sha256, row.stored_file],
      ['deleted', null, null, null, null],
    );
    assert.ok(!existsSync(path.join(FOLDER, file)));
    assert.match((await nurlan.get(PAGE)).text, /A paper, deleted on/);
    assert.equal((await nurlan.get(`/en/documents/${id}/file`)).status, 404);
    const { hidden } = findForm((await nurlan.get(PAGE)).text, PAGE, '/en/sign-out');
    const again = await nurlan.post(act, { _csrf: hidden._csrf });
    assert.equal(again.status, 303, 'the same button again does nothing more');
  });
});

void describe('keeping', () => {
  const at = (day: string) => new Date(`${day}T05:00:00Z`);
  const expire = (day: string) => expireDocuments(means, documentAccesses, at(day));

  void it('is while the request is open, then until the term is over, once', async () => {
    const row = await read('documents').whereNotNull('stored_file').first();
    assert.equal(await expire('2036-01-01'), 0, 'the request is not settled');
    const kept = await read('requests').where({ reference }).first('status', 'status_since');
    await write('requests')
      .where({ reference })
      .update({ status: 'withdrawn', status_since: TODAY });
    const last = addMonths('2026-11-23', 36);
    assert.equal(await expire(last), 0);
    const after = addMonths('2026-11-24', 36);
    assert.equal(await expire(after), 1);
    assert.equal(await expire(after), 0);
    assert.ok(!existsSync(path.join(FOLDER, row.stored_file)));
    const entry = await read('audit_entries').orderBy('id', 'desc').first();
    assert.equal(entry.action, 'document.expired');
    await write('requests').where({ reference }).update(kept);
  });

  void it('sweeps files that nothing names, and none that a form is still bringing', async () => {
    assert.equal((await send(nurlan, pdf({ mark: 'kept' }))).status, 303);
    const lost = randomUUID();
    const fresh = randomUUID();
    for (const name of [lost, fresh]) writeFileSync(path.join(FOLDER, name), 'x');
    writeFileSync(path.join(FOLDER, 'incoming', lost), 'x');
    const { stored_file: kept } = await newest();
    const long = new Date('2026-11-01');
    for (const name of [lost, kept, `incoming/${lost}`]) {
      utimesSync(path.join(FOLDER, name), long, long);
    }
    utimesSync(path.join(FOLDER, fresh), new Date(TODAY), new Date(TODAY));
    assert.equal(await sweepDocuments(means, new Date(TODAY)), 2);
    assert.deepEqual(new Set(files()), new Set([kept, fresh]));
  });
});
