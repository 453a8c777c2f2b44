// Who may see photos and papers about an aid: the family, the office, and the supplier while it repairs.
import type { Reader } from '../accounts/reader.ts';
import { findAid } from '../aids/aids.ts';
import { relationTo } from '../applicants/access.ts';
import type { Queryable } from '../database.ts';
import type { DocumentAccess } from '../documents/documents.ts';
import { paths } from '../paths.ts';
import { roleAt } from './scene.ts';

/** Photos of a fault. */
export const faultAccess: DocumentAccess = accessTo('fault', 'repairs', 'closed_on');

/** Photos and papers with which somebody asks for early replacement. */
export const earlyAccess: DocumentAccess = accessTo(
  'early_replacement',
  'early_replacements',
  'decided_at',
);

function accessTo(
  kind: 'fault' | 'early_replacement',
  table: string,
  settled: string,
): DocumentAccess {
  const recordOf = async (db: Queryable, id: number): Promise<CareRecord | null> => {
    const row: CareRecord | undefined = await db(table)
      .where({ id })
      .first('aid_id', 'applicant_id', ...(kind === 'fault' ? ['supplier_id', 'is_open'] : []));
    return row ?? null;
  };
  return {
    kind,
    mayRead: async (db, reader, id, day) => {
      const record = await recordOf(db, id);
      if (!record) return null;
      const relation = await relationTo(db, reader.accountId, record.applicant_id, day);
      if (relation) return { reason: relation === 'self' ? 'own' : 'representative' };
      if (repairs(reader, record)) return { reason: 'order' };
      return (await isOffice(db, reader, record, day)) ? { reason: 'case' } : null;
    },
    hrefOf: async (db, reader, id, lang) => {
      const record = await recordOf(db, id);
      if (!record) return null;
      if (repairs(reader, record)) return paths[lang].supplierRepair(id);
      return reader.officeId === null
        ? paths[lang].ownAid(record.aid_id)
        : paths[lang].deskAid(record.aid_id);
    },
    settledOn: async (db, ids) => {
      const rows: { id: number; on: string | null }[] = await db(table)
        .whereIn('id', [...ids])
        .select('id', `${settled} as on`);
      return new Map(rows.flatMap(({ id, on }) => (on ? [[id, on.slice(0, 10)] as const] : [])));
    },
  };
}

function repairs(reader: Reader, { supplier_id: supplierId, is_open: open }: CareRecord): boolean {
  return Boolean(open) && supplierId !== null && reader.supplierId === supplierId;
}

// The office that keeps the aid, also when nobody has it any more.
async function isOffice(
  db: Queryable,
  reader: Reader,
  { aid_id: aidId, applicant_id: applicantId }: CareRecord,
  day: string,
): Promise<boolean> {
  const aid = await findAid(db, aidId);
  const role =
    aid && (await roleAt(db, { ...aid, applicantId }, { by: reader, side: 'office', day }));
  return role === 'caseworker' || role === 'lead_caseworker';
}

interface CareRecord {
  aid_id: number;
  applicant_id: number;
  supplier_id?: number | null;
  is_open?: unknown; // 0 or 1 on SQLite
}
