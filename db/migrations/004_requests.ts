import type { Knex } from 'knex';
import { belongsTo, date, instant } from './columns.ts';

const STATUSES = [
  'draft',
  'submitted',
  'in_review',
  'awaiting_applicant',
  'ordered',
  'commissioned',
  'choosing_again',
  'confirmed',
  'in_fitting',
  'dispatched',
  'misfit',
  'received',
  'closed',
  'refused',
  'appealed',
  'withdrawn',
  'expired',
];

// Statuses in which nothing more is due: a new request for the same entitlement may start.
const NOT_LIVE = `'received', 'closed', 'refused', 'withdrawn', 'expired'`;

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('requests', (table) => {
    table.increments('id');
    table.string('reference', 12).notNullable().unique(); // with a check character
    belongsTo(table, 'applicant_id', 'applicants').notNullable();
    belongsTo(table, 'entitlement_id', 'entitlements').notNullable();
    table
      .string('aid_class_code', 20)
      .notNullable()
      .references('code')
      .inTable('aid_classes')
      .index();
    belongsTo(table, 'office_id', 'offices').notNullable();
    table.string('route', 14).notNullable().checkIn(['catalogue', 'made_to_order']);
    table.string('status', 20).notNullable().checkIn(STATUSES);
    instant(table, 'status_since').notNullable();
    table.specificType(
      'is_live',
      `boolean generated always as (status not in (${NOT_LIVE})) stored`,
    );
    table.integer('quantity').notNullable().checkPositive();
    belongsTo(table, 'offer_id', 'offers');
    belongsTo(table, 'variant_id', 'variants');
    table.text('wishes'); // the person's own words on what matters

    // Where and how to deliver
    table.string('delivery_address', 300).notNullable();
    table.string('delivery_phone', 40);
    table.text('delivery_note');

    // Money as the person saw it at submission, and as ordered
    table.bigInteger('price_tiyn');
    table.bigInteger('guaranteed_tiyn');
    table.bigInteger('state_share_tiyn');
    table.bigInteger('co_payment_tiyn');
    date(table, 'priced_on');

    belongsTo(table, 'assigned_to', 'accounts');
    date(table, 'due_on'); // the next date, whoever it binds; see requests/deadlines.ts
    date(table, 'decision_due_on');
    table.integer('decision_days_left'); // working days, while the decision clock is paused
    date(table, 'queued_on'); // place in the queue: kept when the applicant chooses again
    instant(table, 'submitted_at');
    belongsTo(table, 'submitted_by', 'accounts');
    belongsTo(table, 'started_by', 'accounts').notNullable();
    instant(table, 'started_at').notNullable();
    table.integer('version').notNullable().defaultTo(1);
    table.string('creation_key', 60).unique();

    table.index(['applicant_id', 'id']);
    table.check('(price_tiyn is null) = (priced_on is null)', [], 'a_price_has_its_day');
    table.check(
      'state_share_tiyn is null or state_share_tiyn + co_payment_tiyn = price_tiyn',
      [],
      'money_adds_up',
    );
  });
  await knex.raw(
    'create unique index one_live_request_per_entitlement on requests (entitlement_id) where is_live',
  );
  await knex.raw(
    'create index queue_of_an_office on requests (office_id, due_on, id) where is_live',
  );
  await knex.raw(
    'create index queue_of_a_caseworker on requests (assigned_to, due_on, id) where is_live',
  );
  await knex.raw('create index office_by_status on requests (office_id, status, due_on, id)');
  await knex.raw('create index due_requests on requests (due_on, id) where is_live');
  await knex.raw(
    `create index received_requests on requests (due_on, id) where status = 'received'`,
  );

  // Facts in a request's life, never changed. `act_key` makes a form sent twice one act.
  await knex.schema.createTable('request_events', (table) => {
    table.increments('id');
    belongsTo(table, 'request_id', 'requests').notNullable();
    table.integer('version').notNullable(); // the request's version that this event made
    table.string('kind', 60).notNullable(); // 'request.submitted'
    belongsTo(table, 'by_account_id', 'accounts'); // none: the system
    table.string('by_role', 20).notNullable();
    instant(table, 'at').notNullable();
    table.string('from_status', 20);
    table.string('to_status', 20).notNullable();
    table.string('reason_code', 60).references('code').inTable('reasons').index();
    table.text('note');
    table.string('visible_to', 10).notNullable().checkIn(['everyone', 'staff']);
    date(table, 'due_on');
    table.string('act_key', 60).unique();
    table.unique(['request_id', 'version']);
  });

  await knex.schema.createTable('questions', (table) => {
    table.increments('id');
    belongsTo(table, 'request_id', 'requests').notNullable();
    table.string('kind', 8).notNullable().checkIn(['text', 'money']);
    table.text('text').notNullable();
    belongsTo(table, 'asked_by', 'accounts').notNullable();
    instant(table, 'asked_at').notNullable();
    date(table, 'due_on').notNullable();
    table.text('answer');
    table.boolean('agreed'); // money questions: the person agrees to the new sums
    belongsTo(table, 'answered_by', 'accounts');
    instant(table, 'answered_at');
  });

  // A decision above the configured sum waits for a second person; every other one stands at once.
  await knex.schema.createTable('decisions', (table) => {
    table.increments('id');
    belongsTo(table, 'request_id', 'requests').notNullable();
    table.string('kind', 10).notNullable().checkIn(['approved', 'refused']);
    table.string('state', 10).notNullable().checkIn(['waiting', 'stands', 'returned']);
    belongsTo(table, 'decided_by', 'accounts').notNullable();
    instant(table, 'decided_at').notNullable();
    belongsTo(table, 'consent_by', 'accounts');
    instant(table, 'consent_at');
    table.string('reason_code', 60).references('code').inTable('reasons').index();
    table.text('explanation'); // the plain sentence for the person, in the person's language
    table.text('note'); // for colleagues
    table.check('consent_by is null or consent_by <> decided_by', [], 'two_people_consent');
  });
  await knex.raw(
    `create unique index one_waiting_decision on decisions (request_id) where state = 'waiting'`,
  );

  await knex.schema.createTable('orders', (table) => {
    table.increments('id');
    table.string('number', 16).notNullable().unique();
    belongsTo(table, 'request_id', 'requests').notNullable();
    belongsTo(table, 'supplier_id', 'suppliers').notNullable();
    belongsTo(table, 'offer_id', 'offers').notNullable();
    belongsTo(table, 'variant_id', 'variants').notNullable();
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
    table.text('dispatch_note'); // carrier and tracking number, for the person
    table.text('delivery_code_encrypted'); // the person's own code; a supplier never sees it
    table.string('decline_reason', 60).references('code').inTable('reasons').index();
    table.text('decline_note');
    table.string('misfit_kind', 20).checkIn(['does_not_fit', 'not_as_described', 'damaged']);
    table.text('misfit_note');
    date(table, 'closed_on'); // personal data is hidden from the supplier from here on
    table.check('state_share_tiyn + co_payment_tiyn = price_tiyn', [], 'order_money_adds_up');
  });
  await knex.raw('create unique index one_open_order on orders (request_id) where is_open');
  await knex.raw('create index orders_due on orders (supplier_id, due_on, id) where is_open');
  await knex.raw(
    'create index orders_done on orders (supplier_id, closed_on, id) where not is_open',
  );
  await knex.raw('create index orders_by_status on orders (supplier_id, status, id)');
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['orders', 'decisions', 'questions', 'request_events', 'requests']) {
    await knex.schema.dropTable(table);
  }
}
