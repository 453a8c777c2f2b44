// Changing an aid: on the version that was seen, with the fact written down beside it.
import type { Knex } from 'knex';
import { Conflict } from '../web/errors.ts';
import type { Aid, AidState, Condition } from './register.ts';

/** A fact in an aid's life. Its text is `aids.event.<kind>`. */
export interface AidFact {
  kind: string;
  at: Date;
  /** Null: the system. */
  by: number | null;
  role: string;
  note?: string | null;
  /** Idempotency key of the form that said it. */
  key?: string | null;
}

/** What may change on an aid. */
export interface AidChange {
  state?: AidState;
  applicant_id?: number | null;
  request_id?: number | null;
  office_id?: number;
  received_on?: string;
  warranty_until?: string | null;
  replacement_from?: string | null;
  second_hand?: boolean;
  condition?: Condition | null;
  /** For which request an aid of the pool is kept. */
  reserved_for?: number | null;
  /** When an aid of the pool was cleaned and looked at. */
  checked_on?: string | null;
}

/** Changes an aid as it was read and writes the fact for whoever had it. @throws Conflict when it changed since */
export async function changeAid(
  trx: Knex.Transaction,
  { id, version, state, applicantId }: Pick<Aid, 'id' | 'version' | 'state' | 'applicantId'>,
  change: AidChange,
  fact: AidFact,
): Promise<void> {
  const changed = await trx('aids')
    .where({ id, version, state })
    .update({ ...change, version: version + 1 });
  if (changed !== 1) throw new Conflict();
  await writeAidEvent(trx, { aidId: id, applicantId: change.applicant_id ?? applicantId, ...fact });
}

/** Writes a fact that changes nothing on the aid itself. */
export async function writeAidEvent(
  trx: Knex.Transaction,
  fact: AidFact & { aidId: number; applicantId: number | null },
): Promise<void> {
  await trx('aid_events').insert({
    aid_id: fact.aidId,
    applicant_id: fact.applicantId,
    kind: fact.kind,
    at: fact.at.toISOString(),
    by_account_id: fact.by,
    by_role: fact.role,
    note: fact.note ?? null,
    act_key: fact.key ?? null,
  });
}
