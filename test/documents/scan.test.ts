// ClamAV's daemon: what waits is scanned, infected files are destroyed, and nothing is lost while it is away.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { scanDocuments } from '../../server/documents/documents.ts';
import { scanFile, ScannerAway } from '../../server/documents/scanner.ts';
import { EICAR, fakeClamd } from '../support/clamd.ts';
import { demoRequest, iinOf } from '../support/demo-people.ts';
import { pdf } from '../support/files.ts';
import { startPortal, TODAY } from '../support/portal.ts';
import { findForm } from '../support/visitor.ts';

const clamd = fakeClamd();
await clamd.start();
after(() => clamd.stop());
const portal = await startPortal();
const { read } = portal.db;
const { portal: means } = portal;
const { port } = clamd;
means.config.scanner = { host: '127.0.0.1', port };
const nurlan = await portal.signedIn(iinOf('nurlan'));
const saule = await portal.signedIn(iinOf('saule'));
const reference = await demoRequest(portal.db, 'TT-03', 'submitted');
const ADD = `/en/requests/${reference}/papers`;

const FOLDER = path.join(means.config.filesDir, 'documents');
const later = (minutes: number) => new Date(new Date(TODAY).getTime() + minutes * 60_000);
const newest = () => read('documents').orderBy('id', 'desc').first();

async function send(mark: string): Promise<void> {
  const { hidden } = findForm((await nurlan.get(ADD)).text, ADD, ADD);
  const content = pdf({ mark });
  const answer = await nurlan.upload(ADD, hidden, { field: 'documents', name: 'a.pdf', content });
  assert.equal(answer.status, 303);
}

void describe('while the scanner is away', () => {
  void it('papers are taken and wait; nobody opens them', async () => {
    await clamd.stop();
    await send('one');
    const { id, state } = await newest();
    assert.equal(state, 'waiting');
    await assert.rejects(scanDocuments(means, later(0)), ScannerAway);
    const desk = await saule.get(`/en/casework/requests/${reference}`);
    assert.match(desk.text, /Not checked for viruses yet/);
    for (const visitor of [saule, nurlan]) {
      const page = await visitor.get(`/en/documents/${id}`);
      assert.match(page.text, /has not been checked for viruses yet/);
      assert.doesNotMatch(page.text, new RegExp(`documents/${id}/file`));
      assert.equal((await visitor.get(`/en/documents/${id}/file`)).status, 409);
    }
    assert.equal((await newest()).scan_tries, 1);
  });

  void it('it is asked again, ever later, and finds all when it is back', async () => {
    assert.equal(await scanDocuments(means, later(0)), 0);
    assert.equal((await newest()).scan_tries, 1, 'not before its time');
    await assert.rejects(scanDocuments(means, later(1)), ScannerAway);
    assert.equal((await newest()).scan_tries, 2);
    await clamd.start();
    assert.equal(await scanDocuments(means, later(30)), 1);
    assert.equal(await scanDocuments(means, later(60)), 0, 'once');
    const { id, state } = await newest();
    assert.equal(state, 'clean');
    assert.equal((await saule.get(`/en/documents/${id}/file`)).status, 200);
  });
});

void describe('an infected file', () => {
  void it('is destroyed, never served, told to the owner and noted', async () => {
    await send(EICAR);
    const { id, stored_file: file } = await newest();
    assert.ok(existsSync(path.join(FOLDER, file)));
    await Promise.all([scanDocuments(means, later(60)), scanDocuments(means, later(60))]);
    const row = await newest();
    assert.deepEqual([row.state, row.name, row.stored_file], ['infected', null, null]);
    assert.ok(!existsSync(path.join(FOLDER, file)));
    assert.equal((await saule.get(`/en/documents/${id}/file`)).status, 404);
    const messages = await read('messages').where({ kind: 'document.infected' });
    assert.ok(messages.length >= 1);
    assert.equal(new Set(messages.map((one) => one.account_id)).size, messages.length, 'each once');
    const entries = await read('audit_entries').where({ action: 'document.infected' });
    assert.equal(entries.length, 1);
    assert.match((await nurlan.get(`/en/requests/${reference}`)).text, /A paper in which a virus/);
  });
});

void describe('a scanner that misbehaves', () => {
  const file = path.join(FOLDER, 'of-the-test');

  void it('is given up after its time, and never believed', async () => {
    writeFileSync(file, 'x');
    const scanner = { host: '127.0.0.1', port: clamd.port };
    for (const mood of ['silent', 'rude'] as const) {
      clamd.mood = mood;
      await assert.rejects(scanFile(scanner, file, { wholeMs: 150 }), ScannerAway, mood);
    }
    clamd.mood = 'well';
    await assert.rejects(scanFile(scanner, `${file}-gone`, { wholeMs: 500 }), ScannerAway);
    assert.deepEqual(await scanFile(scanner, file), { clean: true });
    const nobody = { socket: path.join(FOLDER, 'no.sock') };
    await assert.rejects(scanFile(nobody, file), ScannerAway);
  });

  void it('lets what waits be read with a warning once it is taken out of the settings', async () => {
    await send('two');
    means.config.scanner = null;
    await scanDocuments(means, later(90));
    assert.equal((await newest()).state, 'unscanned');
    means.config.scanner = { host: '127.0.0.1', port: clamd.port };
    await scanDocuments(means, later(90));
    assert.equal((await newest()).state, 'clean', 'and scans it when there is one again');
  });
});
