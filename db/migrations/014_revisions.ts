import type { Knex } from 'knex';
import { belongsTo, date, instant } from './columns.ts';

/** Products are drafted and reviewed as revisions, while what is published stays in its tables. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('product_revisions', (table) => {
    table.increments('id');
    belongsTo(table, 'product_id', 'products').notNullable();
    table.integer('number').notNullable();
    table.text('content').notNullable(); // JSON, see publishing/content.ts
    table.string('status', 10).notNullable().checkIn([
      'draft',
      'in_review',
      'returned',
      'accepted', // waits for its day
      'published',
      'superseded',
      'discarded',
    ]);
    table.integer('version').notNullable().defaultTo(1);
    belongsTo(table, 'base_id', 'product_revisions'); // what was published when it was begun
    belongsTo(table, 'supplier_id', 'suppliers'); // whose proposal; empty: the administrators'
    instant(table, 'created_at').notNullable();
    belongsTo(table, 'created_by', 'accounts'); // empty: from before there were revisions
    belongsTo(table, 'changed_by', 'accounts');
    instant(table, 'submitted_at');
    belongsTo(table, 'submitted_by', 'accounts');
    instant(table, 'decided_at');
    belongsTo(table, 'decided_by', 'accounts'); // empty: the system, by date
    table.text('note'); // what the change is for
    table.text('message'); // why it was returned
    date(table, 'publish_on');
    date(table, 'withdraw_on');
    date(table, 'published_on');
    table.string('creation_key', 60).unique();
    table.unique(['product_id', 'number']);
    table.index(['status', 'submitted_at', 'id']);
    table.check(
      'publish_on is null or withdraw_on is null or withdraw_on > publish_on',
      [],
      'revision_period_runs_forward',
    );
  });
  await knex.raw(
    `create unique index one_open_revision on product_revisions (product_id, coalesce(supplier_id, 0))
     where status in ('draft', 'in_review', 'returned', 'accepted')`,
  );
  await knex.raw(
    `create unique index one_published_revision on product_revisions (product_id) where status = 'published'`,
  );
  await knex.raw(
    `create index revisions_to_withdraw on product_revisions (withdraw_on) where status = 'published'`,
  );

  // The articles of open revisions, so that they are found before they are published.
  await knex.schema.createTable('revision_articles', (table) => {
    table.integer('revision_id').notNullable().references('id').inTable('product_revisions');
    table.string('article', 60).notNullable().index();
    table.primary(['revision_id', 'article']);
  });

  await knex.schema.alterTable('products', (table) => {
    table.boolean('drawing_stands').notNullable().defaultTo(false);
  });
  for (const name of ['attribute_definitions', 'attribute_options']) {
    await knex.schema.alterTable(name, (table) => {
      table.boolean('retired').notNullable().defaultTo(false); // no longer asked for, still shown
    });
  }
  await handInAgain(knex);
}

export async function down(knex: Knex): Promise<void> {
  for (const name of ['attribute_options', 'attribute_definitions']) {
    await knex.schema.alterTable(name, (table) => table.dropColumn('retired'));
  }
  await knex.schema.alterTable('products', (table) => table.dropColumn('drawing_stands'));
  await knex.schema.dropTable('revision_articles');
  await knex.schema.dropTable('product_revisions');
}

// Products that were in review before go on waiting, as their first revision. Drafts and published products get
// theirs when somebody opens them.
async function handInAgain(knex: Knex): Promise<void> {
  const products: Row[] = await knex('products').where({ status: 'in_review' }).orderBy('id');
  for (const product of products) {
    const [made]: { id: number }[] = await knex('product_revisions')
      .insert({
        product_id: product.id,
        number: 1,
        content: JSON.stringify(await contentOf(knex, product)),
        status: 'in_review',
        created_at: product.updated_at,
        created_by: product.submitted_by,
        changed_by: product.submitted_by,
        submitted_at: product.updated_at,
        submitted_by: product.submitted_by,
      })
      .returning('id');
    const articles: { article: string }[] = await knex('variants')
      .where({ product_id: product.id })
      .select('article');
    for (const { article } of articles) {
      await knex('revision_articles').insert({ revision_id: made!.id, article });
    }
    await knex('products').where({ id: product.id }).update({ status: 'draft' });
  }
}

type Row = Record<string, never>;

async function contentOf(knex: Knex, product: Row): Promise<object> {
  const variants: Row[] = await knex('variants')
    .where({ product_id: product.id })
    .orderBy(['position', 'id']);
  const pictures: Row[] = await knex('product_pictures')
    .where({ product_id: product.id })
    .orderBy(['position', 'id']);
  const values: Row[] = await knex('attribute_values')
    .join('variants', 'variants.id', 'attribute_values.variant_id')
    .join('attribute_definitions', 'attribute_definitions.id', 'attribute_values.definition_id')
    .leftJoin('attribute_options', 'attribute_options.id', 'attribute_values.option_id')
    .where({ 'variants.product_id': product.id })
    .select(
      'attribute_values.*',
      'attribute_definitions.key',
      'attribute_definitions.kind',
      'attribute_options.key as option_key',
    );
  return {
    aidClassCode: product.aid_class_code,
    maker: product.maker,
    names: three(product, 'name'),
    summaries: three(product, 'summary'),
    descriptions: three(product, 'description'),
    madeToOrder: Boolean(product.made_to_order),
    certificate: product.certificate_number
      ? { number: product.certificate_number, validUntil: product.certificate_valid_until }
      : null,
    origin: product.origin,
    warrantyMonths: product.warranty_months,
    pictures: pictures.map((row) => ({
      file: row.file,
      width: row.width,
      height: row.height,
      alts: three(row, 'alt'),
    })),
    drawingStands: false,
    variants: variants.map((row) => ({
      article: row.article,
      labels: three(row, 'label'),
      active: Boolean(row.active),
      values: Object.fromEntries(
        values.filter((one) => one.variant_id === row.id).map((one) => [one.key, valueOf(one)]),
      ),
    })),
  };
}

function valueOf(row: Row): unknown {
  if (row.kind === 'number') return row.thousandths;
  if (row.kind === 'choice') return row.option_key;
  return row.kind === 'yes_no' ? Boolean(row.yes) : three(row, 'text');
}

function three(row: Row, column: string): object {
  return { kk: row[`${column}_kk`], ru: row[`${column}_ru`], en: row[`${column}_en`] };
}
