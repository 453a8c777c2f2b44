// What happens with aids when a date passes. Run often or after days of standstill: each thing happens once.
import { findAid, openRenewal, setMissingReplacements, writeAidEvent } from '../aids/aids.ts';
import { recordAudit } from '../audit/audit.ts';
import { addMonths } from '../calendar/dates.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { findTerm } from '../requests/deadlines.ts';
import { eachInBatches, type CareRun } from './each.ts';
import { isChild, lastHalfYear, MOST_PIECES } from './fit-rules.ts';
import { endOf, type Means } from './scene.ts';
import { tellLeads, tellOwner } from './tell.ts';

/** Does all that is due by `at`. Returns how much happened. @throws the first failure, after all others are done */
export async function runAftercare(means: Means, at: Date, batch = 200): Promise<number> {
  const run: CareRun = { ...means, at, day: dayOf(at), batch, done: 0, failures: [] };
  await endRounds(run);
  await openRounds(run);
  await tellOfOverdueRepairs(run);
  await setMissingReplacements(means.db, at);
  await openRenewals(run);
  if (run.failures.length) throw run.failures[0];
  return run.done;
}

// A child grows: asked again each half year. After a standstill only the latest round is asked.
async function openRounds(run: CareRun): Promise<void> {
  const { db, day, at, texts } = run;
  const term = await findTerm(db.write, 'fit_check_child', day);
  if (term?.unit !== 'months') return;
  const held = db
    .write('aids')
    .join('applicants', 'applicants.id', 'aids.applicant_id')
    .where('aids.state', 'in_use')
    .where('aids.quantity', '<=', MOST_PIECES)
    .where('aids.received_on', '<=', addMonths(day, -term.value))
    .where('applicants.born_on', '>', addMonths(day, -18 * 12))
    .whereNotExists(
      db.write('fit_checks').whereRaw('fit_checks.aid_id = aids.id').where({ state: 'open' }),
    )
    .select('aids.id');
  await eachInBatches(run, held, 'aids.id', (id) =>
    inTransaction(db, async (trx) => {
      await trx('aids').where({ id }).forUpdate().first('id');
      const aid = await findAid(trx, id);
      if (aid?.state !== 'in_use' || aid.applicantId === null) return false;
      const { applicantId } = aid;
      const child: { born_on: string } = await trx('applicants')
        .where({ id: applicantId })
        .first('born_on');
      const opened = lastHalfYear(aid.receivedOn, term.value, day);
      if (!opened || !isChild(child.born_on, day)) return false;
      const dueOn = await endOf(trx, 'fit_check_answer', day);
      const [row]: { id: number }[] = await trx('fit_checks')
        .insert({
          aid_id: id,
          applicant_id: applicantId,
          kind: 'half_year',
          opened_on: opened,
          due_on: dueOn,
          state: 'open',
        })
        .onConflict()
        .ignore()
        .returning('id');
      if (!row) return false; // this round was asked
      await tellOwner(
        trx,
        texts,
        { ...aid, applicantId },
        {
          kind: 'aid.fit_check_asked',
          source: `fit.${row.id}`,
          at,
          values: (_, format) => ({ date: format.date(dueOn) }),
          onlyWhoAct: true,
        },
      );
      return true;
    }),
  );
}

// Nobody answered: the round is over, and nothing else changes.
async function endRounds(run: CareRun): Promise<void> {
  const { db, day } = run;
  const over = db
    .write('fit_checks')
    .where({ state: 'open' })
    .where('due_on', '<', day)
    .select('id');
  await eachInBatches(run, over, 'id', (id) =>
    inTransaction(db, async (trx) => {
      const changed = await trx('fit_checks')
        .where({ id, state: 'open' })
        .where('due_on', '<', day)
        .update({ state: 'missed' });
      return changed === 1;
    }),
  );
}

// A repair whose date has passed: the lead caseworkers hear of it, once for each date.
async function tellOfOverdueRepairs(run: CareRun): Promise<void> {
  const { db, day, at, texts } = run;
  const overdue = db
    .write('repairs')
    .whereRaw('is_open') // said as in the partial index
    .where('due_on', '<', day)
    .whereNotExists(
      db
        .write('aid_events')
        .whereRaw('aid_events.aid_id = repairs.aid_id')
        .whereRaw('aid_events.at >= repairs.state_since')
        .where('aid_events.kind', 'repair.overdue'),
    )
    .select('id');
  await eachInBatches(run, overdue, 'id', (id) =>
    inTransaction(db, async (trx) => {
      const repair: Overdue | undefined = await trx('repairs')
        .where({ id })
        .whereRaw('is_open')
        .where('due_on', '<', day)
        .forUpdate()
        .first('aid_id', 'applicant_id', 'office_id', 'due_on');
      const aid = repair && (await findAid(trx, repair.aid_id));
      if (!repair || !aid) return false;
      const { applicant_id: applicantId, due_on: dueOn } = repair;
      await writeAidEvent(trx, {
        aidId: aid.id,
        applicantId,
        kind: 'repair.overdue',
        at,
        by: null,
        role: 'system',
      });
      const telling = {
        source: `repair.${id}.${dueOn}`,
        at,
        values: (lang: 'kk' | 'ru' | 'en', format: { date(day: string): string }) => ({
          aid: (aid.product?.names ?? aid.aidClass.names)[lang],
          date: format.date(dueOn),
        }),
      };
      await tellLeads(trx, texts, repair.office_id, {
        kind: 'caseworker.repair_overdue',
        ...telling,
      });
      await tellOwner(
        trx,
        texts,
        { ...aid, applicantId },
        { kind: 'aid.repair_overdue', ...telling },
      );
      return true;
    }),
  );
}

// The replacement date has come: a new line of the programme, unless the person has one for such an aid anyway.
async function openRenewals(run: CareRun): Promise<void> {
  const { db, day, at, texts } = run;
  const due = db
    .write('aids')
    .whereRaw(`aids.state in ('in_use', 'in_repair')`) // said as in the partial index
    .where('aids.replacement_from', '<=', day)
    .where('aids.quantity', '<=', MOST_PIECES)
    .whereNotExists(
      db
        .write('renewals')
        .whereRaw('renewals.aid_id = aids.id')
        .whereRaw('renewals.applicant_id = aids.applicant_id'),
    )
    .select('aids.id');
  await eachInBatches(run, due, 'aids.id', (id) =>
    inTransaction(db, async (trx) => {
      await trx('aids').where({ id }).forUpdate().first('id');
      const aid = await findAid(trx, id);
      if (!aid?.applicantId || !['in_use', 'in_repair'].includes(aid.state)) return false;
      const { applicantId } = aid;
      const asked = trx('requests')
        .where({ id: aid.request?.id ?? 0 })
        .select('aid_class_code');
      const free: unknown = await trx('entitlements')
        .join('programmes', 'programmes.id', 'entitlements.programme_id')
        .where('entitlements.applicant_id', applicantId)
        .where('entitlements.order_by', '>=', day)
        .whereRaw('entitlements.used < entitlements.quantity')
        .where(
          (such) =>
            void such
              .where('entitlements.aid_class_code', aid.aidClass.code)
              .orWhereIn('entitlements.aid_class_code', asked),
        )
        .first('entitlements.id');
      if (free) return false;
      const line = await openRenewal(trx, aid, { early: false, day });
      if (!line) return false;
      const fact = { kind: 'renewed', at, by: null, role: 'system' };
      await writeAidEvent(trx, { aidId: id, applicantId, ...fact });
      await tellOwner(
        trx,
        texts,
        { ...aid, applicantId },
        {
          kind: 'aid.renewed',
          source: `renewal.${line.entitlementId}`,
          at,
          values: (_, format) => ({ date: format.date(line.orderBy) }),
        },
      );
      await recordAudit(trx, {
        at,
        actorId: null,
        actorRole: 'system',
        action: 'aid.renewed',
        objectKind: 'aid',
        objectId: id,
        applicantId,
      });
      return true;
    }),
  );
}

interface Overdue {
  aid_id: number;
  applicant_id: number;
  office_id: number;
  due_on: string;
}
