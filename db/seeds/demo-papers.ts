// A paper that came with a request: a page of a programme, as a telephone would photograph it. Tests send their own,
// since each has a folder of files to itself.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { Reader } from '../../server/accounts/reader.ts';
import { checkFile } from '../../server/documents/check-file.ts';
import { discardFile, makeFolders } from '../../server/documents/files.ts';
import { addPapers } from '../../server/papers/add-papers.ts';
import { findRequest } from '../../server/requests/aid-request.ts';
import type { DemoMeans } from './02_demo.ts';

export async function seedDemoPapers(means: DemoMeans, now: Date): Promise<void> {
  const { db, config } = means;
  if (config.environment === 'test') return;
  if (await db.read('documents').where({ subject_kind: 'request' }).first('id')) return;
  const sent = await db
    .read('requests')
    .where({ aid_class_code: 'TT-03', status: 'submitted' })
    .first('reference', 'submitted_by');
  const request = sent && (await findRequest(db.read, sent.reference));
  if (!request) return;
  const incoming = path.join(await makeFolders(means), randomUUID());
  const page = await sharp(Buffer.from(PAGE)).jpeg({ quality: 80 }).toBuffer();
  await writeFile(incoming, page);
  const file = await checkFile(means, {
    path: incoming,
    name: 'бағдарлама, 3-бет.jpg',
    bytes: page.length,
  });
  await discardFile(incoming);
  if ('refused' in file) throw new Error(`the paper of the demo was refused: ${file.refused}`);
  const by = { accountId: Number(sent.submitted_by), roles: new Set(['applicant']) };
  await addPapers(means, {
    by: { ...by, name: '', language: 'kk', officeId: null, supplierId: null } as Reader,
    at: now,
    reference: request.reference,
    version: request.version,
    key: 'demo.paper',
    files: [file],
    note: 'Бағдарламаның 3-беті',
  });
}

// Lines instead of words: nobody's programme is shown.
const LINES = Array.from({ length: 22 }, (_, at) => {
  const width = 520 - ((at * 137) % 180);
  return `<rect x="90" y="${230 + at * 40}" width="${width}" height="10" fill="#7d8a94"/>`;
});
const PAGE = `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="1180">
  <rect width="720" height="1180" fill="#d9d4c8"/>
  <rect x="30" y="30" width="660" height="1120" fill="#fdfcf8"/>
  <rect x="90" y="90" width="380" height="24" fill="#2c3a44"/>
  <rect x="90" y="140" width="240" height="14" fill="#55636d"/>
  ${LINES.join('\n')}
  <circle cx="560" cy="1040" r="70" fill="none" stroke="#3a5fa8" stroke-width="6"/>
</svg>`;
