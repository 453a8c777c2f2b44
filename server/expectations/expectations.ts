// The face of expectations: how long requests take, and where one stands in its office's queue. Reading costs one
// row by its key; all reckoning is done by jobs.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { Durations } from './percentiles.ts';
import { lineageOf } from './reckon.ts';
import type { Step } from './steps.ts';

export { reckonPlaces } from './queue-places.ts';
export { reckonExpectations } from './reckon.ts';
export { FEWEST } from './percentiles.ts';

/** How long a step takes, and of which requests that is known. */
export interface Expectation extends Durations {
  step: Step;
  /** The class, or what it belongs to where the class itself has too few cases. */
  aidClass: Names;
  /** Null: all regions. */
  region: Names | null;
  /** Whether it is said of the very class that was asked for. */
  ofOwnClass: boolean;
}

/**
 * What is known of a class in a region, for each step: of the class in the region, else in all regions, else of what
 * the class belongs to. A step that has fewer than twenty cases everywhere is not in the map.
 */
export async function expectationsFor(
  db: Queryable,
  { aidClassCode, regionCode }: { aidClassCode: string; regionCode: string | null },
): Promise<Map<Step, Expectation>> {
  const codes = lineageOf(aidClassCode);
  const rows: Row[] = await db('expectations')
    .join('aid_classes', 'aid_classes.code', 'expectations.aid_class_code')
    .leftJoin('regions', 'regions.code', 'expectations.region_code')
    .whereIn('expectations.aid_class_code', codes)
    .where((where) => {
      void where.whereNull('expectations.region_code');
      if (regionCode) void where.orWhere('expectations.region_code', regionCode);
    })
    .select(
      'expectations.*',
      ...LANGS.map((lang) => `aid_classes.name_${lang} as class_${lang}`),
      ...LANGS.map((lang) => `regions.name_${lang} as region_${lang}`),
    );
  const nearness = ({ aid_class_code, region_code }: Row) =>
    codes.indexOf(aid_class_code) * 2 + (region_code === null ? 1 : 0);
  const found = new Map<Step, Expectation>();
  for (const row of rows.toSorted((one, other) => nearness(other) - nearness(one))) {
    found.set(row.step, expectationOf(row, aidClassCode));
  }
  return found;
}

/** Where a request stands in its office's queue. */
export interface QueuePlace {
  place: number;
  waiting: number;
  reckonedAt: string;
}

/** The place of a request as the job last reckoned it; null for one that is not in the queue. */
export async function placeOf(db: Queryable, requestId: number): Promise<QueuePlace | null> {
  const row: { place: number; waiting: number; reckoned_at: string } | undefined = await db(
    'queue_places',
  )
    .join('office_queues', 'office_queues.office_id', 'queue_places.office_id')
    .where({ request_id: requestId })
    .first('place', 'waiting', 'reckoned_at');
  return row ? { place: row.place, waiting: row.waiting, reckonedAt: row.reckoned_at } : null;
}

/** Why a place moved back, or was left and taken again. Nothing in it tells of others more than how many. */
export interface QueueMove {
  at: string;
  from: number | null;
  to: number | null;
  reason: 'others' | 'own_priority' | 'paused' | 'back' | 'office';
  urgent: number;
  earlier: number;
}

/** The last moves of a request's place, the newest first. */
export async function movesOf(
  db: Queryable,
  requestId: number,
  most: number,
): Promise<QueueMove[]> {
  const rows: (Omit<QueueMove, 'from' | 'to'> & {
    from_place: number | null;
    to_place: number | null;
  })[] = await db('queue_moves')
    .where({ request_id: requestId })
    .orderBy('id', 'desc')
    .limit(most)
    .select('at', 'from_place', 'to_place', 'reason', 'urgent', 'earlier');
  return rows.map(({ from_place: from, to_place: to, ...rest }) => ({ ...rest, from, to }));
}

const LANGS = ['kk', 'ru', 'en'] as const;

function expectationOf(row: Row, aidClassCode: string): Expectation {
  return {
    step: row.step,
    cases: row.cases,
    half: row.half_days,
    most: row.most_days,
    aidClass: namesOf(row, 'class'),
    region: row.region_code === null ? null : namesOf(row, 'region'),
    ofOwnClass: row.aid_class_code === aidClassCode,
  };
}

interface Row extends Record<string, unknown> {
  aid_class_code: string;
  region_code: string | null;
  step: Step;
  cases: number;
  half_days: number;
  most_days: number;
}
