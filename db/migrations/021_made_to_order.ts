import type { Knex } from 'knex';
import { belongsTo, date, instant, inThreeLanguages } from './columns.ts';

export async function up(knex: Knex): Promise<void> {
  // Which classes of aids are made for one person. What stands at a class holds for all below it.
  await knex.schema.createTable('made_to_order_classes', (table) => {
    table.string('aid_class_code', 20).primary().references('code').inTable('aid_classes');
    table.text('source').notNullable();
  });

  // What a maker has to know of a person, per class, as data.
  await knex.schema.createTable('particulars', (table) => {
    table.increments('id');
    table
      .string('aid_class_code', 20)
      .notNullable()
      .references('code')
      .inTable('aid_classes')
      .index();
    table.string('key', 40).notNullable();
    table.string('kind', 8).notNullable().checkIn(['number', 'choice', 'yes_no', 'text']);
    table.string('unit', 12);
    table.bigInteger('least_thousandths');
    table.bigInteger('most_thousandths');
    table.boolean('required').notNullable();
    inThreeLanguages(table, 'name');
    inThreeLanguages(table, 'help', { required: false });
    inThreeLanguages(table, 'section', { required: false }); // heading over several of them
    table.text('source').notNullable();
    table.integer('position').notNullable();
    table.boolean('active').notNullable().defaultTo(true);
    table.unique(['aid_class_code', 'key']);
  });

  await knex.schema.createTable('particular_options', (table) => {
    table.increments('id');
    belongsTo(table, 'particular_id', 'particulars').notNullable();
    table.string('key', 40).notNullable();
    inThreeLanguages(table, 'name');
    table.integer('position').notNullable();
    table.unique(['particular_id', 'key']);
  });

  // Who makes which class, where, and at which price from which day.
  await knex.schema.createTable('makers', (table) => {
    table.increments('id');
    belongsTo(table, 'supplier_id', 'suppliers').notNullable();
    table
      .string('aid_class_code', 20)
      .notNullable()
      .references('code')
      .inTable('aid_classes')
      .index();
    table.boolean('active').notNullable().defaultTo(true);
    table.integer('version').notNullable().defaultTo(1);
    table.string('creation_key', 60).unique();
    table.unique(['supplier_id', 'aid_class_code']);
  });

  await knex.schema.createTable('maker_regions', (table) => {
    belongsTo(table, 'maker_id', 'makers').notNullable();
    table.string('region_code', 9).notNullable().references('code').inTable('regions').index();
    table.primary(['maker_id', 'region_code']);
  });

  await knex.schema.createTable('maker_prices', (table) => {
    table.increments('id');
    belongsTo(table, 'maker_id', 'makers').notNullable();
    table.bigInteger('price_tiyn').notNullable();
    table.integer('working_days').notNullable().checkPositive();
    date(table, 'valid_from').notNullable(); // until the next one
    belongsTo(table, 'set_by', 'accounts');
    table.check('price_tiyn > 0', [], 'a_maker_has_a_price');
    table.unique(['maker_id', 'valid_from']);
  });

  // A request for an aid that is made for one person, without a product chosen.
  await knex.schema.createTable('makings', (table) => {
    table.increments('id');
    table.integer('request_id').notNullable().unique().references('id').inTable('requests');
    belongsTo(table, 'wished_maker_id', 'makers'); // whom the person would like; none: the office chooses
    belongsTo(table, 'maker_id', 'makers'); // who makes it, or would
  });

  await knex.schema.createTable('request_particulars', (table) => {
    table.increments('id');
    belongsTo(table, 'request_id', 'requests').notNullable();
    belongsTo(table, 'particular_id', 'particulars').notNullable();
    table.string('state', 8).notNullable().checkIn(['known', 'unknown']);
    table.bigInteger('thousandths');
    belongsTo(table, 'option_id', 'particular_options');
    table.boolean('yes');
    table.text('text');
    table.unique(['request_id', 'particular_id']);
  });

  // What the next date is for, where the status alone does not say it.
  await knex.schema.alterTable('requests', (table) => {
    table.string('due_kind', 12);
  });

  await loosenOrders(knex);

  await knex.schema.createTable('appointments', (table) => {
    table.increments('id');
    belongsTo(table, 'request_id', 'requests').notNullable();
    belongsTo(table, 'order_id', 'orders').notNullable();
    table
      .string('state', 10)
      .notNullable()
      .checkIn(['offered', 'none_fit', 'booked', 'held', 'missed', 'cancelled', 'lapsed']);
    table.string('place_kind', 8).notNullable().checkIn(['maker', 'home', 'other']);
    table.text('place'); // an address; none for a visit at home
    table.text('note'); // what it is for and what to bring
    table.string('interpreter', 10).notNullable().checkIn(['not_needed', 'needed', 'booked']);
    belongsTo(table, 'offered_by', 'accounts').notNullable();
    instant(table, 'offered_at').notNullable();
    instant(table, 'starts_at'); // of the window that was picked
    instant(table, 'ends_at');
    belongsTo(table, 'picked_by', 'accounts');
    instant(table, 'reminded_at');
    table.string('closed_by', 8).checkIn(['person', 'maker', 'system']);
    instant(table, 'closed_at');
    table.text('reason'); // why it was moved or cancelled, or when the person could come
    table
      .string('outcome', 16)
      .checkIn(['measured', 'fits', 'to_alter', 'further_fitting', 'handed_over']);
    table.check(
      `(state in ('offered', 'booked')) = (closed_at is null)`,
      [],
      'an_appointment_ends_once',
    );
    table.check(`state <> 'booked' or starts_at is not null`, [], 'what_is_booked_has_its_time');
  });
  await knex.raw(
    `create unique index one_open_appointment on appointments (order_id) where state in ('offered', 'booked')`,
  );
  await knex.raw(
    `create index appointments_to_come on appointments (state, starts_at, id) where state in ('offered', 'booked')`,
  );

  await knex.schema.createTable('appointment_slots', (table) => {
    table.increments('id');
    belongsTo(table, 'appointment_id', 'appointments').notNullable();
    instant(table, 'starts_at').notNullable();
    instant(table, 'ends_at').notNullable();
    table.boolean('picked').notNullable().defaultTo(false);
    table.unique(['appointment_id', 'starts_at']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('appointment_slots');
  await knex.schema.dropTable('appointments');
  await tightenOrders(knex);
  await knex.raw('alter table requests drop column due_kind');
  for (const table of [
    'request_particulars',
    'makings',
    'maker_prices',
    'maker_regions',
    'makers',
    'particular_options',
    'particulars',
    'made_to_order_classes',
  ]) {
    await knex.schema.dropTable(table);
  }
}

const FROM_ONE = '(offer_id is null) = (maker_id is not null)';

// An order goes to the supplier of an offer, or to a maker.
async function loosenOrders(knex: Knex): Promise<void> {
  if (isPostgres(knex)) {
    await knex.raw('alter table orders alter column offer_id drop not null');
    await knex.raw('alter table orders alter column variant_id drop not null');
    await knex.schema.alterTable('orders', (table) => {
      belongsTo(table, 'maker_id', 'makers');
      table.integer('making_days');
      table.check(FROM_ONE, [], 'from_an_offer_or_a_maker');
      table.check('(offer_id is null) = (variant_id is null)', [], 'an_offer_is_of_a_variant');
    });
    return;
  }
  await rebuildOrders(knex, { loose: true });
}

// Orders to makers do not fit into the table as it was.
async function tightenOrders(knex: Knex): Promise<void> {
  await knex('orders').whereNull('offer_id').del();
  if (isPostgres(knex)) {
    await knex.raw('alter table orders drop constraint from_an_offer_or_a_maker');
    await knex.raw('alter table orders drop constraint an_offer_is_of_a_variant');
    await knex.schema.alterTable('orders', (table) => {
      table.dropColumns('maker_id', 'making_days');
    });
    await knex.raw('alter table orders alter column offer_id set not null');
    await knex.raw('alter table orders alter column variant_id set not null');
    return;
  }
  await rebuildOrders(knex, { loose: false });
}

// SQLite cannot take a "not null" away. Nothing refers to orders when this runs.
async function rebuildOrders(knex: Knex, { loose }: { loose: boolean }): Promise<void> {
  await knex.schema.raw('create table orders_kept as select * from orders');
  await knex.schema.dropTable('orders');
  await knex.schema.createTable('orders', (table) => {
    table.increments('id');
    table.string('number', 16).notNullable().unique();
    belongsTo(table, 'request_id', 'requests').notNullable();
    belongsTo(table, 'supplier_id', 'suppliers').notNullable();
    const offer = belongsTo(table, 'offer_id', 'offers');
    const variant = belongsTo(table, 'variant_id', 'variants');
    if (!loose) {
      offer.notNullable();
      variant.notNullable();
    }
    table.integer('quantity').notNullable().checkPositive();
    table.bigInteger('price_tiyn').notNullable();
    table.bigInteger('state_share_tiyn').notNullable();
    table.bigInteger('co_payment_tiyn').notNullable();
    table
      .string('status', 12)
      .notNullable()
      .checkIn([
        'to_confirm',
        'confirmed',
        'declined',
        'dispatched',
        'misfit',
        'delivered',
        'returned',
        'cancelled',
      ]);
    table.specificType(
      'is_open',
      `boolean generated always as (status in ('to_confirm', 'confirmed', 'dispatched', 'misfit')) stored`,
    );
    date(table, 'placed_on').notNullable();
    date(table, 'due_on');
    date(table, 'deliver_by');
    date(table, 'dispatched_on');
    table.text('dispatch_note');
    table.text('delivery_code_encrypted');
    table.string('decline_reason', 60).references('code').inTable('reasons').index();
    table.text('decline_note');
    table.string('misfit_kind', 20).checkIn(['does_not_fit', 'not_as_described', 'damaged']);
    table.text('misfit_note');
    date(table, 'closed_on');
    table.check('state_share_tiyn + co_payment_tiyn = price_tiyn', [], 'order_money_adds_up');
    if (loose) {
      belongsTo(table, 'maker_id', 'makers');
      table.integer('making_days');
      table.check(FROM_ONE, [], 'from_an_offer_or_a_maker');
      table.check('(offer_id is null) = (variant_id is null)', [], 'an_offer_is_of_a_variant');
    }
  });
  await knex.raw(
    `insert into orders (
       id, number, request_id, supplier_id, offer_id, variant_id, quantity, price_tiyn, state_share_tiyn,
       co_payment_tiyn, status, placed_on, due_on, deliver_by, dispatched_on, dispatch_note,
       delivery_code_encrypted, decline_reason, decline_note, misfit_kind, misfit_note, closed_on
     ) select
       id, number, request_id, supplier_id, offer_id, variant_id, quantity, price_tiyn, state_share_tiyn,
       co_payment_tiyn, status, placed_on, due_on, deliver_by, dispatched_on, dispatch_note,
       delivery_code_encrypted, decline_reason, decline_note, misfit_kind, misfit_note, closed_on
     from orders_kept`,
  );
  await knex.schema.dropTable('orders_kept');
  await knex.raw('create unique index one_open_order on orders (request_id) where is_open');
  await knex.raw('create index orders_due on orders (supplier_id, due_on, id) where is_open');
  await knex.raw(
    'create index orders_done on orders (supplier_id, closed_on, id) where not is_open',
  );
  await knex.raw('create index orders_by_status on orders (supplier_id, status, id)');
}

function isPostgres(knex: Knex): boolean {
  return String(knex.client.config.client).startsWith('p');
}
