// A request that comes to the office at once, without a draft: for something that nobody offers, or for what an
// emergency took. It is written within the transaction of the form that says so.
import type { Knex } from 'knex';
import { recordAudit } from '../../audit/audit.ts';
import type { Reader, Role } from '../../accounts/reader.ts';
import {
  findEntitlement,
  reserve,
  usualQuantity,
  whyNot,
} from '../../entitlements/entitlements.ts';
import { attachMeasures } from '../../measures/measures.ts';
import { findRequest, moneyColumns } from '../aid-request.ts';
import { dueOn } from '../deadlines.ts';
import { transitions } from '../lifecycle.ts';
import { unusedReference } from '../unused-reference.ts';
import { chooseOffer, choiceColumns } from './choice-of-offer.ts';
import { comeFirst } from './coming-first.ts';
import { refused, writeEvent, type Means, type Refused } from './perform.ts';
import { tellFamily } from './tell.ts';

export interface Straight {
  by: Reader;
  role: Role;
  at: Date;
  /** The day from which clocks count: today, or the day on which a paper came. */
  since: string;
  entitlementId: number;
  /** Left out or not in force: nothing is chosen. */
  offerId?: number | null;
  /** What the person must be able to do. Needed where nothing is chosen. */
  need: { text: string; tried: string | null };
  wishes?: string | null;
  deliver: { address: string; phone: string | null; note: string | null };
  key: string;
  reportId?: number;
  papersDueOn?: string | null;
}

/** Writes a submitted request for a line of the programme. Gives its reference, or why not. */
export async function submitStraight(
  trx: Knex.Transaction,
  { texts }: Pick<Means, 'texts'>,
  order: Straight,
): Promise<{ reference: string; id: number } | Refused> {
  const { by, role, at, since, deliver } = order;
  const entitlement = (await findEntitlement(trx, order.entitlementId))!;
  const hindrance = whyNot(entitlement, since);
  if (hindrance) return refused(hindrance);
  const quantity = usualQuantity(entitlement);
  if (!(await reserve(trx, entitlement.id, quantity))) return refused('entitlement-used');
  const person: { office_id: number; region_code: string } = await trx('applicants')
    .where({ id: entitlement.applicantId })
    .first('office_id', 'region_code');
  const choice = order.offerId
    ? await chooseOffer(trx, {
        offerId: order.offerId,
        entitledClass: entitlement.aidClassCode,
        regionCode: person.region_code,
        quantity,
        day: since,
      })
    : null;
  const chosen = choice?.allowed ? choice : null;
  const reference = await unusedReference(trx, 'requests');
  const decisionDue = await dueOn(trx, 'decision', since);
  const now = at.toISOString();
  const [inserted]: { id: number }[] = await trx('requests')
    .insert({
      reference,
      applicant_id: entitlement.applicantId,
      entitlement_id: entitlement.id,
      aid_class_code: entitlement.aidClassCode,
      office_id: person.office_id,
      status: 'draft',
      status_since: now,
      quantity,
      ...(chosen
        ? { ...choiceColumns(chosen.offer), ...moneyColumns(chosen.money, since) }
        : { route: 'catalogue', need: order.need.text, need_tried: order.need.tried }),
      wishes: order.wishes ?? null,
      delivery_address: deliver.address,
      delivery_phone: deliver.phone,
      delivery_note: deliver.note,
      due_on: decisionDue,
      decision_due_on: decisionDue,
      queued_on: since,
      started_by: by.accountId,
      started_at: now,
      submitted_by: by.accountId,
      submitted_at: now,
      creation_key: order.key,
    })
    .returning('id');
  const { id } = inserted!;
  await trx('request_events').insert({
    request_id: id,
    version: 1,
    kind: 'request.started',
    by_account_id: by.accountId,
    by_role: role,
    at: now,
    to_status: 'draft',
    visible_to: 'everyone',
    due_on: decisionDue,
  });
  const draft = (await findRequest(trx, reference))!;
  const audited = { at, actorId: by.accountId, actorRole: role, objectKind: 'request' };
  const of = { objectId: reference, applicantId: draft.applicant.id };
  await recordAudit(trx, { ...audited, ...of, action: 'request.started' });
  await attachMeasures(trx, {
    requestId: id,
    applicantId: draft.applicant.id,
    aidClassCode: draft.aidClass.code,
  });
  const { reportId, papersDueOn } = order;
  const place = await comeFirst(trx, draft, {
    entitlement,
    at,
    day: since,
    ...(reportId !== undefined && { reportId }),
    ...(papersDueOn !== undefined && { papersDueOn }),
  });
  const { to, event } = transitions.submission;
  await trx('requests')
    .where({ id })
    .update({ status: to, version: 2, ...place });
  const change = { dueOn: decisionDue };
  await writeEvent(trx, {
    request: draft,
    kind: event,
    to,
    by: by.accountId,
    role,
    at,
    key: null,
    change,
  });
  await tellFamily(trx, texts, draft, {
    kind: 'request.submitted',
    eventKey: `${reference}.2`,
    at,
    values: (_, format) => ({ date: format.date(decisionDue) }),
  });
  await recordAudit(trx, { ...audited, ...of, action: event, detail: `draft → ${to}` });
  return { reference, id };
}
