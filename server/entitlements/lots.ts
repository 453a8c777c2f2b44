import type { Knex } from 'knex';

/** Whether the rest of a line comes in lots from now on. */
export async function comeInLots(
  trx: Knex.Transaction,
  id: number,
  inLots: boolean,
): Promise<void> {
  await trx('entitlements').where({ id }).update({ in_lots: inLots });
}
