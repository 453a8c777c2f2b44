// Requests in every status, with histories that make sense: made by the portal's own acts, on days gone by.
import { dayOf } from '../../server/calendar/today.ts';
import { listOffersFor } from '../../server/catalogue/catalogue.ts';
import type { Reader } from '../../server/accounts/reader.ts';
import { findReader } from '../../server/accounts/store.ts';
import { findRequest, type AidRequest } from '../../server/requests/aid-request.ts';
import { moneyToday } from '../../server/requests/money-today.ts';
import { findOpenOrder } from '../../server/requests/orders.ts';
import * as requests from '../../server/requests/requests.ts';
import { demoSuppliers } from './demo-catalogue.ts';
import { stories, type Step, type Story } from './demo-stories.ts';
import { demoAccountId, demoApplicantId } from './demo-people.ts';
import type { DemoMeans } from './02_demo.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Tells every story. Acts carry fixed keys: told again after an interruption, each still happens once. */
export async function seedDemoRequests(means: DemoMeans, now: Date): Promise<void> {
  const steps = inOrderOfTime(now);
  const told: unknown = await means.db
    .read('request_events')
    .where({ act_key: steps.at(-1)!.key })
    .first('id');
  if (told) return;
  const readers = new Map<string, Reader>();
  const references = new Map<Story, string>();
  for (const step of steps) {
    references.set(step.story, await tell(means, step, references.get(step.story) ?? '', readers));
  }
  // Some weeks ago people were asked whether it fits: what nobody answered since is closed now.
  await requests.runDeadlines(means, new Date(now.getTime() - 25 * DAY));
  await requests.runDeadlines(means, now);
}

interface Telling {
  story: Story;
  step: Step;
  key: string;
  at: Date;
}

// All stories at once, as days went by: what was written later has the later number.
function inOrderOfTime(now: Date): Telling[] {
  const steps = stories.flatMap((story) =>
    story.steps.map((step, place) => ({
      story,
      step,
      key: keyOf(story, place),
      at: new Date(now.getTime() - step.daysAgo * DAY + place * 7 * MINUTE - 120 * MINUTE),
    })),
  );
  return steps.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

async function tell(
  means: DemoMeans,
  { story, step, key, at }: Telling,
  reference: string,
  readers: Map<string, Reader>,
): Promise<string> {
  const who = step.by ?? story.by ?? story.for;
  const by = readers.get(who) ?? (await readerOf(means, who));
  readers.set(who, by);
  const result =
    step.act === 'start'
      ? await start(means, story, { by, at, key })
      : await act(means, step, { by, at, reference, key });
  if (!result.done) {
    throw new Error(`${story.for}, ${story.aidClass}: ${step.act} was refused: ${result.reason}`);
  }
  return result.reference;
}

async function start(
  means: DemoMeans,
  story: Story,
  { by, at, key }: { by: Reader; at: Date; key: string },
) {
  const entitlement: { id: number; region_code: string } = await means.db
    .read('entitlements')
    .join('applicants', 'applicants.id', 'entitlements.applicant_id')
    .where({
      applicant_id: demoApplicantId(story.for),
      aid_class_code: story.aidClass,
    })
    .first('entitlements.id', 'applicants.region_code');
  const offerId = await offerFor(
    means,
    story.aidClass,
    entitlement.region_code,
    at,
    story.supplier,
  );
  return requests.startRequest(means, { by, at, entitlementId: entitlement.id, offerId, key });
}

async function offerFor(
  { db }: DemoMeans,
  aidClass: string,
  regionCode: string,
  at: Date,
  supplier?: string,
): Promise<number> {
  const on = dayOf(at);
  const { offers } = await listOffersFor(db.read, { aidClassCodes: [aidClass], regionCode, on });
  const supplierId = demoSuppliers().find(({ key }) => key === supplier)?.id;
  const offer = offers.find((one) => one.supplier.id === supplierId) ?? offers[0];
  if (!offer) throw new Error(`nobody offers ${aidClass} in ${regionCode}`);
  return offer.id;
}

interface Doing {
  by: Reader;
  at: Date;
  reference: string;
  key: string;
}

async function act(means: DemoMeans, step: Step, doing: Doing) {
  const request = (await findRequest(means.db.write, doing.reference))!;
  const order = { ...doing, version: request.version };
  const note = step.note ?? '';
  switch (step.act) {
    case 'submit':
      return requests.submitRequest(means, {
        ...order,
        seen: await seen(means, request, order.at),
      });
    case 'take':
      return requests.takeRequest(means, order);
    case 'ask':
      return requests.askQuestion(means, { ...order, kind: 'text', text: note });
    case 'answer':
      return requests.answerQuestion(means, { ...order, text: note, agreed: null, seen: null });
    case 'approve':
      return requests.approveRequest(means, { ...order, note: step.note ?? null });
    case 'refuse':
      return requests.refuseRequest(means, {
        ...order,
        reasonCode: step.reason!,
        explanation: note,
        note: null,
      });
    case 'appeal':
      return requests.appealRefusal(means, { ...order, note });
    case 'confirm':
      return requests.confirmOrder(means, order);
    case 'decline':
      return requests.declineOrder(means, { ...order, reasonCode: step.reason!, note });
    case 'fit':
      return requests.recordFitting(means, { ...order, note });
    case 'dispatch':
      return requests.dispatchOrder(means, { ...order, note });
    case 'receive':
      return requests.confirmReceipt(means, {
        ...order,
        code: await codeOf(means, request),
        outcome: step.outcome!,
        note: step.note ?? null,
      });
    case 'withdraw':
      return requests.withdrawRequest(means, { ...order, reasonCode: step.reason!, note: null });
    default:
      throw new Error(`no act ${step.act}`);
  }
}

async function seen({ db }: DemoMeans, request: AidRequest, at: Date) {
  return (await moneyToday(db.write, request, dayOf(at)))!;
}

async function codeOf({ db, vault }: DemoMeans, request: AidRequest): Promise<string> {
  const order = await findOpenOrder(db.write, request.id);
  return order?.deliveryCodeSealed ? vault.unseal(order.deliveryCodeSealed) : '';
}

// A supplier's acts are done by whichever demo supplier has the order; stories name the account.
async function readerOf({ db }: DemoMeans, who: string): Promise<Reader> {
  const found = await findReader(db.write, demoAccountId(who));
  if (!found) throw new Error(`no demo account ${who}`);
  return found.reader;
}

function keyOf(story: Story, step: number): string {
  return `demo.${story.for}.${story.aidClass}.${step}`;
}
