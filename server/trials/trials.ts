// Trials before a decision: what somebody tries, from whom, until when, and what they said of it.
import { addCalendarDays } from '../calendar/dates.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { readLineage } from '../catalogue/catalogue.ts';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { lastDayOf, type Term } from '../requests/deadlines.ts';

/** "Can you do with it what you need it for?" */
export const DOES = ['yes', 'partly', 'no'] as const;
/** "Would you keep using it?" */
export const KEEPS = ['yes', 'unsure', 'no'] as const;

export interface Trial {
  id: number;
  what: string;
  /** Where and how the person gets it. */
  handover: string;
  supplier: { names: Names; phone: string };
  fromOn: string;
  untilOn: string;
  /** The last day to answer. */
  answerBy: string;
  /** The decision clock stands still for it. */
  open: boolean;
  answer: {
    does: (typeof DOES)[number];
    keeps: (typeof KEEPS)[number];
    words: string | null;
    toldHow: string | null;
    at: string;
  } | null;
}

/** The trials of a request, the newest first: a handful at most. */
export async function listTrials(db: Queryable, requestId: number): Promise<Trial[]> {
  const rows: Row[] = await db('trials')
    .join('holds', 'holds.id', 'trials.hold_id')
    .join('suppliers', 'suppliers.id', 'trials.supplier_id')
    .where('trials.request_id', requestId)
    .orderBy('trials.id', 'desc')
    .limit(20)
    .select(
      'trials.*',
      'holds.until_on as answer_by',
      'holds.ended_on',
      'suppliers.name_kk',
      'suppliers.name_ru',
      'suppliers.name_en',
      'suppliers.phone',
    );
  return rows.map((row) => ({
    id: row.id,
    what: row.what,
    handover: row.handover,
    supplier: { names: namesOf(row), phone: row.phone },
    fromOn: row.from_on,
    untilOn: row.until_on,
    answerBy: row.answer_by,
    open: row.ended_on === null,
    answer: row.answered_at
      ? {
          does: row.does_what_needed!,
          keeps: row.would_keep!,
          words: row.words,
          toldHow: row.told_how,
          at: row.answered_at,
        }
      : null,
  }));
}

/** The trial that runs; null where none does. */
export async function findOpenTrial(db: Queryable, requestId: number): Promise<Trial | null> {
  return (await listTrials(db, requestId)).find(({ open }) => open) ?? null;
}

/** How long an aid of a class may be tried, by the nearest class that has a term; null: it is not given for a trial. */
export async function trialTerm(
  db: Queryable,
  aidClassCode: string,
  day: string,
): Promise<Term | null> {
  const lineage = await readLineage(db, aidClassCode);
  const rows: (Term & { aid_class_code: string })[] = await db('terms')
    .where({ key: 'trial_longest' })
    .whereIn('aid_class_code', lineage)
    .where('valid_from', '<=', day)
    .where((open) => void open.whereNull('valid_until').orWhere('valid_until', '>', day))
    .select('aid_class_code', 'value', 'unit');
  const nearest = rows.toSorted((a, b) => b.aid_class_code.length - a.aid_class_code.length)[0];
  return nearest ? { value: nearest.value, unit: nearest.unit } : null;
}

/** The last day of a trial that starts on `from`. */
export async function latestEnd(db: Queryable, term: Term, from: string): Promise<string> {
  return lastDayOf(term, addCalendarDays(from, -1), await holidaysOf(db));
}

export interface Lender {
  id: number;
  names: Names;
  phone: string;
}

// Nobody chooses among more than these.
const MOST_LENDERS = 60;

/** Suppliers that deliver aids of a class, or of one below it, to a region: those whom the office may ask to lend one. */
export async function listLenders(
  db: Queryable,
  { aidClassCode, regionCode, day }: { aidClassCode: string; regionCode: string; day: string },
): Promise<Lender[]> {
  const lending = db('offers')
    .join('variants', 'variants.id', 'offers.variant_id')
    .join('products', 'products.id', 'variants.product_id')
    .join('offer_regions', 'offer_regions.offer_id', 'offers.id')
    .where('offers.status', 'published')
    .where('offer_regions.region_code', regionCode)
    .where(
      (of) =>
        void of
          .where('products.aid_class_code', aidClassCode)
          .orWhere('products.aid_class_code', 'like', `${aidClassCode}-%`),
    )
    .select('offers.supplier_id');
  const rows: (Record<string, unknown> & { id: number; phone: string })[] = await db('suppliers')
    .where({ status: 'admitted' })
    .where((until) => void until.whereNull('admitted_until').orWhere('admitted_until', '>=', day))
    .whereIn('id', lending)
    .orderBy(['name_ru', 'id'])
    .limit(MOST_LENDERS)
    .select('id', 'phone', 'name_kk', 'name_ru', 'name_en');
  return rows.map((row) => ({ id: row.id, names: namesOf(row), phone: row.phone }));
}

interface Row extends Record<string, unknown> {
  id: number;
  what: string;
  handover: string;
  phone: string;
  from_on: string;
  until_on: string;
  answer_by: string;
  ended_on: string | null;
  does_what_needed: (typeof DOES)[number] | null;
  would_keep: (typeof KEEPS)[number] | null;
  words: string | null;
  told_how: string | null;
  answered_at: string | null;
}
