// A record as one line of a table: texts get a column for each language, lists become one cell.
import { z } from 'zod';
import { LANGUAGES } from '../i18n/languages.ts';

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

type Text = Record<(typeof LANGUAGES)[number], string>;

// An entry of a list: a key with its value, a key, or the value itself.
function listed(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return `${entry as string | number}`;
  const { key = '', value } = entry as { key?: string; value?: Cell | Text };
  if (value === undefined) return key;
  const isText = typeof value === 'object' && value !== null;
  const text = isText ? LANGUAGES.map((lang) => value[lang]).join(' / ') : `${value}`;
  return `${key}=${text}`;
}
