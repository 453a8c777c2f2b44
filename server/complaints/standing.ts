// Who may see a complaint, and who sits in judgement on it.
import { isCaseworker, type Reader } from '../accounts/reader.ts';
import { relationTo, type Relation } from '../applicants/access.ts';
import type { Queryable } from '../database.ts';
import type { Complaint } from './store.ts';

/** The person's side: the family, or the office that holds the case. Null: to this reader it is not there. */
export async function besidePerson(
  db: Queryable,
  reader: Reader,
  complaint: Pick<Complaint, 'applicantId' | 'officeId'>,
  day: string,
): Promise<{ family: Relation | null; staff: boolean } | null> {
  const family = await relationTo(db, reader.accountId, complaint.applicantId, day);
  const staff = isCaseworker(reader) && reader.officeId === complaint.officeId;
  return family || staff ? { family, staff } : null;
}

/** The region whose complaints a member of the commission sees; null: all; undefined: no member. */
export async function regionOfMember(
  db: Queryable,
  reader: Reader,
): Promise<string | null | undefined> {
  if (reader.roles.has('administrator')) return null;
  if (!reader.roles.has('lead_caseworker') || reader.officeId === null) return undefined;
  const office: { region_code: string } | undefined = await db('offices')
    .where({ id: reader.officeId })
    .first('region_code');
  return office?.region_code;
}

/**
 * Why a member may not vote on this complaint; null: may. The commission is the administrators and the lead
 * caseworkers of the region, without whoever filed it, has or decided the case, or belongs to the person.
 */
export async function whyNotVoting(
  db: Queryable,
  reader: Reader,
  complaint: Complaint,
  day: string,
): Promise<'filed' | 'case' | 'family' | null> {
  if (complaint.filedBy === reader.accountId) return 'filed';
  if (complaint.request.assignedTo === reader.accountId) return 'case';
  const decided: unknown = await db('decisions')
    .where({ request_id: complaint.request.id })
    .where((who) => {
      void who.where({ decided_by: reader.accountId }).orWhere({ consent_by: reader.accountId });
    })
    .first('id');
  if (decided) return 'case';
  return (await relationTo(db, reader.accountId, complaint.applicantId, day)) ? 'family' : null;
}
