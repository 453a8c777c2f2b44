// That a request asks for making instead of a product.
import type { Knex } from 'knex';

/** A request asks for making instead of a product. */
export async function beginMaking(trx: Knex.Transaction, requestId: number): Promise<void> {
  await trx('makings').insert({ request_id: requestId });
}

/** A product was chosen after all. */
export async function forgetMaking(trx: Knex.Transaction, requestId: number): Promise<void> {
  await trx('makings').where({ request_id: requestId }).del();
}
