// Going through what is due: in the order of its dates, in batches by key, and one that fails keeps no other waiting.
import type { Knex } from 'knex';
import type { Means } from './perform.ts';

/** One run of a job over requests. */
export interface Run extends Means {
  at: Date;
  /** The day in Kazakhstan. */
  day: string;
  batch: number;
  /** How many requests something happened to. */
  moved: number;
  failures: unknown[];
}

/** Does `work` for each request of `query`, by its date and id. A row that stays as it is does not come up again. */
export async function forEachDue(
  run: Run,
  query: Knex.QueryBuilder,
  work: (id: number) => Promise<boolean>,
): Promise<void> {
  void query.select('requests.id', 'requests.due_on').orderBy(['requests.due_on', 'requests.id']);
  void query.limit(run.batch);
  let rows: { id: number; due_on: string }[] = await query;
  while (rows.length) {
    for (const { id } of rows) {
      try {
        if (await work(id)) run.moved += 1;
      } catch (error) {
        run.failures.push(error);
      }
    }
    const { due_on: on, id } = rows.at(-1)!;
    rows = await query.clone().whereRaw('(requests.due_on, requests.id) > (?, ?)', [on, id]);
  }
}
