// Erases papers whose purpose is over, and files that nothing names any more.
import { addMonths } from '../calendar/dates.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { loggable } from '../web/loggable.ts';
import type { DocumentAccess } from './access.ts';
import { deleteDocument } from './deletion.ts';
import { discardFile, storedPath, sweepFiles } from './files.ts';
import { DOCUMENT_KINDS, type DocumentKind } from './kinds.ts';
import { monthsKept } from './terms.ts';

type Means = Pick<Portal, 'config' | 'db' | 'log'>;

interface Held {
  id: number;
  subject_id: number;
  applicant_id: number;
  stored_file: string;
  uploaded_at: string;
}

const BATCH = 200;
/** A form that takes longer than this is not ours any more. */
const CUT_OFF_MS = 3600_000;

/**
 * Erases each paper when its term `documents_kept_<kind>` is over, counted from the day on which its subject was
 * settled, else from the upload; what is not settled is kept. One that fails keeps no other. Returns how many.
 */
export async function expireDocuments(
  means: Means,
  accesses: readonly DocumentAccess[],
  at: Date,
): Promise<number> {
  const day = dayOf(at);
  let erased = 0;
  for (const kind of DOCUMENT_KINDS) {
    const months = await monthsKept(means.db.write, kind, day);
    if (months === null) continue;
    const access = accesses.find((one) => one.kind === kind);
    // Nothing is settled before it was sent: younger papers need no look.
    for await (const batch of oldBatches(means, kind, addMonths(day, -months))) {
      const ids = [...new Set(batch.map((one) => one.subject_id))];
      const settled = (await access?.settledOn?.(means.db.write, ids)) ?? null;
      for (const one of batch) {
        const since = settled ? settled.get(one.subject_id) : dayOf(new Date(one.uploaded_at));
        if (since === undefined || addMonths(since, months) >= day) continue;
        if (await erase(means, one, at)) erased += 1;
      }
    }
  }
  return erased;
}

/** Takes away files that no row names: of forms that were cut off, and of a process that ended. */
export async function sweepDocuments(means: Means, at: Date): Promise<number> {
  const namedOf = async (names: string[]) => {
    const rows: { stored_file: string }[] = await means.db
      .write('documents')
      .whereIn('stored_file', names)
      .select('stored_file');
    return new Set(rows.map((row) => row.stored_file));
  };
  return await sweepFiles(means, namedOf, new Date(at.getTime() - CUT_OFF_MS));
}

async function* oldBatches({ db }: Means, kind: DocumentKind, before: string) {
  for (let after = 0; ;) {
    const rows: Held[] = await db
      .write('documents')
      .where({ subject_kind: kind })
      .whereNotNull('stored_file')
      .where('uploaded_at', '<', `${before}T24`)
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .select('id', 'subject_id', 'applicant_id', 'stored_file', 'uploaded_at');
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)!.id;
  }
}

async function erase(means: Means, one: Held, at: Date): Promise<boolean> {
  try {
    const document = { id: one.id, applicantId: one.applicant_id, storedFile: one.stored_file };
    const file = await inTransaction(means.db, (trx) =>
      deleteDocument(trx, document, { by: null, at }),
    );
    if (file) await discardFile(storedPath(means, file));
    return file !== null;
  } catch (error) {
    means.log.error({ job: 'papers', error: loggable(error) }, 'a paper was not erased');
    return false;
  }
}
