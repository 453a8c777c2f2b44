// What happened to a request, as far as everyone may know: events, questions, the decision. One query each.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { ToldHow } from './acts/questions.ts';
import { findReasonVersion, type ReasonVersion } from './reasons.ts';

export interface Event {
  kind: string;
  at: string;
  byRole: string;
  note: string | null;
  reason: { names: Names; explanations: Names } | null;
}

/** The events that everyone sees, the newest first. */
export async function listEvents(db: Queryable, requestId: number): Promise<Event[]> {
  const rows: EventRow[] = await db('request_events')
    .leftJoin('reasons', 'reasons.code', 'request_events.reason_code')
    .where({ 'request_events.request_id': requestId, 'request_events.visible_to': 'everyone' })
    .orderBy('request_events.version', 'desc')
    .select(
      'request_events.kind',
      'request_events.at',
      'request_events.by_role',
      'request_events.note',
      'request_events.reason_code',
      ...REASON,
    );
  return rows.map((row) => ({
    kind: row.kind,
    at: row.at,
    byRole: row.by_role,
    note: row.note,
    reason: reasonOf(row),
  }));
}

export interface Question {
  id: number;
  kind: 'text' | 'money';
  text: string;
  askedAt: string;
  dueOn: string;
  answer: string | null;
  agreed: boolean | null;
  answeredAt: string | null;
  /** A caseworker wrote it down as the person told it. */
  toldHow: ToldHow | null;
}

/** The questions to the person, the newest first. */
export async function listQuestions(db: Queryable, requestId: number): Promise<Question[]> {
  const rows: QuestionRow[] = await db('questions')
    .where({ request_id: requestId })
    .orderBy('id', 'desc');
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    text: row.text,
    askedAt: row.asked_at,
    dueOn: row.due_on,
    answer: row.answer,
    agreed: row.agreed === null ? null : Boolean(row.agreed),
    answeredAt: row.answered_at,
    toldHow: row.told_how,
  }));
}

export interface Decision {
  kind: 'approved' | 'refused';
  decidedAt: string;
  reason: { names: Names; explanations: Names } | null;
  /** The reason as it was worded when it was decided; null for what was decided before there were dates. */
  version: ReasonVersion | null;
  explanation: string | null;
}

/** The decision that stands: one that waits for a second person is not told yet. */
export async function findDecision(db: Queryable, requestId: number): Promise<Decision | null> {
  const row: DecisionRow | undefined = await db('decisions')
    .leftJoin('reasons', 'reasons.code', 'decisions.reason_code')
    .leftJoin('decision_reasons', 'decision_reasons.decision_id', 'decisions.id')
    .where({ 'decisions.request_id': requestId, 'decisions.state': 'stands' })
    .orderBy('decisions.id', 'desc')
    .first(
      'decisions.kind',
      'decisions.decided_at',
      'decisions.explanation',
      'decisions.reason_code',
      'decision_reasons.reason_version_id',
      ...REASON,
    );
  if (!row) return null;
  return {
    kind: row.kind,
    decidedAt: row.decided_at,
    reason: reasonOf(row),
    version: row.reason_version_id ? await findReasonVersion(db, row.reason_version_id) : null,
    explanation: row.explanation,
  };
}

export interface Reason {
  code: string;
  names: Names;
}

/** Reasons to withdraw that a person may choose from. */
export async function withdrawalReasons(db: Queryable): Promise<Reason[]> {
  const rows: (Record<string, unknown> & { code: string })[] = await db('reasons')
    .where({ kind: 'withdrawal', active: true })
    .orderBy(['position', 'code'])
    .select('code', 'name_kk', 'name_ru', 'name_en');
  return rows.map((row) => ({ code: row.code, names: namesOf(row) }));
}

const REASON = ['name', 'explanation'].flatMap((column) =>
  ['kk', 'ru', 'en'].map((lang) => `reasons.${column}_${lang}`),
);

interface WithReason extends Record<string, unknown> {
  reason_code: string | null;
}

function reasonOf(row: WithReason) {
  if (row.reason_code === null) return null;
  return { names: namesOf(row), explanations: namesOf(row, 'explanation') };
}

interface EventRow extends WithReason {
  kind: string;
  at: string;
  by_role: string;
  note: string | null;
}

interface QuestionRow {
  id: number;
  told_how: ToldHow | null;
  kind: Question['kind'];
  text: string;
  asked_at: string;
  due_on: string;
  answer: string | null;
  agreed: unknown;
  answered_at: string | null;
}

interface DecisionRow extends WithReason {
  reason_version_id: number | null;
  kind: Decision['kind'];
  decided_at: string;
  explanation: string | null;
}
