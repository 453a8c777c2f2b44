// The empty table of a class: names of columns, what to write into them, and an example that is not read.
import type { AidClass } from '../catalogue/class-tree.ts';
import type { Visit } from '../web/visit.ts';
import { dateCell, moneyCell, numberCell, yesNoCell } from './cells.ts';
import type { Column } from './columns.ts';
import type { Sheet } from './table-file.ts';
import { columnName, howToWrite } from './words.ts';
import { DATA_SHEET } from './xlsx-workbook.ts';

type Words = Pick<Visit, 't' | 'lang' | 'format'>;

/** The rows of a template: keys, names, an example. All but the first begin with # and are not read. */
export function templateRows(
  columns: readonly Column[],
  words: Words,
  example: Example,
): string[][] {
  return [
    columns.map(({ header }) => header),
    noteRow(columns, words),
    columns.map((column, at) =>
      at === 0 ? `# ${words.t('imports.example')}` : cellFor(column, words, example),
    ),
  ];
}

/** The row that says in words what the columns are. */
export function noteRow(columns: readonly Column[], words: Words): string[] {
  return columns.map((column, at) => {
    const name = columnName(column, words);
    const options = column.kind === 'choice' ? `: ${howToWrite(column, words)}` : '';
    return `${at === 0 ? '# ' : ''}${name}${column.required ? ' *' : ''}${options}`;
  });
}

/** What an example is made of. */
export interface Example {
  aidClass: AidClass;
  on: string;
  regions: readonly string[];
  bin: string;
}

function cellFor(column: Column, words: Words, { aidClass, on, regions, bin }: Example): string {
  const { lang, t } = words;
  const year = Number(on.slice(0, 4));
  switch (column.kind) {
    case 'class':
      return aidClass.code;
    case 'article':
      return 'ABC-42';
    case 'whole':
      return column.header === 'delivery_days' ? '10' : '24';
    case 'money':
      return moneyCell(185_000_50, lang);
    case 'date':
      return dateCell(column.group === 'offer' ? on : `${year + 2}${on.slice(4, 8)}01`, lang);
    case 'country':
      return 'KZ';
    case 'regions':
      return regions.slice(0, 2).join('; ');
    case 'bin':
      return bin;
    case 'yes_no':
      return yesNoCell(column.header !== 'made_to_order', lang);
    case 'number':
      return numberCell(column.definitions[0]?.step === 1000 ? 42_000 : 42_500, lang);
    case 'choice':
      return [...(column.definitions[0]?.options.values() ?? [])][0]?.[lang] ?? '';
    default:
      return column.group === 'data'
        ? t('imports.exampleOf.text')
        : t(`imports.exampleOf.${column.word}`);
  }
}

/** The sheets of a template: the table, and a page that explains each column. */
export function templateSheets(
  columns: readonly Column[],
  rows: string[][],
  words: Words,
): Sheet[] {
  const { t } = words;
  const head = ['key', 'name', 'required', 'how'].map((one) => t(`imports.sheet.${one}`));
  const lines = columns.map((column) => [
    column.header,
    columnName(column, words),
    t(column.required ? 'imports.yes' : 'imports.no'),
    howToWrite(column, words),
  ]);
  return [
    {
      name: DATA_SHEET,
      rows,
      widths: columns.map((column) => widthOf(column)),
      sticky: 2,
      notes: new Set([1, 2]),
    },
    { name: t('imports.sheet.title'), rows: [head, ...lines], widths: [26, 44, 12, 90] },
  ];
}

export function widthOf({ kind, header }: Column): number {
  return kind === 'lines' ? 40 : Math.max(14, header.length + 4);
}
