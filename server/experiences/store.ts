// The only queries on experiences and their flags.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { namesOf, type Lang, type Names } from '../i18n/languages.ts';
import { newestFirst, type Place, type Stretch } from '../web/newest-first.ts';
import type { Answers } from './counts.ts';
import type { Aspect } from './scales.ts';

export type State = 'waiting' | 'published' | 'declined' | 'withdrawn';

export interface Experience extends Record<Aspect, string> {
  id: number;
  requestId: number;
  product: { id: number; slug: string; names: Names };
  applicantId: number;
  toldBy: number;
  toldAs: 'applicant' | 'representative';
  region: Names;
  language: Lang;
  again: boolean;
  text: string | null;
  state: State;
  reason: string | null;
  toldAt: string;
  version: number;
  /** A reader pointed to a problem, and nobody has looked yet. */
  flagged: string | null;
}

/** The experience told of a request, withdrawn ones included. */
export async function findOfRequest(db: Queryable, requestId: number): Promise<Experience | null> {
  const row: Row | undefined = await all(db).where('experiences.request_id', requestId).first();
  return row ? experienceOf(row) : null;
}

export async function findExperience(db: Queryable, id: number): Promise<Experience | null> {
  const row: Row | undefined = await all(db).where('experiences.id', id).first();
  return row ? experienceOf(row) : null;
}

/** What the published experiences of a product answer, equal ones together. */
export async function readAnswers(db: Queryable, productId: number): Promise<Answers[]> {
  const columns = ['fit', 'comfort', 'repair', 'again'];
  const rows: (Omit<Answers, 'again'> & { again: unknown })[] = await db('experiences')
    .where({ product_id: productId, state: 'published' })
    .groupBy(columns)
    .select(columns)
    .count({ count: '*' });
  return rows.map((row) => ({ ...row, again: Boolean(row.again) }));
}

/** One page of the published experiences of a product, the newest first. */
export async function listPublished(
  db: Queryable,
  productId: number,
  place: Place,
  size: number,
): Promise<Stretch<Experience>> {
  const query = all(db).where({
    'experiences.product_id': productId,
    'experiences.state': 'published',
  });
  return stretchOf(query, place, size);
}

/** One page of the moderators' list: those in a state, or those that readers point to. */
export async function listForModeration(
  db: Queryable,
  shown: 'waiting' | 'flagged' | 'published' | 'declined',
  place: Place,
  size: number,
): Promise<Stretch<Experience>> {
  const query = all(db);
  if (shown === 'flagged') {
    void query.where('experiences.state', 'published').whereNotNull('flags.id');
  } else void query.where('experiences.state', shown);
  return stretchOf(query, place, size);
}

/** How many wait for a moderator: new words, and words that a reader points to. */
export async function countForModeration(
  db: Queryable,
): Promise<{ waiting: number; flagged: number }> {
  const [counts]: { waiting: number; flagged: number }[] = await db.select({
    waiting: db('experiences').where({ state: 'waiting' }).count(),
    flagged: db('experience_flags').where({ handled_at: null }).count(),
  });
  return counts!;
}

async function stretchOf(
  query: Knex.QueryBuilder,
  place: Place,
  size: number,
): Promise<Stretch<Experience>> {
  const { rows, ...ways } = await newestFirst<Row>(query, 'experiences.id', place, size);
  return { rows: rows.map(experienceOf), ...ways };
}

function all(db: Queryable): Knex.QueryBuilder {
  return db('experiences')
    .join('products', 'products.id', 'experiences.product_id')
    .join('regions', 'regions.code', 'experiences.region_code')
    .leftJoin('experience_flags as flags', (join) => {
      join.on('flags.experience_id', 'experiences.id').onNull('flags.handled_at');
    })
    .select(
      'experiences.*',
      'products.slug',
      'products.name_kk',
      'products.name_ru',
      'products.name_en',
      'regions.name_kk as region_kk',
      'regions.name_ru as region_ru',
      'regions.name_en as region_en',
      'flags.reason as flagged',
    );
}

function experienceOf(row: Row): Experience {
  return {
    id: row.id,
    requestId: row.request_id,
    product: { id: row.product_id, slug: row.slug, names: namesOf(row) },
    applicantId: row.applicant_id,
    toldBy: row.told_by,
    toldAs: row.told_as,
    region: namesOf(row, 'region'),
    language: row.language,
    fit: row.fit,
    comfort: row.comfort,
    repair: row.repair,
    again: Boolean(row.again),
    text: row.text,
    state: row.state,
    reason: row.reason,
    toldAt: row.told_at,
    version: row.version,
    flagged: row.flagged,
  };
}

interface Row extends Record<string, unknown> {
  id: number;
  request_id: number;
  product_id: number;
  slug: string;
  applicant_id: number;
  told_by: number;
  told_as: Experience['toldAs'];
  language: Lang;
  fit: string;
  comfort: string;
  repair: string;
  text: string | null;
  state: State;
  reason: string | null;
  told_at: string;
  version: number;
  flagged: string | null;
}
