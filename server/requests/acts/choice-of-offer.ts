// Which offers may be chosen for an entitlement, and what one costs today.
import type { Knex } from 'knex';
import {
  findOffer,
  guaranteedAmountFor,
  readLineage,
  type Offer,
} from '../../catalogue/catalogue.ts';
import { shareCosts, type Money } from '../co-payment.ts';

export type Choice =
  | { allowed: true; offer: Offer; money: Money }
  | { allowed: false; reason: string };

/** Checks an offer against the entitled class and the person's region on a day, and shares its costs. */
export async function chooseOffer(
  trx: Knex,
  {
    offerId,
    entitledClass,
    regionCode,
    quantity,
    day,
  }: {
    offerId: number;
    entitledClass: string;
    regionCode: string;
    quantity: number;
    day: string;
  },
): Promise<Choice> {
  const offer = await findOffer(trx, offerId, { on: day });
  if (!offer || !offer.inForce) return { allowed: false, reason: 'offer-not-available' };
  const { aidClassCode } = offer.product;
  const lineage = await readLineage(trx, aidClassCode);
  if (!lineage.includes(entitledClass)) return { allowed: false, reason: 'class-not-covered' };
  if (!offer.regions.includes(regionCode)) return { allowed: false, reason: 'offer-not-in-region' };
  const guaranteed = await guaranteedAmountFor(trx, aidClassCode, day);
  return { allowed: true, offer, money: shareCosts(offer.price, guaranteed, quantity) };
}

/** The columns of a request that hold what was chosen. */
export function choiceColumns({ id, variant, product }: Offer) {
  return {
    offer_id: id,
    variant_id: variant.id,
    route: product.madeToOrder ? 'made_to_order' : 'catalogue',
  };
}
