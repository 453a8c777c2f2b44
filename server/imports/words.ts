// What the columns and cells of a table are called in a language.
import type { Definition } from '../catalogue/technical-data.ts';
import { unitText } from '../catalogue/product-page.ts';
import type { Lang, Names } from '../i18n/languages.ts';
import type { Visit } from '../web/visit.ts';
import { readNumber } from './cells.ts';
import type { Column } from './columns.ts';
import { countryName } from '../publishing/countries.ts';

type Words = Pick<Visit, 't' | 'lang' | 'format'>;

/** A column's name: `Seat width, cm`, `Name (in Kazakh)`. */
export function columnName({ word, lang, definitions }: Column, { t, lang: own }: Words): string {
  const name = definitions.length
    ? [...new Set(definitions.map((one) => dataName(one, t, own)))].join(' / ')
    : t(`imports.column.${word}`);
  return lang ? `${name} (${t(`imports.in.${lang}`)})` : name;
}

function dataName({ names, unit }: Definition, t: Visit['t'], lang: Lang): string {
  return unit ? `${names[lang]}, ${unitText(unit, t)}` : names[lang];
}

/** What to write into the cells of a column. */
export function howToWrite(column: Column, { t, lang }: Words): string {
  const options = column.definitions.flatMap((one) =>
    [...one.options].flatMap(([id, names]) => (one.retiredOptions.has(id) ? [] : names[lang])),
  );
  const values = { max: column.max, options: [...new Set(options)].join(' / ') };
  return t(`imports.write.${HOW.get(column.header) ?? column.kind}`, values);
}

// Columns for which their kind alone does not say enough.
const HOW = new Map([
  ['product', 'product'],
  ['active', 'active'],
  ['available', 'available'],
  ['valid_from', 'valid_from'],
  ['delivery_days', 'delivery_days'],
]);

/** A cell that is kept in no language, as people read it. */
export function shownCell(cell: string, column: Column | undefined, words: Words): string {
  const { t, lang, format } = words;
  if (cell === '' || !column) return cell;
  switch (column.kind) {
    case 'yes_no':
      return t(`imports.${cell === 'yes' ? 'yes' : 'no'}`);
    case 'date':
      return format.date(cell);
    case 'country':
      return countryName(cell, lang);
    case 'number': {
      const number = readNumber(cell);
      return 'value' in number ? format.number(number.value / 1000) : cell;
    }
    case 'choice':
      return optionName(cell, column.definitions)?.[lang] ?? cell;
    default:
      return cell;
  }
}

function optionName(key: string, definitions: readonly Definition[]): Names | undefined {
  for (const { options, optionKeys } of definitions) {
    const id = [...optionKeys].find(([, own]) => own === key)?.[0];
    if (id !== undefined) return options.get(id);
  }
  return undefined;
}
