// A record as one line of a table: texts get a column for each language, lists become one cell.
import { z } from 'zod';
import { isLang, LANGUAGES } from '../i18n/languages.ts';

export type Cell = string | number | boolean | null;

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  anyOf?: JsonSchema[];
}

/** The columns that the records of a shape have, whether or not a record fills them. */
export function columnsOf(shape: z.ZodType): string[] {
  return columnsIn(z.toJSONSchema(shape) as JsonSchema, '');
}

function columnsIn({ properties, anyOf }: JsonSchema, name: string): string[] {
  const parts = properties ?? anyOf?.find((one) => one.properties)?.properties;
  if (!parts) return [name];
  const prefix = name && `${name}_`;
  return Object.entries(parts).flatMap(([part, schema]) => columnsIn(schema, prefix + part));
}

/** The cells of a record by column: `names.kk` becomes `names_kk`. Lists of plain values are joined by `;`. */
export function flatRecord(record: object, prefix = ''): Record<string, Cell> {
  return Object.assign(
    {},
    ...Object.entries(record).map(([name, value]) => flatValue(prefix + name, value)),
  ) as Record<string, Cell>;
}

function flatValue(name: string, value: unknown): Record<string, Cell> {
  if (Array.isArray(value)) return { [name]: value.map(listed).join(';') };
  if (typeof value === 'object' && value !== null) return flatRecord(value, `${name}_`);
  return { [name]: value as Cell };
}

// An entry of a list: a key with its value, a key, or the value itself.
function listed(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return String(entry);
  const { key, value } = entry as { key?: string; value?: unknown };
  if (value === undefined) return key ?? '';
  const text = isText(value) ? LANGUAGES.map((lang) => value[lang]).join(' / ') : String(value);
  return `${key}=${text}`;
}

function isText(value: unknown): value is Record<(typeof LANGUAGES)[number], string> {
  return typeof value === 'object' && value !== null && Object.keys(value).every(isLang);
}
