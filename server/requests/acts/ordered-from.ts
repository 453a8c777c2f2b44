// From whom a request would be ordered on a day, and what it would cost: the chosen offer, or the maker.
import type { Knex } from 'knex';
import type { AidRequest } from '../aid-request.ts';
import type { Money } from '../co-payment.ts';
import { makerFor } from '../makers.ts';
import { chooseOffer } from './choice-of-offer.ts';
import { fromMaker, fromOffer, type Placing } from './placing.ts';

export type Orderable =
  | { allowed: true; from: Placing; money: Money }
  | { allowed: false; reason: string };

/** Checks what is chosen against class, region and day, and shares its costs. */
export async function orderedFrom(trx: Knex, request: AidRequest, day: string): Promise<Orderable> {
  const { offerId, making, quantity } = request;
  if (offerId !== null) {
    const choice = await chooseOffer(trx, {
      offerId,
      entitledClass: request.aidClass.code,
      regionCode: request.applicant.regionCode,
      quantity,
      day,
    });
    return choice.allowed ? { ...choice, from: fromOffer(choice.offer) } : choice;
  }
  if (!making?.makerId) return { allowed: false, reason: making ? 'no-maker' : 'no-offer-chosen' };
  const maker = await makerFor(trx, making.makerId, {
    aidClassCode: request.aidClass.code,
    regionCode: request.applicant.regionCode,
    quantity,
    day,
  });
  if (!maker) return { allowed: false, reason: 'maker-not-available' };
  return { allowed: true, from: fromMaker(maker), money: maker.money };
}
