// The desk's queries and changes of products. Their variants are in `variant-store.ts`.
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { readClassTree } from '../../catalogue/class-tree.ts';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import { Conflict, NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import { readDefinitions } from '../aid-classes/definitions.ts';
import type { Act } from '../desk.ts';
import { searchIn } from '../list-page.ts';
import { checkMove, isEditable, moves, type Move, type PublicationStatus } from '../publication.ts';
import { stampOf } from '../../web/stale.ts';
import {
  insertRecord,
  changeRecord,
  lockRecord,
  writeDown,
  writeDownCreation,
} from '../records.ts';
import { relistProduct } from '../relist.ts';
import { lacksOf, type Lack } from './completeness.ts';
import type { ProductValues } from './forms.ts';
import { freeSlug, slugFrom } from '../../publishing/slug.ts';
import { listVariants } from './variant-store.ts';

export interface ProductRow extends Record<string, unknown> {
  id: number;
  slug: string;
  aid_class_code: string;
  maker: string;
  name_kk: string;
  name_ru: string;
  name_en: string;
  certificate_valid_until: string | null;
  origin: string;
  status: PublicationStatus;
  submitted_by: number | null;
  version: number;
}

/** The products that fit a filter, to be counted or paged. `classes` are the codes to look in. */
export function productsBy(
  db: Queryable,
  {
    q,
    status,
    classes,
  }: { q: string | null; status: string | null; classes: readonly string[] | null },
): Knex.QueryBuilder {
  const query = db('products').select(
    'products.id',
    'products.aid_class_code',
    'products.maker',
    'products.name_kk',
    'products.name_ru',
    'products.name_en',
    'products.status',
    'products.updated_at',
  );
  if (q) searchIn(query, ['maker', 'name_kk', 'name_ru', 'name_en', 'slug'], q);
  if (status) query.where({ status });
  if (classes) query.whereIn('aid_class_code', classes);
  return query;
}

/** @throws NotFound */
export async function findProduct(db: Queryable, id: number): Promise<ProductRow> {
  const row: ProductRow | undefined = await db('products').where({ id }).first();
  if (!row) throw new NotFound();
  return row;
}

/** What a product lacks before it may be published. */
export async function readLacks(db: Queryable, product: ProductRow, on: string): Promise<Lack[]> {
  const definitions = await readDefinitions(db, product.aid_class_code);
  return lacksOf({ product, variants: await listVariants(db, product.id), definitions }, on);
}

/** Makes a draft. The same form twice makes one. */
export async function addProduct(
  db: Database,
  act: Act,
  { version: _version, creation_key, ...values }: ProductValues,
): Promise<{ id: number } | { problems: Problem[] }> {
  if (!(await isClass(db.read, values.aid_class_code))) return { problems: [NO_CLASS] };
  const key = creation_key ?? randomUUID();
  try {
    return await inTransaction(db, async (trx) => {
      const row = {
        ...values,
        slug: await nextSlug(trx, values.name_en),
        status: 'draft',
        creation_key: key,
        updated_at: act.at.toISOString(),
      };
      const made = await insertRecord(trx, 'products', row);
      const subject = { kind: 'product', id: made.id };
      await writeDownCreation(trx, act, { subject, action: 'product.created', values });
      return made;
    });
  } catch (error) {
    if (isDuplicate(error, 'creation_key')) {
      return db.write('products').where({ creation_key: key }).first('id');
    }
    if (isDuplicate(error, 'slug')) throw new Conflict(); // two names at the same moment
    throw error;
  }
}

/** Changes a draft. */
export async function changeProduct(
  db: Database,
  act: Act,
  id: number,
  { version, creation_key: _key, ...values }: ProductValues,
): Promise<Problem[]> {
  if (!(await isClass(db.read, values.aid_class_code))) return [NO_CLASS];
  return inTransaction(db, async (trx) => {
    const row = await lockRecord<ProductRow>(trx, 'products', { id });
    const problems = await changeRecord(trx, act, {
      table: 'products',
      key: { id },
      row,
      stamp: version ?? '',
      values,
      subject: { kind: 'product', id },
      action: 'product.changed',
    });
    if (problems.length) return problems;
    if (!isEditable(row.status)) throw new Conflict('administration.wrong.notADraft');
    await trx('products').where({ id }).update({ updated_at: act.at.toISOString() });
    if (row.aid_class_code !== values.aid_class_code) {
      await dropForeignData(trx, id, values.aid_class_code);
    }
    return [];
  });
}

/** Moves a product on in its life: into review, back, into the catalogue and out of it. */
export function moveProduct(
  db: Database,
  act: Act,
  id: number,
  { move, stamp, note }: { move: Move; stamp: string; note: string | null },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const row = await lockRecord<ProductRow>(trx, 'products', { id });
    const { to, past } = moves[move];
    if (row.status === to && stampOf(row) !== stamp) return; // sent twice
    if (stampOf(row) !== stamp) throw new Conflict();
    const missing = (await readLacks(trx, row, act.on)).length;
    const { status, submitted_by: submittedBy } = row;
    const check = checkMove({ status, submittedBy, missing }, move, act.by.accountId);
    if (!check.allowed) throw new Conflict(`administration.refused.${check.reason}`);
    await trx('products')
      .where({ id })
      .update({
        status: to,
        version: row.version + 1,
        updated_at: act.at.toISOString(),
        ...(move === 'submission' && { submitted_by: act.by.accountId }),
        ...(move === 'publication' && { published_on: act.on }),
      });
    await writeDown(trx, act, {
      subject: { kind: 'product', id },
      action: `product.${past}`,
      differing: { status: [status, to] },
      reason: note,
    });
    if (status === 'published' || to === 'published') await relistProduct(trx, id, act.on);
  });
}

const NO_CLASS: Problem = { field: 'aid_class_code', key: 'administration.missing.class' };

async function isClass(db: Queryable, code: string): Promise<boolean> {
  return Boolean(await db('aid_classes').where({ code }).where('level', '>', 1).first('code'));
}

async function nextSlug(trx: Knex.Transaction, name: string): Promise<string> {
  const slug = slugFrom(name);
  const rows: {
    slug: string;
  }[] = await trx('products').whereLike('slug', `${slug}%`).select('slug');
  return freeSlug(slug, new Set(rows.map((row) => row.slug)));
}

// Technical data that the new class does not ask for would hang in the air.
async function dropForeignData(
  trx: Knex.Transaction,
  productId: number,
  classCode: string,
): Promise<void> {
  const classes = await readClassTree(trx);
  const line = classes.withAncestors(classCode).map(({ code }) => code);
  await trx('attribute_values')
    .whereIn('variant_id', trx('variants').where({ product_id: productId }).select('id'))
    .whereNotIn(
      'definition_id',
      trx('attribute_definitions').whereIn('aid_class_code', line).select('id'),
    )
    .del();
}
