// Writes a content into the catalogue's tables. Variants are known by their article; one that the content no
// longer names becomes inactive, since requests and offers refer to it.
import type { Knex } from 'knex';
import { readClassTree } from '../catalogue/class-tree.ts';
import { readDefinitions, type Definition } from '../catalogue/technical-data.ts';
import type { Queryable } from '../database.ts';
import { LANGUAGES, type Names } from '../i18n/languages.ts';
import { inChunks } from './chunks.ts';
import type { ContentValue, ProductContent, VariantContent } from './content.ts';
import { groundOf, type Ground } from './ground.ts';

/** Reads what the classification asks as it stands in this transaction; once for many. */
export async function readGround(db: Queryable): Promise<Ground> {
  const classes = await readClassTree(db);
  return groundOf({ classes, definitions: await readDefinitions(db) });
}

/** The columns of a product's row that its content fills. */
export function headColumns(
  content: ProductContent,
): Record<string, string | number | boolean | null> {
  return {
    aid_class_code: content.aidClassCode,
    maker: content.maker,
    ...columns('name', content.names),
    ...columns('summary', content.summaries),
    ...columns('description', content.descriptions),
    made_to_order: content.madeToOrder,
    certificate_number: content.certificate?.number ?? null,
    certificate_valid_until: content.certificate?.validUntil ?? null,
    origin: content.origin,
    warranty_months: content.warrantyMonths,
    drawing_stands: content.drawingStands,
  };
}

/** Applies a content to a product: its row, variants, technical data and pictures. */
export async function applyContent(
  trx: Knex.Transaction,
  productId: number,
  content: ProductContent,
  ground: Ground,
): Promise<void> {
  await trx('products').where({ id: productId }).update(headColumns(content));
  const ids = await applyVariants(trx, productId, content.variants);
  await applyValues(trx, ids, content, ground.definitionsOf(content.aidClassCode));
  await applyPictures(trx, productId, content);
}

async function applyVariants(
  trx: Knex.Transaction,
  productId: number,
  variants: readonly VariantContent[],
): Promise<Map<string, number>> {
  const held: VariantRow[] = await trx('variants').where({ product_id: productId });
  const heldBy = new Map(held.map((row) => [row.article, row]));
  const named = new Set(variants.map(({ article }) => article));
  const ids = new Map<string, number>();
  for (const [position, variant] of variants.entries()) {
    const row = {
      ...columns('label', variant.labels),
      active: variant.active,
      position: position + 1,
    };
    const before = heldBy.get(variant.article);
    if (before) {
      ids.set(variant.article, before.id);
      if (differs(before, row)) {
        await trx('variants')
          .where({ id: before.id })
          .update({ ...row, version: before.version + 1 });
      }
    } else {
      const [made]: { id: number }[] = await trx('variants')
        .insert({ ...row, product_id: productId, article: variant.article })
        .returning('id');
      ids.set(variant.article, made!.id);
    }
  }
  let position = variants.length;
  for (const { id, article } of held.filter((row) => !named.has(row.article))) {
    position += 1;
    ids.set(article, id);
    await trx('variants').where({ id }).update({ active: false, position });
  }
  return ids;
}

// A variant that is named no more keeps its data: its page in old requests stays as it was.
async function applyValues(
  trx: Knex.Transaction,
  ids: ReadonlyMap<string, number>,
  { variants }: ProductContent,
  definitions: readonly Definition[],
): Promise<void> {
  const byKey = new Map(definitions.map((one) => [one.key, one]));
  const named = variants.map(({ article }) => ids.get(article)!);
  for (const some of inChunks(named, 400)) {
    await trx('attribute_values').whereIn('variant_id', some).del();
  }
  const rows = variants.flatMap(({ article, values }) =>
    Object.entries(values).flatMap(([key, value]) => {
      const definition = byKey.get(key);
      const row = definition && rowOf(definition, value);
      return row ? [{ variant_id: ids.get(article)!, definition_id: definition.id, ...row }] : [];
    }),
  );
  for (const some of inChunks(rows, 90)) await trx('attribute_values').insert(some);
}

async function applyPictures(
  trx: Knex.Transaction,
  productId: number,
  { pictures }: ProductContent,
): Promise<void> {
  await trx('product_pictures').where({ product_id: productId }).del();
  if (pictures.length === 0) return;
  await trx('product_pictures').insert(
    pictures.map(({ file, width, height, alts }, at) => ({
      product_id: productId,
      file,
      width,
      height,
      ...columns('alt', alts),
      position: at + 1,
    })),
  );
}

function rowOf(
  { kind, optionKeys }: Definition,
  value: ContentValue,
): Record<string, string | number | boolean | null> | null {
  const nothing = { thousandths: null, option_id: null, yes: null, ...columns('text', null) };
  if (kind === 'number') {
    return typeof value === 'number' ? { ...nothing, thousandths: value } : null;
  }
  if (kind === 'yes_no') return typeof value === 'boolean' ? { ...nothing, yes: value } : null;
  if (kind === 'text') {
    return typeof value === 'object' ? { ...nothing, ...columns('text', value) } : null;
  }
  const option = [...optionKeys].find(([, key]) => key === value);
  return option ? { ...nothing, option_id: option[0] } : null;
}

function columns(name: string, texts: Names | null): Record<string, string | null> {
  return Object.fromEntries(LANGUAGES.map((lang) => [`${name}_${lang}`, texts?.[lang] ?? null]));
}

function differs(held: VariantRow, row: Record<string, unknown>): boolean {
  return Object.entries(row).some(([name, value]) =>
    typeof value === 'boolean' ? Boolean(held[name]) !== value : held[name] !== value,
  );
}

interface VariantRow extends Record<string, unknown> {
  id: number;
  article: string;
  version: number;
}
