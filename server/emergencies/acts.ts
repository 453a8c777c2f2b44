// What administrators do: declare an emergency, look at a colleague's, end one early. Nothing is changed backwards.
import { recordAudit } from '../audit/audit.ts';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Declaration } from './forms.ts';
import { spreadOne } from './spread.ts';
import { tellAdministrators } from './tell.ts';

type Means = Pick<Portal, 'db' | 'texts'>;

/** Declares an emergency. It holds at once; a colleague looks at it within a day. The same key again: the same one. */
export async function declareEmergency(
  { db, texts }: Means,
  { by, at, declaration }: { by: Reader; at: Date; declaration: Declaration },
): Promise<number> {
  const { regions, classes, relaxes, key, papers_until: papersUntil, ...words } = declaration;
  return inTransaction(db, async (trx) => {
    const [made]: { id: number }[] = await trx('emergencies')
      .insert({
        ...words,
        relaxes_duplicate: relaxes.includes('duplicate'),
        relaxes_replacement: relaxes.includes('replacement'),
        relaxes_order_by: relaxes.includes('order_by'),
        papers_until: papersUntil,
        declared_by: by.accountId,
        declared_at: at.toISOString(),
        look_due_at: new Date(at.getTime() + 24 * 3_600_000).toISOString(),
        creation_key: key,
      })
      .onConflict('creation_key')
      .ignore()
      .returning('id');
    if (!made) {
      const before: { id: number } | undefined = await trx('emergencies')
        .where({ creation_key: key, declared_by: by.accountId })
        .first('id');
      if (!before) throw new Conflict();
      return before.id;
    }
    const { id } = made;
    await trx('emergency_regions').insert(
      regions.map((region_code) => ({ emergency_id: id, region_code })),
    );
    if (classes.length) {
      await trx('emergency_classes').insert(
        classes.map((aid_class_code) => ({ emergency_id: id, aid_class_code })),
      );
    }
    if (words.from_on <= dayOf(at)) await spreadOne(trx, id, at);
    await tellAdministrators(trx, texts, {
      kind: 'emergency.declared',
      sourceKey: `emergency.${id}`,
      at,
      except: by.accountId,
      values: (lang, format) => ({
        name: words[`name_${lang}`],
        date: format.dateTime(new Date(at.getTime() + 24 * 3_600_000).toISOString()),
      }),
    });
    await write(trx, { by, at, id, action: 'emergency.declared', detail: regions.join(' ') });
    return id;
  });
}

/** A second administrator has looked: it stands. @throws NotFound, Forbidden, Conflict */
export async function lookAtEmergency(
  { db }: Means,
  { by, at, id }: { by: Reader; at: Date; id: number },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const row = await lock(trx, id);
    if (row.declared_by === by.accountId) throw new Forbidden('emergencies.refused.samePerson');
    if (row.looked_by === by.accountId) return;
    if (row.ended_on !== null || row.until_on < dayOf(at)) {
      throw new Conflict('emergencies.refused.over');
    }
    const changed = await trx('emergencies')
      .where({ id, looked_at: null })
      .update({ looked_by: by.accountId, looked_at: at.toISOString() });
    if (changed !== 1) throw new Conflict();
    await write(trx, { by, at, id, action: 'emergency.looked', detail: null });
  });
}

/** Ends an emergency: it stops at once. What was done under it stands. @throws NotFound, Conflict */
export async function endEmergency(
  { db, texts }: Means,
  { by, at, id, reason }: { by: Reader; at: Date; id: number; reason: string },
): Promise<void> {
  const day = dayOf(at);
  await inTransaction(db, async (trx) => {
    const row = await lock(trx, id);
    if (row.ended_by === by.accountId) return;
    const changed = await trx('emergencies')
      .where({ id, ended_on: null })
      .where('until_on', '>=', day)
      .update({ ended_on: day, ended_by: by.accountId, end_reason: reason });
    if (changed !== 1) throw new Conflict('emergencies.refused.over');
    await tellAdministrators(trx, texts, {
      kind: 'emergency.ended',
      sourceKey: `emergency.${id}`,
      at,
      except: by.accountId,
      values: (lang, format) => ({ name: row[`name_${lang}`], date: format.date(day) }),
    });
    await write(trx, { by, at, id, action: 'emergency.ended', detail: day, reason });
  });
}

interface Locked {
  declared_by: number;
  looked_by: number | null;
  ended_by: number | null;
  until_on: string;
  ended_on: string | null;
  name_kk: string;
  name_ru: string;
  name_en: string;
}

async function lock(trx: Parameters<typeof recordAudit>[0], id: number): Promise<Locked> {
  const row: Locked | undefined = await trx('emergencies').where({ id }).forUpdate().first();
  if (!row) throw new NotFound();
  return row;
}

async function write(
  trx: Parameters<typeof recordAudit>[0],
  entry: {
    by: Reader;
    at: Date;
    id: number;
    action: string;
    detail: string | null;
    reason?: string;
  },
): Promise<void> {
  await recordAudit(trx, {
    at: entry.at,
    actorId: entry.by.accountId,
    actorRole: leadingRole(entry.by.roles),
    action: entry.action,
    objectKind: 'emergency',
    objectId: entry.id,
    detail: entry.detail,
    ...(entry.reason && { reason: entry.reason }),
  });
}
