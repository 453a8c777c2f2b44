// On a request: what the person said about used aids, and an offer that waits for their yes or no.
import { findAid } from '../aids/aids.ts';
import type { Portal } from '../portal.ts';
import { inPlace } from '../requests/lifecycle.ts';
import type { RequestPanel } from '../requests/panels.ts';
import { findPoolDelivery } from '../requests/pool-delivery.ts';
import { inspectionsOf, openOfferOf } from './store.ts';

/** On the person's page: the offer, else how to change what they said. */
export function requestOffer({ db }: Pick<Portal, 'db'>): RequestPanel {
  return async ({ visit, request, relation }) => {
    const { t, lang, format } = visit;
    const delivery =
      request.status === 'dispatched' ? await findPoolDelivery(db.read, request.id) : null;
    if (delivery) {
      const text = t('pool.offer.onItsWay', { date: format.date(delivery.sentOn) });
      return { place: 'details', template: 'pool/sent', values: { text, note: delivery.note } };
    }
    const mayChange = inPlace.used_choice.from.some((one) => one === request.status);
    if (!mayChange || request.route !== 'catalogue' || request.quantity > 4) return null;
    const offer = await openOfferOf(db.read, request.id);
    if (!offer) {
      return {
        place: 'details',
        template: 'pool/choice',
        values: {
          text: t(`pool.used.said.${request.usedAid}`),
          href: relation === 'see' ? null : visit.paths.requestUsedAid(request.reference),
        },
      };
    }
    const [aid, [inspection]] = await Promise.all([
      findAid(db.read, offer.aidId),
      inspectionsOf(db.read, offer.aidId),
    ]);
    return {
      place: 'now',
      template: 'pool/offer',
      values: {
        reference: request.reference,
        offerId: offer.id,
        name: (aid!.product?.names ?? aid!.aidClass.names)[lang],
        variant: aid!.product?.variant[lang] ?? null,
        condition: t(`pool.conditionForYou.${inspection!.condition}`),
        cleaned: t('pool.offer.cleaned', { date: format.date(inspection!.cleanedOn) }),
        until: t('pool.offer.until', { date: format.date(offer.answerBy) }),
        isAccepted: offer.state === 'accepted',
        mayAct: relation !== 'see',
      },
    };
  };
}

/** Before the submission: the question, with what was said so far. */
export const checkUsed: RequestPanel = ({ visit: { t, paths }, request }) =>
  Promise.resolve(
    request.route !== 'catalogue' || request.quantity > 4
      ? null
      : {
          place: 'now',
          template: 'pool/choice',
          values: {
            text: t(`pool.used.said.${request.usedAid}`),
            href: paths.requestUsedAid(request.reference),
          },
        },
  );
