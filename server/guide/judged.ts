// A family's products with their verdicts, in the order in which a result shows them.
import { setImmediate as letOthersGo } from 'node:timers/promises';
import { catalogueIndex } from '../catalogue/catalogue-index.ts';
import { columnsBelow, type ClassColumns } from '../catalogue/class-columns.ts';
import type { ProductIndex } from '../catalogue/product-index.ts';
import type { Snapshot } from '../catalogue/snapshot.ts';
import { UNKNOWN_TIYN } from '../catalogue/sums.ts';
import type { Database } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Family } from '../measures/measures.ts';
import type { Answers } from './answers.ts';
import { classesOf } from './family.ts';
import { judgeColumns, type Ground } from './judge-columns.ts';
import type { Rule } from './rule.ts';
import { rulesInForce } from './rules-in-force.ts';
import { VERDICTS, type Verdict } from './verdict.ts';
import { definitionsOf } from './verdicts.ts';

/** Variants of one product that have the same verdict. */
export interface JudgedProduct {
  productId: number;
  /** Whether somebody delivers it to the region. */
  offered: boolean;
  /** What the person pays at least, in tiyn; null where it is not known. */
  coPayment: number | null;
  /** The places of its variants in the columns of its class. */
  ground: Ground;
  variants: readonly number[];
}

export interface Judged {
  groups: Readonly<Record<Verdict, readonly JudgedProduct[]>>;
  /** The rules that said something. */
  spoken: readonly Rule[];
  /** The rules that only lack an answer to say whether a product fits. */
  waiting: readonly Rule[];
}

export interface JudgingGround {
  family: Family;
  answers: Answers;
  snapshot: Snapshot;
  /** '' : anywhere. */
  region: string;
  on: string;
  lang: Lang;
}

/** Every variant of the family's classes, by its verdict: what is delivered to the region and costs least comes first. */
export async function judgeFamily(db: Database, means: JudgingGround): Promise<Judged> {
  const { family, answers, snapshot, on } = means;
  const rules = await rulesInForce(db, family, { on, version: snapshot.version });
  const index = await catalogueIndex(db, snapshot.version);
  const codes = classesOf(family, snapshot);
  const classes = await columnsBelow(db, index, codes);
  const groups: Record<Verdict, JudgedProduct[]> = { fits: [], cannot_tell: [], does_not_fit: [] };
  const spoken = new Set<Rule>();
  const waiting = new Set<Rule>();
  for (const [at, columns] of classes.entries()) {
    const aidClassCode = codes[at]!;
    const ground = { aidClassCode, columns, definitions: definitionsOf(aidClassCode, snapshot) };
    const found = judgeColumns(rules, answers, ground);
    for (const rule of found.spoken) spoken.add(rule);
    for (const rule of found.waiting) waiting.add(rule);
    for (const [verdict, places] of placesByVerdict(columns, found.verdictAt))
      groups[verdict].push(...productsAt(places, ground, index, means));
    if (columns.variantIds.length > MANY) await letOthersGo();
  }
  for (const verdict of VERDICTS) sort(groups[verdict], index, means.lang);
  const inOrder = (some: ReadonlySet<Rule>) => rules.filter((rule) => some.has(rule));
  return { groups, spoken: inOrder(spoken), waiting: inOrder(waiting) };
}

const MANY = 1000;

/** How many variants a group of products has. */
export function countVariants(products: readonly JudgedProduct[]): number {
  return products.reduce((sum, { variants }) => sum + variants.length, 0);
}

// Only products that are listed now: one may have been withdrawn since its columns were made.
function placesByVerdict(
  { variantIds }: ClassColumns,
  verdictAt: (at: number) => Verdict,
): Map<Verdict, number[]> {
  const places = new Map<Verdict, number[]>(VERDICTS.map((verdict) => [verdict, []]));
  for (let at = 0; at < variantIds.length; at++) places.get(verdictAt(at))!.push(at);
  return places;
}

// A product's variants stand together.
function productsAt(
  places: readonly number[],
  ground: Ground,
  index: ProductIndex,
  { region }: JudgingGround,
): JudgedProduct[] {
  const { productIds, slots } = ground.columns;
  const { sums } = index.region(region);
  const products: (JudgedProduct & { variants: number[] })[] = [];
  for (const at of places) {
    const slot = slots[at]!;
    const productId = productIds[at]!;
    if (index.idOf(slot) !== productId) continue;
    const last = products.at(-1);
    if (last?.productId === productId) {
      last.variants.push(at);
      continue;
    }
    const coPayment = sums.coPayment[slot] ?? UNKNOWN_TIYN;
    products.push({
      productId,
      offered: sums.isOffered(slot),
      coPayment: coPayment === UNKNOWN_TIYN ? null : coPayment,
      ground,
      variants: [at],
    });
  }
  return products;
}

function sort(products: JudgedProduct[], index: ProductIndex, lang: Lang): void {
  const nameOf = ({ productId }: JudgedProduct) => index.nameKeyOf(index.slotOf(productId)!, lang);
  const sumOf = ({ coPayment }: JudgedProduct) => coPayment ?? UNKNOWN_TIYN;
  products.sort(
    (a, b) =>
      Number(b.offered) - Number(a.offered) ||
      sumOf(a) - sumOf(b) ||
      (nameOf(a) < nameOf(b) ? -1 : 1) ||
      a.productId - b.productId,
  );
}
