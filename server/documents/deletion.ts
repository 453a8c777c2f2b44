import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import type { Document } from './store.ts';

/**
 * Erases what a paper says; the row keeps that it was there. `by` null: the portal, since its time is over.
 * Returns the file to take away after the commit, or null when it was gone already.
 */
export async function deleteDocument(
  trx: Knex.Transaction,
  document: Pick<Document, 'id' | 'applicantId' | 'storedFile'>,
  { by, at }: { by: Reader | null; at: Date },
): Promise<string | null> {
  const changed = await trx('documents')
    .where({ id: document.id })
    .whereNotNull('stored_file')
    .update({
      state: 'deleted',
      stored_file: null,
      name: null,
      note: null,
      sha256: null,
      next_scan_at: null,
      deleted_at: at.toISOString(),
      deleted_by: by?.accountId ?? null,
    });
  if (changed !== 1) return null;
  await recordAudit(trx, {
    at,
    actorId: by?.accountId ?? null,
    actorRole: by ? leadingRole(by.roles) : 'system',
    action: by ? 'document.deleted' : 'document.expired',
    objectKind: 'document',
    objectId: document.id,
    applicantId: document.applicantId,
  });
  return document.storedFile;
}
