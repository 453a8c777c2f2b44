// What is taken as a paper, and what is not (v5.0.0-5.2.2, 5.2.3, 5.2.6).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { readConfig } from '../../server/config.ts';
import { attachment } from '../../server/documents/attachment.ts';
import { checkFile } from '../../server/documents/check-file.ts';
import { storedPath } from '../../server/documents/files.ts';
import { LIMITS } from '../../server/documents/kinds.ts';
import { whyNotPdf } from '../../server/documents/pdf-safety.ts';
import { pdf, photograph } from '../support/files.ts';
import { SCRATCH } from '../support/template.ts';

const FILES_DIR = path.join(SCRATCH, `files-${randomUUID()}`);
const place = { config: readConfig({ NODE_ENV: 'test', FILES_DIR }) };
mkdirSync(path.join(FILES_DIR, 'documents/incoming'), { recursive: true });

function check(name: string, content: Buffer) {
  const incoming = path.join(FILES_DIR, 'documents/incoming', randomUUID());
  writeFileSync(incoming, content);
  return checkFile(place, { path: incoming, name, bytes: content.length });
}

async function refusal(name: string, content: Buffer): Promise<string> {
  const checked = await check(name, content);
  assert.ok('refused' in checked, name);
  return checked.refused;
}

void test('PDF, JPEG and PNG are taken when name and content agree', async () => {
  const png = await sharp(await photograph())
    .png()
    .toBuffer();
  for (const [name, content, media] of [
    ['a.PDF', pdf(), 'pdf'],
    ['b.jpg', await photograph(), 'jpeg'],
    ['c.jpeg', await photograph(), 'jpeg'],
    ['d.png', png, 'png'],
  ] as const) {
    const checked = await check(name, content);
    assert.ok('media' in checked, name);
    assert.equal(checked.media, media);
    assert.match(checked.storedFile, /^[0-9a-f-]{36}$/);
    assert.equal(readFileSync(storedPath(place, checked.storedFile)).length, checked.bytes);
  }
});

void test('others are refused, each with its reason', async () => {
  const before = readdirSync(path.join(FILES_DIR, 'documents')).length;
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
  assert.equal(await refusal('a.png', await photograph()), 'ending');
  assert.equal(await refusal('a.pdf.exe', pdf()), 'ending');
  assert.equal(await refusal('a.pdf', Buffer.from('MZ program')), 'kind');
  assert.equal(await refusal('a.html', Buffer.from('<html><script>')), 'kind');
  assert.equal(await refusal('a.svg', svg), 'kind');
  assert.equal(await refusal('a.pdf', Buffer.alloc(0)), 'empty');
  assert.equal(await refusal('a.jpg', (await photograph()).subarray(0, 300)), 'broken');
  assert.equal(await refusal('a.pdf', Buffer.from('%PDF-1.7 cut')), 'broken');
  assert.equal(await refusal('a.pdf', pdf({ extra: '/Encrypt 9 0 R' })), 'encrypted');
  assert.equal(readdirSync(path.join(FILES_DIR, 'documents')).length, before, 'nothing is left');
});

void test('a small file that unfolds to too many points is refused', async () => {
  const side = Math.ceil(Math.sqrt(LIMITS.pixels)) + 10;
  const blank = { width: side, height: side, channels: 3, background: '#fff' } as const;
  const huge = await sharp({ create: blank }).png({ compressionLevel: 1 }).toBuffer();
  assert.ok(huge.length < LIMITS.bytes);
  assert.equal(await refusal('a.png', huge), 'broken');
});

void test('a picture loses what the camera wrote into it, and what hangs behind it', async () => {
  const given = Buffer.concat([await photograph(), Buffer.from('<?php evil ?>')]);
  assert.match(given.toString('latin1'), /SecretCamera/);
  const checked = await check('a.jpg', given);
  assert.ok('storedFile' in checked);
  const kept = readFileSync(storedPath(place, checked.storedFile));
  assert.doesNotMatch(kept.toString('latin1'), /SecretCamera|Exif|php/);
  assert.equal((await sharp(kept).metadata()).exif, undefined);
});

void test('PDFs that run something are refused, however it is written or packed', async () => {
  for (const extra of [
    '/OpenAction <</S /JavaScript /JS (app.alert(1))>>',
    '/OpenAction <</S /J#61vaScript /JS (x)>>',
    '/A <</S /#4caunch /F (cmd.exe)>>',
    '/Names <</EmbeddedFiles 3 0 R>>',
    '/AcroForm <</XFA 4 0 R>>',
    '/Type /RichMedia',
  ]) {
    assert.equal(await whyNotPdf(pdf({ extra })), 'active', extra);
  }
  const packed = '6 0 <</S /JavaScript /JS (app.alert(1))>>';
  assert.equal(await whyNotPdf(pdf({ packed })), 'active');
  assert.equal(await whyNotPdf(pdf({ packed: '6 0 <</Type /Page>>' })), null);
  assert.equal(await whyNotPdf(pdf({ packed: 'abc', filter: '/LZWDecode' })), 'unreadable');
  const place = pdf({ extra: '/OpenAction [3 0 R /Fit]' });
  assert.equal(await whyNotPdf(place), null, 'a place to open at runs nothing');
  assert.equal(await whyNotPdf(pdf({ extra: '/Lang (kk) /MarkInfo <</Marked true>>' })), null);
});

void test('a packed part that unfolds without end is refused', async () => {
  assert.equal(await whyNotPdf(pdf({ packed: ' '.repeat(65 * 1024 * 1024) })), 'unreadable');
});

void test('the name of a download survives, and cannot break the header (v5.0.0-5.4.1)', () => {
  assert.equal(
    attachment('қағаз.pdf'),
    `attachment; filename="_____.pdf"; filename*=UTF-8''%D2%9B%D0%B0%D2%93%D0%B0%D0%B7.pdf`,
  );
  const sly = attachment('a"b\r\nSet-Cookie: x=1;\u202efdp.exe');
  assert.doesNotMatch(sly, /[\r\n]/);
  assert.doesNotMatch(sly, /"b/);
});

void test('names lose paths and marks of direction', async () => {
  for (const [given, kept] of [
    ['C:\\fakepath\\paper.pdf', 'paper.pdf'],
    ['../../etc/paper.pdf', 'paper.pdf'],
    ['scan\u202e.pdf', 'scan.pdf'],
  ] as const) {
    const checked = await check(given, pdf());
    assert.ok('name' in checked);
    assert.equal(checked.name, kept);
  }
  const long = await check(`${'ә'.repeat(200)}.pdf`, pdf());
  assert.ok('name' in long);
  assert.equal(long.name, `${'ә'.repeat(90)}….pdf`);
});
