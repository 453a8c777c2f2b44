import type { Knex } from 'knex';
import type { Condition } from './register.ts';
import { writeAidEvent, type AidFact } from './change.ts';

/** Writes down an aid that an office has in its pool without it having come back through the portal. Gives its id. */
export async function addToPool(
  trx: Knex.Transaction,
  aid: { aidClassCode: string; officeId: number; condition: Condition; on: string },
  fact: Omit<AidFact, 'kind'>,
): Promise<number> {
  const [row]: { id: number }[] = await trx('aids')
    .insert({
      aid_class_code: aid.aidClassCode,
      office_id: aid.officeId,
      quantity: 1,
      received_on: aid.on,
      state: 'in_pool',
      second_hand: true,
      condition: aid.condition,
    })
    .returning('id');
  await writeAidEvent(trx, { ...fact, kind: 'pool.added', aidId: row!.id, applicantId: null });
  return row!.id;
}
