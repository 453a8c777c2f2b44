// The desk's queries and changes of guaranteed amounts: what the state pays at most, with dates and sources.
import type { Knex } from 'knex';
import { inTransaction, type Database, type Queryable } from '../../database.ts';
import { NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import type { Act } from '../desk.ts';
import { stampOf, STALE } from '../../web/stale.ts';
import { changeRecord, lockRecord, writeDown } from '../records.ts';
import { relistClass } from '../relist.ts';
import { continuedBy, hasEnded, isFuture, placeFrom, type Period } from '../timeline.ts';
import type { AmountValues, CorrectionValues } from './forms.ts';

export interface Amount extends Period {
  classCode: string;
  tiyn: number;
  source: string;
  status: 'confirmed' | 'proposed' | 'demo';
  row: AmountRow;
}

/** All amounts of these classes, the oldest first. */
export async function listAmounts(db: Queryable, classCodes: readonly string[]): Promise<Amount[]> {
  const rows: AmountRow[] = await db('guaranteed_amounts')
    .whereIn('aid_class_code', classCodes)
    .orderBy(['aid_class_code', 'valid_from']);
  return rows.map(amountOf);
}

/** @throws NotFound */
export async function findAmount(db: Queryable, id: number): Promise<Amount> {
  const row: AmountRow | undefined = await db('guaranteed_amounts').where({ id }).first();
  if (!row) throw new NotFound();
  return amountOf(row);
}

/** Sets an amount from a day on: the one before it ends that day, and the next one stays. */
export function setAmount(db: Database, act: Act, values: AmountValues): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const { class: code, amount, valid_from: from, source, status } = values;
    await lockRecord(trx, 'aid_classes', { code }); // one at a time for each class
    const placing = placeFrom(await listAmounts(trx, [code]), from);
    if ('taken' in placing) {
      const { tiyn, source: said } = placing.taken;
      const sentTwice = tiyn === amount && said === source && placing.taken.status === status;
      return sentTwice ? [] : [{ field: 'valid_from', key: 'administration.wrong.amountTaken' }];
    }
    if (placing.closes) await endOn(trx, placing.closes, from);
    const row = {
      aid_class_code: code,
      amount_tiyn: amount,
      valid_from: from,
      valid_until: placing.validUntil,
      source,
      status,
    };
    await trx('guaranteed_amounts').insert(row);
    await writeDown(trx, act, {
      subject: { kind: 'guaranteed_amount', id: code },
      action: 'amount.set',
      differing: {
        amount_tiyn: [placing.closes?.tiyn ?? null, amount],
        valid_from: [null, from],
        source: [placing.closes?.source ?? null, source],
        status: [placing.closes?.status ?? null, status],
      },
    });
    await relistClass(trx, code, act.on);
    return [];
  });
}

/** Corrects an amount: the sum only before its first day, its source and standing until its last. */
export function correctAmount(
  db: Database,
  act: Act,
  id: number,
  { version, amount, ...said }: CorrectionValues,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const row = await lockRecord<AmountRow>(trx, 'guaranteed_amounts', { id });
    if (hasEnded(amountOf(row), act.on)) return [PAST];
    const open = isFuture(amountOf(row), act.on);
    return changeRecord(trx, act, {
      table: 'guaranteed_amounts',
      key: { id },
      row,
      stamp: version ?? '',
      values: { ...said, amount_tiyn: open ? amount : row.amount_tiyn },
      subject: { kind: 'guaranteed_amount', id: row.aid_class_code },
      action: 'amount.corrected',
    });
  });
}

/** Takes back an amount that is not in force yet: the one before it goes on in its place. */
export function takeBackAmount(
  db: Database,
  act: Act,
  id: number,
  stamp: string,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const row = await lockRecord<AmountRow>(trx, 'guaranteed_amounts', { id });
    await lockRecord(trx, 'aid_classes', { code: row.aid_class_code });
    const amount = amountOf(row);
    if (!isFuture(amount, act.on)) return [PAST];
    if (stampOf(row) !== stamp) return [STALE];
    const before = continuedBy(await listAmounts(trx, [row.aid_class_code]), amount);
    await trx('guaranteed_amounts').where({ id }).del();
    if (before) await endOn(trx, before, amount.validUntil);
    await writeDown(trx, act, {
      subject: { kind: 'guaranteed_amount', id: row.aid_class_code },
      action: 'amount.taken_back',
      differing: {
        amount_tiyn: [amount.tiyn, null],
        valid_from: [amount.validFrom, null],
        source: [amount.source, null],
      },
    });
    return [];
  });
}

const PAST: Problem = { field: 'form', key: 'administration.wrong.alreadyInForce' };

async function endOn(trx: Knex.Transaction, { id }: Period, day: string | null): Promise<void> {
  await trx('guaranteed_amounts').where({ id }).update({ valid_until: day });
}

function amountOf(row: AmountRow): Amount {
  return {
    id: row.id,
    classCode: row.aid_class_code,
    tiyn: row.amount_tiyn,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    source: row.source,
    status: row.status,
    row,
  };
}

interface AmountRow {
  id: number;
  aid_class_code: string;
  amount_tiyn: number;
  valid_from: string;
  valid_until: string | null;
  source: string;
  status: Amount['status'];
}
