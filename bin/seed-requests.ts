// Makes the past long: requests in every state of a life, of people who are invented, too.
import type { Knex } from 'knex';
import { continueIds } from '../db/seeds/demo-catalogue.ts';
import { inTransaction, type Database } from '../server/database.ts';

const NUMBERS = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)';
const DAYS = 30;

/** Adds `count` requests of `count / 4` people: one in twenty still open, the others long closed. */
export async function addRequests(db: Database, count: number, at: Date): Promise<void> {
  const [now, today] = [at.toISOString(), at.toISOString().slice(0, 10)];
  const people = Math.ceil(count / 4);
  await inTransaction(db, async (trx) => {
    await withoutTimeLimit(trx);
    const from = async (table: string) => (await widest(trx, table)) + 1000;
    const [applicant, programme, entitlement, request] = [
      await from('applicants'),
      await from('programmes'),
      await from('entitlements'),
      await from('requests'),
    ];
    await trx.raw('create temporary table seed_due (at integer primary key, day text)');
    const due = (days: number) => new Date(at.getTime() + days * 86_400_000);
    await trx('seed_due').insert(
      Array.from({ length: DAYS }, (_, days) => ({
        at: days,
        day: due(days).toISOString().slice(0, 10),
      })),
    );
    await trx.raw(
      `insert into applicants (id, iin_encrypted, iin_lookup, iin_last4, family_name, given_name, born_on, sex,
         region_code, office_id, settlement, urban, address, preferred_channel, preferred_language)
       ${NUMBERS} select ? + i, 'x', 'seed-' || (? + i), '0000', 'Seed', 'Person ' || i, '1980-01-01', 'female',
         o.region_code, o.id, '-', true, '-', 'portal', 'kk'
       from n join (select id, region_code, row_number() over (order by id) - 1 as at from offices) o
         on o.at = i % (select count(*) from offices)`,
      [people, applicant, applicant],
    );
    await trx.raw(
      `insert into programmes (id, applicant_id, number, issued_on, issued_by)
       ${NUMBERS} select ? + i, ? + i, 'SEED-' || (? + i), ?, '-' from n`,
      [people, programme, applicant, programme, today],
    );
    await trx.raw(
      `insert into entitlements (id, programme_id, applicant_id, aid_class_code, quantity, notified_on, order_by)
       ${NUMBERS} select ? + i, ? + 1 + i % ?, ? + 1 + i % ?, 'MM-01-03', 1, ?, ? from n`,
      [count, entitlement, programme, people, applicant, people, today, today],
    );
    await trx.raw(
      `insert into requests (id, reference, applicant_id, entitlement_id, aid_class_code, office_id, route, status,
         status_since, quantity, delivery_address, due_on, decision_due_on, queued_on, submitted_at, started_by, started_at)
       ${NUMBERS} select ? + i, 'S' || (? + i), e.applicant_id, e.id, e.aid_class_code, a.office_id, 'catalogue',
         case when i % 20 > 0 then 'closed' when i % 40 = 0 then 'submitted' else 'in_review' end,
         ?, 1, '-', case when i % 20 = 0 then d.day end, ?, ?, ?,
         (select min(id) from accounts), ?
       from n join entitlements e on e.id = ? + i join applicants a on a.id = e.applicant_id
         join seed_due d on d.at = i % ?`,
      [count, request, request, now, today, today, now, now, entitlement, DAYS],
    );
    for (const [version, kind, status] of [
      [1, 'request.started', 'draft'],
      [2, 'request.submitted', 'submitted'],
    ] as const) {
      await trx.raw(
        `insert into request_events (request_id, version, kind, by_account_id, by_role, at, to_status, visible_to)
         ${NUMBERS} select ? + i, ?, ?, (select min(id) from accounts), 'applicant', ?, ?, 'everyone' from n`,
        [count, request, version, kind, now, status],
      );
    }
    await trx.raw('drop table seed_due');
    for (const table of ['applicants', 'programmes', 'entitlements', 'requests']) {
      await continueIds(trx, table);
    }
  });
}

/** PostgreSQL ends what takes five seconds; this takes longer. */
export async function withoutTimeLimit(trx: Knex.Transaction): Promise<void> {
  const { dialect }: { dialect: string } = trx.client;
  if (dialect === 'postgresql') await trx.raw('set local statement_timeout = 0');
}

/** The largest id of a table. */
export async function widest(db: Knex | Knex.Transaction, table: string): Promise<number> {
  const row = await db(table).max({ id: 'id' }).first();
  return Number(row?.id ?? 0);
}
