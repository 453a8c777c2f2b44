// Acts of other slices that move requests: whether an aid fits after weeks, used aids of the office, needs.
import { randomUUID } from 'node:crypto';
import { answerFitCheck, type FitReply } from '../../server/aftercare/fit-acts.ts';
import { dayOf } from '../../server/calendar/today.ts';
import type { Database } from '../../server/database.ts';
import { askForNeed } from '../../server/needs/needs.ts';
import { addAid, answerOffer, inspectAid, offerAid, supplyOffer } from '../../server/pool/pool.ts';
import { chooseUsed, proposeOffer } from '../../server/requests/requests.ts';
import { makeEntitlement, type Town } from './people.ts';
import { MONDAY, type Acts, type Typed } from './request-life.ts';

const WELL: FitReply = { fits: 'yes', does: 'yes', hurts: 'no', uses: 'daily', words: null };

/** What an act says: done, or refused with a reason. */
interface Said {
  done: boolean;
}

/** Every further act, with valid input. */
export function furtherActsOf(db: Database, town: Town, { means, request }: Acts) {
  const aidOf = async (reference: string): Promise<number> => {
    const { id } = await request(reference);
    const aid: { id: number } | undefined = await db
      .write('aids')
      .where({ request_id: id })
      .first('id');
    return aid?.id ?? 0;
  };
  const offerOf = async (reference: string): Promise<number> => {
    const { id } = await request(reference);
    const offer: { id: number } | undefined = await db
      .write('pool_offers')
      .where({ request_id: id })
      .orderBy('id', 'desc')
      .first('id');
    return offer?.id ?? 0;
  };
  const fit = (reply: FitReply) => async (typed: Typed) =>
    answerFitCheck(
      means,
      {
        by: typed.by,
        side: 'family',
        at: typed.at ?? MONDAY,
        aidId: await aidOf(typed.reference),
        key: typed.key ?? randomUUID(),
      },
      reply,
    );
  const answer = (accepted: boolean) => async (typed: Typed) =>
    answerOffer(means, {
      by: typed.by,
      at: typed.at ?? MONDAY,
      reference: typed.reference,
      offerId: await offerOf(typed.reference),
      accepted,
      note: 'телефонмен айтты',
    });
  const stamped = async ({ by, at = MONDAY, key = randomUUID(), reference, version }: Typed) => ({
    by,
    at,
    key,
    reference,
    version: version ?? (await request(reference)).version,
  });

  const acts = {
    fitWell: fit(WELL),
    fitBadly: fit({ ...WELL, fits: 'no', words: 'қысады' }),
    preferUsed: async (typed: Typed) =>
      chooseUsed(means, { ...(await stamped(typed)), used: 'yes' }),
    poolOffer: async ({ by, at = MONDAY, reference, key = randomUUID() }: Typed): Promise<Said> => {
      const { aidClass } = await request(reference);
      const stock = { by: town.saule, at, aidClassCode: aidClass.code };
      const aidId = await addAid(db, { ...stock, key: `${key}.add`, condition: 'good' });
      const { version, checked_on } = await db
        .write('aids')
        .where({ id: aidId })
        .first('version', 'checked_on');
      if (checked_on === null) {
        await inspectAid(db, {
          by: town.saule,
          at,
          key: `${key}.look`,
          aidId,
          version,
          condition: 'good',
          cleanedOn: dayOf(at),
          note: null,
        });
      }
      return offerAid(means, { by, at, reference, key, aidId });
    },
    poolYes: answer(true),
    poolNo: answer(false),
    poolSend: async (typed: Typed) =>
      supplyOffer(means, { ...(await stamped(typed)), note: 'Бөлімнің көлігімен' }),
    source: async (typed: Typed) =>
      proposeOffer(means, { ...(await stamped(typed)), offerId: town.offerId, note: 'Таптық' }),
  };

  /** A submitted request for something that nobody offers. */
  const startNeed = async ({ at = MONDAY }: { at?: Date } = {}): Promise<string> => {
    const entitlementId = await makeEntitlement(db, { applicantId: town.applicantId });
    const need = { text: 'Есігім тар', tried: null };
    const by = town.aigerim;
    const asked = await askForNeed(means, { by, at, entitlementId, need, key: randomUUID() });
    if (!asked.done) throw new Error(`not asked: ${asked.reason}`);
    return asked.reference;
  };

  return { acts, startNeed };
}
