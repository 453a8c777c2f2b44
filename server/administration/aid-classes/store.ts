// The desk's queries and changes of aid classes. The technical data they ask for are in `definition-store.ts`.
import { inTransaction, type Database, type Queryable } from '../../database.ts';
import { NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import type { Act } from '../desk.ts';
import { changeRecord, lockRecord } from '../records.ts';
import { relistClass } from '../relist.ts';
import type { ClassValues } from './forms.ts';

export type ClassRow = Record<string, string | number | null> & { code: string };

/** All classes with everything that is known of them: some seventy rows. */
export async function listClasses(db: Queryable): Promise<ClassRow[]> {
  return db('aid_classes').orderBy('code');
}

/** @throws NotFound */
export async function findClass(db: Queryable, code: string): Promise<ClassRow> {
  const row: ClassRow | undefined = await db('aid_classes').where({ code }).first();
  if (!row) throw new NotFound();
  return row;
}

/** Changes a class; the catalogue shows it at once. */
export function changeClass(
  db: Database,
  act: Act,
  code: string,
  { version, ...values }: ClassValues,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const row = await lockRecord(trx, 'aid_classes', { code });
    const problems = await changeRecord(trx, act, {
      table: 'aid_classes',
      key: { code },
      row,
      stamp: version ?? '',
      values,
      subject: { kind: 'aid_class', id: code },
      action: 'aid_class.changed',
    });
    if (!problems.length) await relistClass(trx, code, act.on);
    return problems;
  });
}
