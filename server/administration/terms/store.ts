// The desk's queries and changes of terms: clocks, replacement terms and the sum for a second consent.
import type { Knex } from 'knex';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import { Conflict, NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import type { Act } from '../desk.ts';
import { stampOf, STALE } from '../../web/stale.ts';
import { changeRecord, lockRecord, writeDown } from '../records.ts';
import { continuedBy, hasEnded, isFuture, placeFrom, type Period } from '../timeline.ts';
import type { TermCorrection, TermValues } from './forms.ts';

export const UNITS = ['working_days', 'calendar_days', 'months', 'tiyn'] as const;
export type Unit = (typeof UNITS)[number];

export interface Term extends Period {
  key: string;
  /** Null: for all classes. */
  classCode: string | null;
  value: number;
  unit: Unit;
  source: string;
  status: 'confirmed' | 'proposed';
  row: TermRow;
}

/** All terms, the oldest first: a few for each key. */
export async function listTerms(db: Queryable): Promise<Term[]> {
  const rows: TermRow[] = await db('terms').orderBy(['key', 'aid_class_code', 'valid_from']);
  return rows.map(termOf);
}

/** @throws NotFound */
export async function findTerm(db: Queryable, id: number): Promise<Term> {
  const row: TermRow | undefined = await db('terms').where({ id }).first();
  if (!row) throw new NotFound();
  return termOf(row);
}

/** Sets a term from a day on, in the unit that it has. */
export async function setTerm(
  db: Database,
  act: Act,
  like: Term,
  { value, valid_from: from, source, status }: TermValues,
): Promise<Problem[]> {
  const { key, classCode, unit } = like;
  try {
    return await inTransaction(db, async (trx) => {
      const periods = await lockLine(trx, like);
      const placing = placeFrom(periods, from);
      if ('taken' in placing) {
        const { taken } = placing;
        const sentTwice =
          taken.value === value && taken.source === source && taken.status === status;
        return sentTwice ? [] : [{ field: 'valid_from', key: 'administration.wrong.termTaken' }];
      }
      if (placing.closes) await endOn(trx, placing.closes, from);
      await trx('terms').insert({
        key,
        aid_class_code: classCode,
        value,
        unit,
        valid_from: from,
        valid_until: placing.validUntil,
        source,
        status,
      });
      await writeDown(trx, act, {
        subject: { kind: 'term', id: subjectId(like) },
        action: 'term.set',
        differing: {
          value: [placing.closes?.value ?? null, value],
          valid_from: [null, from],
          source: [placing.closes?.source ?? null, source],
          status: [placing.closes?.status ?? null, status],
        },
      });
      return [];
    });
  } catch (error) {
    if (isDuplicate(error)) throw new Conflict();
    throw error;
  }
}

/** Corrects a term: the value only before its first day, its source and standing until its last. */
export function correctTerm(
  db: Database,
  act: Act,
  id: number,
  { version, value, ...said }: TermCorrection,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const row = await lockRecord<TermRow>(trx, 'terms', { id });
    if (hasEnded(termOf(row), act.on)) return [PAST];
    const open = isFuture(termOf(row), act.on);
    return changeRecord(trx, act, {
      table: 'terms',
      key: { id },
      row,
      stamp: version ?? '',
      values: { ...said, value: open ? value : row.value },
      subject: { kind: 'term', id: subjectId(termOf(row)) },
      action: 'term.corrected',
    });
  });
}

/** Takes back a term that is not in force yet: the one before it goes on. */
export function takeBackTerm(
  db: Database,
  act: Act,
  id: number,
  stamp: string,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const row = await lockRecord<TermRow>(trx, 'terms', { id });
    const term = termOf(row);
    if (!isFuture(term, act.on)) return [PAST];
    if (stampOf(row) !== stamp) return [STALE];
    const before = continuedBy(await lockLine(trx, term), term);
    await trx('terms').where({ id }).del();
    if (before) await endOn(trx, before, term.validUntil);
    await writeDown(trx, act, {
      subject: { kind: 'term', id: subjectId(term) },
      action: 'term.taken_back',
      differing: { value: [term.value, null], valid_from: [term.validFrom, null] },
    });
    return [];
  });
}

/** How a term is named in the audit log: its key, and its class where it has one. */
export function subjectId({ key, classCode }: Pick<Term, 'key' | 'classCode'>): string {
  return classCode ? `${key}/${classCode}`.slice(0, 40) : key;
}

const PAST: Problem = { field: 'form', key: 'administration.wrong.alreadyInForce' };

// All values of one key and class, so that two changes of the same term come one after the other. The
// lock comes first: whoever waited for it must see what the other one added.
async function lockLine(
  trx: Knex.Transaction,
  { key, classCode }: Pick<Term, 'key' | 'classCode'>,
): Promise<Term[]> {
  const line = trx('terms').where({ key, aid_class_code: classCode }).orderBy('id');
  await line.clone().forUpdate().select('id');
  const rows: TermRow[] = await line;
  return rows.map(termOf);
}

async function endOn(trx: Knex.Transaction, { id }: Period, day: string | null): Promise<void> {
  await trx('terms').where({ id }).update({ valid_until: day });
}

function termOf(row: TermRow): Term {
  return {
    id: row.id,
    key: row.key,
    classCode: row.aid_class_code,
    value: row.value,
    unit: row.unit,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    source: row.source,
    status: row.status,
    row,
  };
}

interface TermRow {
  id: number;
  key: string;
  aid_class_code: string | null;
  value: number;
  unit: Unit;
  valid_from: string;
  valid_until: string | null;
  source: string;
  status: Term['status'];
}
