// Papers that people send: what other slices need to take them with their own forms and to list them.
import type { Request } from 'express';
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import type { Portal } from '../portal.ts';
import { BadRequest } from '../web/errors.ts';
import type { Problem } from '../web/forms.ts';
import { checkFile, type Upload } from './check-file.ts';
import { storedPath } from './files.ts';
import { LIMITS, type DocumentKind, type Subject } from './kinds.ts';
import { discardLater, FIELD, incomingOf } from './receive.ts';
import { documentOf, documents, heldOf, type Document, type DocumentRow } from './store.ts';

export type { DocumentAccess } from './access.ts';
export type { Upload } from './check-file.ts';
export { LIMITS, type DocumentKind, type Subject } from './kinds.ts';
export { receiveUploads } from './receive.ts';
export { expireDocuments, sweepDocuments } from './retention.ts';
export { scanDocuments } from './scan.ts';
export type { Document } from './store.ts';

/**
 * The checked files of a form whose route has `receiveUploads(portal), checkCsrfAfterUpload` before it; or what is
 * wrong with them, as problems of the field `documents`. Give `applicantId` so that the room a person has is kept.
 */
export async function uploadsOf(
  portal: Pick<Portal, 'config' | 'db'>,
  req: Request,
  { applicantId, required = false }: { applicantId?: number; required?: boolean } = {},
): Promise<{ files: Upload[] } | { problems: Problem[] }> {
  const incoming = incomingOf(req);
  if (incoming.length === 0) return required ? wrong('missing') : { files: [] };
  if (incoming.length > LIMITS.perForm) return wrong('tooMany', { most: LIMITS.perForm });
  const files: Upload[] = [];
  const problems: Problem[] = [];
  for (const one of incoming) {
    const file = await checkFile(portal, one);
    if ('refused' in file) {
      problems.push(problem(file.refused, { name: shortName(one.name), most: MOST_MB }));
      continue;
    }
    discardLater(req.res!, storedPath(portal, file.storedFile), () => file.kept);
    files.push(file);
  }
  if (problems.length) return { problems };
  if (applicantId !== undefined && !(await hasRoom(portal.db.read, applicantId, files))) {
    return wrong('noRoom');
  }
  return { files };
}

/**
 * Keeps checked files for a record, within the act's transaction. The same file twice is kept once. A paper waits
 * for the scanner where there is one. @throws BadRequest when the person has no room left
 */
export async function storeUploads(
  trx: Knex.Transaction,
  { config }: Pick<Portal, 'config'>,
  {
    files,
    subject,
    applicantId,
    by,
    at,
    note = null,
  }: {
    files: readonly Upload[];
    subject: Subject;
    applicantId: number;
    by: { accountId: number };
    at: Date;
    /** What the person says of these papers. */
    note?: string | null;
  },
): Promise<number> {
  if (files.length === 0) return 0;
  // Two forms at once count one after the other.
  await trx('applicants').where({ id: applicantId }).forUpdate().first('id');
  if (!(await hasRoom(trx, applicantId, files))) throw new BadRequest('documents.refused.noRoom');
  const held: { sha256: string }[] = await trx('documents')
    .where({ subject_kind: subject.kind, subject_id: subject.id })
    .whereNotNull('stored_file')
    .select('sha256');
  const known = new Set(held.map((one) => one.sha256));
  let stored = 0;
  for (const file of files) {
    if (known.has(file.sha256)) continue;
    known.add(file.sha256);
    await trx('documents').insert({
      subject_kind: subject.kind,
      subject_id: subject.id,
      applicant_id: applicantId,
      uploaded_by: by.accountId,
      uploaded_at: at.toISOString(),
      name: file.name,
      note,
      media: file.media,
      bytes: file.bytes,
      sha256: file.sha256,
      stored_file: file.storedFile,
      state: config.scanner ? 'waiting' : 'unscanned',
      next_scan_at: at.toISOString(),
    });
    file.kept = true;
    stored += 1;
  }
  return stored;
}

/** The papers of a record, oldest first; deleted ones, too, without their names. */
export async function documentsOf(db: Queryable, subject: Subject): Promise<Document[]> {
  const found = await documentsOfMany(db, subject.kind, [subject.id]);
  return found.get(subject.id) ?? [];
}

/** The papers of several records of a kind, by record. One query. */
export async function documentsOfMany(
  db: Queryable,
  kind: DocumentKind,
  ids: readonly number[],
): Promise<Map<number, Document[]>> {
  if (ids.length === 0) return new Map();
  const rows: DocumentRow[] = await documents(db)
    .where('documents.subject_kind', kind)
    .whereIn('documents.subject_id', [...ids])
    .orderBy('documents.id');
  const found = new Map<number, Document[]>(ids.map((id) => [id, []]));
  for (const row of rows) found.get(row.subject_id)!.push(documentOf(row));
  return found;
}

const MOST_MB = LIMITS.bytes / 1024 / 1024;

async function hasRoom(
  db: Queryable,
  applicantId: number,
  files: readonly Upload[],
): Promise<boolean> {
  const held = await heldOf(db, applicantId);
  const more = files.reduce((sum, file) => sum + file.bytes, 0);
  return (
    held.files + files.length <= LIMITS.perPerson && held.bytes + more <= LIMITS.bytesPerPerson
  );
}

function wrong(key: string, values?: Problem['values']): { problems: Problem[] } {
  return { problems: [problem(key, values)] };
}

function problem(key: string, values?: Problem['values']): Problem {
  return { field: FIELD, key: `documents.refused.${key}`, ...(values && { values }) };
}

function shortName(name: string): string {
  return Array.from(name.split(/[\\/]/).at(-1)!).slice(0, 60).join('');
}
