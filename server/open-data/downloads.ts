// Everything of a resource in one file, written as it is read: a page of records in memory at a time.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Response } from 'express';
import { columnsOf, flatRecord } from './flat.ts';
import type { Ground, Resource } from './resources.ts';
import { shapes } from './shapes.ts';

const AT_ONCE = 500;

/** Sends all records as a JSON list or as CSV. A reader who leaves ends it. */
export async function sendDownload(
  res: Response,
  ground: Ground,
  resource: Resource,
  form: 'json' | 'csv',
): Promise<void> {
  res.attachment(`tandau-${resource.name}-${ground.on}.${form}`);
  res.type(form === 'csv' ? 'text/csv; charset=utf-8' : 'json');
  const records = Readable.from(allOf(ground, resource));
  try {
    if (form === 'csv') await pipeline(records, csvLines(columnsOf(shapes[resource.shape])), res);
    else await pipeline(records, jsonList, res);
  } catch (error) {
    if (!res.destroyed) throw error;
  }
}

async function* allOf(ground: Ground, { list, idOf }: Resource) {
  let after: string | null = null;
  for (;;) {
    const records = await list(ground, { after, limit: AT_ONCE, filters: {} });
    yield* records;
    if (records.length < AT_ONCE) return;
    after = idOf(records.at(-1)!);
  }
}

async function* jsonList(records: AsyncIterable<unknown>) {
  let before = '[\n';
  for await (const record of records) {
    yield before + JSON.stringify(record);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

// Spreadsheets run cells that begin like a formula: those get an apostrophe in front.
function csvLines(columns: string[]) {
  const lines = stringify({ columns, header: true, bom: true, escape_formulas: true });
  const flat = async function* (records: AsyncIterable<object>) {
    for await (const record of records) yield flatRecord(record);
  };
  return async function* (records: AsyncIterable<object>) {
    yield* Readable.from(flat(records)).pipe(lines) as AsyncIterable<string>;
  };
}
