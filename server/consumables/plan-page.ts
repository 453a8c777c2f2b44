// A plan in words: what the year allows, what is under way, and what may be done now.
import { randomUUID } from 'node:crypto';
import type { Queryable } from '../database.ts';
import { chooseOffer } from '../requests/acts/choice-of-offer.ts';
import { writeSeen } from '../requests/forms.ts';
import type { Visit } from '../web/visit.ts';
import { yearStart } from './schedule.ts';
import { lotsOf, type Lot, type Plan } from './store.ts';
import { findYear, type Year } from './years.ts';

/** Everything that the page shows of a plan. `mayAct`: the reader may do more than look. */
export async function planCard(
  db: Queryable,
  plan: Plan,
  { day, mayAct }: { day: string; mayAct: boolean },
  visit: Visit,
) {
  const { t, lang, format, paths } = visit;
  const lots = await lotsOf(db, [plan.id]);
  const year = await findYear(db, plan.entitlement.id, yearStart(plan.programme.issuedOn, day));
  const next = lots.find(({ state }) => state === 'planned');
  const underWay = lots.find(
    ({ state, request }) => state === 'sent' && request?.status !== 'refused',
  );
  const isOpen = plan.state === 'active' && next !== undefined && next.opensOn <= day && !underWay;
  return {
    id: plan.id,
    version: plan.version,
    person: plan.applicant.name,
    name: plan.product.names[lang],
    variant: plan.product.variant[lang],
    productHref: paths.aid(plan.product.slug),
    what: t('consumables.lotOf', { pieces: plan.pieces, months: plan.months }),
    year: yearIn(year ?? { norm: plan.norm, reserved: 0, used: 0, free: plan.norm }, visit),
    ended:
      plan.endReason &&
      t(`consumables.ended.${plan.endReason}`, { date: format.date(plan.endedOn) }),
    lots: lots.filter(({ state }) => state !== 'dropped').map((lot) => lotIn(lot, day, visit)),
    next: plan.state === 'active' ? nextIn(next, underWay, day, visit) : null,
    sending: isOpen && mayAct ? await sending(db, plan, year, day, visit) : null,
    mayAct: mayAct && plan.state === 'active',
    address: plan.delivery.address,
  };
}

/** How much of a year's norm is used, under way and left. */
export function yearIn(
  { norm, reserved, used, free }: Pick<Year, 'norm' | 'reserved' | 'used' | 'free'>,
  { t, format }: Visit,
): string {
  const values = { norm, reserved, used, free };
  const words = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, format.number(value)]),
  );
  return t('consumables.year', words);
}

function nextIn(
  next: Lot | undefined,
  underWay: Lot | undefined,
  day: string,
  { t, format }: Visit,
) {
  if (underWay) return t('consumables.next.underWay');
  if (!next) return t('consumables.next.none');
  return next.opensOn <= day
    ? t('consumables.next.open')
    : t('consumables.next.opens', { date: format.date(next.opensOn) });
}

function lotIn(
  { number, state, pieces, request, opensOn, lastsUntil }: Lot,
  day: string,
  visit: Visit,
) {
  const { t, format, paths } = visit;
  const words = state === 'planned' && opensOn <= day ? 'open' : state;
  return {
    number,
    pieces: pieces === null ? '' : format.number(pieces),
    state: t(`consumables.lot.${words}`, { date: format.date(opensOn) }),
    until: lastsUntil && format.date(lastsUntil),
    reference: request?.reference ?? null,
    href: request && paths.request(request.reference),
  };
}

// What the next lot costs today. Whoever would pay more than they agreed to is asked again.
async function sending(
  db: Queryable,
  plan: Plan,
  year: Year | null,
  day: string,
  { t, format }: Visit,
) {
  const pieces = Math.min(plan.pieces, plan.entitlement.free, year?.free ?? plan.norm);
  const choice = await chooseOffer(db, {
    offerId: plan.offerId,
    entitledClass: plan.entitlement.aidClassCode,
    regionCode: plan.applicant.regionCode,
    quantity: Math.max(1, pieces),
    day,
  });
  if (!choice.allowed) return { hindrance: t(`requests.refused.${choice.reason}`) };
  const { money } = choice;
  const isDearer = money.coPayment !== null && money.coPayment > plan.coPayment * pieces;
  return {
    hindrance: null,
    pieces,
    sums: money,
    seen: writeSeen(money),
    key: randomUUID(),
    agreement: isDearer
      ? t('consumables.agree', {
          sum: format.money(money.coPayment!),
          before: format.money(plan.coPayment * pieces),
        })
      : null,
  };
}
