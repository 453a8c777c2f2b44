// What each row says of its variant: labels and technical data.
import type { Definition } from '../catalogue/technical-data.ts';
import { LANGUAGES, type Names } from '../i18n/languages.ts';
import { isInSteps, type ContentValue, type VariantContent } from '../publishing/publishing.ts';
import {
  numberCell,
  readArticle,
  readChoice,
  readNumber,
  readText,
  readYesNo,
  type Read,
} from './cells.ts';
import { definitionIn, type Column } from './columns.ts';
import type { Check, FileRow } from './file-row.ts';
import { MOST_VARIANTS } from './limits.ts';

/** The variants that the product had, with what the rows say of them, and the new ones. */
export function readVariants(
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
      if (row.cells.get(column.header) && !check.told('class')) {
        check.tell(row.number, column.header, 'notOfClass');
      }
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
  values.set(key, { ...texts, [lang]: typeof said === 'string' ? said : '' });
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
