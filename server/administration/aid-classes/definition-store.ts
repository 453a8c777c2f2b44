// The desk's changes of the technical data that a class asks for.
import type { Knex } from 'knex';
import { markCatalogueChanged, readClassTree } from '../../catalogue/catalogue.ts';
import { SECTIONS } from '../../catalogue/technical-data.ts';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import { keyFrom } from '../../publishing/slug.ts';
import { Conflict, NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import { stampOf } from '../../web/stale.ts';
import type { Act } from '../desk.ts';
import {
  changeRecord,
  insertRecord,
  lockRecord,
  writeDown,
  writeDownCreation,
} from '../records.ts';
import type { DefinitionRow } from './definition-rows.ts';
import type { DefinitionValues } from './forms.ts';
import { moved, opposite, type Direction } from './order.ts';

const KIND = 'attribute_definition';

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

/** The definitions of this class itself, in the order of pages: by section, then by position. */
export async function ownDefinitions(db: Queryable, classCode: string): Promise<DefinitionRow[]> {
  const rows: DefinitionRow[] = await db('attribute_definitions')
    .where({ aid_class_code: classCode })
    .orderBy(['position', 'id']);
  return rows.toSorted((a, b) => SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section));
}

/** Says whether a product has a value of it: then its kind and unit stay. */
export async function isDefinitionUsed(db: Queryable, id: number): Promise<boolean> {
  return Boolean(await db('attribute_values').where({ definition_id: id }).first('id'));
}

/** Adds a definition; a form sent twice shows the first. A key of the classes above or below is taken. */
export async function addDefinition(
  db: Database,
  act: Act,
  classCode: string,
  { version: _version, ...values }: DefinitionValues,
): Promise<{ id: number } | { problems: Problem[] }> {
  const key = keyFrom(values.name_en);
  try {
    return await inTransaction(db, async (trx) => {
      await lockRecord(trx, 'aid_classes', { code: classCode });
      if (await isKeyTaken(trx, classCode, key)) return { problems: [KEY_TAKEN] };
      const last = (await ownDefinitions(trx, classCode)).map(({ position }) => position);
      const position = Math.max(0, ...last) + 1;
      const row = { ...values, aid_class_code: classCode, key, position };
      const made = await insertRecord(trx, 'attribute_definitions', row);
      await markCatalogueChanged(trx);
      await writeDownCreation(trx, act, {
        subject: { kind: KIND, id: made.id },
        action: 'attribute_definition.created',
        values: row,
      });
      return made;
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return db.write('attribute_definitions').where({ aid_class_code: classCode, key }).first('id');
  }
}

/** Changes a definition. Its kind and unit change only while no product has a value of it. */
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
    const problems: Problem[] = [];
    if (await isDefinitionUsed(trx, id)) {
      if (row.kind !== values.kind) problems.push(KIND_IN_USE);
      else if (row.unit !== values.unit) problems.push(UNIT_IN_USE);
    }
    if (problems.length) return problems;
    const refused = await changeRecord(trx, act, {
      table: 'attribute_definitions',
      key,
      row,
      stamp: version ?? '',
      values,
      subject: { kind: KIND, id },
      action: 'attribute_definition.changed',
    });
    if (!refused.length) await markCatalogueChanged(trx);
    return refused;
  });
}

/** Marks the order in which a class shows its own definitions. */
export function orderStamp(definitions: readonly { id: number }[]): string {
  return stampOf({ order: definitions.map(({ id }) => id).join() });
}

/** Moves a definition by one place within its section. The same form twice moves it once. @throws Conflict */
export function moveDefinition(
  db: Database,
  act: Act,
  { code, id }: { code: string; id: number },
  { direction, seen }: { direction: Direction; seen: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    await lockRecord(trx, 'aid_classes', { code });
    const order = await ownDefinitions(trx, code);
    const item = order.find((one) => one.id === id);
    if (!item) throw new NotFound();
    if (orderStamp(order) !== seen) {
      if (orderStamp(movedIn(order, item, opposite(direction))) === seen) return; // sent twice
      throw new Conflict();
    }
    const after = movedIn(order, item, direction);
    if (orderStamp(after) === seen) return; // at the edge
    for (const [at, one] of after.entries()) {
      if (one.position === at + 1) continue;
      await trx('attribute_definitions')
        .where({ id: one.id })
        .update({ position: at + 1 });
    }
    await markCatalogueChanged(trx);
    await writeDown(trx, act, {
      subject: { kind: KIND, id },
      action: 'attribute_definition.moved',
      differing: { position: [order.indexOf(item) + 1, after.indexOf(item) + 1] },
    });
  });
}

/** Retires a definition - it is no longer asked for - or asks for it again. */
export function retireDefinition(
  db: Database,
  act: Act,
  { code, id }: { code: string; id: number },
  retired: boolean,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const key = { id, aid_class_code: code };
    const row = await lockRecord<DefinitionRow>(trx, 'attribute_definitions', key);
    if (Boolean(row.retired) === retired) return; // sent twice
    await trx('attribute_definitions').where(key).update({ retired });
    await markCatalogueChanged(trx);
    await writeDown(trx, act, {
      subject: { kind: KIND, id },
      action: `attribute_definition.${retired ? 'retired' : 'restored'}`,
      differing: { retired: [!retired, retired] },
    });
  });
}

/** Takes away a definition that no product has a value of; false where one has. */
export function removeDefinition(
  db: Database,
  act: Act,
  { code, id }: { code: string; id: number },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const row: DefinitionRow | undefined = await trx('attribute_definitions')
      .where({ id, aid_class_code: code })
      .forUpdate()
      .first();
    if (!row) return true; // taken away already
    if (await isDefinitionUsed(trx, id)) return false;
    await trx('attribute_options').where({ definition_id: id }).del();
    await trx('attribute_definitions').where({ id }).del();
    await markCatalogueChanged(trx);
    await writeDown(trx, act, {
      subject: { kind: KIND, id },
      action: 'attribute_definition.removed',
      differing: { name_en: [row.name_en, null] },
    });
    return true;
  });
}

const KIND_IN_USE: Problem = { field: 'kind', key: 'administration.wrong.kindInUse' };
const UNIT_IN_USE: Problem = { field: 'unit', key: 'administration.wrong.unitInUse' };
const KEY_TAKEN: Problem = { field: 'name_en', key: 'administration.wrong.keyTaken' };

function movedIn(
  order: readonly DefinitionRow[],
  item: DefinitionRow,
  direction: Direction,
): DefinitionRow[] {
  const section = order.filter((one) => one.section === item.section);
  const rest = moved(section, item, direction);
  return order.map((one) => (one.section === item.section ? rest.shift()! : one));
}

// Products of a class read its own definitions and those above by key: one key, one meaning in a line.
async function isKeyTaken(trx: Knex.Transaction, code: string, key: string): Promise<boolean> {
  const classes = await readClassTree(trx);
  const above = classes.ancestorsOf(code).map((one) => one.code);
  const below = classes.all
    .map((one) => one.code)
    .filter((one) => classes.ancestorsOf(one).some((line) => line.code === code));
  const taken: unknown = await trx('attribute_definitions')
    .where({ key })
    .whereIn('aid_class_code', [...above, ...below])
    .first('id');
  return Boolean(taken);
}
