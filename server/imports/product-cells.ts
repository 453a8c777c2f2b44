// What a product and its variants say, cell by cell: for exports, and for telling where two contents differ.
import type { Definition } from '../catalogue/technical-data.ts';
import { LANGUAGES } from '../i18n/languages.ts';
import type { ContentValue, ProductContent, VariantContent } from '../publishing/content.ts';
import { choiceCell, dateCell, numberCell, yesNoCell, type Style } from './cells.ts';
import { definitionIn, type Column } from './columns.ts';

export type Cells = Map<string, string>;

/** The cells that all rows of a product share, the column `product` left out. */
export function productCells(content: ProductContent, style: Style): Cells {
  const { certificate } = content;
  return new Map([
    ['class', content.aidClassCode],
    ['maker', content.maker],
    ...inThree('name', content.names),
    ...inThree('summary', content.summaries),
    ...inThree('description', content.descriptions),
    ['made_to_order', yesNoCell(content.madeToOrder, style)],
    ['certificate_number', certificate?.number ?? ''],
    [
      'certificate_valid_until',
      certificate?.validUntil ? dateCell(certificate.validUntil, style) : '',
    ],
    ['origin', content.origin],
    ['warranty_months', String(content.warrantyMonths)],
  ]);
}

/** The cells of a variant, its technical data included. */
export function variantCells(
  { article, labels, active, values }: VariantContent,
  dataColumns: readonly Column[],
  ofClass: ReadonlyMap<string, Definition>,
  style: Style,
): Cells {
  const cells: Cells = new Map([
    ['article', article],
    ...inThree('label', labels),
    ['active', yesNoCell(active, style)],
  ]);
  for (const column of dataColumns) {
    const definition = definitionIn(column, ofClass);
    const value = definition && values[definition.key];
    if (value !== undefined) cells.set(column.header, dataCell(value, column, definition!, style));
  }
  return cells;
}

function dataCell(
  value: ContentValue,
  { lang }: Column,
  definition: Definition,
  style: Style,
): string {
  if (typeof value === 'number') return numberCell(value, style);
  if (typeof value === 'boolean') return yesNoCell(value, style);
  if (typeof value === 'string') return choiceCell(value, definition, style);
  return lang ? value[lang] : '';
}

function inThree(word: string, texts: Record<string, string>): [string, string][] {
  return LANGUAGES.map((lang) => [`${word}_${lang}`, texts[lang] ?? '']);
}

/** One cell that changes: its column, the article where it is a variant's, and what it said and says. */
export interface CellChange {
  column: string;
  article: string | null;
  before: string;
  after: string;
}

/** The cells that differ between two contents, as they are kept: in no language. */
export function cellChanges(
  before: ProductContent,
  after: ProductContent,
  dataColumns: readonly Column[],
  ofClass: (code: string) => ReadonlyMap<string, Definition>,
): CellChange[] {
  const own = between(productCells(before, 'neutral'), productCells(after, 'neutral'), null);
  const held = new Map(before.variants.map((variant) => [variant.article, variant]));
  const [old, now] = [ofClass(before.aidClassCode), ofClass(after.aidClassCode)];
  const variants = after.variants.flatMap((variant) => {
    const was = held.get(variant.article);
    return between(
      was ? variantCells(was, dataColumns, old, 'neutral') : new Map(),
      variantCells(variant, dataColumns, now, 'neutral'),
      variant.article,
    );
  });
  return [...own, ...variants];
}

function between(before: Cells, after: Cells, article: string | null): CellChange[] {
  const columns = [...new Set([...before.keys(), ...after.keys()])];
  return columns
    .map((column) => ({
      column,
      article,
      before: before.get(column) ?? '',
      after: after.get(column) ?? '',
    }))
    .filter((change) => change.before !== change.after);
}
