// The queries on representations that were verified.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { newestFirst, type Place, type Stretch } from '../web/newest-first.ts';
import type { EndReason, Kind, Terms } from './kinds.ts';

/** A representation that was verified, with the names of both sides. */
export interface Representation extends Terms {
  id: number;
  applicant: {
    id: number;
    accountId: number | null;
    name: string;
    bornOn: string;
    officeId: number;
  };
  helper: { accountId: number; name: string };
  kind: Kind;
  proof: string;
  verifiedBy: string | null;
  verifiedAt: string;
  endedAt: string | null;
  endReason: EndReason | null;
  askId: number | null;
}

/** A verified representation by its id; whether the reader may know of it is for the caller to ask. */
export async function findRepresentation(
  db: Queryable,
  id: number,
): Promise<Representation | null> {
  const row: Row | undefined = await representations(db).where('representations.id', id).first();
  return row ? representationOf(row) : null;
}

/** Who represents or represented a person, the newest first, at most `most`. */
export async function listHelpers(
  db: Queryable,
  applicantId: number,
  most: number,
): Promise<Representation[]> {
  const rows: Row[] = await representations(db)
    .where('representations.applicant_id', applicantId)
    .orderBy('representations.id', 'desc')
    .limit(most);
  return rows.map(representationOf);
}

/** The representations of people of an office that have not ended, the newest first. */
export async function listHeld(
  db: Queryable,
  officeId: number,
  place: Place,
  size: number,
): Promise<Stretch<Representation>> {
  const query = representations(db)
    .where('applicants.office_id', officeId)
    .whereNull('representations.ended_at');
  const stretch = await newestFirst<Row>(query, 'representations.id', place, size);
  return { ...stretch, rows: stretch.rows.map(representationOf) };
}

/** How a representation stands on a day. */
export function standOf(
  { from, until, endedAt }: Pick<Representation, 'from' | 'until' | 'endedAt'>,
  day: string,
): 'ended' | 'later' | 'now' {
  if (endedAt !== null || (until !== null && until < day)) return 'ended';
  return from > day ? 'later' : 'now';
}

function representations(db: Queryable): Knex.QueryBuilder {
  return db('representations')
    .join('applicants', 'applicants.id', 'representations.applicant_id')
    .join('accounts as helpers', 'helpers.id', 'representations.account_id')
    .leftJoin('accounts as verifiers', 'verifiers.id', 'representations.verified_by')
    .whereNotNull('representations.verified_at')
    .select(
      'representations.*',
      'applicants.account_id as applicant_account_id',
      'applicants.given_name as applicant_given',
      'applicants.family_name as applicant_family',
      'applicants.born_on',
      'applicants.office_id as applicant_office_id',
      'helpers.given_name as helper_given',
      'helpers.family_name as helper_family',
      'verifiers.given_name as verifier_given',
      'verifiers.family_name as verifier_family',
    );
}

interface Row extends Record<string, unknown> {
  id: number;
  applicant_id: number;
  account_id: number;
  kind: Kind;
  scope: Terms['scope'];
  receives_messages: unknown;
  proof: string;
  valid_from: string;
  valid_until: string | null;
  verified_at: string;
  ended_at: string | null;
  end_reason: EndReason | null;
  ask_id: number | null;
  applicant_account_id: number | null;
  applicant_given: string;
  applicant_family: string;
  applicant_office_id: number;
  born_on: string;
  helper_given: string;
  helper_family: string;
  verifier_given: string | null;
  verifier_family: string;
}

function representationOf(row: Row): Representation {
  return {
    id: row.id,
    applicant: {
      id: row.applicant_id,
      accountId: row.applicant_account_id,
      name: `${row.applicant_given} ${row.applicant_family}`,
      bornOn: row.born_on,
      officeId: row.applicant_office_id,
    },
    helper: { accountId: row.account_id, name: `${row.helper_given} ${row.helper_family}` },
    kind: row.kind,
    scope: row.scope,
    receivesMessages: Boolean(row.receives_messages),
    from: row.valid_from,
    until: row.valid_until,
    proof: row.proof,
    verifiedBy: row.verifier_given && `${row.verifier_given} ${row.verifier_family}`,
    verifiedAt: row.verified_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    askId: row.ask_id,
  };
}
