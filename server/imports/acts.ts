// What people do with imports: sending a file, bringing it in, checking it again, taking it away.
import { inTransaction, isDuplicate, type Database, type Queryable } from '../database.ts';
import { recordAudit } from '../audit/audit.ts';
import type { Act } from '../publishing/publishing.ts';
import { Conflict, NotFound } from '../web/errors.ts';
import type { Problem } from '../web/forms.ts';
import { digestOf } from './files.ts';
import { clearFindings, lockImport, type ImportStatus, type Scope } from './store.ts';
import type { Received } from './upload.ts';

/** Files of one firm that are at work at the same time. */
const MOST_WAITING = 5;

const AT_WORK: readonly ImportStatus[] = ['uploaded', 'checking', 'committing'];

/** Begins an import. The same form twice begins one; `kept` says whether this file is the one it reads. */
export async function beginImport(
  db: Database,
  act: Act,
  table: Received,
  creationKey: string,
): Promise<{ id: number; kept: boolean } | { problems: Problem[] }> {
  const digest = await digestOf(table.path);
  const { supplierId } = act;
  try {
    return await inTransaction(db, async (trx) => {
      if (!(await isAdmitted(trx, supplierId))) {
        return { problems: [{ field: 'list', key: 'imports.notAdmitted' }] };
      }
      const [waiting]: { count: number }[] = await trx('imports')
        .where({ supplier_id: supplierId })
        .whereIn('status', AT_WORK)
        .count({ count: '*' });
      if (waiting!.count >= MOST_WAITING) {
        return { problems: [{ field: 'file', key: 'imports.wrong.waiting' }] };
      }
      const [made]: { id: number }[] = await trx('imports')
        .insert({
          account_id: act.by.accountId,
          supplier_id: supplierId,
          file_name: table.name,
          kind: table.kind,
          bytes: table.bytes,
          digest,
          stored_file: table.storedName,
          status: 'uploaded',
          creation_key: creationKey,
          uploaded_at: act.at.toISOString(),
        })
        .returning('id');
      await writeDown(trx, act, made!.id, 'import.uploaded');
      return { id: made!.id, kept: true };
    });
  } catch (error) {
    if (!isDuplicate(error, 'creation_key')) throw error;
    const made: { id: number } | undefined = await db
      .write('imports')
      .where({ creation_key: creationKey, supplier_id: supplierId })
      .first('id');
    if (!made) throw new NotFound();
    return { id: made.id, kept: false };
  }
}

/** A firm that is suspended or removed brings nothing in; administrators always may. */
export async function isAdmitted(db: Queryable, supplierId: number | null): Promise<boolean> {
  if (supplierId === null) return true;
  const firm: { status: string } | undefined = await db('suppliers')
    .where({ id: supplierId })
    .first('status');
  return firm?.status === 'admitted';
}

/** Asks for a checked file to be brought in. Asking twice brings it in once. @throws Conflict, NotFound */
export function bringInLater(
  db: Database,
  act: Act,
  { id, scope, stamp }: { id: number; scope: Scope; stamp: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const row = await lockImport(trx, id, scope);
    if (row.status === 'committing' || row.status === 'done') return; // sent twice
    const isReady = row.status === 'checked' && row.problems === 0 && !row.outdated;
    const begun = isReady
      ? await trx('imports')
          .where({ id, status: 'checked', version: row.version })
          .where({ version: Number(stamp) || 0 })
          .update({ status: 'committing', version: row.version + 1 })
      : 0;
    if (begun === 0) throw new Conflict();
    await writeDown(trx, act, id, 'import.confirmed');
  });
}

/** Asks for the rows to be checked once more. @throws Conflict, NotFound */
export function checkLater(
  db: Database,
  act: Act,
  { id, scope, stamp }: { id: number; scope: Scope; stamp: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const row = await lockImport(trx, id, scope);
    if (row.status === 'checking') return; // sent twice
    const begun = await trx('imports')
      .where({ id, status: 'checked', version: Number(stamp) || 0 })
      .update({ status: 'checking', rows_checked: 0, version: row.version + 1 });
    if (begun === 0) throw new Conflict();
    await writeDown(trx, act, id, 'import.check_repeated');
  });
}

/** Takes an import away that has brought nothing in. @throws Conflict, NotFound */
export function removeImport(
  db: Database,
  act: Act,
  { id, scope }: { id: number; scope: Scope },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const row = await lockImport(trx, id, scope);
    if (!['checked', 'refused', 'failed'].includes(row.status)) throw new Conflict();
    await clearFindings(trx, id, { rows: true });
    await trx('imports').where({ id }).del();
    await writeDown(trx, act, id, 'import.removed');
  });
}

function writeDown(
  trx: Parameters<typeof recordAudit>[0],
  act: Act,
  id: number,
  action: string,
): Promise<void> {
  return recordAudit(trx, {
    at: act.at,
    actorId: act.by.accountId,
    actorRole: act.supplierId === null ? 'administrator' : 'supplier',
    action,
    objectKind: 'import',
    objectId: id,
  });
}
