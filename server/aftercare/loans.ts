// An aid for the time of a repair: out of the office's pool, or from the supplier.
import type { Knex } from 'knex';
import { aids, aidOf, changeAid, findAid, type Aid, type AidRow } from '../aids/aids.ts';
import { readLineage } from '../catalogue/catalogue.ts';
import type { Queryable } from '../database.ts';
import { Conflict } from '../web/errors.ts';
import { lastRepairOf, type Repair } from './repairs.ts';
import { actOnAid, refused, type CareOrder, type Means, type Result, type Scene } from './scene.ts';
import { tellOwner } from './tell.ts';

const MOST = 20;

/** What of an office's pool could stand in for an aid: its class, or one below or above it. */
export async function loansFor(
  db: Queryable,
  aid: Pick<Aid, 'officeId' | 'aidClass'>,
): Promise<Aid[]> {
  const lineage = await readLineage(db, aid.aidClass.code);
  const codes = lineage.length > 1 ? lineage.slice(0, -1) : lineage; // the family is too wide
  const rows: AidRow[] = await aids(db)
    .where({ 'aids.office_id': aid.officeId, 'aids.state': 'in_pool' })
    .whereNull('aids.reserved_for')
    .where(
      (near) =>
        void near.whereIn('aids.aid_class_code', codes).orWhereIn('aid_classes.parent_code', codes),
    )
    .whereNull('aids.reserved_for')
    .whereNotNull('aids.checked_on')
    .whereNot('aids.condition', 'broken')
    .orderBy('aids.id')
    .limit(MOST);
  return rows.map(aidOf);
}

/** Lends an aid of the pool, or writes down what the supplier lent. */
export function lend(
  means: Means,
  order: CareOrder,
  {
    loanAidId,
    words,
    version,
  }: { loanAidId: number | null; words: string | null; version: number },
): Promise<Result> {
  return actOnAid(means, order, async (scene) => {
    const { trx, aid, side, at, day } = scene;
    const repair = await openRepair(scene, version);
    if (!repair || repair.loan) return refused('wrong-state');
    if (loanAidId === null && !words) return refused('words-missing');
    if (loanAidId !== null) {
      const loan = side === 'office' ? await findAid(trx, loanAidId) : null;
      const kept = loan?.state !== 'in_pool' || loan.reservedFor !== null;
      if (kept || loan.officeId !== aid.officeId) return refused('loan-gone');
      await changeAid(
        trx,
        loan,
        { state: 'lent', applicant_id: aid.applicantId },
        { kind: 'loan.given', at, by: scene.by.accountId, role: scene.role },
      );
    }
    await setLoan(trx, repair, {
      loan_aid_id: loanAidId,
      loan_words: words,
      lent_on: day,
      loan_back_on: null,
    });
    return {
      kind: 'repair.loan',
      note: words,
      afterwards: () =>
        tellOwner(trx, means.texts, aid, {
          kind: 'aid.repair_loan',
          source: `repair.${repair.id}.${version + 1}`,
          at,
          values: () => ({ text: words ?? '' }),
        }),
    };
  });
}

/** The loan came back: out of the pool it goes into the pool again. */
export function takeLoanBack(
  means: Means,
  order: CareOrder,
  { version }: { version: number },
): Promise<Result> {
  return actOnAid(means, order, async (scene) => {
    const { trx, aid, at, day, by, role, side } = scene;
    const repair = await lastRepairOf(trx, aid.id);
    if (!repair?.loan || repair.loan.backOn) return refused('wrong-state');
    if (repair.version !== version) throw new Conflict();
    const fromPool = repair.loan.aidId !== null;
    if (fromPool && side !== 'office') return refused('wrong-state');
    const loan = fromPool ? await findAid(trx, repair.loan.aidId!) : null;
    if (loan?.state === 'lent') {
      const fact = { kind: 'loan.back', at, by: by.accountId, role };
      const back = { state: 'in_pool', applicant_id: null, checked_on: null } as const;
      await changeAid(trx, loan, back, fact);
    }
    await setLoan(trx, repair, { loan_back_on: day });
    return {
      kind: 'repair.loan_back',
      afterwards: () =>
        tellOwner(trx, means.texts, aid, {
          kind: 'aid.repair_loan_back',
          source: `repair.${repair.id}.${version + 1}`,
          at,
        }),
    };
  });
}

async function openRepair({ trx, aid }: Scene, version: number): Promise<Repair | null> {
  const repair = await lastRepairOf(trx, aid.id);
  if (!repair?.isOpen) return null;
  if (repair.version !== version) throw new Conflict();
  return repair;
}

async function setLoan(
  trx: Knex.Transaction,
  { id, version }: Repair,
  set: Record<string, string | number | null>,
): Promise<void> {
  const changed = await trx('repairs')
    .where({ id, version })
    .update({ ...set, version: version + 1 });
  if (changed !== 1) throw new Conflict();
}
