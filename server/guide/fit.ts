// Whether variants contradict what was measured of a person, or what they answered: warnings in words, nothing that blocks.
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { readVariantFacts } from '../catalogue/variant-facts.ts';
import type { Database } from '../database.ts';
import {
  inWords,
  kindOf,
  measuredOf,
  nameOfMeasure,
  type MeasureKey,
  type Measures,
} from '../measures/measures.ts';
import type { Visit } from '../web/visit.ts';
import type { Answers, Given } from './answers.ts';
import { guideFamilyOf } from './family.ts';
import { sentenceOf } from './sentences.ts';
import type { Reason } from './verdict.ts';
import { verdictsFor } from './verdicts.ts';

/** What is known of the person: dated measures, and answers that they gave or attached. */
export interface KnownOfPerson {
  measures: Measures | null;
  given: Given | null;
}

/** How a variant stands to what is known. */
export interface Fit {
  /** `unknown`: nothing is known, or no rule speaks. */
  result: 'passed' | 'failed' | 'unknown';
  /** What contradicts: the rule's sentence, and the measures behind it with their days. */
  warnings: { text: string; measured: string[] }[];
}

/** Nothing is known: nothing can be said. */
export const UNKNOWN_FIT: Fit = { result: 'unknown', warnings: [] };

/** How each of a few variants stands to what is known of the person, by the rules in force on a day. */
export async function fitsOf(
  db: Database,
  variantIds: readonly number[],
  known: KnownOfPerson,
  { on, visit }: { on: string; visit: Visit },
): Promise<ReadonlyMap<number, Fit>> {
  if (!variantIds.length || (!known.measures && !known.given)) return new Map();
  const snapshot = await catalogueSnapshot(db);
  const facts = await readVariantFacts(db, { ids: variantIds }, { snapshot, on, region: null });
  const fits = new Map<number, Fit>();
  for (const { variantId, values, product } of facts) {
    const { aidClassCode } = product;
    const family = guideFamilyOf(aidClassCode);
    if (!family) continue;
    const answers = answersFor(family, known);
    const choosables = [{ variantId, values, aidClassCode }];
    const verdicts = await verdictsFor(db, { family, answers, choosables, on, snapshot });
    fits.set(variantId, fitOf(verdicts.get(variantId)!.reasons, known, visit));
  }
  return fits;
}

// A measure counts as of the day on which it was taken, an answer as of its own: the newer one is believed.
function answersFor(family: string, { measures, given }: KnownOfPerson): Answers {
  const answers: Record<string, number | string> =
    given?.family === family ? { ...given.answers } : {};
  for (const [key, value] of Object.entries(measures?.values ?? {})) {
    const isNewer = !given || measuredOf(measures!, key as MeasureKey).on >= given.on;
    if (isNewer || answers[key] === undefined) answers[key] = value;
  }
  return answers;
}

function fitOf(reasons: readonly Reason[], known: KnownOfPerson, visit: Visit): Fit {
  const against = reasons.filter(({ verdict }) => verdict === 'does_not_fit');
  if (against.length) {
    const warnings = against.map((reason) => ({
      text: sentenceOf(reason, visit.lang),
      measured: measuredBehind(reason, known, visit),
    }));
    return { result: 'failed', warnings };
  }
  return reasons.some(({ verdict }) => verdict === 'fits')
    ? { result: 'passed', warnings: [] }
    : UNKNOWN_FIT;
}

// The measures that a rule looked at, each with its day, so that an old one is seen to be old.
function measuredBehind({ values }: Reason, { measures }: KnownOfPerson, visit: Visit): string[] {
  if (!measures) return [];
  const keys = Object.keys(values).filter((key): key is MeasureKey => kindOf(key) !== undefined);
  return keys
    .filter((key) => measures.values[key] === values[key])
    .map((key) =>
      visit.t('fit.measured', {
        name: nameOfMeasure(key, visit),
        value: inWords(key, measures.values[key]!, visit),
        date: visit.format.date(measuredOf(measures, key).on),
      }),
    );
}
