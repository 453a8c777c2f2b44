// How the compared variants fit somebody's own answers, as the guide sees it; and which of them fits best.
import type { Request } from 'express';
import type { Snapshot } from '../catalogue/snapshot.ts';
import type { VariantFacts } from '../catalogue/variant-facts.ts';
import type { Database } from '../database.ts';
import {
  answersIn,
  sentenceOf,
  verdictsFor,
  type Given,
  type VariantVerdict,
  type Verdict,
} from '../guide/guide.ts';
import { familiesOf, type Family } from '../measures/measures.ts';
import type { Lang } from '../i18n/languages.ts';

/** What the guide found of one variant, in words. */
export interface Fit {
  /** Null where nothing was answered about its kind of aid. */
  verdict: Verdict | null;
  /** The sentences that decide: why it does not fit, what cannot be told, or what fits. */
  sentences: readonly string[];
  /** It fits, and more of what was asked for speaks for it than for the others. */
  best: boolean;
}

interface Compared {
  db: Database;
  snapshot: Snapshot;
  on: string;
  lang: Lang;
  facts: readonly VariantFacts[];
}

const MOST_SENTENCES = 4;

/** How each of the variants fits, in their order; null where nothing was answered about any of them. */
export async function fitsFor(
  req: Pick<Request, 'session'>,
  { db, snapshot, on, lang, facts }: Compared,
): Promise<Fit[] | null> {
  const given = facts.map(({ product }) => givenFor(req, product.aidClassCode));
  if (given.every((one) => one === null)) return null;
  const found = await Promise.all(
    facts.map(async ({ variantId, values, product }, column): Promise<VariantVerdict | null> => {
      const own = given[column];
      if (!own) return null;
      const choosables = [{ variantId, values, aidClassCode: product.aidClassCode }];
      const verdicts = await verdictsFor(db, { ...own, choosables, on, snapshot });
      return verdicts.get(variantId) ?? null;
    }),
  );
  const best = bestOf(found);
  return found.map((one, column) => ({
    verdict: one?.verdict ?? null,
    sentences: (one?.reasons ?? [])
      .filter(({ verdict }) => verdict === one?.verdict)
      .slice(0, MOST_SENTENCES)
      .map((reason) => sentenceOf(reason, lang)),
    best: best.has(column),
  }));
}

/** The families whose guide can say more about these variants: those with nothing answered yet. */
export function guidesFor(req: Pick<Request, 'session'>, facts: readonly VariantFacts[]): Family[] {
  const families = facts.flatMap(({ product }) => familiesOf(product.aidClassCode));
  return [...new Set(families)].filter((family) => answersIn(req, family) === null);
}

/** The columns that fit best: of those that fit, the ones with the most reasons for them. None where all are alike. */
export function bestOf(
  found: readonly (
    | (Pick<VariantVerdict, 'verdict'> & {
        reasons: readonly { verdict: Verdict }[];
      })
    | null
  )[],
): ReadonlySet<number> {
  const reasons = found.map((one) =>
    one?.verdict === 'fits' ? one.reasons.filter(({ verdict }) => verdict === 'fits').length : -1,
  );
  const most = Math.max(...reasons);
  if (most < 0 || reasons.every((count) => count === most)) return new Set();
  return new Set(reasons.flatMap((count, column) => (count === most ? [column] : [])));
}

function givenFor(req: Pick<Request, 'session'>, classCode: string): Given | null {
  const given = familiesOf(classCode).map((family) => answersIn(req, family));
  return given.find((one) => one !== null) ?? null;
}
