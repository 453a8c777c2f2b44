// Rows of papers.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import type { DocumentKind, DocumentState, Media, Subject } from './kinds.ts';

/** A paper as lists and pages show it. */
export interface Document {
  id: number;
  subject: Subject;
  applicantId: number;
  uploadedBy: number;
  uploadedByName: string;
  uploadedAt: string;
  /** Null once deleted. */
  name: string | null;
  note: string | null;
  media: Media;
  bytes: number;
  state: DocumentState;
  deletedAt: string | null;
  /** Null once the content is gone. */
  storedFile: string | null;
}

export function documents(db: Queryable): Knex.QueryBuilder {
  return db('documents')
    .join('accounts', 'accounts.id', 'documents.uploaded_by')
    .select('documents.*', 'accounts.given_name', 'accounts.family_name');
}

export async function findDocument(db: Queryable, id: number): Promise<Document | null> {
  const row: DocumentRow | undefined = await documents(db).where('documents.id', id).first();
  return row ? documentOf(row) : null;
}

/** Papers that are kept of a person, and their bytes. */
export async function heldOf(
  db: Queryable,
  applicantId: number,
): Promise<{ files: number; bytes: number }> {
  const row = await db('documents')
    .where({ applicant_id: applicantId })
    .whereNotNull('stored_file')
    .count({ files: '*' })
    .sum({ bytes: 'bytes' })
    .first();
  return { files: Number(row?.files ?? 0), bytes: Number(row?.bytes ?? 0) };
}

export function documentOf(row: DocumentRow): Document {
  return {
    id: row.id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    applicantId: row.applicant_id,
    uploadedBy: row.uploaded_by,
    uploadedByName: `${row.given_name} ${row.family_name}`,
    uploadedAt: row.uploaded_at,
    name: row.name,
    note: row.note,
    media: row.media,
    bytes: row.bytes,
    state: row.state,
    deletedAt: row.deleted_at,
    storedFile: row.stored_file,
  };
}

export interface DocumentRow {
  id: number;
  subject_kind: DocumentKind;
  subject_id: number;
  applicant_id: number;
  uploaded_by: number;
  given_name: string;
  family_name: string;
  uploaded_at: string;
  name: string | null;
  note: string | null;
  media: Media;
  bytes: number;
  state: DocumentState;
  deleted_at: string | null;
  stored_file: string | null;
}
