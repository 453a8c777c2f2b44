// The WHO's list of priority assistive products, and the aid classes in which they can be requested here.
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { ClassTree } from './class-tree.ts';
import { groupedBy } from './grouped-by.ts';

export const DOMAINS = [
  'mobility',
  'vision',
  'hearing',
  'communication',
  'cognition',
  'self-care',
] as const;

export interface PriorityProduct {
  /** Its place in the WHO's list, 1 to 50. */
  no: number;
  domain: (typeof DOMAINS)[number];
  names: Names;
  /** Codes of aid classes; none where it cannot be requested here. */
  classes: readonly string[];
}

/** The whole list in its order. Source: WHO, Priority Assistive Products List, 2016. */
export async function readPriorityProducts(db: Queryable): Promise<PriorityProduct[]> {
  const classes: { no: number; aid_class_code: string }[] = await db(
    'priority_product_classes',
  ).orderBy(['no', 'aid_class_code']);
  const classesOf = groupedBy(classes, ({ no }) => no);
  const rows: { no: number; domain: PriorityProduct['domain'] }[] =
    await db('priority_products').orderBy('no');
  return rows.map((row) => ({
    no: row.no,
    domain: row.domain,
    names: namesOf({ ...row }),
    classes: (classesOf.get(row.no) ?? []).map((one) => one.aid_class_code),
  }));
}

/** The classes that the list names, and all below them. */
export function priorityClasses(
  products: readonly PriorityProduct[],
  classes: ClassTree,
): ReadonlySet<string> {
  const named = new Set(products.flatMap((product) => product.classes));
  return new Set(
    classes.all
      .map(({ code }) => code)
      .filter((code) => classes.withAncestors(code).some((one) => named.has(one.code))),
  );
}
