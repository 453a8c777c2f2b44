// What dates do to representations: warnings, the last day, the eighteenth birthday, asks that nobody could check.
// Run often or after days of standstill: each thing happens once, and one that fails keeps no other waiting.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import { addCalendarDays } from '../calendar/dates.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { findTerm } from '../requests/deadlines.ts';
import { findAsk } from './ask-store.ts';
import { guarded } from './answering.ts';
import { lastDayByAge } from './coming-of-age.ts';
import { writeEnd } from './ending.ts';
import type { Means } from './keep-ask.ts';
import { findRepresentation, type Representation } from './store.ts';
import { tellAccount, tellPerson } from './tell.ts';

type By = Pick<Means, 'db' | 'texts'>;

interface Run extends By {
  at: Date;
  day: string;
  batch: number;
  failures: unknown[];
}

/** Does all that is due by `at`. @throws the first failure, after all others are done */
export async function runRepresentations(means: By, at: Date, batch = 200): Promise<void> {
  const run: Run = { ...means, at, day: dayOf(at), batch, failures: [] };
  const { day } = run;
  const db = means.db.write;
  await each(run, open(db).where('valid_until', '<', day), 'valid_until', (id) => endOne(run, id));
  for (const term of ['representation_warning', 'coming_of_age_warning'] as const) {
    const days = await findTerm(db, term, day);
    if (!days) continue;
    const soon = open(db)
      .whereBetween('valid_until', [day, addCalendarDays(day, days.value)])
      .where('valid_from', '<=', day)
      .where(
        (unwarned) => void unwarned.whereNull('warned_for').orWhereRaw('warned_for <> valid_until'),
      );
    await each(run, soon, 'valid_until', (id) => warnOne(run, id, term));
  }
  const unchecked = db('representation_asks')
    .whereRaw(`state = 'waiting'`)
    .whereNull('office_id')
    .where('due_on', '<', day);
  await each(run, unchecked, 'due_on', (id) => lapseOne(run, id));
  if (run.failures.length) throw run.failures[0];
}

// In batches by key, so that a row that stays as it is does not come up again and again.
async function each(
  run: Run,
  query: Knex.QueryBuilder,
  column: 'valid_until' | 'due_on',
  work: (id: number) => Promise<void>,
): Promise<void> {
  void query.select('id', `${column} as on`).orderBy([column, 'id']).limit(run.batch);
  let rows: { id: number; on: string }[] = await query;
  while (rows.length) {
    for (const { id } of rows) {
      await work(id).catch((error: unknown) => run.failures.push(error));
    }
    const last = rows.at(-1)!;
    rows = await query.clone().whereRaw('(??, id) > (?, ?)', [column, last.on, last.id]);
  }
}

async function endOne({ db, texts, at, day }: Run, id: number): Promise<void> {
  await inTransaction(db, async (trx) => {
    const held = await locked(trx, id);
    if (!held || held.endedAt !== null || held.until === null || held.until >= day) return;
    const reason = isByAge(held) ? 'of_age' : 'expired';
    await writeEnd(trx, texts, held, { by: null, at, reason });
    await audit(trx, held, at, `representation.${reason}`);
  });
}

// A child's majority is said long before, with what to do; any other last day, some weeks before.
async function warnOne(
  { db, texts, at, day }: Run,
  id: number,
  term: 'representation_warning' | 'coming_of_age_warning',
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const held = await locked(trx, id);
    if (!held || held.endedAt !== null || held.until === null || held.until < day) return;
    const ofAge = isByAge(held);
    if (term === 'coming_of_age_warning' && !ofAge) return;
    const marked = await trx('representations')
      .where({ id })
      .where((is) => void is.whereNull('warned_for').orWhereNot('warned_for', held.until))
      .update({ warned_for: held.until });
    if (!marked) return;
    const what = ofAge ? 'representation.comes_of_age' : 'representation.ends_soon';
    const source = `representation.${id}.${held.until}`;
    const telling = {
      source,
      values: (_: unknown, format: { date(day: string | null): string }) => ({
        person: held.applicant.name,
        helper: held.helper.name,
        date: format.date(held.until),
      }),
    };
    const { accountId } = held.helper;
    const toHelper = { ...telling, kind: `${what}_helper`, applicantId: held.applicant.id };
    await tellAccount(trx, texts, accountId, toHelper, at);
    const { id: personId, accountId: own } = held.applicant;
    const person = { id: personId, accountId: own };
    await tellPerson(trx, texts, person, { ...telling, kind: `${what}_person` }, at);
    await audit(trx, held, at, 'representation.warned');
  });
}

// Whoever was named could not be found: the asker hears what the office would say, and no more.
async function lapseOne({ db, texts, at }: Run, id: number): Promise<void> {
  await inTransaction(db, async (trx) => {
    const ask = await findAsk(trx, id);
    if (ask?.state !== 'waiting') return;
    const decidedAt = at.toISOString();
    const set = { state: 'refused', reason: 'not_confirmed', decided_at: decidedAt };
    await guarded(trx, ask, ask.version, set);
    await tellAccount(
      trx,
      texts,
      ask.askedBy.accountId,
      {
        kind: 'representation.not_confirmed',
        source: `ask.${id}`,
        applicantId: null,
        values: () => ({}),
      },
      at,
    );
    await recordAudit(trx, {
      at,
      actorId: null,
      actorRole: 'system',
      action: 'representation.refused',
      objectKind: 'representation_ask',
      objectId: id,
      reason: 'not_confirmed',
    });
  });
}

function isByAge({ kind, until, applicant }: Representation): boolean {
  return until !== null && until === lastDayByAge(kind, applicant.bornOn);
}

function open(db: Knex): Knex.QueryBuilder {
  return db('representations').whereNull('ended_at').whereNotNull('verified_at');
}

async function locked(trx: Knex.Transaction, id: number): Promise<Representation | null> {
  await trx('representations').where({ id }).forUpdate().first('id');
  return findRepresentation(trx, id);
}

async function audit(
  trx: Knex.Transaction,
  held: Representation,
  at: Date,
  action: string,
): Promise<void> {
  await recordAudit(trx, {
    at,
    actorId: null,
    actorRole: 'system',
    action,
    objectKind: 'representation',
    objectId: held.id,
    applicantId: held.applicant.id,
    detail: `${held.kind}, ${held.scope}, account ${held.helper.accountId}`,
  });
}
