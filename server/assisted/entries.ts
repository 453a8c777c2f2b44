// Opening a person's file to type for them: by number, for a reason that the person sees, within the own office.
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { startAttempt } from '../accounts/throttle.ts';
import { isInvolved } from '../applicants/access.ts';
import { recordAudit } from '../audit/audit.ts';
import { addCalendarDays } from '../calendar/dates.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction, isDuplicate, type Queryable } from '../database.ts';
import type { Portal } from '../portal.ts';
import { findTerm } from '../requests/deadlines.ts';
import type { HowTold } from './forms.ts';

/** A caseworker's way into one person's file. */
export interface Entry {
  id: number;
  applicantId: number;
  officeId: number;
  openedBy: number;
  openedAt: string;
  told: HowTold;
  /** Clocks and the place in the queue count from here. */
  receivedOn: string;
  requestId: number | null;
  /** Its reference and status, once something was started. */
  request: { reference: string; status: string } | null;
  readBackAt: string | null;
}

interface Opening {
  iin: string;
  told: HowTold;
  receivedOn: string | null;
  reason: string;
  key: string;
}

/** Expected refusals; their texts are `assisted.refused.<reason>`. */
export type Opened =
  | { done: true; id: number }
  | { done: false; reason: 'not-in-office' | 'own-case' | 'in-future' | 'too-old' };

/** How long a paper may have lain when it is typed, where no term says so. */
const OLDEST = 30;

/** Opens the file. Every look-up is audited, and counted. @throws TooMany after five tries a minute at one number */
export async function openEntry(
  { db, vault }: Pick<Portal, 'db' | 'vault'>,
  { by, at, opening }: { by: Reader; at: Date; opening: Opening },
): Promise<Opened> {
  const lookup = vault.fingerprint(opening.iin);
  const who = { account: `assisted.${lookup}`, address: `assisted.${by.accountId}`, device: null };
  const attempt = await startAttempt(db, vault, who, at);
  const day = dayOf(at);
  // Only paper lies before it is typed: whoever phones or comes does so today.
  const receivedOn = (opening.told === 'paper' ? opening.receivedOn : null) ?? day;
  if (receivedOn > day) return { done: false, reason: 'in-future' };
  const term = await findTerm(db.write, 'paper_request_age', day);
  if (receivedOn < addCalendarDays(day, -(term?.value ?? OLDEST))) {
    return { done: false, reason: 'too-old' };
  }
  try {
    return await inTransaction(db, async (trx) => {
      const before = await trx('assisted_entries')
        .where({ creation_key: opening.key, opened_by: by.accountId })
        .first('id');
      if (before) return { done: true, id: before.id };
      const person: { id: number } | undefined = await trx('applicants')
        .where({ iin_lookup: lookup, office_id: by.officeId ?? 0 })
        .first('id');
      const close = person && (await isInvolved(trx, by, person.id, day));
      const opened = person && !close;
      let id = 0;
      if (opened) {
        const [row]: { id: number }[] = await trx('assisted_entries')
          .insert({
            applicant_id: person.id,
            office_id: by.officeId!,
            opened_by: by.accountId,
            opened_at: at.toISOString(),
            told: opening.told,
            reason: opening.reason,
            received_on: receivedOn,
            creation_key: opening.key,
          })
          .returning('id');
        id = row!.id;
        await attempt.succeeded(trx);
      }
      await recordAudit(trx, {
        at,
        actorId: by.accountId,
        actorRole: leadingRole(by.roles),
        action: opened ? 'assisted.opened' : 'assisted.not_opened',
        objectKind: 'assisted_entry',
        objectId: id,
        applicantId: opened ? person.id : null,
        fields: opened ? ['person', 'programme'] : [],
        reason: opening.reason,
      });
      if (!person) return { done: false, reason: 'not-in-office' };
      return close ? { done: false, reason: 'own-case' } : { done: true, id };
    });
  } catch (error) {
    if (!isDuplicate(error, 'creation_key')) throw error;
    const made = await db
      .write('assisted_entries')
      .where({ creation_key: opening.key, opened_by: by.accountId })
      .first('id');
    if (!made) throw error;
    return { done: true, id: made.id };
  }
}

/**
 * An entry that is still open to this caseworker: until the end of the day, and, once something is started, as long as
 * the draft lives. Null for everybody else, and whoever is by now close to the person.
 */
export async function findOpenEntry(
  db: Queryable,
  by: Reader,
  id: number,
  day: string,
): Promise<Entry | null> {
  const row: EntryRow | undefined = await entries(db)
    .where({ 'assisted_entries.id': id, opened_by: by.accountId })
    .first();
  if (!row || row.office_id !== by.officeId || row.person_office_id !== by.officeId) return null;
  const sameDay = dayOf(new Date(row.opened_at)) === day;
  if (!sameDay && row.status !== 'draft') return null;
  if (await isInvolved(db, by, row.applicant_id, day)) return null;
  return entryOf(row);
}

/** Drafts that this caseworker has begun for people, the newest first. */
export async function listOwnDrafts(
  db: Queryable,
  by: Reader,
): Promise<{ id: number; name: string; reference: string }[]> {
  const rows: (EntryRow & { given_name: string; family_name: string; reference: string })[] =
    await entries(db)
      .where({ opened_by: by.accountId, 'requests.status': 'draft' })
      .where('assisted_entries.office_id', by.officeId ?? 0)
      .orderBy('assisted_entries.id', 'desc')
      .limit(50)
      .select('applicants.given_name', 'applicants.family_name');
  return rows.map((row) => ({
    id: row.id,
    name: `${row.given_name} ${row.family_name}`,
    reference: row.reference,
  }));
}

function entries(db: Queryable) {
  return db('assisted_entries')
    .join('applicants', 'applicants.id', 'assisted_entries.applicant_id')
    .leftJoin('requests', 'requests.id', 'assisted_entries.request_id')
    .select(
      'assisted_entries.*',
      'applicants.office_id as person_office_id',
      'requests.reference',
      'requests.status',
    );
}

interface EntryRow {
  id: number;
  applicant_id: number;
  office_id: number;
  person_office_id: number;
  opened_by: number;
  opened_at: string;
  told: HowTold;
  received_on: string;
  request_id: number | null;
  reference: string | null;
  status: string | null;
  read_back_at: string | null;
}

function entryOf(row: EntryRow): Entry {
  return {
    id: row.id,
    applicantId: row.applicant_id,
    officeId: row.office_id,
    openedBy: row.opened_by,
    openedAt: row.opened_at,
    told: row.told,
    receivedOn: row.received_on,
    requestId: row.request_id,
    request: row.reference ? { reference: row.reference, status: row.status! } : null,
    readBackAt: row.read_back_at,
  };
}
