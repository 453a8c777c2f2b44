// Saying what an emergency took: what the person had is asked for again at once, all else is a task of the office.
import type { Knex } from 'knex';
import { changeAid, findAid, openRenewal, renewalOfAid, type Aid } from '../aids/aids.ts';
import { recordAudit } from '../audit/audit.ts';
import { isCaseworker, type Reader, type Role } from '../accounts/reader.ts';
import { familyOf, relationTo } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { writeUse } from '../emergencies/emergencies.ts';
import { sendMessage } from '../notifications/messages.ts';
import { submitStraight } from '../requests/acts/straight.ts';
import type { Means } from '../requests/requests.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Lost } from './lost-forms.ts';
import { sameOffer, type InForce } from './lost-ground.ts';

export interface Reported {
  id: number;
  /** The requests that were made of it. */
  references: string[];
  /** A caseworker will look. */
  task: boolean;
}

interface Order {
  by: Reader;
  at: Date;
  emergency: InForce;
  lost: Lost;
}

/** Writes the report and its requests, all or nothing; the same key again gives what it did. @throws NotFound, Forbidden, Conflict */
export async function reportLost(means: Means, order: Order): Promise<Reported> {
  const { by, at, lost, emergency } = order;
  const day = dayOf(at);
  return inTransaction(means.db, async (trx) => {
    const person: Person | undefined = await trx('applicants')
      .where({ id: Number(lost.person) })
      .forUpdate()
      .first('id', 'office_id', 'region_code', 'preferred_language');
    if (!person || !emergency.regions.includes(person.region_code)) throw new NotFound();
    const role = await roleOf(trx, by, person, day);
    const before: { id: number; filed_by: number } | undefined = await trx('emergency_reports')
      .where({ creation_key: lost.key })
      .first('id', 'filed_by');
    if (before && before.filed_by !== by.accountId) throw new Conflict();
    if (before) return whatWasDone(trx, before.id);
    const since = role === 'caseworker' || role === 'lead_caseworker' ? lost.received_on! : day;
    const [row]: { id: number }[] = await trx('emergency_reports')
      .insert({
        emergency_id: emergency.id,
        applicant_id: person.id,
        office_id: person.office_id,
        address_now: lost.address,
        phone: lost.phone,
        reach: lost.reach,
        lost: lost.lost,
        urgent: lost.urgent,
        papers: lost.papers,
        received_on: since,
        filed_by: by.accountId,
        filed_as: role,
        filed_at: at.toISOString(),
        office_task: Boolean(lost.lost),
        creation_key: lost.key,
      })
      .returning('id');
    const id = row!.id;
    let open = Boolean(lost.lost);
    for (const aidId of lost.aids) {
      const aid = await findAid(trx, Number(aidId));
      if (!aid || aid.applicantId !== person.id) throw new NotFound();
      const asked = await askAgain(trx, means, { ...order, role, id, person, aid, day, since });
      if (!asked) open = true;
    }
    if (open) await trx('emergency_reports').where({ id }).update({ office_task: true });
    const done = await whatWasDone(trx, id);
    await tell(trx, means, { ...order, id, person, done, day });
    await recordAudit(trx, {
      at,
      actorId: by.accountId,
      actorRole: role,
      action: 'emergency.reported',
      objectKind: 'emergency_report',
      objectId: id,
      applicantId: person.id,
      detail: done.references.join(' '),
    });
    return done;
  });
}

interface Person {
  id: number;
  office_id: number;
  region_code: string;
  preferred_language: 'kk' | 'ru' | 'en';
}

async function roleOf(
  trx: Knex.Transaction,
  by: Reader,
  person: Person,
  day: string,
): Promise<Role> {
  const relation = await relationTo(trx, by.accountId, person.id, day);
  if (relation === 'self') return 'applicant';
  if (relation === 'act') return 'representative';
  if (relation === 'see') throw new Forbidden('requests.refused.see-only');
  if (!isCaseworker(by) || by.officeId !== person.office_id) throw new NotFound();
  return by.roles.has('lead_caseworker') ? 'lead_caseworker' : 'caseworker';
}

// A line for what was lost, and a request under it. False: a caseworker must look.
async function askAgain(
  trx: Knex.Transaction,
  means: Means,
  given: Order & {
    role: Role;
    id: number;
    person: Person;
    aid: Aid;
    day: string;
    since: string;
  },
): Promise<boolean> {
  const { by, role, at, id, person, aid, day, since, emergency, lost } = given;
  if (!emergency.relaxes.includes('duplicate')) return false;
  if (aid.state === 'in_use') {
    const fact = { kind: 'lost.emergency', at, by: by.accountId, role };
    await changeAid(trx, aid, { state: 'lost' }, fact);
  }
  const renewal = await renewalOfAid(trx, { id: aid.id, applicantId: person.id });
  const line = renewal ?? (await openRenewal(trx, aid, { early: true, day }));
  if (!line) return false;
  const name = (aid.product?.names ?? aid.aidClass.names)[person.preferred_language];
  const need = means.texts[person.preferred_language]('needs.lost.need', { name });
  const made = await submitStraight(trx, means, {
    by,
    role,
    at,
    since,
    entitlementId: line.entitlementId,
    offerId: await sameOffer(trx, aid, person.region_code, day),
    need: { text: lost.urgent ? `${need} ${lost.urgent}` : need, tried: null },
    wishes: lost.urgent,
    deliver: { address: lost.address, phone: lost.phone, note: null },
    key: `${lost.key}-${aid.id}`,
    reportId: id,
    papersDueOn: lost.papers === 'have' ? null : emergency.papersUntil,
  });
  if ('done' in made) return false;
  const use = { requestId: made.id, regionCode: person.region_code, day };
  await writeUse(trx, emergency, { ...use, rule: 'duplicate' });
  return true;
}

async function whatWasDone(trx: Knex.Transaction, id: number): Promise<Reported> {
  const rows: { reference: string }[] = await trx('emergency_requests')
    .join('requests', 'requests.id', 'emergency_requests.request_id')
    .where({ report_id: id })
    .orderBy('requests.id')
    .select('requests.reference');
  const report: { office_task: unknown } = await trx('emergency_reports')
    .where({ id })
    .first('office_task');
  const references = rows.map(({ reference }) => reference);
  return { id, references, task: Boolean(report.office_task) };
}

async function tell(
  trx: Knex.Transaction,
  { texts }: Means,
  given: Order & { id: number; person: Person; done: Reported; day: string },
): Promise<void> {
  const { id, person, done, at, day, emergency } = given;
  await sendMessage(
    trx,
    texts,
    await familyOf(trx, person.id, day),
    {
      kind: 'emergency.reported',
      sourceKey: `emergency-report.${id}.emergency.reported`,
      applicantId: person.id,
      values: (lang) => ({
        name: emergency.names[lang],
        count: done.references.length,
        references: done.references.join(', '),
        task: done.task ? 'yes' : 'no',
      }),
    },
    at,
  );
}
