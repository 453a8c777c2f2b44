// What has happened to a request, as the office sees it: facts, questions, decisions.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { ToldHow } from '../requests/requests.ts';

export interface CaseEvent {
  version: number;
  kind: string;
  at: string;
  /** Null: the portal itself. */
  by: string | null;
  byRole: string;
  reason: Names | null;
  note: string | null;
  staffOnly: boolean;
}

export interface Question {
  id: number;
  kind: 'text' | 'money';
  text: string;
  askedBy: string;
  askedAt: string;
  dueOn: string;
  answer: string | null;
  agreed: boolean | null;
  answeredBy: string | null;
  answeredAt: string | null;
  /** A caseworker wrote it down as the person told it. */
  toldHow: ToldHow | null;
}

export interface Decision {
  kind: 'approved' | 'refused';
  state: 'waiting' | 'stands' | 'returned';
  decidedBy: { accountId: number; name: string };
  decidedAt: string;
  consentBy: string | null;
  consentById: number | null;
  consentAt: string | null;
  reason: Names | null;
  explanation: string | null;
  note: string | null;
}

/** All facts of a request, the newest first. */
export async function listEvents(db: Queryable, requestId: number): Promise<CaseEvent[]> {
  const rows: EventRow[] = await db('request_events')
    .leftJoin('accounts', 'accounts.id', 'request_events.by_account_id')
    .leftJoin('reasons', 'reasons.code', 'request_events.reason_code')
    .where({ request_id: requestId })
    .orderBy('request_events.version', 'desc')
    .select(
      'request_events.version',
      'request_events.kind',
      'request_events.at',
      'request_events.by_role',
      'request_events.reason_code',
      'request_events.note',
      'request_events.visible_to',
      'accounts.given_name',
      'accounts.family_name',
      'reasons.name_kk',
      'reasons.name_ru',
      'reasons.name_en',
    );
  return rows.map((row) => ({
    version: row.version,
    kind: row.kind,
    at: row.at,
    by: row.family_name && `${row.family_name} ${row.given_name}`,
    byRole: row.by_role,
    reason: row.reason_code ? namesOf(row) : null,
    note: row.note,
    staffOnly: row.visible_to === 'staff',
  }));
}

/** Questions with their answers, the newest first. */
export async function listQuestions(db: Queryable, requestId: number): Promise<Question[]> {
  const rows: QuestionRow[] = await db('questions')
    .join('accounts as askers', 'askers.id', 'questions.asked_by')
    .leftJoin('accounts as answerers', 'answerers.id', 'questions.answered_by')
    .where({ request_id: requestId })
    .orderBy('questions.id', 'desc')
    .select(
      'questions.*',
      'askers.given_name as asker_given_name',
      'askers.family_name as asker_family_name',
      'answerers.given_name as answerer_given_name',
      'answerers.family_name as answerer_family_name',
    );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    text: row.text,
    askedBy: `${row.asker_family_name} ${row.asker_given_name}`,
    askedAt: row.asked_at,
    dueOn: row.due_on,
    answer: row.answer,
    agreed: row.agreed === null ? null : Boolean(row.agreed),
    answeredBy:
      row.answerer_family_name && `${row.answerer_family_name} ${row.answerer_given_name}`,
    answeredAt: row.answered_at,
    toldHow: row.told_how,
  }));
}

/** Decisions, the newest first; one that waits for a second person is on top. */
export async function listDecisions(db: Queryable, requestId: number): Promise<Decision[]> {
  const rows: DecisionRow[] = await db('decisions')
    .join('accounts as deciders', 'deciders.id', 'decisions.decided_by')
    .leftJoin('accounts as seconds', 'seconds.id', 'decisions.consent_by')
    .leftJoin('reasons', 'reasons.code', 'decisions.reason_code')
    .leftJoin('decision_reasons', 'decision_reasons.decision_id', 'decisions.id')
    .leftJoin('reason_versions', 'reason_versions.id', 'decision_reasons.reason_version_id')
    .where({ 'decisions.request_id': requestId })
    .orderBy('decisions.id', 'desc')
    .select(
      'decisions.*',
      'deciders.given_name as decider_given_name',
      'deciders.family_name as decider_family_name',
      'seconds.given_name as second_given_name',
      'seconds.family_name as second_family_name',
      'reasons.name_kk',
      'reasons.name_ru',
      'reasons.name_en',
      'reason_versions.name_kk as version_kk',
      'reason_versions.name_ru as version_ru',
      'reason_versions.name_en as version_en',
    );
  return rows.map((row) => ({
    kind: row.kind,
    state: row.state,
    decidedBy: {
      accountId: row.decided_by,
      name: `${row.decider_family_name} ${row.decider_given_name}`,
    },
    decidedAt: row.decided_at,
    consentById: row.consent_by,
    consentBy: row.second_family_name && `${row.second_family_name} ${row.second_given_name}`,
    consentAt: row.consent_at,
    reason: row.version_kk ? namesOf(row, 'version') : row.reason_code ? namesOf(row) : null,
    explanation: row.explanation,
    note: row.note,
  }));
}

interface EventRow extends Record<string, unknown> {
  version: number;
  kind: string;
  at: string;
  by_role: string;
  reason_code: string | null;
  note: string | null;
  visible_to: string;
  given_name: string | null;
  family_name: string | null;
}

interface QuestionRow {
  id: number;
  told_how: ToldHow | null;
  kind: 'text' | 'money';
  text: string;
  asker_given_name: string;
  asker_family_name: string;
  asked_at: string;
  due_on: string;
  answer: string | null;
  agreed: unknown;
  answerer_given_name: string | null;
  answerer_family_name: string | null;
  answered_at: string | null;
}

interface DecisionRow extends Record<string, unknown> {
  version_kk: string | null;
  kind: Decision['kind'];
  state: Decision['state'];
  decided_by: number;
  consent_by: number | null;
  decider_given_name: string;
  decider_family_name: string;
  decided_at: string;
  second_given_name: string | null;
  second_family_name: string | null;
  consent_at: string | null;
  reason_code: string | null;
  explanation: string | null;
  note: string | null;
}
