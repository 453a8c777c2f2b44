// Who makes what in the demo, and one aid that is being made: asked for in words, with a visit to come.
import type { Knex } from 'knex';
import { addCalendarDays } from '../../server/calendar/dates.ts';
import { dayOf } from '../../server/calendar/today.ts';
import { findReader } from '../../server/accounts/store.ts';
import { offerTimes, pickTime } from '../../server/appointments/appointments.ts';
import { windowAt } from '../../server/appointments/windows.ts';
import { findRequest } from '../../server/requests/aid-request.ts';
import { moneyToday } from '../../server/requests/money-today.ts';
import { particularsFor, type Particulars } from '../../server/requests/particulars.ts';
import * as requests from '../../server/requests/requests.ts';
import type { Result } from '../../server/requests/requests.ts';
import { demoSuppliers } from './demo-catalogue.ts';
import { demoAccountId, demoApplicantId } from './demo-people.ts';
import { insertAll } from './files.ts';
import type { DemoMeans } from './02_demo.ts';

const TENGE = 100;
const DAY = 86_400_000;

// Supplier, class, price in tenge, working days.
const MAKERS: readonly [string, string, number, number][] = [
  ['elzheter', 'PO-01-02', 930_000, 40],
  ['elzheter', 'PO-02-02', 1_250_000, 35],
  ['elzheter', 'PO-02-03', 1_900_000, 45],
  ['elzheter', 'PO-05-02', 58_000, 20],
  ['elzheter', 'ST-01-02', 300_000, 25],
  ['saryarqa-tirek', 'PO-02-02', 1_400_000, 25],
  ['saryarqa-tirek', 'PO-05-01', 45_000, 15],
  ['saryarqa-tirek', 'PO-06', 32_000, 15],
  ['saryarqa-tirek', 'PO-08', 79_000, 20],
  ['adymdas', 'PO-05-02', 64_000, 15],
  ['adymdas', 'PO-06', 36_000, 12],
  ['dybysnama', 'ST-01-01', 280_000, 15],
  ['dybysnama', 'ST-01-02', 340_000, 15],
  ['dybysnama', 'ST-02', 2_900_000, 30],
];

/** The makers of the demo, each where the supplier delivers. */
export async function seedDemoMakers(trx: Knex.Transaction): Promise<void> {
  const suppliers = new Map(demoSuppliers().map((one) => [one.key, one]));
  const makers: { id: number }[] = await trx('makers')
    .insert(
      MAKERS.map(([key, aidClass]) => ({
        supplier_id: suppliers.get(key)!.id,
        aid_class_code: aidClass,
      })),
    )
    .returning('id');
  await insertAll(
    trx,
    'maker_regions',
    MAKERS.flatMap(([key], at) =>
      suppliers.get(key)!.regions.map((region) => ({
        maker_id: makers[at]!.id,
        region_code: region,
      })),
    ),
  );
  await insertAll(
    trx,
    'maker_prices',
    MAKERS.map(([, , price, days], at) => ({
      maker_id: makers[at]!.id,
      price_tiyn: price * TENGE,
      working_days: days,
      valid_from: '2026-01-01',
    })),
  );
}

/** Gulnara's hearing aid: asked for, approved, and a visit with an interpreter booked for the day after tomorrow. */
export async function seedDemoAppointments(means: DemoMeans, now: Date): Promise<void> {
  const { db } = means;
  const keyOf = (step: string) => `demo.making.${step}`;
  const told: unknown = await db
    .read('request_events')
    .where({ act_key: keyOf('pick') })
    .first('id');
  if (told) return;
  const reader = async (who: string) => (await findReader(db.write, demoAccountId(who)))!.reader;
  const [gulnara, saule, natalia] = [
    await reader('gulnara'),
    await reader('saule'),
    await reader('natalia'),
  ];
  const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * DAY - 2 * 3_600_000);
  const line: { id: number } = await db
    .read('entitlements')
    .where({ applicant_id: demoApplicantId('gulnara'), aid_class_code: 'ST-01-01' })
    .first('id');
  const started = await requests.startRequest(means, {
    by: gulnara,
    at: at(9),
    entitlementId: line.id,
    offerId: null,
    key: keyOf('start'),
  });
  const reference = referenceOf(started);
  const order = async (step: string, by: typeof gulnara, daysAgo: number) => ({
    by,
    at: at(daysAgo),
    reference,
    key: keyOf(step),
    version: (await findRequest(db.write, reference))!.version,
  });
  const maker: { id: number } = await db
    .read('makers')
    .join('suppliers', 'suppliers.id', 'makers.supplier_id')
    .where({ 'makers.aid_class_code': 'ST-01-01' })
    .first('makers.id');
  referenceOf(
    await requests.changeDraft(means, {
      ...(await order('wishes', gulnara, 9)),
      changes: { wishes: 'Жұмыста шулы бөлмеде отырамын, адамдардың сөзін анық естігім келеді.' },
    }),
  );
  referenceOf(
    await requests.stateParticulars(means, {
      ...(await order('particulars', gulnara, 9)),
      answers: await answersOf(db.read),
      makerId: maker.id,
    }),
  );
  const drafted = (await findRequest(db.write, reference))!;
  const seen = (await moneyToday(db.write, drafted, dayOf(at(9))))!;
  referenceOf(
    await requests.submitRequest(means, { ...(await order('submit', gulnara, 9)), seen }),
  );
  referenceOf(await requests.takeRequest(means, await order('take', saule, 8)));
  referenceOf(
    await requests.approveRequest(means, { ...(await order('approve', saule, 7)), note: null }),
  );
  referenceOf(await requests.confirmOrder(means, await order('confirm', natalia, 5)));
  const ahead = (days: number, time: string) => windowAt(addCalendarDays(dayOf(now), days), time);
  referenceOf(
    await offerTimes(means, {
      ...(await order('offer', natalia, 4)),
      offering: {
        windows: [ahead(2, '10:00'), ahead(2, '15:00'), ahead(4, '09:00')],
        placeKind: 'maker',
        place: 'Астана, Сарыарқа даңғылы, 12, 2-қабат, 205-кабинет',
        note: 'Есту қабілетін тексеріп, құлақтың қалыбын аламыз. Аудиограммаңыз болса, ала келіңіз.',
      },
    }),
  );
  const slot: { id: number } = await db
    .read('appointment_slots')
    .orderBy('id', 'desc')
    .offset(2)
    .first('id');
  referenceOf(
    await pickTime(means, {
      ...(await order('pick', gulnara, 3)),
      slotId: slot.id,
      interpreter: true,
    }),
  );
}

// An audiogram of moderate hearing loss.
async function answersOf(db: Knex): Promise<Particulars[]> {
  const asked = await particularsFor(db, 'ST-01-01');
  const said: Record<string, string | number | boolean> = {
    side: 'both',
    audiogram: 'typed',
    right_500: 45,
    right_1000: 50,
    right_2000: 55,
    right_4000: 65,
    left_500: 40,
    left_1000: 45,
    left_2000: 55,
    left_4000: 60,
    small_parts: true,
    noise: true,
    previous: 'daily',
    trouble: 'Желді күні ысылдайды.',
  };
  return asked.flatMap((one) => {
    const value = said[one.key];
    if (value === undefined) return [];
    return [
      {
        particularId: one.id,
        state: 'known' as const,
        thousandths: typeof value === 'number' ? value * 1000 : null,
        optionId: one.options.find(({ key }) => key === value)?.id ?? null,
        yes: typeof value === 'boolean' ? value : null,
        text: one.kind === 'text' ? String(value) : null,
      },
    ];
  });
}

function referenceOf(result: Result): string {
  if (!result.done) throw new Error(`the demo's hearing aid: ${result.reason}`);
  return result.reference;
}
