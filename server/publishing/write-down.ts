// What was done to a product, in the audit log: old and new values, since they are of things and not of people.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import type { Act } from './proposal.ts';

/** Adds the audit entry of an act on a product. `act` is null where a date did it. */
export async function writeDown(
  trx: Knex.Transaction,
  act: Act | null,
  {
    productId,
    past,
    differing = {},
    reason,
    at,
  }: {
    productId: number;
    past: string;
    differing?: Record<string, [unknown, unknown]>;
    reason?: string | null;
    at?: Date;
  },
): Promise<void> {
  await recordAudit(trx, {
    at: act?.at ?? at!,
    actorId: act?.by.accountId ?? null,
    actorRole: act ? (act.supplierId === null ? 'administrator' : 'supplier') : 'system',
    action: `product.${past}`,
    objectKind: 'product',
    objectId: String(productId),
    fields: Object.keys(differing),
    detail: JSON.stringify(differing),
    ...(reason && { reason }),
  });
}
