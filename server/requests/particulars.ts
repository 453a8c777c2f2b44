// What a maker has to know of a person, per class, as data; and what the person answered.
import type { Knex } from 'knex';
import { readLineage } from '../catalogue/catalogue.ts';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';

export interface Particular {
  id: number;
  key: string;
  kind: 'number' | 'choice' | 'yes_no' | 'text';
  /** Its text is `made-to-order.unit.<unit>`. */
  unit: string | null;
  /** In thousandths, both included. */
  least: number | null;
  most: number | null;
  required: boolean;
  names: Names;
  helps: Names | null;
  sections: Names | null;
  options: { id: number; key: string; names: Names }[];
}

/** One answer. `unknown`: the person does not know, and the maker finds out. */
export interface Particulars {
  particularId: number;
  state: 'known' | 'unknown';
  thousandths: number | null;
  optionId: number | null;
  yes: boolean | null;
  text: string | null;
}

/** What the makers of a class ask, in the order of the form. */
export async function particularsFor(db: Queryable, aidClassCode: string): Promise<Particular[]> {
  const lineage = await readLineage(db, aidClassCode);
  const rows: ParticularRow[] = await db('particulars')
    .whereIn('aid_class_code', lineage)
    .where({ active: true })
    .orderBy(['position', 'id']);
  const options: OptionRow[] = await db('particular_options')
    .whereIn(
      'particular_id',
      rows.map(({ id }) => id),
    )
    .orderBy(['particular_id', 'position', 'id']);
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    kind: row.kind,
    unit: row.unit,
    least: row.least_thousandths,
    most: row.most_thousandths,
    required: Boolean(row.required),
    names: namesOf(row),
    helps: row.help_kk === null ? null : namesOf(row, 'help'),
    sections: row.section_kk === null ? null : namesOf(row, 'section'),
    options: options
      .filter(({ particular_id: of }) => of === row.id)
      .map((option) => ({ id: option.id, key: option.key, names: namesOf(option) })),
  }));
}

/** What was answered for a request. */
export async function particularsOf(db: Queryable, requestId: number): Promise<Particulars[]> {
  const rows: AnswerRow[] = await db('request_particulars')
    .where({ request_id: requestId })
    .orderBy('id');
  return rows.map((row) => ({
    particularId: row.particular_id,
    state: row.state,
    thousandths: row.thousandths,
    optionId: row.option_id,
    yes: row.yes === null ? null : Boolean(row.yes),
    text: row.text,
  }));
}

/** Whether something that makers must know is neither answered nor said to be unknown. */
export function lacksParticulars(
  asked: readonly Particular[],
  answers: readonly Particulars[],
): boolean {
  const answered = new Set(answers.map(({ particularId }) => particularId));
  return asked.some(({ id, required }) => required && !answered.has(id));
}

/** Writes the answers of a request in the place of those that were there. */
export async function writeParticulars(
  trx: Knex.Transaction,
  requestId: number,
  answers: readonly Particulars[],
): Promise<void> {
  await trx('request_particulars').where({ request_id: requestId }).del();
  if (!answers.length) return;
  await trx('request_particulars').insert(
    answers.map(({ particularId, optionId, ...rest }) => ({
      request_id: requestId,
      particular_id: particularId,
      option_id: optionId,
      ...rest,
    })),
  );
}

interface ParticularRow extends Record<string, unknown> {
  id: number;
  key: string;
  kind: Particular['kind'];
  unit: string | null;
  least_thousandths: number | null;
  most_thousandths: number | null;
  required: unknown;
  help_kk: string | null;
  section_kk: string | null;
}

interface OptionRow extends Record<string, unknown> {
  id: number;
  particular_id: number;
  key: string;
}

interface AnswerRow {
  particular_id: number;
  state: 'known' | 'unknown';
  thousandths: number | null;
  option_id: number | null;
  yes: unknown;
  text: string | null;
}
