// A date that passes is not passed over in silence: whoever holds the request hears of it, the person is told
// who is late, and some days later those who answer for the office. Once for each date and step.
import type { Knex } from 'knex';
import { addWorkingDays, type Holidays } from '../../calendar/working-days.ts';
import { addCalendarDays } from '../../calendar/dates.ts';
import { holidaysOf } from '../../calendar/holidays.ts';
import { inTransaction } from '../../database.ts';
import { requestOf, requests, type AidRequest, type RequestRow } from '../aid-request.ts';
import { findTerm } from '../deadlines.ts';
import { holderOf } from '../lifecycle.ts';
import { findOpenOrder } from '../orders.ts';
import type { Status } from '../statuses.ts';
import { forEachDue, type Run } from './each-due.ts';
import { tellFamily, tellStaff, tellSupplier } from './tell.ts';

// Where somebody other than the person has to act. What the person misses has rules of its own.
const ESCALATED: readonly Status[] = [
  'submitted',
  'in_review',
  'appealed',
  'ordered',
  'commissioned',
  'confirmed',
  'in_fitting',
  'dispatched',
  'misfit',
];

type Step = 1 | 2;

/** Tells of every date that has passed. */
export async function escalateOverdue(run: Run): Promise<void> {
  await escalate(run, 1, run.day);
  const term = await findTerm(run.db.write, 'escalation', run.day);
  if (!term) return;
  const longAgo = lastDayBefore(run.day, term.value, await holidaysOf(run.db.write));
  await escalate(run, 2, longAgo);
}

/** The last day whose working days after it have all passed by `day`. */
export function lastDayBefore(day: string, workingDays: number, holidays: Holidays): string {
  let before = day;
  do before = addCalendarDays(before, -1);
  while (addWorkingDays(before, workingDays, holidays) >= day);
  return addCalendarDays(before, 1);
}

async function escalate(run: Run, step: Step, before: string): Promise<void> {
  const { write } = run.db;
  const overdue = write('requests')
    .whereRaw('is_live') // said as in the partial index
    .whereIn('requests.status', [...ESCALATED])
    .where('requests.due_on', '<', before)
    .where(notPicking)
    .whereNotExists(
      write('escalations')
        .whereRaw('escalations.request_id = requests.id')
        .whereRaw('escalations.due_on = requests.due_on')
        .where('escalations.step', step),
    );
  await forEachDue(run, overdue, (id) => escalateOne(run, id, step, before));
}

// While the person picks a time nobody is late: times that pass unpicked lapse by themselves.
function notPicking(query: Knex.QueryBuilder): void {
  void query.whereNull('requests.due_kind').orWhereNot('requests.due_kind', 'pick');
}

async function escalateOne(run: Run, id: number, step: Step, before: string): Promise<boolean> {
  return inTransaction(run.db, async (trx) => {
    await trx('requests').where({ id }).forUpdate().first('id'); // in line with what people do
    const row: RequestRow = await requests(trx).where('requests.id', id).first();
    const request = requestOf(row);
    const { dueOn, dueKind, status } = request;
    if (dueKind === 'pick') return false;
    if (dueOn === null || dueOn >= before || !ESCALATED.includes(status)) return false;
    const [told]: { id: number }[] = await trx('escalations')
      .insert({ request_id: id, due_on: dueOn, step, at: run.at.toISOString() })
      .onConflict(['request_id', 'due_on', 'step'])
      .ignore()
      .returning('id');
    if (!told) return false;
    await (step === 1 ? tellHolder(trx, run, request, dueOn) : tellLeads(trx, run, request, dueOn));
    return true;
  });
}

async function tellHolder(
  trx: Knex.Transaction,
  { texts, at }: Run,
  request: AidRequest,
  dueOn: string,
): Promise<void> {
  const eventKey = `${request.reference}.${dueOn}`;
  const holder = holderOf(request.status);
  const order = await findOpenOrder(trx, request.id);
  const late =
    holder === 'office' ? 'office_late' : order && holder === 'supplier' && 'supplier_late';
  await tellFamily(trx, texts, request, {
    kind: `request.${late || 'not_arrived'}`,
    eventKey,
    at,
    values: (_, format) => ({ date: format.date(dueOn) }),
  });
  if (holder === 'office') {
    const to = request.assignee ?? { leadsOf: request.officeId };
    const values = overdueValues(dueOn);
    await tellStaff(trx, texts, to, { kind: 'caseworker.overdue', eventKey, at, request, values });
  } else if (order) {
    await tellSupplier(trx, texts, order.supplierId, {
      kind: 'supplier.overdue',
      eventKey,
      at,
      values: (_, format) => ({ reference: order.number, date: format.date(dueOn) }),
    });
  }
}

async function tellLeads(
  trx: Knex.Transaction,
  { texts, at }: Run,
  request: AidRequest,
  dueOn: string,
): Promise<void> {
  const { reference, officeId } = request;
  const telling = { kind: 'caseworker.escalated', eventKey: `${reference}.${dueOn}`, at, request };
  const values = overdueValues(dueOn);
  await tellStaff(trx, texts, { leadsOf: officeId }, { ...telling, values });
}

const overdueValues: (dueOn: string) => NonNullable<Parameters<typeof tellStaff>[3]['values']> =
  (dueOn) => (_, format) => ({ date: format.date(dueOn) });
