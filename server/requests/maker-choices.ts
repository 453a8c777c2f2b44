// The makers among whom one is chosen, each with what it would cost.
import type { Queryable } from '../database.ts';
import type { Visit } from '../web/visit.ts';
import type { AidRequest } from './aid-request.ts';
import { makersFor, type Maker } from './makers.ts';

/** The makers who may be appointed for a request on a day. */
export async function makersOf(db: Queryable, request: AidRequest, day: string): Promise<Maker[]> {
  return makersFor(db, {
    aidClassCode: request.aidClass.code,
    regionCode: request.applicant.regionCode,
    quantity: request.quantity,
    day,
  });
}

/** Makers as the choices of a form, the person's own payment beside each price. */
export function makerChoices(makers: readonly Maker[], { t, lang, format }: Visit) {
  return makers.map(({ id, names, money, workingDays }) => ({
    value: String(id),
    text: names[lang],
    hint: {
      text: t('made-to-order.maker.terms', {
        price: format.money(money.price),
        person:
          money.coPayment === null
            ? t('made-to-order.maker.notSet')
            : format.money(money.coPayment),
        days: workingDays,
      }),
    },
  }));
}
