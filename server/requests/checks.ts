// What a caseworker would look up before deciding, looked up: each check with its result, the rule and its
// source. `unknown` says honestly that the data do not tell.
import { replacementTermKept } from '../aids/aids.ts';
import { guaranteedAmountFor, readLineage } from '../catalogue/catalogue.ts';
import type { Queryable } from '../database.ts';
import { dayOf } from '../calendar/today.ts';
import { emergenciesOver, type Emergency, type Relaxable } from '../emergencies/emergencies.ts';
import type { Names } from '../i18n/languages.ts';
import type { AidRequest } from './aid-request.ts';
import { makerFacts, offerFacts, type Chosen } from './chosen-facts.ts';
import { hasChanged } from './co-payment.ts';
import { moneyToday } from './money-today.ts';

/** Each key has its texts: `requests.check.<key>.name`, `.rule`, `.passed`, `.failed`, `.unknown`. */
export const CHECKS = {
  programme_valid: { blocks: true },
  entitlement_free: { blocks: true },
  ordered_in_time: { blocks: false },
  class_covered: { blocks: true },
  offer_in_force: { blocks: true },
  region_served: { blocks: true },
  supplier_admitted: { blocks: true },
  amount_set: { blocks: true },
  price_unchanged: { blocks: true },
  certificate_valid: { blocks: false },
  replacement_term: { blocks: false },
  no_duplicate: { blocks: false },
} as const;

export type CheckKey = keyof typeof CHECKS;

export interface Check {
  key: CheckKey;
  result: 'passed' | 'failed' | 'unknown' | 'relaxed';
  /** The emergency that relaxes the rule, where it would not have passed. */
  relaxedBy: { id: number; names: Names } | null;
  /** Approval is impossible while this one fails. */
  blocks: boolean;
}

/** The checks that keep a request from being approved. */
export function blockingChecks(checks: readonly Check[]): Check[] {
  return checks.filter(({ blocks, result }) => blocks && result === 'failed');
}

// What only a chosen offer or maker, or a chosen product, can pass or fail.
const OF_CHOICE: readonly CheckKey[] = [
  'offer_in_force',
  'region_served',
  'supplier_admitted',
  'amount_set',
  'price_unchanged',
];
const OF_PRODUCT: readonly CheckKey[] = ['class_covered', 'certificate_valid'];

/**
 * Runs all checks on a submitted request, as things stand on a day. Those of an offer or a product are left out
 * while none is chosen: nothing is approved then anyway.
 */
export async function runChecks(db: Queryable, request: AidRequest, day: string): Promise<Check[]> {
  const facts = await gather(db, request, day);
  const results = judge(facts, request, day);
  const { id, applicant, aidClass } = request;
  const place = { id, regionCode: applicant.regionCode, aidClassCode: aidClass.code };
  const emergencies = await emergenciesOver(db, place, day);
  return Object.keys(CHECKS)
    .filter(isCheckKey)
    .filter((key) => facts.offer !== null || !OF_CHOICE.includes(key))
    .filter((key) => request.product !== null || !OF_PRODUCT.includes(key))
    .map((key): Check => {
      const relaxedBy = results[key] === 'passed' ? null : reliefOf(key, emergencies);
      const result = relaxedBy ? 'relaxed' : results[key];
      return { key, blocks: CHECKS[key].blocks, result, relaxedBy };
    });
}

/** Which rule of an emergency a check is about. */
export const RELAXED_BY: Partial<Record<CheckKey, Relaxable>> = {
  ordered_in_time: 'order_by',
  replacement_term: 'replacement',
  no_duplicate: 'duplicate',
};

function reliefOf(key: CheckKey, emergencies: readonly Emergency[]): Emergency | null {
  const rule = RELAXED_BY[key];
  return (rule && emergencies.find(({ relaxes }) => relaxes.includes(rule))) ?? null;
}

function isCheckKey(key: string): key is CheckKey {
  return key in CHECKS;
}

type Plain = 'passed' | 'failed' | 'unknown';

interface Facts {
  programmeValidUntil: string | null;
  orderBy: string;
  /** What comes in lots was ordered in time with the first of them. */
  inLots: boolean;
  reserved: number;
  classCovered: boolean;
  amountSet: boolean;
  moneySame: boolean;
  /** The offer or the maker; null while neither is chosen. */
  offer: Chosen | null;
  replacement: Plain;
  otherLive: number;
}

function judge(facts: Facts, request: AidRequest, day: string): Record<CheckKey, Plain> {
  const { offer } = facts;
  const submittedOn = request.submittedAt ? dayOf(new Date(request.submittedAt)) : day;
  return {
    programme_valid: is(facts.programmeValidUntil === null || facts.programmeValidUntil >= day),
    entitlement_free: is(facts.reserved >= request.quantity),
    ordered_in_time: is(facts.inLots || submittedOn <= facts.orderBy),
    class_covered: is(facts.classCovered),
    offer_in_force: is(Boolean(offer?.inForce)),
    region_served: is(Boolean(offer?.servesRegion)),
    supplier_admitted: is(offer !== null && isAdmitted(offer, day)),
    amount_set: is(facts.amountSet),
    price_unchanged: is(facts.moneySame),
    certificate_valid: offer?.certificateUntil ? is(offer.certificateUntil >= day) : 'unknown',
    replacement_term: facts.replacement,
    no_duplicate: is(facts.otherLive === 0),
  };
}

function is(passed: boolean): 'passed' | 'failed' {
  return passed ? 'passed' : 'failed';
}

function isAdmitted(offer: Chosen, day: string): boolean {
  const { supplierStatus, supplierUntil } = offer;
  return supplierStatus === 'admitted' && (supplierUntil === null || supplierUntil >= day);
}

async function gather(db: Queryable, request: AidRequest, day: string): Promise<Facts> {
  const entitlement: {
    order_by: string;
    in_lots: unknown; // 0 or 1 on SQLite
    reserved: number;
    valid_until: string | null;
  } = await db('entitlements')
    .join('programmes', 'programmes.id', 'entitlements.programme_id')
    .where('entitlements.id', request.entitlementId)
    .first('order_by', 'in_lots', 'reserved', 'valid_until');
  const productClass = request.product?.aidClassCode ?? request.aidClass.code;
  const money = await moneyToday(db, request, day);
  const makerId = request.offerId === null ? request.making?.makerId : null;
  const others: { live?: number | string } | undefined = await db('requests')
    .where({ applicant_id: request.applicant.id, aid_class_code: request.aidClass.code })
    .whereNot({ id: request.id })
    .where('is_live', true)
    .count({ live: '*' })
    .first();
  return {
    programmeValidUntil: entitlement.valid_until,
    orderBy: entitlement.order_by,
    inLots: Boolean(entitlement.in_lots),
    reserved: entitlement.reserved,
    classCovered: (await readLineage(db, productClass)).includes(request.aidClass.code),
    amountSet: makerId
      ? money?.guaranteed !== null
      : (await guaranteedAmountFor(db, productClass, day)) !== null,
    moneySame: money !== null && request.money !== null && !hasChanged(request.money, money),
    offer: makerId
      ? await makerFacts(db, request, { makerId, hasPrice: money !== null })
      : await offerFacts(db, request, day),
    replacement: await replacementTermKept(
      db,
      {
        applicantId: request.applicant.id,
        aidClassCodes: [...new Set([request.aidClass.code, productClass])],
        entitlementId: request.entitlementId,
      },
      day,
    ),
    otherLive: Number(others?.live ?? 0),
  };
}
