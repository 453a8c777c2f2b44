// The desk's queries and changes of reasons. A wording that has been in force is never changed: a new one follows it.
import type { Knex } from 'knex';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import {
  reasonVersionOf,
  type ReasonVersion,
  type ReasonVersionRow,
} from '../../requests/reasons.ts';
import { Conflict, NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import type { Act } from '../desk.ts';
import { writeDown } from '../records.ts';
import { continuedBy, hasEnded, isFuture, placeFrom, type Period } from '../timeline.ts';
import type { NewReason, Wording } from './forms.ts';

export interface Reason extends ReasonVersion, Period {
  position: number;
  status: 'confirmed' | 'proposed';
  row: Row;
}

type Row = ReasonVersionRow & {
  position: number;
  valid_from: string;
  valid_until: string | null;
  status: Reason['status'];
};

/** All wordings, in the order of the lists, the oldest first. */
export async function listReasons(db: Queryable): Promise<Reason[]> {
  const rows: Row[] = await db('reason_versions').orderBy([
    'kind',
    'position',
    'code',
    'valid_from',
  ]);
  return rows.map(reasonOf);
}

/** @throws NotFound */
export async function findReason(db: Queryable, id: number): Promise<Reason> {
  const row: Row | undefined = await db('reason_versions').where({ id }).first();
  if (!row) throw new NotFound();
  return reasonOf(row);
}

/** Gives a reason a new wording from a day on: the one before it ends there. */
export async function setWording(
  db: Database,
  act: Act,
  like: Reason,
  wording: Wording,
): Promise<Problem[]> {
  try {
    return await inTransaction(db, async (trx) => {
      const line = await lockLine(trx, like.code);
      const placing = placeFrom(line, wording.valid_from);
      if ('taken' in placing) {
        const values = columnsOf(wording);
        const { row } = placing.taken;
        const same = Object.entries(values).every(([name, value]) => (row[name] ?? null) === value);
        return same ? [] : [{ field: 'valid_from', key: 'administration.wrong.termTaken' }];
      }
      if (placing.closes) await endOn(trx, placing.closes, wording.valid_from);
      await trx('reason_versions').insert({
        code: like.code,
        kind: like.kind,
        position: like.position,
        ...columnsOf(wording),
        valid_until: placing.validUntil,
      });
      await writeDown(trx, act, {
        subject: { kind: 'reason', id: like.code },
        action: 'reason.worded',
        differing: {
          name: [placing.closes?.names.en ?? null, wording.name_en],
          explanation: [placing.closes?.explanations.en ?? null, wording.explanation_en],
          valid_from: [null, wording.valid_from],
        },
      });
      return [];
    });
  } catch (error) {
    if (isDuplicate(error)) throw new Conflict();
    throw error;
  }
}

/** Adds a reason to a list. A form that is sent twice adds it once; gives the id of its wording. */
export async function addReason(
  db: Database,
  act: Act,
  { kind, creation_key: key, ...wording }: NewReason,
): Promise<number> {
  const code = `${kind}-${(key ?? '').slice(0, 8)}`;
  const found = async (q: Queryable): Promise<number | null> => {
    const row: { id: number } | undefined = await q('reason_versions').where({ code }).first('id');
    return row?.id ?? null;
  };
  const adding = inTransaction(db, async (trx) => {
    const known = await found(trx);
    if (known !== null) return known;
    const last: { position?: number | null } | undefined = await trx('reason_versions')
      .where({ kind })
      .max({ position: 'position' })
      .first();
    const position = (last?.position ?? 0) + 1;
    if (kind === 'refusal') await addCode(trx, code, position, wording);
    const [row]: { id: number }[] = await trx('reason_versions')
      .insert({ code, kind, position, ...columnsOf(wording) })
      .returning('id');
    await writeDown(trx, act, {
      subject: { kind: 'reason', id: code },
      action: 'reason.added',
      differing: { name: [null, wording.name_en], valid_from: [null, wording.valid_from] },
    });
    return row!.id;
  });
  // Two clicks at once: the unique indexes let one of them through, and the other finds it.
  return adding.catch(async (error: unknown) => {
    const meanwhile = isDuplicate(error) ? await found(db.write) : null;
    if (meanwhile === null) throw error;
    return meanwhile;
  });
}

/** Takes back a wording that is not in force yet: the one before it goes on. */
export function takeBackWording(db: Database, act: Act, id: number): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const reason = await findReason(trx, id);
    const line = await lockLine(trx, reason.code);
    if (!isFuture(reason, act.on) || line.length < 2) return [PAST];
    const before = continuedBy(line, reason);
    await trx('reason_versions').where({ id }).del();
    if (before) await endOn(trx, before, reason.validUntil);
    await writeDown(trx, act, {
      subject: { kind: 'reason', id: reason.code },
      action: 'reason.taken_back',
      differing: { valid_from: [reason.validFrom, null] },
    });
    return [];
  });
}

/** Offers a reason no longer from a day on. What it was used for keeps its wording. */
export function endReason(db: Database, act: Act, id: number, until: string): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const reason = await findReason(trx, id);
    const last = (await lockLine(trx, reason.code)).at(-1)!;
    if (hasEnded(last, act.on)) return last.validUntil === until ? [] : [PAST];
    if (until <= act.on || until <= last.validFrom) {
      return [{ field: 'valid_until', key: 'administration.wrong.past' }];
    }
    if (last.validUntil === until) return [];
    await endOn(trx, last, until);
    await writeDown(trx, act, {
      subject: { kind: 'reason', id: reason.code },
      action: 'reason.ended',
      differing: { valid_until: [last.validUntil, until] },
    });
    return [];
  });
}

const PAST: Problem = { field: 'form', key: 'administration.wrong.alreadyInForce' };

// Decisions name the code of a refusal, too.
async function addCode(trx: Knex.Transaction, code: string, position: number, wording: Wording) {
  await trx('reasons').insert({
    code,
    kind: 'refusal',
    position: 1000 + position,
    name_kk: wording.name_kk,
    name_ru: wording.name_ru,
    name_en: wording.name_en,
    explanation_kk: wording.explanation_kk,
    explanation_ru: wording.explanation_ru,
    explanation_en: wording.explanation_en,
    source: wording.source_en,
    active: true,
  });
}

function columnsOf(wording: Wording) {
  return Object.fromEntries(Object.entries(wording).filter(([name]) => name !== 'today'));
}

// All wordings of one reason, so that two changes of it come one after the other.
async function lockLine(trx: Knex.Transaction, code: string): Promise<Reason[]> {
  const line = trx('reason_versions').where({ code }).orderBy('valid_from');
  await line.clone().forUpdate().select('id');
  const rows: Row[] = await line;
  return rows.map(reasonOf);
}

async function endOn(trx: Knex.Transaction, { id }: Period, day: string | null): Promise<void> {
  await trx('reason_versions').where({ id }).update({ valid_until: day });
}

function reasonOf(row: Row): Reason {
  return {
    ...reasonVersionOf(row),
    position: row.position,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    status: row.status,
    row,
  };
}
