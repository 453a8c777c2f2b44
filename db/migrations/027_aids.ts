import type { Knex } from 'knex';
import { belongsTo, date, instant } from './columns.ts';

const BATCH = 500;

/** What people have: one row for each delivery, from its receipt to its end. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('aids', (table) => {
    table.increments('id');
    belongsTo(table, 'request_id', 'requests'); // under which the one who has it got it
    table.integer('order_id').unique().references('id').inTable('orders');
    table.integer('applicant_id').references('id').inTable('applicants'); // empty: nobody has it now
    table
      .string('aid_class_code', 20)
      .notNullable()
      .references('code')
      .inTable('aid_classes')
      .index();
    belongsTo(table, 'variant_id', 'variants');
    belongsTo(table, 'supplier_id', 'suppliers'); // who delivered it and stands for its warranty
    belongsTo(table, 'office_id', 'offices').notNullable();
    table.integer('quantity').notNullable().checkPositive();
    date(table, 'received_on').notNullable();
    date(table, 'warranty_until');
    date(table, 'replacement_from'); // empty: no term is known for its class
    table
      .string('state', 12)
      .notNullable()
      .checkIn([
        'in_use',
        'in_repair',
        'returned',
        'in_pool',
        'lent',
        'lost',
        'worn_out',
        'written_off',
      ]);
    table.boolean('second_hand').notNullable().defaultTo(false);
    table.string('condition', 10).checkIn(['as_new', 'good', 'worn', 'broken']);
    table.integer('version').notNullable().defaultTo(1);
    table.index(['applicant_id', 'state', 'id']);
    table.index(['office_id', 'state', 'id']);
    table.check(
      `applicant_id is not null or state not in ('in_use', 'in_repair', 'lent')`,
      [],
      'what_is_used_is_somebodys',
    );
    table.check(`applicant_id is null or state <> 'in_pool'`, [], 'the_pool_is_nobodys');
  });
  await knex.raw(
    `create index aids_to_replace on aids (replacement_from, id) where state in ('in_use', 'in_repair')`,
  );

  // Facts in an aid's life, never changed.
  await knex.schema.createTable('aid_events', (table) => {
    table.increments('id');
    table.integer('aid_id').notNullable().references('id').inTable('aids');
    belongsTo(table, 'applicant_id', 'applicants'); // whose it was then: nobody else sees the fact
    table.string('kind', 40).notNullable();
    instant(table, 'at').notNullable();
    belongsTo(table, 'by_account_id', 'accounts'); // empty: the system
    table.string('by_role', 20).notNullable();
    table.text('note');
    table.string('act_key', 60).unique(); // a form sent twice is one act
    table.index(['aid_id', 'id']);
  });

  // A line of the programme that stands for an aid that somebody has, and renews it: at its date, or granted early.
  await knex.schema.createTable('renewals', (table) => {
    table.increments('id');
    table.integer('aid_id').notNullable().references('id').inTable('aids');
    belongsTo(table, 'applicant_id', 'applicants').notNullable(); // who has it
    table.integer('entitlement_id').notNullable().unique().references('id').inTable('entitlements');
    table.boolean('early').notNullable();
    date(table, 'opened_on').notNullable();
    table.unique(['aid_id', 'applicant_id']);
  });
  await takeOver(knex);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('renewals');
  await knex.schema.dropTable('aid_events');
  await knex.schema.dropTable('aids');
}

// What was received before there was this register.
async function takeOver(knex: Knex): Promise<void> {
  let after = 0;
  for (;;) {
    const rows: Delivered[] = await knex('orders')
      .join('requests', 'requests.id', 'orders.request_id')
      .join('variants', 'variants.id', 'orders.variant_id')
      .join('products', 'products.id', 'variants.product_id')
      .where('orders.status', 'delivered')
      .whereNotNull('orders.closed_on')
      .where('orders.id', '>', after)
      .orderBy('orders.id')
      .limit(BATCH)
      .select(
        'orders.id',
        'orders.request_id',
        'orders.variant_id',
        'orders.supplier_id',
        'orders.quantity',
        'orders.closed_on',
        'requests.applicant_id',
        'requests.office_id',
        'products.aid_class_code',
        'products.warranty_months',
      );
    if (rows.length === 0) return;
    await knex('aids').insert(rows.map(aidOf));
    after = rows.at(-1)!.id;
  }
}

function aidOf({ id, closed_on, warranty_months, ...row }: Delivered) {
  return {
    ...row,
    order_id: id,
    received_on: closed_on,
    warranty_until: warranty_months ? monthsAfter(closed_on, warranty_months) : null,
    state: 'in_use',
  };
}

// The same day some months later, or that month's last. Its own, since a migration must not change with the rules.
function monthsAfter(day: string, months: number): string {
  const [year, month, of] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(of, last)))
    .toISOString()
    .slice(0, 10);
}

interface Delivered {
  id: number;
  request_id: number;
  variant_id: number;
  supplier_id: number;
  quantity: number;
  closed_on: string;
  applicant_id: number;
  office_id: number;
  aid_class_code: string;
  warranty_months: number;
}
