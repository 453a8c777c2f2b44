// Everything a caseworker decides on, in a fixed number of queries.
import { findPerson, type Person } from '../applicants/person.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import type { Holidays } from '../calendar/working-days.ts';
import { catalogueSnapshot, findOffer, type Offer, type Snapshot } from '../catalogue/catalogue.ts';
import { findProductSheet, type ProductSheet } from '../catalogue/product-sheet.ts';
import type { Database } from '../database.ts';
import {
  findEntitlement,
  listProgrammes,
  type Entitlement,
  type Programme,
} from '../entitlements/entitlements.ts';
import { findAttached, type Attached, type Fit } from '../guide/guide.ts';
import { runChecks, type Check } from '../requests/checks.ts';
import type { Money } from '../requests/co-payment.ts';
import { findTerm } from '../requests/deadlines.ts';
import { fitOfRequest } from '../requests/fit.ts';
import { findOpenHold, type OpenHold } from '../requests/holds.ts';
import { moneyToday } from '../requests/money-today.ts';
import { findPartRefusal, type PartRefusal } from '../requests/part-refusals.ts';
import { trialTerm } from '../trials/trials.ts';
import type { Visit } from '../web/visit.ts';
import { listEarlierAids, listOrders, type CaseOrder, type EarlierAid } from './case-aids.ts';
import {
  listDecisions,
  listEvents,
  listQuestions,
  type CaseEvent,
  type Decision,
  type Question,
} from './case-history.ts';
import type { OpenCase } from './open-case.ts';

export interface CaseFile {
  person: Person;
  entitlement: Entitlement;
  programme: Programme;
  offer: Offer | null;
  sheet: ProductSheet | null;
  moneyToday: Money | null;
  checks: Check[];
  events: CaseEvent[];
  questions: Question[];
  decisions: Decision[];
  earlier: EarlierAid[];
  /** Answers that the person attached. */
  guide: Attached | null;
  orders: CaseOrder[];
  /** The state's share above which a second person consents, in tiyn; null: never. */
  consentAbove: number | null;
  snapshot: Snapshot;
  holidays: Holidays;
  /** The pause of the decision clock that is not over. */
  hold: OpenHold | null;
  /** What was not granted of it. */
  part: PartRefusal | null;
  /** How the chosen variant suits what was measured and answered. */
  fit: Fit;
  /** Aids of this class are given for a trial. */
  forTrial: boolean;
}

/** Reads the file of an opened case. */
export async function readCaseFile(
  db: Database,
  { request, day }: Pick<OpenCase, 'request' | 'day'>,
  visit: Visit,
): Promise<CaseFile> {
  const applicantId = request.applicant.id;
  const snapshot = await catalogueSnapshot(db);
  const entitlement = (await findEntitlement(db.read, request.entitlementId))!;
  const programmes = await listProgrammes(db.read, [applicantId]);
  const { product, offerId } = request;
  return {
    person: (await findPerson(db.read, applicantId, day))!,
    entitlement,
    programme: programmes.find(({ id }) => id === entitlement.programmeId)!,
    offer: offerId === null ? null : await findOffer(db.read, offerId, { on: day }),
    sheet: product && (await findProductSheet(db, product.slug, snapshot.version)),
    moneyToday: await moneyToday(db.read, request, day),
    checks: await runChecks(db.read, request, day),
    events: await listEvents(db.read, request.id),
    questions: await listQuestions(db.read, request.id),
    decisions: await listDecisions(db.read, request.id),
    guide: await findAttached(db.read, request.id),
    earlier: await listEarlierAids(db.read, { applicantId, exceptId: request.id }),
    orders: await listOrders(db.read, request.id),
    consentAbove: (await findTerm(db.read, 'second_consent_above', day))?.value ?? null,
    snapshot,
    holidays: await holidaysOf(db.read),
    hold: request.hold && (await findOpenHold(db.read, request.id)),
    part: await findPartRefusal(db.read, request.id),
    forTrial: (await trialTerm(db.read, request.aidClass.code, day)) !== null,
    fit: await fitOfRequest(db, request, { on: day, visit }),
  };
}
