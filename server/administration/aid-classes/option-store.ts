// The desk's changes of the answers of a choice.
import type { Knex } from 'knex';
import { markCatalogueChanged } from '../../catalogue/catalogue.ts';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import { keyFrom } from '../../publishing/slug.ts';
import { Conflict, NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import type { Act } from '../desk.ts';
import {
  changeRecord,
  insertRecord,
  lockRecord,
  writeDown,
  writeDownCreation,
} from '../records.ts';
import type { OptionRow } from './definition-rows.ts';
import { orderStamp } from './definition-store.ts';
import type { OptionValues } from './forms.ts';
import { moved, opposite, type Direction } from './order.ts';

const KIND = 'attribute_option';

interface Which {
  definitionId: number;
  id: number;
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
      const last = (await listOptions(trx, definitionId)).map(({ position }) => position);
      const position = Math.max(0, ...last) + 1;
      const key = keyFrom(values.name_en);
      const row = { ...values, definition_id: definitionId, key, position };
      const made = await insertRecord(trx, 'attribute_options', row);
      await markCatalogueChanged(trx);
      const subject = { kind: KIND, id: made.id };
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
  { definitionId, id }: Which,
  { version, ...values }: OptionValues,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const key = { id, definition_id: definitionId };
    const problems = await changeRecord(trx, act, {
      table: 'attribute_options',
      key,
      row: await lockRecord(trx, 'attribute_options', key),
      stamp: version ?? '',
      values,
      subject: { kind: KIND, id },
      action: 'attribute_option.changed',
    });
    if (!problems.length) await markCatalogueChanged(trx);
    return problems;
  });
}

/** Moves an answer by one place. The same form twice moves it once. @throws Conflict */
export function moveOption(
  db: Database,
  act: Act,
  { definitionId, id }: Which,
  { direction, seen }: { direction: Direction; seen: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    await lockRecord(trx, 'attribute_definitions', { id: definitionId });
    const order = await listOptions(trx, definitionId);
    const item = order.find((one) => one.id === id);
    if (!item) throw new NotFound();
    if (orderStamp(order) !== seen) {
      if (orderStamp(moved(order, item, opposite(direction))) === seen) return; // sent twice
      throw new Conflict();
    }
    const after = moved(order, item, direction);
    if (orderStamp(after) === seen) return; // at the edge
    for (const [at, one] of after.entries()) {
      await trx('attribute_options')
        .where({ id: one.id })
        .update({ position: at + 1 });
    }
    await markCatalogueChanged(trx);
    await writeDown(trx, act, {
      subject: { kind: KIND, id },
      action: 'attribute_option.moved',
      differing: { position: [order.indexOf(item) + 1, after.indexOf(item) + 1] },
    });
  });
}

/** Retires an answer - it can no longer be chosen - or offers it again. */
export function retireOption(
  db: Database,
  act: Act,
  { definitionId, id }: Which,
  retired: boolean,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const key = { id, definition_id: definitionId };
    const row = await lockRecord<OptionRow>(trx, 'attribute_options', key);
    if (Boolean(row.retired) === retired) return; // sent twice
    await trx('attribute_options').where(key).update({ retired });
    await markCatalogueChanged(trx);
    await writeDown(trx, act, {
      subject: { kind: KIND, id },
      action: `attribute_option.${retired ? 'retired' : 'restored'}`,
      differing: { retired: [!retired, retired] },
    });
  });
}

/** Takes away an answer that no product gives; false where one does. */
export function removeOption(db: Database, act: Act, which: Which): Promise<boolean> {
  const { definitionId, id } = which;
  return inTransaction(db, async (trx) => {
    const row: OptionRow | undefined = await trx('attribute_options')
      .where({ id, definition_id: definitionId })
      .forUpdate()
      .first();
    if (!row) return true; // taken away already
    if (await isOptionUsed(trx, id)) return false;
    await trx('attribute_options').where({ id }).del();
    await markCatalogueChanged(trx);
    await writeDown(trx, act, {
      subject: { kind: KIND, id },
      action: 'attribute_option.removed',
      differing: { name_en: [row.name_en, null] },
    });
    return true;
  });
}

async function isOptionUsed(trx: Knex.Transaction, id: number): Promise<boolean> {
  return Boolean(await trx('attribute_values').where({ option_id: id }).first('id'));
}
