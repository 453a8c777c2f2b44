// What a draft asks for when it is submitted: a product at its sums, or an aid to be made.
import type { Knex } from 'knex';
import type { AidRequest } from '../aid-request.ts';
import type { Money } from '../co-payment.ts';
import { makerFor } from '../makers.ts';
import { lacksParticulars, particularsFor, particularsOf } from '../particulars.ts';
import { chooseOffer, choiceColumns } from './choice-of-offer.ts';

export type Asked =
  | { allowed: true; columns: object; money: Money | null }
  | { allowed: false; reason: string };

/** Checks what a draft asks for. `money` is null while the office is to choose the maker. */
export async function askedFor(trx: Knex, request: AidRequest, day: string): Promise<Asked> {
  const { offerId, making, quantity } = request;
  const wanted = {
    aidClassCode: request.aidClass.code,
    regionCode: request.applicant.regionCode,
    quantity,
    day,
  };
  if (offerId !== null) {
    const { aidClassCode: entitledClass, ...rest } = wanted;
    const choice = await chooseOffer(trx, { offerId, entitledClass, ...rest });
    if (!choice.allowed) return choice;
    return { allowed: true, columns: choiceColumns(choice.offer), money: choice.money };
  }
  if (!making) return { allowed: false, reason: 'no-offer-chosen' };
  const asked = await particularsFor(trx, wanted.aidClassCode);
  if (lacksParticulars(asked, await particularsOf(trx, request.id))) {
    return { allowed: false, reason: 'particulars-missing' };
  }
  if (!making.makerId) return { allowed: true, columns: {}, money: null };
  const maker = await makerFor(trx, making.makerId, wanted);
  if (!maker) return { allowed: false, reason: 'maker-not-available' };
  return { allowed: true, columns: {}, money: maker.money };
}
