// The desk's queries and changes of a product's variants and their technical data.
import type { Knex } from 'knex';
import { groupedBy } from '../../catalogue/grouped-by.ts';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import { Conflict, NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import type { Definition } from '../aid-classes/definitions.ts';
import type { Act } from '../desk.ts';
import { isEditable, type PublicationStatus } from '../publication.ts';
import {
  insertRecord,
  changeRecord,
  lockRecord,
  writeDownCreation,
  type Lists,
} from '../records.ts';
import type { AttributeValue, VariantValues } from './forms.ts';

export interface VariantRow {
  id: number;
  product_id: number;
  article: string;
  label_kk: string;
  label_ru: string;
  label_en: string;
  position: number;
  active: unknown;
  version: number;
}

export interface Variant extends VariantRow {
  active: boolean;
  values: ReadonlyMap<number, AttributeValue>;
}

/** A product's variants in their order, with their technical data. */
export async function listVariants(db: Queryable, productId: number): Promise<Variant[]> {
  const rows: VariantRow[] = await db('variants')
    .where({ product_id: productId })
    .orderBy(['position', 'id']);
  return withValues(db, rows);
}

/** @throws NotFound */
export async function findVariant(db: Queryable, id: number): Promise<Variant> {
  const row: VariantRow | undefined = await db('variants').where({ id }).first();
  if (!row) throw new NotFound();
  const [variant] = await withValues(db, [row]);
  return variant!;
}

/** Adds a variant to a draft. The same form twice adds it once: an article is one variant's. */
export async function addVariant(
  db: Database,
  act: Act,
  productId: number,
  { version: _version, ...values }: VariantValues,
  attributes: ReadonlyMap<number, AttributeValue>,
): Promise<Problem[]> {
  try {
    await inTransaction(db, async (trx) => {
      await lockDraft(trx, act, productId);
      const [end]: { last: number | null }[] = await trx('variants')
        .where({ product_id: productId })
        .max({ last: 'position' });
      const row = { ...values, product_id: productId, position: (end?.last ?? 0) + 1 };
      const made = await insertRecord(trx, 'variants', row);
      await writeValues(trx, made.id, [], attributes);
      await writeDownCreation(trx, act, {
        subject: { kind: 'variant', id: made.id },
        action: 'variant.created',
        values: row,
      });
    });
    return [];
  } catch (error) {
    if (!isDuplicate(error, 'article')) throw error;
    const row: VariantRow = await db.write('variants').where({ article: values.article }).first();
    const sentTwice = row.product_id === productId && row.label_en === values.label_en;
    return sentTwice ? [] : [ARTICLE_TAKEN];
  }
}

/** Changes a variant of a draft, with its technical data. */
export async function changeVariant(
  db: Database,
  act: Act,
  variant: Variant,
  { version, ...values }: VariantValues,
  definitions: readonly Definition[],
  attributes: ReadonlyMap<number, AttributeValue>,
): Promise<Problem[]> {
  const { id } = variant;
  const asked = definitions.map((definition) => definition.id);
  try {
    return await inTransaction(db, async (trx) => {
      await lockDraft(trx, act, variant.product_id);
      const data: Lists = {
        before: asText(variant.values),
        after: asText(attributes),
        write: () => writeValues(trx, id, asked, attributes),
      };
      return changeRecord(trx, act, {
        table: 'variants',
        key: { id },
        row: await lockRecord(trx, 'variants', { id }),
        stamp: version ?? '',
        values,
        lists: { technical_data: data },
        subject: { kind: 'variant', id },
        action: 'variant.changed',
      });
    });
  } catch (error) {
    if (isDuplicate(error, 'article')) return [ARTICLE_TAKEN];
    throw error;
  }
}

/**
 * Locks a product that may still be edited, and marks it as changed, so that nobody publishes what they
 * have not seen. @throws NotFound, Conflict
 */
export async function lockDraft(trx: Knex.Transaction, act: Act, productId: number): Promise<void> {
  const row = await lockRecord<{ status: PublicationStatus; version: number }>(trx, 'products', {
    id: productId,
  });
  if (!isEditable(row.status)) throw new Conflict('administration.wrong.notADraft');
  await trx('products')
    .where({ id: productId })
    .update({ version: row.version + 1, updated_at: act.at.toISOString() });
}

const ARTICLE_TAKEN: Problem = { field: 'article', key: 'administration.wrong.articleTaken' };

async function withValues(db: Queryable, rows: VariantRow[]): Promise<Variant[]> {
  const values: ValueRow[] = await db('attribute_values').whereIn(
    'variant_id',
    rows.map(({ id }) => id),
  );
  const valuesOf = groupedBy(values, (value) => value.variant_id);
  return rows.map((row) => ({
    ...row,
    active: Boolean(row.active),
    values: new Map(
      (valuesOf.get(row.id) ?? []).map((value) => [
        value.definition_id,
        { ...value, yes: value.yes === null ? null : Boolean(value.yes) },
      ]),
    ),
  }));
}

async function writeValues(
  trx: Knex.Transaction,
  variantId: number,
  asked: readonly number[],
  values: ReadonlyMap<number, AttributeValue>,
): Promise<void> {
  await trx('attribute_values')
    .where({ variant_id: variantId })
    .whereIn('definition_id', asked)
    .del();
  if (values.size === 0) return;
  await trx('attribute_values').insert(
    [...values].map(([definition_id, value]) => ({
      variant_id: variantId,
      definition_id,
      thousandths: value.thousandths,
      option_id: value.option_id,
      yes: value.yes,
      text_kk: value.text_kk,
      text_ru: value.text_ru,
      text_en: value.text_en,
    })),
  );
}

// For comparing and for the audit log: `12=42500`.
function asText(values: ReadonlyMap<number, AttributeValue>): string[] {
  return [...values].map(([id, value]) => {
    const { thousandths, option_id, yes, text_kk, text_ru, text_en } = value;
    const texts = text_kk && [text_kk, text_ru, text_en].join(' / ');
    return `${id}=${thousandths ?? option_id ?? yes ?? texts}`;
  });
}

interface ValueRow extends Omit<AttributeValue, 'yes'> {
  yes: unknown;
  variant_id: number;
  definition_id: number;
}
