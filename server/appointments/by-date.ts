// What happens to visits when time passes: reminders, times that nobody picked, and orders that ended.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import { addCalendarDays } from '../calendar/dates.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { dayOf } from '../calendar/today.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import { inTransaction } from '../database.ts';
import { requestOf, requests, type AidRequest, type RequestRow } from '../requests/aid-request.ts';
import { findOpenOrder } from '../requests/orders.ts';
import { writeEvent, type Means } from '../requests/acts/perform.ts';
import { tellFamily, tellSupplier } from '../requests/acts/tell.ts';
import { inviteAgain } from './on-visit.ts';
import { placeText } from './place.ts';
import { changeAppointment, findOpenAppointment } from './store.ts';
import { hasBegun, windowText } from './windows.ts';

interface Run extends Means {
  at: Date;
  day: string;
  batch: number;
  moved: number;
  failures: unknown[];
}

/**
 * Reminds of visits on the working day before, takes back times that passed unpicked, ends visits of orders that
 * are over. Returns how many visits something happened to. @throws the first failure, after all others are done
 */
export async function runAppointments(means: Means, at: Date, batch = 200): Promise<number> {
  const run: Run = { ...means, at, day: dayOf(at), batch, moved: 0, failures: [] };
  const { db, day } = run;
  await forEach(run, overdone(db.write), (id, requestId) => endWithOrder(run, id, requestId));
  await forEach(run, unpicked(db.write, at), (id, requestId) => lapse(run, id, requestId));
  const tomorrow = addWorkingDays(day, 1, await holidaysOf(db.write));
  await forEach(run, toRemind(db.write, at, tomorrow), (id, requestId) =>
    remind(run, id, requestId),
  );
  if (run.failures.length) throw run.failures[0];
  return run.moved;
}

// In batches by id, so that one that stays as it is does not come up again.
async function forEach(
  run: Run,
  query: Knex.QueryBuilder,
  work: (id: number, requestId: number) => Promise<boolean>,
): Promise<void> {
  void query.select('appointments.id', 'appointments.request_id');
  void query.orderBy('appointments.id').limit(run.batch);
  let rows: { id: number; request_id: number }[] = await query;
  while (rows.length) {
    for (const { id, request_id: requestId } of rows) {
      try {
        if (await work(id, requestId)) run.moved += 1;
      } catch (error) {
        run.failures.push(error);
      }
    }
    rows = await query.clone().where('appointments.id', '>', rows.at(-1)!.id);
  }
}

function open(db: Knex, states: readonly string[]): Knex.QueryBuilder {
  return db('appointments')
    .join('requests', 'requests.id', 'appointments.request_id')
    .whereRaw(`appointments.state in ('offered', 'booked')`) // as in the partial index
    .whereIn('appointments.state', states);
}

const overdone = (db: Knex) =>
  open(db, ['offered', 'booked']).whereNotIn('requests.status', ['confirmed', 'in_fitting']);

const unpicked = (db: Knex, at: Date) =>
  open(db, ['offered']).whereNotExists(
    db('appointment_slots')
      .whereRaw('appointment_slots.appointment_id = appointments.id')
      .where('appointment_slots.starts_at', '>', at.toISOString())
      .select('appointment_slots.id'),
  );

const toRemind = (db: Knex, at: Date, lastDay: string) =>
  open(db, ['booked'])
    .whereNull('appointments.reminded_at')
    .where('appointments.starts_at', '>', at.toISOString())
    .where(
      'appointments.starts_at',
      '<',
      new Date(`${addCalendarDays(lastDay, 1)}T00:00:00+05:00`).toISOString(),
    );

// The request is locked first, in line with what people do.
async function locked(trx: Knex.Transaction, requestId: number): Promise<AidRequest> {
  await trx('requests').where({ id: requestId }).forUpdate().first('id');
  const row: RequestRow = await requests(trx).where('requests.id', requestId).first();
  return requestOf(row);
}

async function endWithOrder({ db, at }: Run, id: number, requestId: number): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const { status } = await locked(trx, requestId);
    if (status === 'confirmed' || status === 'in_fitting') return false;
    const ended = await trx('appointments')
      .where({ id })
      .whereNull('closed_at')
      .update({ state: 'cancelled', closed_by: 'system', closed_at: at.toISOString() });
    return ended === 1;
  });
}

async function lapse({ db, texts, at, day }: Run, id: number, requestId: number) {
  return inTransaction(db, async (trx) => {
    const request = await locked(trx, requestId);
    const order = await findOpenOrder(trx, requestId);
    const visit = order && (await findOpenAppointment(trx, order.id));
    if (!order || visit?.id !== id || visit.state !== 'offered') return false;
    if (visit.slots.some((slot) => !hasBegun(slot, at))) return false;
    await changeAppointment(trx, visit, {
      state: 'lapsed',
      closed_by: 'system',
      closed_at: at.toISOString(),
    });
    const again = await inviteAgain({ trx, day }, order);
    const changed = await trx('requests')
      .where({ id: requestId, version: request.version })
      .update({ due_on: again.dueOn, due_kind: again.dueKind, version: request.version + 1 });
    if (changed !== 1) throw new Error('a request changed beside its lock');
    await writeEvent(trx, {
      request,
      kind: 'appointment.lapsed',
      to: request.status,
      by: null,
      role: 'system',
      at,
      key: null,
      change: again,
    });
    const eventKey = `${request.reference}.${request.version + 1}`;
    await tellFamily(trx, texts, request, {
      kind: 'appointment.lapsed',
      eventKey,
      at,
      values: (lang, format) => ({
        supplier: order.supplierNames[lang],
        date: format.date(again.dueOn),
      }),
    });
    await tellSupplier(trx, texts, order.supplierId, {
      kind: 'supplier.appointment_lapsed',
      eventKey,
      at,
      values: (_, format) => ({ reference: order.number, date: format.date(again.dueOn) }),
    });
    await recordAudit(trx, {
      at,
      actorId: null,
      actorRole: 'system',
      action: 'appointment.lapsed',
      objectKind: 'request',
      objectId: request.reference,
      applicantId: request.applicant.id,
    });
    return true;
  });
}

async function remind({ db, texts, at }: Run, id: number, requestId: number): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const request = await locked(trx, requestId);
    const order = await findOpenOrder(trx, requestId);
    const visit = order && (await findOpenAppointment(trx, order.id));
    if (!order || visit?.id !== id || !visit.window || hasBegun(visit.window, at)) return false;
    const { window } = visit;
    const marked = await trx('appointments')
      .where({ id, state: 'booked' })
      .whereNull('reminded_at')
      .update({ reminded_at: at.toISOString() });
    if (marked !== 1) return false;
    const eventKey = `appointment.${id}`;
    await tellFamily(trx, texts, request, {
      kind: 'appointment.reminded',
      eventKey,
      at,
      values: (lang, format) => ({
        supplier: order.supplierNames[lang],
        time: windowText(window, format),
        place: placeText(visit, texts[lang]),
      }),
    });
    await tellSupplier(trx, texts, order.supplierId, {
      kind: 'supplier.appointment_reminded',
      eventKey,
      at,
      values: (_, format) => ({ reference: order.number, time: windowText(window, format) }),
    });
    return true;
  });
}
