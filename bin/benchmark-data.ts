// Makes a scratch database larger: products like those of the demo, and requests in every state of a life.
// A few statements that count by themselves; SQLite only.
import type { Knex } from 'knex';
import { rebuildListing } from '../server/catalogue/listing.ts';
import { inTransaction, type Database } from '../server/database.ts';

const NUMBERS = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)';

/** Adds products until there are `count`, each with the variants and offers of the demo product it copies. */
export async function addProducts(db: Database, count: number, on: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const have = Number((await trx('products').count({ all: '*' }).first())?.all);
    const step = await widest(trx, 'products');
    const copies = Math.ceil((count - have) / have);
    if (copies < 1) return;
    await copy(trx, 'products', copies, {
      id: `id + n.i * ${step}`,
      slug: `slug || '-' || n.i`,
      creation_key: 'null',
      name_kk: `name_kk || ' ' || n.i`,
      name_ru: `name_ru || ' ' || n.i`,
      name_en: `name_en || ' ' || n.i`,
    });
    const variants = await widest(trx, 'variants');
    await copy(trx, 'variants', copies, {
      id: `id + n.i * ${variants}`,
      product_id: `product_id + n.i * ${step}`,
      article: `article || '-' || n.i`,
    });
    const values = await widest(trx, 'attribute_values');
    await copy(trx, 'attribute_values', copies, {
      id: `id + n.i * ${values}`,
      variant_id: `variant_id + n.i * ${variants}`,
    });
    const offers = await widest(trx, 'offers');
    await copy(trx, 'offers', copies, {
      id: `id + n.i * ${offers}`,
      variant_id: `variant_id + n.i * ${variants}`,
      creation_key: 'null',
      price_tiyn: 'price_tiyn + (n.i * 7919 % 997) * 100',
    });
    await copy(trx, 'offer_regions', copies, { offer_id: `offer_id + n.i * ${offers}` });
    await rebuildListing(trx, { on });
  });
}

/** Adds `count` requests of `count / 4` people: one in twenty still open, the others long closed. */
export async function addRequests(db: Database, count: number, at: Date): Promise<void> {
  const [now, today] = [at.toISOString(), at.toISOString().slice(0, 10)];
  const people = Math.ceil(count / 4);
  await inTransaction(db, async (trx) => {
    const from = async (table: string) => (await widest(trx, table)) + 1000;
    const [applicant, programme, entitlement, request] = [
      await from('applicants'),
      await from('programmes'),
      await from('entitlements'),
      await from('requests'),
    ];
    await trx.raw(
      `insert into applicants (id, iin_encrypted, iin_lookup, iin_last4, family_name, given_name, born_on, sex,
         region_code, office_id, settlement, urban, address, preferred_channel, preferred_language)
       ${NUMBERS} select ? + i, 'x', 'bench-' || i, '0000', 'Benchmark', 'Person ' || i, '1980-01-01', 'female',
         o.region_code, o.id, '-', 1, '-', 'portal', 'kk'
       from n join (select id, region_code, row_number() over (order by id) - 1 as at from offices) o
         on o.at = i % (select count(*) from offices)`,
      [people, applicant],
    );
    await trx.raw(
      `insert into programmes (id, applicant_id, number, issued_on, issued_by)
       ${NUMBERS} select ? + i, ? + i, 'BENCH-' || i, ?, '-' from n`,
      [people, programme, applicant, today],
    );
    await trx.raw(
      `insert into entitlements (id, programme_id, applicant_id, aid_class_code, quantity, notified_on, order_by)
       ${NUMBERS} select ? + i, ? + 1 + i % ?, ? + 1 + i % ?, 'MM-01-03', 1, ?, ? from n`,
      [count, entitlement, programme, people, applicant, people, today, today],
    );
    await trx.raw(
      `insert into requests (id, reference, applicant_id, entitlement_id, aid_class_code, office_id, route, status,
         status_since, quantity, delivery_address, due_on, decision_due_on, queued_on, submitted_at, started_by, started_at)
       ${NUMBERS} select ? + i, 'B' || i, e.applicant_id, e.id, e.aid_class_code, a.office_id, 'catalogue',
         case when i % 20 > 0 then 'closed' when i % 40 = 0 then 'submitted' else 'in_review' end,
         ?, 1, '-', case when i % 20 = 0 then date(?, (i % 30) || ' days') end, ?, ?, ?, 1, ?
       from n join entitlements e on e.id = ? + i join applicants a on a.id = e.applicant_id`,
      [count, request, now, today, today, today, now, now, entitlement],
    );
    for (const [version, kind, status] of [
      [1, 'request.started', 'draft'],
      [2, 'request.submitted', 'submitted'],
    ] as const) {
      await trx.raw(
        `insert into request_events (request_id, version, kind, by_account_id, by_role, at, to_status, visible_to)
         ${NUMBERS} select ? + i, ?, ?, 1, 'applicant', ?, ?, 'everyone' from n`,
        [count, request, version, kind, now, status],
      );
    }
  });
}

/** Lets SQLite look at the data again, as the portal does at every start. */
export async function analyse(db: Database): Promise<void> {
  await db.write.raw('ANALYZE');
}

// `insert into t select …` for every row and every number up to `copies`, with some columns changed.
async function copy(
  trx: Knex.Transaction,
  table: string,
  copies: number,
  changed: Record<string, string>,
): Promise<void> {
  const columns = Object.keys(await trx(table).columnInfo());
  const values = columns.map((column) => changed[column] ?? `t.${column}`);
  await trx.raw(
    `insert into ?? (${columns.map(() => '??').join(', ')}) ${NUMBERS} select ${values.join(', ')} from ?? t, n`,
    [table, ...columns, copies, table],
  );
}

async function widest(trx: Knex.Transaction, table: string): Promise<number> {
  const row = await trx(table).max({ id: 'id' }).first();
  return Number(row?.id ?? 0);
}
