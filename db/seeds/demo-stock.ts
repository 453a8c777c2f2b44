// What the demo has of used aids, of lots, and of experience with how long requests take.
import { dayOf } from '../../server/calendar/today.ts';
import { listOffersFor } from '../../server/catalogue/catalogue.ts';
import type { Reader } from '../../server/accounts/reader.ts';
import { findReader } from '../../server/accounts/store.ts';
import { startPlan } from '../../server/consumables/consumables.ts';
import { reckonExpectations, reckonPlaces } from '../../server/expectations/expectations.ts';
import { addAid, inspectAid } from '../../server/pool/pool.ts';
import { findRequest, type AidRequest } from '../../server/requests/aid-request.ts';
import { moneyToday } from '../../server/requests/money-today.ts';
import { findOpenOrder } from '../../server/requests/orders.ts';
import * as requests from '../../server/requests/requests.ts';
import { demoSuppliers } from './demo-catalogue.ts';
import { demoAccountId, demoApplicantId } from './demo-people.ts';
import type { DemoMeans } from './02_demo.ts';

const DAY = 86_400_000;
const LAST_KEY = 'demo-pool-HG-10';

/** Makes it by the portal's own acts with fixed keys: told again, each still happens once. */
export async function seedDemoStock(means: DemoMeans, now: Date): Promise<void> {
  const told: unknown = await means.db.read('aid_events').where({ act_key: LAST_KEY }).first('id');
  if (told) return;
  await seedLots(means, now);
  await seedDurations(means, now);
  await reckonExpectations(means.db, now);
  await reckonPlaces(means.db, now);
  await seedPool(means, now);
}

// In Astana: one that may serve Timur, one that waits to be looked at.
async function seedPool(means: DemoMeans, now: Date): Promise<void> {
  const by = await readerOf(means, 'saule');
  const at = new Date(now.getTime() - 6 * DAY);
  const pooled = [
    { aidClassCode: 'MM-01-01', condition: 'good', checked: true },
    { aidClassCode: 'MM-08', condition: 'as_new', checked: true },
    { aidClassCode: 'HG-10', condition: 'worn', checked: false },
  ] as const;
  for (const { checked, ...aid } of pooled) {
    const key = `demo-pool-${aid.aidClassCode}`;
    const aidId = await addAid(means.db, { by, at, key, ...aid });
    if (!checked) continue;
    const { version }: { version: number } = await means.db
      .write('aids')
      .where({ id: aidId })
      .first('version');
    await inspectAid(means.db, {
      by,
      at,
      key: `${key}-check`,
      aidId,
      version,
      condition: aid.condition,
      cleanedOn: dayOf(at),
      note: null,
    });
  }
}

// Asel has received a first lot; the next may be sent for.
async function seedLots(means: DemoMeans, now: Date): Promise<void> {
  const line: { id: number; region_code: string } | undefined = await means.db
    .write('entitlements')
    .join('applicants', 'applicants.id', 'entitlements.applicant_id')
    .where({ applicant_id: demoApplicantId('asel'), aid_class_code: 'HG-03-01' })
    .first('entitlements.id', 'applicants.region_code');
  const supplierId = demoSuppliers().find(({ key }) => key === 'elzheter')?.id;
  const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * DAY);
  const { offers } = await listOffersFor(means.db.read, {
    aidClassCodes: ['HG-03-01'],
    regionCode: line?.region_code ?? '',
    on: dayOf(at(21)),
  });
  const offer = offers.find(({ supplier }) => supplier.id === supplierId);
  if (!line || !offer) return; // a demo from before there were such people
  const [asel, aidos, askar] = await Promise.all(
    ['asel', 'aidos', 'askar'].map((who) => readerOf(means, who)),
  );
  const started = await requests.startRequest(means, {
    by: asel!,
    at: at(21),
    entitlementId: line.id,
    offerId: offer.id,
    key: 'demo-lots-start',
  });
  if (!started.done) return; // told before
  const { reference } = started;
  const act = async (by: Reader, daysAgo: number, name: string) => {
    const request = (await findRequest(means.db.write, reference))!;
    const key = `demo-lots-${name}`;
    return { by, at: at(daysAgo), reference, version: request.version, key, request };
  };
  const changes = { quantity: 30 };
  await requests.changeDraft(means, { ...(await act(asel!, 21, 'draft')), changes });
  const submission = await act(asel!, 21, 'submit');
  const seen = (await moneyToday(means.db.write, submission.request, dayOf(at(21))))!;
  await requests.submitRequest(means, { ...submission, seen });
  await requests.takeRequest(means, await act(aidos!, 20, 'take'));
  await requests.approveRequest(means, { ...(await act(aidos!, 19, 'approve')), note: null });
  await requests.confirmOrder(means, await act(askar!, 18, 'confirm'));
  await requests.dispatchOrder(means, { ...(await act(askar!, 16, 'dispatch')), note: 'Курьер' });
  const receipt = await act(asel!, 14, 'receive');
  const code = await codeOf(means, receipt.request);
  await requests.confirmReceipt(means, { ...receipt, code, outcome: 'fits', note: null });
  await startPlan(means, {
    by: asel!,
    at: at(13),
    reference,
    pieces: 30,
    months: 1,
    key: 'demo-lots-plan',
  });
}

// Two years of requests are more than a demo can live through: their durations are invented, as its people are.
async function seedDurations({ db }: DemoMeans, now: Date): Promise<void> {
  const month = dayOf(new Date(now.getTime() - 60 * DAY)).slice(0, 7);
  const classes = { 'MM-01': 3, 'MM-01-01': 2, 'MM-08': 1, 'TT-01': 0, 'HG-10': 1, 'HG-12': 1 };
  const steps = { decision: 4, dispatch: 5, arrival: 2, whole: 14 };
  const regions = ['710000000', '750000000'];
  const rows = Object.entries(classes).flatMap(([aid_class_code, slower]) =>
    Object.entries(steps).flatMap(([step, usual]) =>
      regions.flatMap((region_code, far) =>
        [9, 11, 6, 3, 1].map((cases, place) => ({
          aid_class_code,
          region_code,
          step,
          month,
          days: usual + slower + far + place * 2,
          cases,
        })),
      ),
    ),
  );
  for (let at = 0; at < rows.length; at += 100) {
    await db
      .write('duration_counts')
      .insert(rows.slice(at, at + 100))
      .onConflict(['aid_class_code', 'region_code', 'step', 'month', 'days'])
      .ignore();
  }
}

async function codeOf({ db, vault }: DemoMeans, request: AidRequest): Promise<string> {
  const order = await findOpenOrder(db.write, request.id);
  return order?.deliveryCodeSealed ? vault.unseal(order.deliveryCodeSealed) : '';
}

async function readerOf({ db }: DemoMeans, who: string): Promise<Reader> {
  const found = await findReader(db.write, demoAccountId(who));
  if (!found) throw new Error(`no demo account ${who}`);
  return found.reader;
}
