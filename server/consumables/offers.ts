// What may take the place of what a plan has: equal or cheaper; anything, where theirs can no longer be had.
import {
  amountFor,
  classTree,
  guaranteedAmountsOn,
  listOffersFor,
} from '../catalogue/catalogue.ts';
import type { Database } from '../database.ts';
import { chooseOffer } from '../requests/acts/choice-of-offer.ts';
import { shareCosts } from '../requests/co-payment.ts';
import type { Visit } from '../web/visit.ts';
import { mayReplace } from './may-replace.ts';
import type { Plan } from './store.ts';

const MOST = 20;

/** The offers as choices of a form, what the plan has first. */
export async function offerChoices(db: Database, plan: Plan, day: string, visit: Visit) {
  const { t, lang, format } = visit;
  const classes = await classTree(db);
  const below = (code: string): string[] => [
    code,
    ...classes.childrenOf(code).flatMap((child) => below(child.code)),
  ];
  const { aidClassCode } = plan.entitlement;
  const [{ offers }, amounts, own] = await Promise.all([
    listOffersFor(db.read, {
      aidClassCodes: below(aidClassCode),
      regionCode: plan.applicant.regionCode,
      on: day,
      limit: MOST,
    }),
    guaranteedAmountsOn(db.read, day),
    chooseOffer(db.read, {
      offerId: plan.offerId,
      entitledClass: aidClassCode,
      regionCode: plan.applicant.regionCode,
      quantity: 1,
      day,
    }),
  ]);
  const priced = offers.map((offer) => ({
    offer,
    money: shareCosts(
      offer.price,
      amountFor(amounts, classes.withAncestors(offer.product.aidClassCode)),
      1,
    ),
  }));
  const others = priced.filter(
    ({ offer, money }) => offer.id !== plan.offerId && (!own.allowed || mayReplace(money, plan)),
  );
  const hint = (price: number, coPayment: number | null) =>
    coPayment === null
      ? t('consumables.change.price', { price: format.money(price) })
      : t('consumables.change.sums', {
          price: format.money(price),
          coPayment: format.money(coPayment),
        });
  return [
    {
      value: String(plan.offerId),
      text: `${plan.product.names[lang]}, ${plan.product.variant[lang]}`,
      hint: own.allowed ? hint(own.money.price, own.money.coPayment) : t('consumables.change.gone'),
    },
    ...others.map(({ offer, money }) => ({
      value: String(offer.id),
      text: `${offer.product.names[lang]}, ${offer.variant.labels[lang]}`,
      hint: `${offer.supplier.names[lang]}. ${hint(money.price, money.coPayment)}`,
    })),
  ];
}
