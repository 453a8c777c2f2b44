// From when an aid may be replaced: terms with the key `replacement`, for its class or the nearest one above.
import { addCalendarDays, addMonths } from '../calendar/dates.ts';
import { dayOf } from '../calendar/today.ts';
import { readLineage } from '../catalogue/catalogue.ts';
import { inTransaction, type Database, type Queryable } from '../database.ts';

const BATCH = 200;

interface ReplacementTerm {
  value: number;
  unit: 'months' | 'calendar_days';
}

/** The replacement term of a class in force on a day; null: none is published. */
export async function replacementTermOf(
  db: Queryable,
  aidClassCode: string,
  day: string,
): Promise<ReplacementTerm | null> {
  const lineage = await readLineage(db, aidClassCode);
  const rows: (ReplacementTerm & { aid_class_code: string })[] = await db('terms')
    .where({ key: 'replacement' })
    .whereIn('aid_class_code', lineage)
    .whereIn('unit', ['months', 'calendar_days'])
    .where('valid_from', '<=', day)
    .where((open) => void open.whereNull('valid_until').orWhere('valid_until', '>', day))
    .orderBy('valid_from', 'desc')
    .select('aid_class_code', 'value', 'unit');
  for (const code of lineage) {
    const term = rows.find(({ aid_class_code: of }) => of === code);
    if (term) return { value: term.value, unit: term.unit };
  }
  return null;
}

/** The first day on which an aid may be replaced, by the term in force on `day`; null: no term is known. */
export async function replacementFromOf(
  db: Queryable,
  { aidClassCode, receivedOn }: { aidClassCode: string; receivedOn: string },
  day: string,
): Promise<string | null> {
  const term = await replacementTermOf(db, aidClassCode, day);
  if (!term) return null;
  return term.unit === 'months'
    ? addMonths(receivedOn, term.value)
    : addCalendarDays(receivedOn, term.value);
}

/** Gives a date to what was received before the term of its class was published. Returns how many got one. */
export async function setMissingReplacements(db: Database, at: Date): Promise<number> {
  const day = dayOf(at);
  const known: unknown = await db
    .write('terms')
    .where({ key: 'replacement' })
    .whereNotNull('aid_class_code')
    .first('id');
  let set = 0;
  for (let after: number | undefined = known ? 0 : undefined; after !== undefined;) {
    const rows: { id: number; aid_class_code: string; received_on: string; version: number }[] =
      await db
        .write('aids')
        .whereNull('replacement_from')
        .whereIn('state', ['in_use', 'in_repair'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(BATCH)
        .select('id', 'aid_class_code', 'received_on', 'version');
    for (const { id, aid_class_code: aidClassCode, received_on: receivedOn, version } of rows) {
      const from = await replacementFromOf(db.write, { aidClassCode, receivedOn }, day);
      if (!from) continue;
      set += await inTransaction(db, (trx) =>
        trx('aids')
          .where({ id, version })
          .whereNull('replacement_from')
          .update({ replacement_from: from, version: version + 1 }),
      );
    }
    after = rows.at(-1)?.id;
  }
  return set;
}
