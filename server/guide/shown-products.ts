// The few products that a page shows, with their names and every rule's sentence about each variant.
import type { ClassColumns } from '../catalogue/class-columns.ts';
import { groupedBy } from '../catalogue/grouped-by.ts';
import type { Definition, Value } from '../catalogue/technical-data.ts';
import type { Database } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { Answers } from './answers.ts';
import type { JudgedProduct } from './judged.ts';
import type { Rule } from './rule.ts';
import type { Reason } from './verdict.ts';
import { reasonsFor } from './verdicts.ts';

export interface ShownVariant {
  variantId: number;
  article: string;
  labels: Names;
  reasons: readonly Reason[];
}

export interface ShownProduct extends Pick<JudgedProduct, 'offered' | 'coPayment'> {
  slug: string;
  names: Names;
  maker: string;
  aidClassCode: string;
  variants: readonly ShownVariant[];
}

/** Reads the names of some products, and says what the rules say of their variants. One query. */
export async function shownProducts(
  db: Database,
  products: readonly JudgedProduct[],
  { rules, answers }: { rules: readonly Rule[]; answers: Answers },
): Promise<ShownProduct[]> {
  const ids = products.flatMap(({ ground: { columns }, variants }) =>
    variants.map((at) => columns.variantIds[at]!),
  );
  const rows: Row[] = await db
    .read('variants')
    .join('products', 'products.id', 'variants.product_id')
    .whereIn('variants.id', ids)
    .select(
      'variants.id',
      'variants.article',
      'variants.label_kk',
      'variants.label_ru',
      'variants.label_en',
      'products.slug',
      'products.maker',
      'products.name_kk',
      'products.name_ru',
      'products.name_en',
    );
  const found = groupedBy(rows, ({ id }) => id);
  return products.flatMap(({ ground, variants, offered, coPayment }) => {
    const { aidClassCode, columns, definitions } = ground;
    const shown = variants.flatMap((at) => {
      const [row] = found.get(columns.variantIds[at]!) ?? [];
      if (!row) return [];
      const subject = { aidClassCode, definitions, values: valuesAt(at, columns, definitions) };
      const reasons = reasonsFor(rules, answers, subject);
      const { id, article } = row;
      return [{ row, variant: { variantId: id, article, labels: namesOf(row, 'label'), reasons } }];
    });
    const [first] = shown;
    if (!first) return [];
    const { slug, maker } = first.row;
    const names = namesOf(first.row);
    const own = shown.map(({ variant }) => variant);
    return [{ slug, maker, names, aidClassCode, offered, coPayment, variants: own }];
  });
}

// A variant's data out of the columns, as they are elsewhere.
function valuesAt(
  at: number,
  columns: ClassColumns,
  definitions: ReadonlyMap<string, Definition>,
): Map<number, Value> {
  const values = new Map<number, Value>();
  for (const { id, kind } of definitions.values()) {
    const value = columns.column(id).values[at]!;
    if (Number.isNaN(value)) continue;
    values.set(id, {
      thousandths: kind === 'number' ? value : null,
      optionId: kind === 'choice' ? value : null,
      yes: kind === 'yes_no' ? value === 1 : null,
      text: { kk: '', ru: '', en: '' },
    });
  }
  return values;
}

interface Row extends Record<string, unknown> {
  id: number;
  article: string;
  slug: string;
  maker: string;
}
