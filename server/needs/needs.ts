// The face of needs: asking for something that nobody offers, and counting such needs by month.
import { isDuplicate, inTransaction } from '../database.ts';
import type { Reader } from '../accounts/reader.ts';
import { relationTo } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import { findEntitlement } from '../entitlements/entitlements.ts';
import { submitStraight } from '../requests/acts/straight.ts';
import type { Means, Result } from '../requests/requests.ts';
import { Conflict, NotFound } from '../web/errors.ts';

export { makeDigests } from './digest.ts';

interface Order {
  by: Reader;
  at: Date;
  entitlementId: number;
  need: { text: string; tried: string | null };
  key: string;
}

/** Submits a request for a line of the programme without an offer. The same key again gives the same request. */
export async function askForNeed(means: Means, order: Order): Promise<Result> {
  try {
    const result = await ask(means, order);
    // Two clicks at once: one of them is refused by what the other has just done, and finds it.
    return result.done ? result : await ask(means, order);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return ask(means, order);
  }
}

async function ask(means: Means, { by, at, entitlementId, need, key }: Order): Promise<Result> {
  const day = dayOf(at);
  return inTransaction(means.db, async (trx) => {
    const before: { reference: string; started_by: number } | undefined = await trx('requests')
      .where({ creation_key: key })
      .first('reference', 'started_by');
    if (before && before.started_by !== by.accountId) throw new Conflict();
    if (before) return { done: true, reference: before.reference };
    const entitlement = await findEntitlement(trx, entitlementId);
    const relation =
      entitlement && (await relationTo(trx, by.accountId, entitlement.applicantId, day));
    if (!entitlement || !relation) throw new NotFound();
    if (relation === 'see') return { done: false, reason: 'see-only' };
    const person: { settlement: string; address: string; phone: string | null } = await trx(
      'applicants',
    )
      .where({ id: entitlement.applicantId })
      .first('settlement', 'address', 'phone');
    const made = await submitStraight(trx, means, {
      by,
      role: relation === 'self' ? 'applicant' : 'representative',
      at,
      since: day,
      entitlementId,
      need,
      deliver: {
        address: `${person.settlement}, ${person.address}`,
        phone: person.phone,
        note: null,
      },
      key,
    });
    return 'done' in made ? made : { done: true, reference: made.reference };
  });
}
