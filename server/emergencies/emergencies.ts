// The face of emergencies: which one holds for whom on a day, what it relaxes, and what of that was used.
import type { Knex } from 'knex';
import { addCalendarDays } from '../calendar/dates.ts';
import { readClassTree, readLineage } from '../catalogue/catalogue.ts';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { RELAXABLE, type Relaxable } from './relaxable.ts';

export type { Relaxable } from './relaxable.ts';
export { COMING_FIRST, OWING_NOTHING } from './papers.ts';
export { runEmergencies } from './by-date.ts';
export { declareEmergency, endEmergency, lookAtEmergency } from './acts.ts';

/** What is counted as used: a relaxed rule, papers that follow later, a place at the head of the queue. */
export type Use = Relaxable | 'papers' | 'first';

export interface Emergency {
  id: number;
  names: Names;
  /** The first and the last day on which it holds. */
  from: string;
  until: string;
  relaxes: readonly Relaxable[];
  /** Until when papers may follow; null where they may not. */
  papersUntil: string | null;
}

const COLUMNS: Record<Relaxable, string> = {
  duplicate: 'relaxes_duplicate',
  replacement: 'relaxes_replacement',
  order_by: 'relaxes_order_by',
};

interface Place {
  regionCode: string;
  aidClassCode: string;
  day: string;
  /** Only one that relaxes this rule. */
  relaxing?: Relaxable;
}

/** The emergency that holds for a region and a class on a day, the first that was declared; null: none. */
export async function emergencyFor(db: Queryable, place: Place): Promise<Emergency | null> {
  const [first] = await emergenciesFor(db, place);
  return first ?? null;
}

/** All emergencies that hold for a region and a class on a day. One query while there is none. */
export async function emergenciesFor(
  db: Queryable,
  { regionCode, aidClassCode, day, relaxing }: Place,
): Promise<Emergency[]> {
  const query = inForce(db, day)
    .join('emergency_regions', 'emergency_regions.emergency_id', 'emergencies.id')
    .where('emergency_regions.region_code', regionCode);
  if (relaxing) void query.where(COLUMNS[relaxing], true);
  const found = await readAll(query);
  if (!found.length) return [];
  const lineage = await readLineage(db, aidClassCode);
  return found.filter(({ classes }) => covers(classes, lineage)).map(({ emergency }) => emergency);
}

/** What relaxes the rules for a request: what holds today, and what held when it was submitted. */
export async function emergenciesOver(
  db: Queryable,
  request: { id: number; regionCode: string; aidClassCode: string },
  day: string,
): Promise<Emergency[]> {
  const held = await readAll(
    db('emergencies')
      .join('emergency_requests', 'emergency_requests.emergency_id', 'emergencies.id')
      .where('emergency_requests.request_id', request.id),
  );
  const now = await emergenciesFor(db, { ...request, day });
  const own = held.map(({ emergency }) => emergency);
  return [...own, ...now.filter(({ id }) => !own.some((one) => one.id === id))];
}

/** Everything in force on a day, for the pages that tell of it; with where it holds. */
export async function emergenciesInForce(
  db: Queryable,
  day: string,
): Promise<(Emergency & { whats: Names; regions: string[]; classes: string[] })[]> {
  const found = await readAll(inForce(db, day));
  if (!found.length) return [];
  const ids = found.map(({ emergency }) => emergency.id);
  const rows: { emergency_id: number; region_code: string }[] = await db('emergency_regions')
    .whereIn('emergency_id', ids)
    .orderBy('region_code');
  return found.map(({ emergency, classes, whats }) => ({
    ...emergency,
    whats,
    classes,
    regions: rows.filter((row) => row.emergency_id === emergency.id).map((row) => row.region_code),
  }));
}

/** When the date to order by rests for lines of programmes: by region and class. Asks once for all. */
export async function orderByReliefs(
  db: Queryable,
  regionCodes: readonly string[],
): Promise<(regionCode: string, aidClassCode: string) => Emergency[]> {
  const rows: { emergency_id: number; region_code: string }[] = await db('emergency_regions')
    .whereIn('region_code', [...new Set(regionCodes)])
    .select('emergency_id', 'region_code');
  if (!rows.length) return () => [];
  const ids = rows.map((row) => row.emergency_id);
  const found = await readAll(
    db('emergencies').whereIn('emergencies.id', ids).where('emergencies.relaxes_order_by', true),
  );
  if (!found.length) return () => [];
  const tree = await readClassTree(db);
  return (regionCode, aidClassCode) => {
    const lineage = tree.withAncestors(aidClassCode).map(({ code }) => code);
    const here = rows.filter((row) => row.region_code === regionCode);
    return found
      .filter(({ emergency }) => here.some((row) => row.emergency_id === emergency.id))
      .filter(({ classes }) => covers(classes, lineage))
      .map(({ emergency }) => emergency);
  };
}

/** Puts a request first and writes down why. The request's own row is changed by the caller (`priority`). */
export async function putFirst(
  trx: Knex.Transaction,
  emergency: Pick<Emergency, 'id'>,
  first: {
    requestId: number;
    regionCode: string;
    at: Date;
    day: string;
    reportId?: number;
    papersDueOn?: string | null;
  },
): Promise<void> {
  await trx('emergency_requests')
    .insert({
      request_id: first.requestId,
      emergency_id: emergency.id,
      report_id: first.reportId ?? null,
      first_since: first.at.toISOString(),
      papers_due_on: first.papersDueOn ?? null,
    })
    .onConflict('request_id')
    .ignore();
  await writeUse(trx, emergency, { ...first, rule: 'first' });
  if (first.papersDueOn) await writeUse(trx, emergency, { ...first, rule: 'papers' });
}

/** Writes down that a rule was relaxed for a request; once for each rule. */
export async function writeUse(
  trx: Knex.Transaction,
  emergency: Pick<Emergency, 'id'>,
  use: { requestId: number; regionCode: string; rule: Use; day: string },
): Promise<void> {
  await trx('emergency_uses')
    .insert({
      emergency_id: emergency.id,
      request_id: use.requestId,
      region_code: use.regionCode,
      rule: use.rule,
      used_on: use.day,
    })
    .onConflict(['request_id', 'rule'])
    .ignore();
}

function covers(classes: readonly string[], lineage: readonly string[]): boolean {
  return classes.length === 0 || classes.some((code) => lineage.includes(code));
}

// The day on which one is ended early is not its own any more: it stops at once.
function inForce(db: Queryable, day: string): Knex.QueryBuilder {
  return db('emergencies')
    .where('emergencies.from_on', '<=', day)
    .where('emergencies.until_on', '>=', day)
    .where((early) => {
      void early.whereNull('emergencies.ended_on').orWhere('emergencies.ended_on', '>', day);
    });
}

interface Found {
  emergency: Emergency;
  whats: Names;
  /** None: all classes. */
  classes: string[];
}

async function readAll(query: Knex.QueryBuilder): Promise<Found[]> {
  const rows: Row[] = await query
    .leftJoin('emergency_classes', 'emergency_classes.emergency_id', 'emergencies.id')
    .orderBy(['emergencies.id', 'emergency_classes.aid_class_code'])
    .select('emergencies.*', 'emergency_classes.aid_class_code');
  const found = new Map<number, Found>();
  for (const row of rows) {
    const one = found.get(row.id) ?? foundOf(row);
    if (row.aid_class_code) one.classes.push(row.aid_class_code);
    found.set(row.id, one);
  }
  return [...found.values()];
}

function foundOf(row: Row): Found {
  const before = row.ended_on && addCalendarDays(row.ended_on, -1);
  const ends = before !== null && before < row.until_on ? before : row.until_on;
  return {
    emergency: {
      id: row.id,
      names: namesOf(row),
      from: row.from_on,
      until: ends,
      relaxes: RELAXABLE.filter((rule) => Boolean(row[`relaxes_${rule}`])),
      papersUntil: row.papers_until,
    },
    whats: namesOf(row, 'what'),
    classes: [],
  };
}

interface Row extends Record<string, unknown> {
  id: number;
  from_on: string;
  until_on: string;
  ended_on: string | null;
  papers_until: string | null;
  aid_class_code: string | null;
}
