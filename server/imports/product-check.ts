// From the rows of one product to what they propose, or to what is wrong with them: each point with its row
// and column. Columns that the file does not have, and variants that it does not name, stay as they are.
import type { Definition } from '../catalogue/technical-data.ts';
import { LANGUAGES, type Names } from '../i18n/languages.ts';
import type { TextValues } from '../i18n/texts.ts';
import type { ContentValue, ProductContent, VariantContent } from '../publishing/content.ts';
import { keptValues } from '../publishing/kept-values.ts';
import { isInSteps, isSame, soundContent } from '../publishing/sound.ts';
import {
  numberCell,
  readArticle,
  readChoice,
  readCountry,
  readDate,
  readNumber,
  readText,
  readWhole,
  readYesNo,
  type Read,
} from './cells.ts';
import { definitionIn, type Column } from './columns.ts';
import { MOST_VARIANTS } from './limits.ts';

/** A row of the file: what its cells say, by column. */
export interface FileRow {
  number: number;
  cells: ReadonlyMap<string, string>;
}

/** One point to mend: `imports.problem.<code>`. Without a column it is about the whole row. */
export interface Problem {
  row: number;
  column: string | null;
  code: string;
  values?: TextValues;
}

/** What the classification asks for. */
export interface Ground {
  definitionsOf(classCode: string): readonly Definition[];
  isClass(code: string): boolean;
}

export type Outcome = 'new' | 'changed' | 'same';

export interface Checked {
  outcome: Outcome;
  content: ProductContent;
  problems: Problem[];
}

const EMPTY: ProductContent = {
  aidClassCode: '',
  maker: '',
  names: { kk: '', ru: '', en: '' },
  summaries: { kk: '', ru: '', en: '' },
  descriptions: { kk: '', ru: '', en: '' },
  madeToOrder: false,
  certificate: null,
  origin: '',
  warrantyMonths: 0,
  pictures: [],
  drawingStands: false,
  variants: [],
};

/**
 * Checks the rows of one product against what it says now. `columns` are those that the file has.
 */
export function checkProduct(
  rows: readonly FileRow[],
  columns: readonly Column[],
  held: ProductContent | null,
  ground: Ground,
): Checked {
  const check = startCheck(rows, columns);
  const before = held ?? EMPTY;
  const head = readHead(check, before, ground);
  if (head.warrantyMonths === null && !check.told('warranty_months')) {
    check.tell(rows[0]!.number, 'warranty_months', 'missing');
  }
  const definitions = ground.definitionsOf(head.aidClassCode);
  const moved = head.aidClassCode !== before.aidClassCode;
  const kept = moved
    ? before.variants.map((variant) => ({
        ...variant,
        values: keptValues(variant.values, ground.definitionsOf(before.aidClassCode), definitions)
          .kept,
      }))
    : before.variants;
  const variants = readVariants(check, kept, definitions);
  const content = soundContent(
    { ...before, ...head, warrantyMonths: head.warrantyMonths ?? 0, variants },
    definitions,
  );
  const outcome = !held
    ? 'new'
    : isSame(soundContent(held, ground.definitionsOf(held.aidClassCode)), content)
      ? 'same'
      : 'changed';
  if (outcome !== 'same') tellMissing(check, content, definitions, columns);
  return { outcome, content, problems: check.problems };
}

/** These say which product and variant a row is about, not what is said of them. */
const NAMES_A_ROW = new Set(['product', 'class', 'article']);

interface Check {
  rows: readonly FileRow[];
  /** Only the article and perhaps an offer is given: the product itself stays as it is. */
  says: { product: boolean; variant(row: FileRow): boolean };
  columns: ReadonlyMap<string, Column>;
  problems: Problem[];
  tell(row: number, column: string | null, code: string, values?: TextValues): void;
  /** Was something wrong with this cell, or with this column of the product, already said? */
  told(column: string, row?: number): boolean;
}

function startCheck(rows: readonly FileRow[], columns: readonly Column[]): Check {
  const problems: Problem[] = [];
  const filled = (row: FileRow, groups: readonly string[]) =>
    columns.some(
      ({ header, group }) =>
        groups.includes(group) && !NAMES_A_ROW.has(header) && row.cells.get(header),
    );
  return {
    rows,
    says: {
      product: rows.some((row) => filled(row, ['product'])),
      variant: (row) => filled(row, ['variant', 'data']),
    },
    columns: new Map(columns.map((column) => [column.header, column])),
    problems,
    tell: (row, column, code, values) =>
      void problems.push({ row, column, code, ...(values && { values }) }),
    told: (column, row) =>
      problems.some((one) => one.column === column && (row === undefined || one.row === row)),
  };
}

function readHead(
  check: Check,
  before: ProductContent,
  ground: Ground,
): Omit<ProductContent, 'variants' | 'pictures' | 'drawingStands' | 'warrantyMonths'> & {
  warrantyMonths: number | null;
} {
  const once = <T>(header: string, read: (cell: string) => Read<T>) =>
    readOnce(check, header, read);
  const line = (header: string, was: string) => {
    const { max, kind } = check.columns.get(header) ?? { max: 0, kind: 'line' };
    const said = once(header, (cell) => readText(cell, { max, lines: kind === 'lines' }));
    return said === undefined ? was : (said ?? '');
  };
  const inThree = (word: string, was: Names) =>
    Object.fromEntries(
      LANGUAGES.map((lang) => [lang, line(`${word}_${lang}`, was[lang])]),
    ) as Names;
  const code = once('class', (cell) =>
    ground.isClass(cell.toUpperCase()) ? { value: cell.toUpperCase() } : { wrong: 'class' },
  );
  const number = line('certificate_number', before.certificate?.number ?? '');
  const until = once('certificate_valid_until', readDate);
  const validUntil = until === undefined ? (before.certificate?.validUntil ?? null) : until;
  if (!number && validUntil && !check.told('certificate_number')) {
    check.tell(check.rows[0]!.number, 'certificate_number', 'missing');
  }
  const origin = once('origin', readCountry);
  const warranty = once('warranty_months', (cell) => readWhole(cell, { min: 0, max: 240 }));
  const heldWarranty = before === EMPTY ? null : before.warrantyMonths;
  return {
    aidClassCode: code ?? before.aidClassCode,
    maker: line('maker', before.maker),
    names: inThree('name', before.names),
    summaries: inThree('summary', before.summaries),
    descriptions: inThree('description', before.descriptions),
    madeToOrder: once('made_to_order', readYesNo) ?? before.madeToOrder,
    certificate: number ? { number, validUntil } : null,
    origin: origin === undefined ? before.origin : (origin ?? ''),
    warrantyMonths: warranty === undefined ? heldWarranty : warranty,
  };
}

/** A column that all rows of a product share: undefined where the file does not have it, null where it is empty. */
function readOnce<T>(
  { rows, columns, says, tell }: Check,
  header: string,
  read: (cell: string) => Read<T>,
): T | null | undefined {
  if (!columns.has(header) || !(says.product || header === 'class')) return undefined;
  let first: { row: number; cell: string } | null = null;
  let value: T | null = null;
  for (const { number, cells } of rows) {
    const cell = cells.get(header) ?? '';
    if (cell === '') continue;
    if (!first) {
      first = { row: number, cell };
      const said = read(cell);
      if ('wrong' in said) tell(number, header, said.wrong, said.values);
      else value = said.value;
    } else if (cell !== first.cell) tell(number, header, 'differs', { other: first.row });
  }
  return value;
}

function readVariants(
  check: Check,
  held: readonly VariantContent[],
  definitions: readonly Definition[],
): VariantContent[] {
  const variants = new Map(held.map((variant) => [variant.article, variant]));
  const ofClass = new Map(definitions.map((one) => [one.key, one]));
  for (const row of check.rows) {
    const article = row.cells.get('article') ?? '';
    if (article === '') {
      check.tell(row.number, 'article', 'missing');
      continue;
    }
    const before = variants.get(article);
    const sound = readArticle(article);
    if (!before && 'wrong' in sound) check.tell(row.number, 'article', sound.wrong);
    variants.set(article, readVariant(check, row, article, before, ofClass));
  }
  if (variants.size > MOST_VARIANTS) {
    check.tell(check.rows[0]!.number, 'product', 'manyVariants', { max: MOST_VARIANTS });
  }
  return [...variants.values()];
}

function readVariant(
  check: Check,
  row: FileRow,
  article: string,
  before: VariantContent | undefined,
  ofClass: ReadonlyMap<string, Definition>,
): VariantContent {
  if (before && !check.says.variant(row)) return before;
  const said = <T>(header: string, read: (cell: string) => Read<T>): T | null | undefined => {
    const cell = row.cells.get(header);
    if (cell === undefined || cell === '') return cell === '' ? null : undefined;
    const one = read(cell);
    if ('value' in one) return one.value;
    check.tell(row.number, header, one.wrong, one.values);
    return null;
  };
  const labels = Object.fromEntries(
    LANGUAGES.map((lang) => {
      const text = said(`label_${lang}`, (cell) => readText(cell, { max: 120, lines: false }));
      return [lang, text === undefined ? (before?.labels[lang] ?? '') : (text ?? '')];
    }),
  ) as Names;
  const values = new Map(Object.entries(before?.values ?? {}));
  for (const column of check.columns.values()) {
    if (column.group !== 'data') continue;
    const definition = definitionIn(column, ofClass);
    if (!definition) {
      if (row.cells.get(column.header)) check.tell(row.number, column.header, 'notOfClass');
      continue;
    }
    const was = values.get(definition.key);
    const value = said(column.header, (cell) => readData(cell, definition, was));
    if (definition.kind === 'text') putText(values, definition.key, column, value);
    else if (value === null) values.delete(definition.key);
    else if (value !== undefined) values.set(definition.key, value);
  }
  tidyTexts(check, row, values, ofClass);
  return {
    article,
    labels,
    active: said('active', readYesNo) ?? before?.active ?? true,
    values: Object.fromEntries(values),
  };
}

function readData(
  cell: string,
  definition: Definition,
  was: ContentValue | undefined,
): Read<ContentValue> {
  if (definition.kind === 'text') return readText(cell, { max: 200, lines: false });
  if (definition.kind === 'yes_no') return readYesNo(cell);
  if (definition.kind === 'choice') return readChoice(cell, definition);
  const number = readNumber(cell);
  if ('wrong' in number || number.value === was || isInSteps(definition, number.value)) {
    return number;
  }
  return { wrong: 'step', values: { step: numberCell(definition.step ?? 0, 'neutral') } };
}

function putText(
  values: Map<string, ContentValue>,
  key: string,
  { lang }: Column,
  said: ContentValue | null | undefined,
): void {
  if (said === undefined || !lang) return;
  const before = values.get(key);
  const texts = typeof before === 'object' ? before : { kk: '', ru: '', en: '' };
  values.set(key, { ...texts, [lang]: said === null ? '' : String(said) });
}

// A text is there in all languages or in none.
function tidyTexts(
  check: Check,
  row: FileRow,
  values: Map<string, ContentValue>,
  ofClass: ReadonlyMap<string, Definition>,
): void {
  for (const [key, value] of values) {
    if (typeof value !== 'object' || ofClass.get(key)?.kind !== 'text') continue;
    const missing = LANGUAGES.filter((lang) => !value[lang]);
    if (missing.length === LANGUAGES.length) values.delete(key);
    else {
      for (const column of check.columns.values()) {
        const own = column.group === 'data' && column.definitions[0]?.key === key;
        if (own && column.lang && missing.includes(column.lang)) {
          check.tell(row.number, column.header, 'missingLanguage');
        }
      }
    }
  }
}

// What a product needs before it can be shown and a file can say; pictures are added on the product's own page.
function tellMissing(
  check: Check,
  content: ProductContent,
  definitions: readonly Definition[],
  columns: readonly Column[],
): void {
  const first = check.rows[0]!.number;
  const has = new Map<string, unknown>([
    ['class', content.aidClassCode],
    ['maker', content.maker],
    ...LANGUAGES.flatMap((lang): [string, unknown][] => [
      [`name_${lang}`, content.names[lang]],
      [`summary_${lang}`, content.summaries[lang]],
      [`description_${lang}`, content.descriptions[lang]],
    ]),
    ['certificate_number', content.certificate?.number],
    ['certificate_valid_until', content.certificate?.validUntil],
    ['origin', content.origin],
  ]);
  for (const [header, value] of has) {
    if (!value && !check.told(header)) check.tell(first, header, 'missing');
  }
  const byArticle = new Map(content.variants.map((variant) => [variant.article, variant]));
  const required = definitions.filter((one) => one.required);
  for (const row of check.rows) {
    const variant = byArticle.get(row.cells.get('article') ?? '');
    if (!variant?.active) continue;
    for (const lang of LANGUAGES) {
      const header = `label_${lang}`;
      if (!variant.labels[lang] && !check.told(header, row.number)) {
        check.tell(row.number, header, 'missing');
      }
    }
    for (const { key } of required.filter((one) => variant.values[one.key] === undefined)) {
      const own = columns.filter(
        ({ group, definitions: of }) => group === 'data' && of[0]?.key === key,
      );
      const headers = own.length ? own.map(({ header }) => header) : [key];
      for (const header of headers) {
        if (!check.told(header, row.number)) check.tell(row.number, header, 'missing');
      }
    }
  }
}
