// Keeping measures in a person's record: by the person, or by those who may act for them.
import type { Knex } from 'knex';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { relationTo } from '../applicants/access.ts';
import { recordAudit } from '../audit/audit.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction, type Database } from '../database.ts';
import { Forbidden, NotFound } from '../web/errors.ts';
import type { MeasureKey } from './kinds.ts';
import { withValues, type Measured, type Measures } from './measure-values.ts';
import { removeMeasures, replaceMeasures } from './store.ts';

/** Writes measures into a record, each with its day. Sent twice, it changes nothing. @throws NotFound, Forbidden */
export async function saveAllMeasures(
  db: Database,
  { measures, ...who }: Who & { measures: Measures },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await mayAct(trx, who);
    const changed = await replaceMeasures(trx, { ...who, by: who.by.accountId, measures });
    if (changed.length) await note(trx, 'measures.saved', { ...who, fields: changed });
  });
}

/** Writes measures of one day into a record. @throws NotFound, Forbidden */
export function saveMeasures(
  db: Database,
  { values, measured, ...who }: Who & { values: Measures['values']; measured: Measured },
): Promise<void> {
  return saveAllMeasures(db, { ...who, measures: withValues(null, values, measured) });
}

/** Deletes a measure, or all, with their history. @throws NotFound, Forbidden */
export async function deleteMeasures(
  db: Database,
  {
    by,
    applicantId,
    key,
    at,
  }: { by: Reader; applicantId: number; key: MeasureKey | null; at: Date },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await mayAct(trx, { by, applicantId, at });
    const gone = await removeMeasures(trx, applicantId, key);
    if (gone.length) await note(trx, 'measures.deleted', { by, applicantId, fields: gone, at });
  });
}

interface Who {
  by: Reader;
  applicantId: number;
  at: Date;
}

// Rights as they stand within the transaction: a paper may have ended since the page was opened.
async function mayAct(trx: Knex.Transaction, { by, applicantId, at }: Who): Promise<void> {
  const relation = await relationTo(trx, by.accountId, applicantId, dayOf(at));
  if (relation === null) throw new NotFound();
  if (relation === 'see') throw new Forbidden('measures.sheet.seeOnly');
}

function note(
  trx: Knex.Transaction,
  action: 'measures.saved' | 'measures.deleted',
  { by, applicantId, fields, at }: Who & { fields: readonly MeasureKey[] },
): Promise<void> {
  return recordAudit(trx, {
    at,
    actorId: by.accountId,
    actorRole: leadingRole(by.roles),
    action,
    objectKind: 'applicant',
    objectId: applicantId,
    applicantId,
    fields,
  });
}
