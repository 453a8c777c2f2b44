// A family's products with their verdicts, in the order in which a result shows them.
import { catalogueIndex } from '../catalogue/catalogue-index.ts';
import { choosablesOf, type Choosable } from '../catalogue/choosable.ts';
import { groupedBy } from '../catalogue/grouped-by.ts';
import type { Snapshot } from '../catalogue/snapshot.ts';
import { UNKNOWN_TIYN } from '../catalogue/sums.ts';
import type { Database } from '../database.ts';
import type { Lang, Names } from '../i18n/languages.ts';
import type { Family } from '../measures/measures.ts';
import type { Answers } from './answers.ts';
import { classesOf } from './family.ts';
import { VERDICTS, type Verdict, type VariantVerdict } from './verdict.ts';
import { verdictsFor } from './verdicts.ts';

export interface JudgedVariant {
  variant: Choosable;
  verdict: VariantVerdict;
}

/** Variants of one product that have the same verdict. */
export interface JudgedProduct {
  productId: number;
  slug: string;
  names: Names;
  maker: string;
  aidClassCode: string;
  /** Whether somebody delivers it to the region. */
  offered: boolean;
  /** What the person pays at least, in tiyn; null where it is not known. */
  coPayment: number | null;
  variants: readonly JudgedVariant[];
}

export type Judged = Readonly<Record<Verdict, readonly JudgedProduct[]>>;

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
export async function judgeFamily(db: Database, ground: JudgingGround): Promise<Judged> {
  const { family, answers, snapshot, on } = ground;
  const choosables = await choosablesIn(db, ground);
  const verdicts = await verdictsFor(db, { family, answers, choosables, on, snapshot });
  const inOrder = await orderOf(db, ground);
  const byVerdict = VERDICTS.map((verdict): [Verdict, JudgedProduct[]] => {
    const own = choosables.flatMap((variant) => {
      const found = verdicts.get(variant.variantId)!;
      return found.verdict === verdict ? [{ variant, verdict: found }] : [];
    });
    return [verdict, inOrder([...groupedBy(own, ({ variant }) => variant.productId).values()])];
  });
  return Object.fromEntries(byVerdict) as Record<Verdict, JudgedProduct[]>;
}

/** All variants that belong to a family's classes. */
export async function choosablesIn(
  db: Database,
  { family, snapshot }: Pick<JudgingGround, 'family' | 'snapshot'>,
): Promise<readonly Choosable[]> {
  const classes = await Promise.all(
    classesOf(family, snapshot).map((code) => choosablesOf(db, code, snapshot.version)),
  );
  return classes.flat();
}

/** How many variants a group of products has. */
export function countVariants(products: readonly JudgedProduct[]): number {
  return products.reduce((sum, { variants }) => sum + variants.length, 0);
}

async function orderOf(db: Database, { snapshot, region, lang }: JudgingGround) {
  const index = await catalogueIndex(db, snapshot.version);
  const { sums } = index.region(region);
  return (groups: readonly JudgedVariant[][]): JudgedProduct[] =>
    groups
      .map((variants) => {
        const { productId, slug, names, maker, aidClassCode } = variants[0]!.variant;
        const slot = index.slotOf(productId);
        const coPayment = slot === undefined ? UNKNOWN_TIYN : sums.coPayment[slot]!;
        return {
          product: {
            productId,
            slug,
            names,
            maker,
            aidClassCode,
            offered: slot !== undefined && sums.isOffered(slot),
            coPayment: coPayment === UNKNOWN_TIYN ? null : coPayment,
            variants,
          },
          coPayment,
          name: slot === undefined ? '' : index.nameKeyOf(slot, lang),
        };
      })
      .toSorted(
        (a, b) =>
          Number(b.product.offered) - Number(a.product.offered) ||
          a.coPayment - b.coPayment ||
          (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) ||
          a.product.productId - b.product.productId,
      )
      .map(({ product }) => product);
}
