// Fit checks as they stand: what is asked about an aid now, and what was answered.
import type { Knex } from 'knex';
import type { Aid } from '../aids/aids.ts';
import type { Queryable } from '../database.ts';
import type { FitAnswers, FitKind, FitOutcome } from './fit-rules.ts';

/** What may be answered now. */
export interface FitQuestion {
  kind: FitKind;
  /** The half-yearly round; null: the six weeks after receipt, which the request keeps. */
  checkId: number | null;
  dueOn: string | null;
  request: { id: number; reference: string; version: number; entitlementId: number } | null;
}

export interface FitCheck extends Partial<FitAnswers> {
  id: number;
  kind: FitKind;
  state: 'open' | 'answered' | 'missed';
  openedOn: string;
  dueOn: string;
  outcome: FitOutcome | null;
  answeredAt: string | null;
  words: string | null;
  talkBy: string | null;
  talkedAt: string | null;
  talkNote: string | null;
}

/** What can be answered about an aid now: the six weeks come before a half-yearly round. */
export async function fitQuestionOf(
  db: Queryable,
  aid: Pick<Aid, 'id' | 'request' | 'state'>,
): Promise<FitQuestion | null> {
  if (aid.state !== 'in_use') return null;
  const request: RequestRow | undefined | null =
    aid.request &&
    (await db('requests')
      .where({ id: aid.request.id, status: 'received' })
      .first('id', 'reference', 'version', 'entitlement_id', 'due_on'));
  const talks = await pendingTalkOf(db, aid.id);
  if (request && !talks) {
    return { kind: 'six_weeks', checkId: null, dueOn: request.due_on, request: requestIn(request) };
  }
  const open: { id: number; due_on: string } | undefined = await db('fit_checks')
    .where({ aid_id: aid.id, state: 'open' })
    .first('id', 'due_on');
  return open ? { kind: 'half_year', checkId: open.id, dueOn: open.due_on, request: null } : null;
}

/** The open half-yearly rounds about people's aids. */
export async function openChecksOf(
  db: Queryable,
  applicantIds: readonly number[],
): Promise<{ aidId: number; dueOn: string }[]> {
  const rows: { aid_id: number; due_on: string }[] = await db('fit_checks')
    .whereIn('applicant_id', applicantIds)
    .where({ state: 'open' })
    .orderBy('id')
    .limit(100)
    .select('aid_id', 'due_on');
  return rows.map(({ aid_id: aidId, due_on: dueOn }) => ({ aidId, dueOn }));
}

/** The talk that somebody's answers ask for, and that nobody has had with them yet; null: none. */
export async function pendingTalkOf(db: Queryable, aidId: number): Promise<FitCheck | null> {
  const row: CheckRow | undefined = await db('fit_checks')
    .where({ aid_id: aidId, outcome: 'talk' })
    .whereNull('talked_at')
    .orderBy('id', 'desc')
    .first();
  return row ? checkOf(row) : null;
}

/** What was answered about an aid by its owner, the newest first. */
export async function answeredChecksOf(
  db: Queryable,
  aidId: number,
  applicantId: number,
): Promise<FitCheck[]> {
  const rows: CheckRow[] = await db('fit_checks')
    .where({ aid_id: aidId, applicant_id: applicantId, state: 'answered' })
    .orderBy('id', 'desc')
    .limit(20);
  return rows.map(checkOf);
}

/** The request that stands in the way of opening another again; null: none does. */
export async function otherLiveRequest(
  db: Queryable,
  entitlementId: number,
): Promise<string | null> {
  const live: { reference: string } | undefined = await db('requests')
    .where({ entitlement_id: entitlementId })
    .where('is_live', true)
    .first('reference');
  return live?.reference ?? null;
}

/** Whether the answers can send the aid back to its supplier: its order can be opened again. */
export async function canReopen(
  db: Queryable,
  aid: Pick<Aid, 'orderId'>,
  { request }: Pick<FitQuestion, 'request'>,
): Promise<boolean> {
  if (!request || aid.orderId === null) return false;
  const order: unknown = await db('orders')
    .where({ id: aid.orderId, request_id: request.id, status: 'delivered' })
    .first('id');
  return order !== undefined && (await otherLiveRequest(db, request.entitlementId)) === null;
}

/** Writes the answers down: into the open round, or as the answer after six weeks. */
export async function writeAnswer(
  trx: Knex.Transaction,
  { aidId, applicantId, question }: { aidId: number; applicantId: number; question: FitQuestion },
  answer: Record<string, string | number | null> & { answered_at: string },
): Promise<boolean> {
  if (question.checkId !== null) {
    const changed = await trx('fit_checks')
      .where({ id: question.checkId, state: 'open' })
      .update({ ...answer, state: 'answered' });
    return changed === 1;
  }
  await trx('fit_checks').insert({
    ...answer,
    aid_id: aidId,
    applicant_id: applicantId,
    request_id: question.request?.id ?? null,
    kind: question.kind,
    opened_on: answer.answered_at.slice(0, 10),
    due_on: question.dueOn ?? answer.answered_at.slice(0, 10),
    state: 'answered',
  });
  return true;
}

function requestIn(row: RequestRow) {
  return {
    id: row.id,
    reference: row.reference,
    version: row.version,
    entitlementId: row.entitlement_id,
  };
}

function checkOf(row: CheckRow): FitCheck {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    openedOn: row.opened_on,
    dueOn: row.due_on,
    ...(row.fits && { fits: row.fits }),
    ...(row.does && { does: row.does }),
    ...(row.hurts && { hurts: row.hurts }),
    ...(row.uses && { uses: row.uses }),
    outcome: row.outcome,
    answeredAt: row.answered_at,
    words: row.words,
    talkBy: row.talk_by,
    talkedAt: row.talked_at,
    talkNote: row.talk_note,
  };
}

interface RequestRow {
  id: number;
  reference: string;
  version: number;
  entitlement_id: number;
  due_on: string | null;
}

interface CheckRow extends Record<string, unknown> {
  id: number;
  kind: FitKind;
  state: FitCheck['state'];
  opened_on: string;
  due_on: string;
  fits: FitAnswers['fits'] | null;
  does: FitAnswers['does'] | null;
  hurts: FitAnswers['hurts'] | null;
  uses: FitAnswers['uses'] | null;
  outcome: FitOutcome | null;
  answered_at: string | null;
  words: string | null;
  talk_by: string | null;
  talked_at: string | null;
  talk_note: string | null;
}
