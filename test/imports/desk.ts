// What tests of imports do at a desk: take a table out, change it, send it, wait until it is checked.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { tokenOf } from '../support/walkers.ts';

export type Table = Record<string, string>[];
export type Desk = 'supplier' | 'admin';

/** The bytes of a download. */
export async function download(visitor: Visitor, address: string): Promise<Buffer> {
  const answer = await visitor
    .get(address)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => done(null, Buffer.concat(chunks)));
    });
  assert.equal(answer.status, 200, address);
  return answer.body as Buffer;
}

/** The rows of a CSV file by their headings, notes left out. */
export function tableOf(csv: Buffer): Table {
  const rows: Table = parse(csv, { bom: true, columns: true, delimiter: ',' });
  return rows.filter((row) => !Object.values(row)[0]!.startsWith('#'));
}

export function csvOf(table: Table): Buffer {
  return Buffer.from(stringify(table, { header: true, columns: Object.keys(table[0]!) }));
}

/** Sends a file and gives the address of its page. */
export async function send(
  visitor: Visitor,
  desk: Desk,
  content: Buffer,
  { name = 'table.csv', key = randomUUID() }: { name?: string; key?: string } = {},
): Promise<string> {
  const values = { _csrf: await tokenOf(visitor), key };
  const file = { field: 'file', name, content };
  const answer = await visitor.upload(`/en/${desk}/imports`, values, file);
  assert.equal(answer.status, 303, answer.text.slice(0, 200));
  return answer.headers.location!;
}

/** The import of an address once nobody works on it any more. */
export async function settled(portal: TestPortal, address: string): Promise<ImportFacts> {
  const id = Number(address.split('/').at(-1));
  for (let tries = 0; tries < 600; tries++) {
    const row: ImportFacts = await portal.db.read('imports').where({ id }).first();
    if (!['uploaded', 'checking', 'committing'].includes(row.status)) return row;
    await pause(50);
  }
  throw new Error(`${address} is never done`);
}

export interface ImportFacts {
  id: number;
  status: string;
  refusal: string | null;
  stored_file: string | null;
  rows_total: number | null;
  problems: number;
  products_new: number;
  products_changed: number;
  products_same: number;
  offers_new: number;
  offers_changed: number;
  offers_same: number;
  drafts: number;
  outdated: unknown;
  version: number;
}

/** What is wrong in a file: row, column and code of each point. */
export async function problemsOf(portal: TestPortal, id: number): Promise<string[]> {
  const rows: { row: number; column: string | null; code: string }[] = await portal.db
    .read('import_problems')
    .where({ import_id: id })
    .orderBy('id')
    .select('row', 'column', 'code');
  return rows.map(({ row, column, code }) => `${row} ${column ?? '-'} ${code}`);
}

/** Brings a checked file in. */
export async function bringIn(
  portal: TestPortal,
  visitor: Visitor,
  address: string,
): Promise<ImportFacts> {
  const answer = await visitor.submit(address, {}, `${address}/intake`);
  assert.equal(answer.status, 303, answer.text.slice(0, 200));
  return settled(portal, address);
}

/** A new product of the class MM-01-01, complete but for its picture. */
export function newProduct(article: string, more: Record<string, string> = {}): Table[number] {
  const inThree = (word: string, text: string) => ({
    [`${word}_kk`]: `${text} қазақша`,
    [`${word}_ru`]: `${text} по-русски`,
    [`${word}_en`]: `${text} in English`,
  });
  return {
    product: 'p1',
    class: 'MM-01-01',
    maker: 'Dala',
    ...inThree('name', `Chair ${article}`),
    ...inThree('summary', 'Short'),
    ...inThree('description', 'Long'),
    made_to_order: 'no',
    certificate_number: 'KZ.0000.TEST.1',
    certificate_valid_until: '31.12.2028',
    origin: 'Kazakhstan',
    warranty_months: '24',
    article,
    ...inThree('label', 'Width 42'),
    active: 'yes',
    weight: '17,5',
    max_user_weight: '110',
    seat_width: '42',
    seat_depth: '42.5',
    total_width: '60',
    folding: 'иә',
    frame_material: 'Steel',
    drive: 'Двумя руками за обручи',
    ...more,
  };
}
