// Going through what is due in batches by key: one that fails keeps no other waiting.
import type { Knex } from 'knex';
import type { Means } from './scene.ts';

/** One run of the job. */
export interface CareRun extends Pick<Means, 'db' | 'texts'> {
  at: Date;
  /** The day in Kazakhstan. */
  day: string;
  batch: number;
  done: number;
  failures: unknown[];
}

/** Does `work` for each row of `query`, which selects `id`; `column` is that key in the query. */
export async function eachInBatches(
  run: CareRun,
  query: Knex.QueryBuilder,
  column: string,
  work: (id: number) => Promise<boolean>,
): Promise<void> {
  for (let after: number | undefined = 0; after !== undefined;) {
    const rows: { id: number }[] = await query
      .clone()
      .where(column, '>', after)
      .orderBy(column)
      .limit(run.batch);
    for (const { id } of rows) {
      try {
        if (await work(id)) run.done += 1;
      } catch (error) {
        run.failures.push(error);
      }
    }
    after = rows.length < run.batch ? undefined : rows.at(-1)!.id;
  }
}
