// The frame of every act: found through the owner, once only, on the version that was seen, by the table,
// and in one transaction with its event, messages and audit entry.
import type { Knex } from 'knex';
import { recordAudit } from '../../audit/audit.ts';
import type { Reader, Role } from '../../accounts/reader.ts';
import { dayOf } from '../../calendar/today.ts';
import { inTransaction, isDuplicate } from '../../database.ts';
import type { Portal } from '../../portal.ts';
import { Conflict, NotFound } from '../../web/errors.ts';
import { findRequest, type AidRequest, type DueKind } from '../aid-request.ts';
import { inPlace, transitions, type Act, type ActInPlace, type Status } from '../lifecycle.ts';
import { roleFor, standingOf, whyNoRole } from '../policy.ts';

/** What acts need of the portal. */
export type Means = Pick<Portal, 'db' | 'texts' | 'vault'>;

/** What every act on a request is told: who, when, which request, the version that was seen, and the form's key. */
export interface Order {
  by: Reader;
  at: Date;
  reference: string;
  version: number;
  /** Idempotency key of the form: the same key again is answered with what it did the first time. */
  key: string;
}

/** An expected refusal. Its text is `requests.refused.<reason>`. */
export interface Refused {
  done: false;
  reason: string;
}

export interface Done {
  done: true;
  reference: string;
}

export type Result = Done | Refused;

/** What the body of an act works with. */
export interface Scene {
  trx: Knex.Transaction;
  request: AidRequest;
  by: Reader;
  role: Role;
  at: Date;
  /** The day in Kazakhstan. */
  day: string;
}

/** What an act changes. */
export interface Change {
  /** Columns of the request, beside status and version. */
  set?: Record<string, string | number | boolean | null>;
  /** The next date; left out: the date that runs goes on. */
  dueOn?: string | null;
  /** What that date is for, where the status alone does not say it. */
  dueKind?: DueKind;
  reasonCode?: string | null;
  /** Words that belong to the fact: a reason, a tracking number, how a receipt was told. */
  note?: string | null;
  visibleTo?: 'everyone' | 'staff';
  /** Runs after the event is written, with what only then is known. */
  afterwards?(written: { eventKey: string }): Promise<void>;
}

interface Rule {
  from: readonly Status[];
  /** Left out: the status stays. */
  to?: Status;
  by: readonly string[];
  event: string;
}

const rules: Record<Act | ActInPlace, Rule> = { ...transitions, ...inPlace };

/** Does one act on a request, or says why not. @throws NotFound, Conflict */
export async function perform(
  { db }: Pick<Means, 'db'>,
  act: Act | ActInPlace,
  { by, at, reference, version, key }: Order,
  body: (scene: Scene) => Promise<Change | Refused>,
): Promise<Result> {
  const { from, to, by: roles, event } = rules[act];
  const day = dayOf(at);
  try {
    return await inTransaction(db, async (trx) => {
      // Acts on one request queue here, so that a form sent twice at once finds that it was done.
      await trx('requests').where({ reference }).forUpdate().first('id');
      const request = await findRequest(trx, reference);
      if (!request) throw new NotFound();
      if (await wasDone(trx, request.id, by, key)) return { done: true, reference };
      const standing = await standingOf(trx, by, request, day);
      if (!standing) throw new NotFound();
      const role = roleFor(standing, by, roles);
      if (!role) return refused(whyNoRole(standing, roles));
      if (request.version !== version) throw new Conflict();
      if (!from.includes(request.status)) return refused('wrong-state');

      const change = await body({ trx, request, by, role, at, day });
      if ('done' in change) return change;
      const status = to ?? request.status;
      const changed = await trx('requests')
        .where({ id: request.id, version, status: request.status })
        .update({
          ...change.set,
          status,
          version: version + 1,
          ...(to ? { status_since: at.toISOString() } : {}),
          ...(change.dueOn === undefined
            ? {}
            : { due_on: change.dueOn, due_kind: change.dueKind ?? null }),
        });
      if (changed !== 1) throw new Conflict();
      await writeEvent(trx, {
        request,
        kind: event,
        to: status,
        by: by.accountId,
        role,
        at,
        key,
        change,
      });
      await change.afterwards?.({ eventKey: `${reference}.${version + 1}` });
      await recordAudit(trx, {
        at,
        actorId: by.accountId,
        actorRole: role,
        action: event,
        objectKind: 'request',
        objectId: reference,
        applicantId: request.applicant.id,
        detail: `${request.status} → ${status}`,
      });
      return { done: true, reference };
    });
  } catch (error) {
    // A key belongs to one form: it has done something else.
    if (isDuplicate(error, 'act_key')) throw new Conflict();
    throw error;
  }
}

/** A refusal, for bodies of acts. */
export function refused(reason: string): Refused {
  return { done: false, reason };
}

async function wasDone(db: Knex, requestId: number, by: Reader, key: string): Promise<boolean> {
  const event = await db('request_events')
    .where({ act_key: key, request_id: requestId, by_account_id: by.accountId })
    .first('id');
  return event !== undefined;
}

/** Writes one fact into a request's life. */
export async function writeEvent(
  trx: Knex.Transaction,
  {
    request,
    kind,
    to,
    by,
    role,
    at,
    key,
    change,
  }: {
    request: Pick<AidRequest, 'id' | 'version' | 'status' | 'dueOn'>;
    kind: string;
    to: Status;
    by: number | null;
    role: Role | 'system';
    at: Date;
    key: string | null;
    change: Change;
  },
): Promise<void> {
  await trx('request_events').insert({
    request_id: request.id,
    version: request.version + 1,
    kind,
    by_account_id: by,
    by_role: role,
    at: at.toISOString(),
    from_status: request.status,
    to_status: to,
    reason_code: change.reasonCode ?? null,
    note: change.note ?? null,
    visible_to: change.visibleTo ?? 'everyone',
    due_on: change.dueOn === undefined ? request.dueOn : change.dueOn,
    act_key: key,
  });
}
