// An aid that is made for one person: asked for without a product, made by a maker whom the office appoints.
import type { Knex } from 'knex';
import { findPerson } from '../../applicants/person.ts';
import { dayOf } from '../../calendar/today.ts';
import { formats } from '../../i18n/formats.ts';
import { Conflict } from '../../web/errors.ts';
import { findRequest, moneyColumns, type AidRequest } from '../aid-request.ts';
import { hasChanged, type Money } from '../co-payment.ts';
import { dueOn } from '../deadlines.ts';
import { makerFor, type Maker } from '../makers.ts';
import { particularsFor, writeParticulars, type Particulars } from '../particulars.ts';
import { whyNotFree } from './free-to-decide.ts';
import { isAboveDecision } from './choosing-again.ts';
import { beginMaking } from './making-record.ts';
import { perform, refused, type Means, type Order, type Result, type Scene } from './perform.ts';
import { fromMaker, placeOrder } from './placing.ts';
import { putQuestion } from './questions.ts';
import { tellFamily } from './tell.ts';

/**
 * States in a draft what the maker has to know, and whom the person would like as the maker.
 * @param order.makerId null: the office chooses
 */
export async function stateParticulars(
  means: Pick<Means, 'db'>,
  order: Order & { answers: readonly Particulars[]; makerId: number | null },
): Promise<Result> {
  return perform(means, 'change', order, async (scene) => {
    const { trx, request } = scene;
    if (request.route !== 'made_to_order') return refused('wrong-state');
    if (order.makerId !== null && !(await makerIn(scene, order.makerId))) {
      return refused('maker-not-available');
    }
    const asked = await particularsFor(trx, request.aidClass.code);
    const ids = new Set(asked.map(({ id }) => id));
    await writeParticulars(
      trx,
      request.id,
      order.answers.filter(({ particularId }) => ids.has(particularId)),
    );
    if (request.making) {
      await trx('makings')
        .where({ request_id: request.id })
        .update({ wished_maker_id: order.makerId, maker_id: order.makerId });
    }
    return {};
  });
}

/**
 * Whether the person must first agree to what a maker's work costs: they would pay, and have not seen these sums.
 * Who pays nothing has nothing to agree to.
 */
export function needsAgreement({ money }: Pick<AidRequest, 'money'>, now: Money): boolean {
  if (!now.coPayment) return false;
  return money === null || hasChanged(money, now);
}

/**
 * The office appoints the maker. Where the person would pay what they have not seen, they are asked at once, and
 * nothing is ordered before they agree.
 */
export async function appointMaker(
  means: Means,
  order: Order & { makerId: number },
): Promise<Result> {
  const before = await findRequest(means.db.write, order.reference);
  const asks = before !== null && (await wouldAsk(means, before, order));
  return perform(means, asks ? 'question' : 'maker_appointment', order, async (scene) => {
    const { trx, request, at, day } = scene;
    // What nobody offers may be made.
    const made: Record<string, string> = request.making ? {} : { route: 'made_to_order' };
    if (!request.making && (!request.need || request.offerId !== null)) {
      return refused('wrong-state');
    }
    const hindrance = await whyNotFree(scene);
    if (hindrance) return refused(hindrance);
    const maker = await makerIn(scene, order.makerId);
    if (!maker) return refused('maker-not-available');
    if (maker.money.stateShare === null) return refused('amount-not-set');
    if (needsAgreement(request, maker.money) !== asks) throw new Conflict();
    if (!request.making) await beginMaking(trx, request.id);
    await trx('makings').where({ request_id: request.id }).update({ maker_id: maker.id });
    if (asks) {
      const text = await questionAbout(means, scene, maker);
      const telling = 'request.maker_question_asked';
      const asked = await putQuestion(means, scene, { kind: 'money', text, telling });
      return { ...asked, set: { ...asked.set, ...made } };
    }
    return {
      set: { ...moneyColumns(maker.money, day), ...made },
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'request.maker_appointed',
          eventKey,
          at,
          values: (lang, format) => ({
            supplier: maker.names[lang],
            sum: format.money(maker.money.coPayment ?? 0),
          }),
        }),
    };
  });
}

/**
 * Chooses another maker after one declined. The decision stands, and so does the place in the queue.
 * @param order.seen the sums that the person saw and agreed to
 */
export async function chooseMakerAgain(
  means: Means,
  order: Order & { makerId: number; seen: Pick<Money, 'price' | 'coPayment'> },
): Promise<Result> {
  return perform(means, 'maker_choice', order, async (scene) => {
    const { trx, request, at, day } = scene;
    if (!request.making) return refused('wrong-state');
    const maker = await makerIn(scene, order.makerId);
    if (!maker) return refused('maker-not-available');
    const { money } = maker;
    const { stateShare, coPayment } = money;
    if (stateShare === null || coPayment === null) return refused('amount-not-set');
    if (hasChanged({ ...money, ...order.seen }, money)) return refused('money-changed');
    if (await isAboveDecision(trx, stateShare, request, day)) return refused('above-decided-sum');
    const confirmBy = await dueOn(trx, 'confirmation', day);
    await trx('makings').where({ request_id: request.id }).update({ maker_id: maker.id });
    return {
      set: moneyColumns(money, day),
      dueOn: confirmBy,
      afterwards: async ({ eventKey }) => {
        const from = fromMaker(maker);
        const agreed = { ...money, stateShare, coPayment };
        await placeOrder(trx, means.texts, request, { from, money: agreed, confirmBy, day, at });
        await tellFamily(trx, means.texts, request, {
          kind: 'request.chosen_again',
          eventKey,
          at,
          values: (lang, format) => ({
            supplier: maker.names[lang],
            date: format.date(confirmBy),
          }),
        });
      },
    };
  });
}

async function wouldAsk(
  { db }: Pick<Means, 'db'>,
  request: AidRequest,
  { makerId, at }: { makerId: number; at: Date },
): Promise<boolean> {
  const maker = await makerIn({ trx: db.write, request, day: dayOf(at) }, makerId);
  return maker !== null && needsAgreement(request, maker.money);
}

async function makerIn(
  { trx, request, day }: { trx: Knex; request: AidRequest; day: string },
  makerId: number,
): Promise<Maker | null> {
  return makerFor(trx, makerId, {
    aidClassCode: request.aidClass.code,
    regionCode: request.applicant.regionCode,
    quantity: request.quantity,
    day,
  });
}

// The question in the person's own language, with the sums in words.
async function questionAbout(
  { texts }: Means,
  { trx, request, day }: Scene,
  { names, money }: Maker,
): Promise<string> {
  const person = await findPerson(trx, request.applicant.id, day);
  const lang = person?.language ?? 'kk';
  const format = formats[lang];
  return texts[lang]('made-to-order.question', {
    maker: names[lang],
    price: format.money(money.price),
    state: format.money(money.stateShare ?? 0),
    person: format.money(money.coPayment ?? 0),
  });
}
