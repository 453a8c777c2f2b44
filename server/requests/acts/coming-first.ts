// What an emergency does to a request: its place in the queue, and the rules that it relaxes, written down.
import type { Knex } from 'knex';
import { emergencyFor, putFirst, writeUse, type Emergency } from '../../emergencies/emergencies.ts';
import { reliefOn, type Entitlement } from '../../entitlements/entitlements.ts';
import type { AidRequest } from '../aid-request.ts';
import { RELAXED_BY, type Check } from '../checks.ts';

type About = Pick<AidRequest, 'id' | 'applicant' | 'aidClass'>;

/** Puts a request first where an emergency holds for it. Gives the columns of the request. */
export async function comeFirst(
  trx: Knex.Transaction,
  request: About,
  {
    entitlement,
    at,
    day,
    ...more
  }: {
    entitlement: Entitlement;
    at: Date;
    day: string;
    reportId?: number;
    papersDueOn?: string | null;
  },
): Promise<{ priority: number }> {
  const { regionCode } = request.applicant;
  const place = { regionCode, aidClassCode: request.aidClass.code, day };
  const emergency = await emergencyFor(trx, place);
  const about = { requestId: request.id, regionCode, day };
  const relief = entitlement.orderBy < day ? reliefOn(entitlement, day) : null;
  if (relief) await writeUse(trx, relief, { ...about, rule: 'order_by' });
  if (!emergency) return { priority: 0 };
  await putFirst(trx, emergency, { ...about, ...more, at });
  return { priority: 1 };
}

/** Writes down the checks of an approved request that stand only because an emergency relaxes their rules. */
export async function writeRelaxed(
  trx: Knex.Transaction,
  request: About,
  checks: readonly Check[],
  day: string,
): Promise<void> {
  const { regionCode } = request.applicant;
  for (const { key, relaxedBy } of checks) {
    const rule = RELAXED_BY[key];
    if (!relaxedBy || !rule) continue;
    const emergency: Pick<Emergency, 'id'> = relaxedBy;
    await writeUse(trx, emergency, { requestId: request.id, regionCode, rule, day });
  }
}
