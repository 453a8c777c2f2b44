// The columns of a table of products: what each is called, what it holds, and for technical data which
// definitions it stands for. Template, export and import all go by these.
import type { AidClass } from '../catalogue/class-tree.ts';
import { groupedBy } from '../catalogue/grouped-by.ts';
import type { Definition } from '../catalogue/technical-data.ts';
import { LANGUAGES, type Lang } from '../i18n/languages.ts';

export type Group = 'product' | 'variant' | 'data' | 'offer';
export type Kind =
  | 'name'
  | 'class'
  | 'line'
  | 'lines'
  | 'yes_no'
  | 'date'
  | 'country'
  | 'whole'
  | 'article'
  | 'number'
  | 'choice'
  | 'bin'
  | 'money'
  | 'regions';

export interface Column {
  /** In the first row of a file: `name_kk`, `seat_width`. */
  header: string;
  group: Group;
  kind: Kind;
  /** Its name in words: `imports.column.<word>`; technical data have the definition's. */
  word: string;
  lang: Lang | null;
  /** A product that is published has it. */
  required: boolean;
  /** Letters of a text, or the largest whole number. */
  max: number;
  /** Of technical data: one, or several of one key where classes differ. */
  definitions: readonly Definition[];
}

const column = (
  header: string,
  group: Group,
  kind: Kind,
  { required = false, max = 200 }: { required?: boolean; max?: number } = {},
): Column => ({ header, group, kind, word: header, lang: null, required, max, definitions: [] });

const inThree = (word: string, group: Group, kind: 'line' | 'lines', max: number): Column[] =>
  LANGUAGES.map((lang) => ({
    ...column(`${word}_${lang}`, group, kind, { required: true, max }),
    word,
    lang,
  }));

/** What every product and variant has. */
export const OWN_COLUMNS: readonly Column[] = [
  column('product', 'product', 'name', { required: true, max: 100 }),
  column('class', 'product', 'class', { required: true, max: 20 }),
  column('maker', 'product', 'line', { required: true }),
  ...inThree('name', 'product', 'line', 160),
  ...inThree('summary', 'product', 'lines', 400),
  ...inThree('description', 'product', 'lines', 6000),
  column('made_to_order', 'product', 'yes_no'),
  column('certificate_number', 'product', 'line', { required: true, max: 60 }),
  column('certificate_valid_until', 'product', 'date', { required: true }),
  column('origin', 'product', 'country', { required: true }),
  column('warranty_months', 'product', 'whole', { required: true, max: 240 }),
  column('article', 'variant', 'article', { required: true, max: 60 }),
  ...inThree('label', 'variant', 'line', 120),
  column('active', 'variant', 'yes_no'),
];

/** What a supplier offers; an administrator names the supplier. */
export const OFFER_COLUMNS: readonly Column[] = [
  column('supplier_bin', 'offer', 'bin'),
  column('price', 'offer', 'money'),
  column('delivery_days', 'offer', 'whole', { max: 365 }),
  column('regions', 'offer', 'regions', { max: 2000 }),
  column('available', 'offer', 'yes_no'),
  column('valid_from', 'offer', 'date'),
];

const TAKEN = new Set([...OWN_COLUMNS, ...OFFER_COLUMNS].map(({ header }) => header));

/** Who a table is for: a supplier's has no column for the supplier, an administrator's may go without offers. */
export type Audience = 'supplier' | 'administrator';

/** The columns of a table for products with these definitions, in their order. */
export function columnsFor(definitions: readonly Definition[], audience: Audience): Column[] {
  // One key may be a text in one class and a choice in another.
  const byKey = groupedBy(definitions, ({ key, kind }) => `${key} ${kind === 'text'}`);
  const data = [...byKey.values()].flatMap(dataColumns);
  const offer = OFFER_COLUMNS.filter(
    ({ header }) => audience === 'administrator' || header !== 'supplier_bin',
  );
  return [...OWN_COLUMNS, ...data, ...offer];
}

/** The definitions of a class, of what it belongs to and of what belongs to it: general ones first. */
export function definitionsAround(
  classes: { all: readonly AidClass[]; withAncestors(code: string): readonly AidClass[] },
  definitions: ReadonlyMap<string, readonly Definition[]>,
  code: string,
): Definition[] {
  const above = classes.withAncestors(code).toReversed();
  const below = classes.all.filter(
    (one) =>
      one.code !== code && classes.withAncestors(one.code).some((line) => line.code === code),
  );
  return [...above, ...below]
    .flatMap((one) => definitions.get(one.code) ?? [])
    .filter(({ retired }) => !retired);
}

function dataColumns(definitions: readonly Definition[]): Column[] {
  const { key, kind } = definitions[0]!;
  const required = definitions.some((one) => one.required);
  const base = TAKEN.has(key) ? `data_${key}` : key;
  if (kind === 'text') {
    return inThree(base, 'data', 'line', 200).map((one) => ({ ...one, required, definitions }));
  }
  return [{ ...column(base, 'data', kind, { required }), definitions }];
}

/** The definition that a column stands for in a class, if the class has it. */
export function definitionIn(
  { definitions }: Column,
  ofClass: ReadonlyMap<string, Definition>,
): Definition | undefined {
  const own = ofClass.get(definitions[0]!.key);
  return own && (own.kind === 'text') === (definitions[0]!.kind === 'text') ? own : undefined;
}
