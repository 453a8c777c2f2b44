// The desk's queries and changes of aid classes and of the technical data they ask for.
import type { Knex } from 'knex';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import { NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import type { Act } from '../desk.ts';
import { keyFrom } from '../../publishing/slug.ts';
import {
  insertRecord,
  changeRecord,
  lockRecord,
  writeDown,
  writeDownCreation,
} from '../records.ts';
import { relistClass } from '../relist.ts';
import type { DefinitionRow, OptionRow } from './definitions.ts';
import type { ClassValues, DefinitionValues, OptionValues } from './forms.ts';

export type ClassRow = Record<string, string | number | null> & { code: string };

/** All classes with everything that is known of them: some seventy rows. */
export async function listClasses(db: Queryable): Promise<ClassRow[]> {
  return db('aid_classes').orderBy('code');
}

/** @throws NotFound */
export async function findClass(db: Queryable, code: string): Promise<ClassRow> {
  const row: ClassRow | undefined = await db('aid_classes').where({ code }).first();
  if (!row) throw new NotFound();
  return row;
}

/** Changes a class; the catalogue shows it at once. */
export function changeClass(
  db: Database,
  act: Act,
  code: string,
  { version, ...values }: ClassValues,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const row = await lockRecord(trx, 'aid_classes', { code });
    const problems = await changeRecord(trx, act, {
      table: 'aid_classes',
      key: { code },
      row,
      stamp: version ?? '',
      values,
      subject: { kind: 'aid_class', id: code },
      action: 'aid_class.changed',
    });
    if (!problems.length) await relistClass(trx, code, act.on);
    return problems;
  });
}

/** A definition of this class itself. @throws NotFound */
export async function findDefinition(
  db: Queryable,
  classCode: string,
  id: number,
): Promise<DefinitionRow> {
  const row: DefinitionRow | undefined = await db('attribute_definitions')
    .where({ id, aid_class_code: classCode })
    .first();
  if (!row) throw new NotFound();
  return row;
}

/** Says whether a product already has a value of it: then its kind stays. */
export async function isDefinitionUsed(db: Queryable, id: number): Promise<boolean> {
  return Boolean(await db('attribute_values').where({ definition_id: id }).first('id'));
}

/** Adds a definition; a form sent twice shows the first. */
export async function addDefinition(
  db: Database,
  act: Act,
  classCode: string,
  { version: _version, ...values }: DefinitionValues,
): Promise<number> {
  const key = keyFrom(values.name_en);
  try {
    return await inTransaction(db, async (trx) => {
      await lockRecord(trx, 'aid_classes', { code: classCode });
      const position = await nextPosition(
        trx('attribute_definitions').where({ aid_class_code: classCode }),
      );
      const row = { ...values, aid_class_code: classCode, key, position };
      const made = await insertRecord(trx, 'attribute_definitions', row);
      const subject = { kind: 'attribute_definition', id: made.id };
      await writeDownCreation(trx, act, {
        subject,
        action: 'attribute_definition.created',
        values: row,
      });
      return made.id;
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const row: { id: number } | undefined = await db
      .write('attribute_definitions')
      .where({ aid_class_code: classCode, key })
      .first('id');
    return row!.id;
  }
}

/** Changes a definition. Its kind changes only while no product has a value of it. */
export function changeDefinition(
  db: Database,
  act: Act,
  classCode: string,
  id: number,
  { version, ...values }: DefinitionValues,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const key = { id, aid_class_code: classCode };
    const row = await lockRecord<DefinitionRow>(trx, 'attribute_definitions', key);
    if (row.kind !== values.kind && (await isDefinitionUsed(trx, id))) {
      return [{ field: 'kind', key: 'administration.wrong.kindInUse' }];
    }
    const problems = await changeRecord(trx, act, {
      table: 'attribute_definitions',
      key,
      row,
      stamp: version ?? '',
      values,
      subject: { kind: 'attribute_definition', id },
      action: 'attribute_definition.changed',
    });
    if (!problems.length) await relistClass(trx, classCode, act.on);
    return problems;
  });
}

export async function listOptions(db: Queryable, definitionId: number): Promise<OptionRow[]> {
  return db('attribute_options').where({ definition_id: definitionId }).orderBy(['position', 'id']);
}

/** Adds an answer to a choice; one of the same English name is the same answer. */
export async function addOption(
  db: Database,
  act: Act,
  definitionId: number,
  { version: _version, ...values }: OptionValues,
): Promise<void> {
  try {
    await inTransaction(db, async (trx) => {
      await lockRecord(trx, 'attribute_definitions', { id: definitionId, kind: 'choice' });
      const position = await nextPosition(
        trx('attribute_options').where({ definition_id: definitionId }),
      );
      const row = {
        ...values,
        definition_id: definitionId,
        key: keyFrom(values.name_en),
        position,
      };
      const made = await insertRecord(trx, 'attribute_options', row);
      const subject = { kind: 'attribute_option', id: made.id };
      await writeDownCreation(trx, act, {
        subject,
        action: 'attribute_option.created',
        values: row,
      });
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** Changes the words of an answer. */
export function changeOption(
  db: Database,
  act: Act,
  { definitionId, id }: { definitionId: number; id: number },
  { version, ...values }: OptionValues,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const key = { id, definition_id: definitionId };
    return changeRecord(trx, act, {
      table: 'attribute_options',
      key,
      row: await lockRecord(trx, 'attribute_options', key),
      stamp: version ?? '',
      values,
      subject: { kind: 'attribute_option', id },
      action: 'attribute_option.changed',
    });
  });
}

/** Takes away an answer that no product gives; false where one does. */
export function removeOption(
  db: Database,
  act: Act,
  { definitionId, id }: { definitionId: number; id: number },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const row: OptionRow | undefined = await trx('attribute_options')
      .where({ id, definition_id: definitionId })
      .forUpdate()
      .first();
    if (!row) return true; // taken away already
    if (await trx('attribute_values').where({ option_id: id }).first('id')) return false;
    await trx('attribute_options').where({ id }).del();
    await writeDown(trx, act, {
      subject: { kind: 'attribute_option', id },
      action: 'attribute_option.removed',
      differing: { name_en: [row.name_en, null] },
    });
    return true;
  });
}

async function nextPosition(rows: Knex.QueryBuilder): Promise<number> {
  const { last }: { last: number | null } = await rows.max({ last: 'position' }).first();
  return (last ?? 0) + 1;
}
