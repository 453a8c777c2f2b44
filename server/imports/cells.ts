// What the cells of each kind of column say: read as people write them, and written so that reading gives
// the same again.
import type { Definition } from '../catalogue/technical-data.ts';
import { fold } from '../i18n/fold.ts';
import { LANGUAGES, type Lang } from '../i18n/languages.ts';
import type { TextValues } from '../i18n/texts.ts';
import { hasControls, isCalendarDate } from '../web/forms.ts';
import { countryCode } from './countries.ts';

/** A value, or the code of what is wrong: `imports.problem.<wrong>`. */
export type Read<T> = { value: T } | { wrong: string; values?: TextValues };

/** How a table is written: in a language, or in the one way that is kept and compared. */
export type Style = Lang | 'neutral';

/** A text as it is stored: NFC, trimmed, lines ended as everywhere else. */
export function tidy(cell: string): string {
  return cell.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim();
}

/** Letters as people count them: an emoji is one. */
export function readText(
  cell: string,
  { max, lines }: { max: number; lines: boolean },
): Read<string> {
  if (hasControls(lines ? cell.replaceAll('\n', '') : cell)) return { wrong: 'controls' };
  const length = Array.from(cell).length;
  return length > max ? { wrong: 'tooLong', values: { max, length } } : { value: cell };
}

/** A maker's number. Numbers that a spreadsheet made of it are taken as they are shown. */
export function readArticle(cell: string): Read<string> {
  const sound = /^[\p{L}\p{N}][\p{L}\p{N} ./-]*$/u.test(cell) && cell.length <= 60;
  return sound ? { value: cell } : { wrong: 'article' };
}

const YES = new Set(['yes', 'да', 'иә', 'ия', 'true', 'истина', 'ақиқат', '1', '+'].map(fold));
const NO = new Set(['no', 'нет', 'жоқ', 'false', 'ложь', 'жалған', '0', '-'].map(fold));

export function readYesNo(cell: string): Read<boolean> {
  const word = fold(cell);
  if (YES.has(word)) return { value: true };
  return NO.has(word) ? { value: false } : { wrong: 'yesNo' };
}

const YES_NO: Record<Style, [yes: string, no: string]> = {
  kk: ['иә', 'жоқ'],
  ru: ['да', 'нет'],
  en: ['yes', 'no'],
  neutral: ['yes', 'no'],
};

export function yesNoCell(value: boolean, style: Style): string {
  return YES_NO[style][value ? 0 : 1];
}

/** 42.5 or 42,5 → 42500. */
export function readNumber(cell: string): Read<number> {
  const match = /^([-\u2212]?)(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(cell.replace(SPACES, ''));
  if (!match) return { wrong: 'number' };
  const thousandths = Number(match[2]) * 1000 + Number((match[3] ?? '').padEnd(3, '0'));
  return { value: match[1] && thousandths ? -thousandths : thousandths };
}

/** 42500 → 42,5; in English and as it is kept 42.5. */
export function numberCell(thousandths: number, style: Style): string {
  return decimalCell(thousandths, 3, style);
}

/** Tenge with comma or point, read as whole tiyn. */
export function readMoney(cell: string): Read<number> {
  const match = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(cell.replace(SPACES, '').replace(/₸$/, ''));
  if (!match) return { wrong: 'money' };
  const tiyn = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return tiyn >= 1 && tiyn <= 100_000_000_00 ? { value: tiyn } : { wrong: 'money' };
}

export function moneyCell(tiyn: number, style: Style): string {
  return decimalCell(tiyn, 2, style);
}

export function readWhole(cell: string, { min, max }: { min: number; max: number }): Read<number> {
  const digits = cell.replace(SPACES, '').replace(/[.,]0+$/, '');
  const value = Number(digits);
  const sound = /^\d{1,9}$/.test(digits) && value >= min && value <= max;
  return sound ? { value } : { wrong: 'whole', values: { min, max } };
}

/** 2026-11-23, or 23.11.2026 as people write it. */
export function readDate(cell: string): Read<string> {
  const iso = cell.replace(/^(\d{1,2})[./](\d{1,2})[./](\d{4})$/, (_, day, month, year) =>
    [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
  );
  return isCalendarDate(iso) ? { value: iso } : { wrong: 'date' };
}

/** English tables keep the ISO date, which nobody takes for another; the others have the day first. */
export function dateCell(date: string, style: Style): string {
  return style === 'neutral' || style === 'en' ? date : date.split('-').toReversed().join('.');
}

export function readCountry(cell: string): Read<string> {
  const code = countryCode(cell);
  return code ? { value: code } : { wrong: 'country' };
}

type Choosing = Pick<Definition, 'options' | 'optionKeys'>;

/** An option by its key, or by its name in any language. */
export function readChoice(cell: string, { options, optionKeys }: Choosing): Read<string> {
  const keys = new Set(optionKeys.values());
  if (keys.has(cell)) return { value: cell };
  const said = fold(cell);
  for (const [id, names] of options) {
    if (LANGUAGES.some((lang) => fold(names[lang]) === said)) return { value: optionKeys.get(id)! };
  }
  return { wrong: 'choice', values: { options: [...keys].slice(0, 12).join(', ') } };
}

/** An option's name in the language, or its key where the name would be read as another option. */
export function choiceCell(key: string, definition: Choosing, style: Style): string {
  if (style === 'neutral') return key;
  const id = [...definition.optionKeys].find(([, own]) => own === key)?.[0];
  const name = id === undefined ? '' : tidy(definition.options.get(id)?.[style] ?? '');
  const read = name && readChoice(name, definition);
  return read && 'value' in read && read.value === key ? name : key;
}

/** A number that a spreadsheet took its leading zeros from gets them back. */
export function readBin(cell: string): Read<string> {
  const digits = cell.replace(SPACES, '');
  return /^\d{10,12}$/.test(digits) ? { value: digits.padStart(12, '0') } : { wrong: 'bin' };
}

/** Regions by name in any language or by KATO code. */
export function readRegions(cell: string, codeOf: (text: string) => string | null): Read<string[]> {
  const said = cell.split(/[;|\n]/).flatMap((one) => tidy(one) || []);
  const codes: string[] = [];
  for (const one of said) {
    const code = codeOf(one);
    if (!code) return { wrong: 'region', values: { region: one.slice(0, 60) } };
    codes.push(code);
  }
  return codes.length ? { value: [...new Set(codes)].toSorted() } : { wrong: 'regions' };
}

const SPACES = /[\s\u00a0\u202f]/g;

function decimalCell(value: number, places: number, style: Style): string {
  const unit = 10 ** places;
  const rest = String(Math.abs(value) % unit)
    .padStart(places, '0')
    .replace(/0+$/, '');
  const point = style === 'kk' || style === 'ru' ? ',' : '.';
  return `${value < 0 ? '-' : ''}${Math.trunc(Math.abs(value) / unit)}${rest && point + rest}`;
}
