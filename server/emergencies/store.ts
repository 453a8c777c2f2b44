// The desk's queries on emergencies: the list, one of them, and what was relaxed under it.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { OWING_NOTHING } from './papers.ts';
import { RELAXABLE, type Relaxable } from './relaxable.ts';

export interface EmergencyRow {
  id: number;
  names: Names;
  whats: Names;
  from: string;
  until: string;
  endedOn: string | null;
  endReason: string | null;
  relaxes: Relaxable[];
  papersUntil: string | null;
  declaredBy: { id: number; name: string };
  declaredAt: string;
  lookDueAt: string;
  lookedBy: string | null;
  lookedAt: string | null;
}

/** The newest first; more are never shown at once. */
export async function listEmergencies(db: Queryable): Promise<EmergencyRow[]> {
  const rows: Row[] = await emergencies(db).orderBy('emergencies.id', 'desc').limit(100);
  return rows.map(rowOf);
}

export async function findEmergency(db: Queryable, id: number): Promise<EmergencyRow | null> {
  const row: Row | undefined = await emergencies(db).where('emergencies.id', id).first();
  return row ? rowOf(row) : null;
}

/** Where and for which classes an emergency holds. */
export async function scopeOf(
  db: Queryable,
  id: number,
): Promise<{ regions: Names[]; classes: Names[] }> {
  const regions: Record<string, unknown>[] = await db('emergency_regions')
    .join('regions', 'regions.code', 'emergency_regions.region_code')
    .where({ emergency_id: id })
    .orderBy('regions.code')
    .select('regions.name_kk', 'regions.name_ru', 'regions.name_en');
  const classes: Record<string, unknown>[] = await db('emergency_classes')
    .join('aid_classes', 'aid_classes.code', 'emergency_classes.aid_class_code')
    .where({ emergency_id: id })
    .orderBy('aid_classes.code')
    .select('aid_classes.name_kk', 'aid_classes.name_ru', 'aid_classes.name_en');
  return {
    regions: regions.map((row) => namesOf(row)),
    classes: classes.map((row) => namesOf(row)),
  };
}

/** How many do not yet have a second look, while they hold. */
export async function countUnseen(db: Queryable, day: string): Promise<number> {
  const row: { count?: number | string } | undefined = await db('emergencies')
    .whereNull('looked_at')
    .whereNull('ended_on')
    .where('until_on', '>=', day)
    .count({ count: '*' })
    .first();
  return Number(row?.count ?? 0);
}

export interface Used {
  region: Names;
  rule: string;
  count: number;
}

/** What was relaxed under an emergency: by region and rule, each request once for each rule. */
export async function usesOf(db: Queryable, id: number): Promise<Used[]> {
  const rows: Record<string, unknown>[] = await db('emergency_uses')
    .join('regions', 'regions.code', 'emergency_uses.region_code')
    .where({ emergency_id: id })
    .groupBy('regions.code', 'regions.name_kk', 'regions.name_ru', 'regions.name_en', 'rule')
    .orderBy(['regions.code', 'rule'])
    .select('regions.name_kk', 'regions.name_ru', 'regions.name_en', 'rule')
    .count({ count: '*' });
  return rows.map((row) => ({
    region: namesOf(row),
    rule: String(row.rule),
    count: Number(row.count),
  }));
}

/** The totals of an emergency: requests, reports, those that a caseworker still must look at, papers that are late. */
export async function totalsOf(
  db: Queryable,
  id: number,
  day: string,
): Promise<{ requests: number; reports: number; tasks: number; late: number }> {
  const [row]: Record<'requests' | 'reports' | 'tasks' | 'late', number>[] = await db.select({
    requests: db('emergency_requests').where({ emergency_id: id }).count(),
    reports: db('emergency_reports').where({ emergency_id: id }).count(),
    tasks: db('emergency_reports')
      .where({ emergency_id: id, office_task: true, handled_at: null })
      .count(),
    late: db('emergency_requests')
      .join('requests', 'requests.id', 'emergency_requests.request_id')
      .where({ emergency_id: id, papers_came_at: null })
      .whereNotIn('requests.status', OWING_NOTHING)
      .where('papers_due_on', '<', day)
      .count(),
  });
  return row!;
}

function emergencies(db: Queryable) {
  return db('emergencies')
    .join('accounts as declarers', 'declarers.id', 'emergencies.declared_by')
    .leftJoin('accounts as lookers', 'lookers.id', 'emergencies.looked_by')
    .select(
      'emergencies.*',
      'declarers.given_name',
      'declarers.family_name',
      'lookers.given_name as looker_given_name',
      'lookers.family_name as looker_family_name',
    );
}

function rowOf(row: Row): EmergencyRow {
  return {
    id: row.id,
    names: namesOf(row),
    whats: namesOf(row, 'what'),
    from: row.from_on,
    until: row.until_on,
    endedOn: row.ended_on,
    endReason: row.end_reason,
    relaxes: RELAXABLE.filter((rule) => Boolean(row[`relaxes_${rule}`])),
    papersUntil: row.papers_until,
    declaredBy: { id: row.declared_by, name: `${row.given_name} ${row.family_name}` },
    declaredAt: row.declared_at,
    lookDueAt: row.look_due_at,
    lookedBy: row.looked_at && `${row.looker_given_name} ${row.looker_family_name}`,
    lookedAt: row.looked_at,
  };
}

interface Row extends Record<string, unknown> {
  id: number;
  from_on: string;
  until_on: string;
  ended_on: string | null;
  end_reason: string | null;
  papers_until: string | null;
  declared_by: number;
  declared_at: string;
  look_due_at: string;
  looked_at: string | null;
  given_name: string;
  family_name: string;
  looker_given_name: string | null;
  looker_family_name: string | null;
}
