// On a case: what of the pool may serve this person, the offer that is open, and how it goes on.
import { randomUUID } from 'node:crypto';
import { aidName, findAid } from '../aids/aids.ts';
import type { Reader } from '../accounts/reader.ts';
import { classTree, type ClassTree } from '../catalogue/catalogue.ts';
import type { Portal } from '../portal.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import type { Standing } from '../requests/policy.ts';
import type { Visit } from '../web/visit.ts';
import { fitsForRequest } from '../requests/fit.ts';
import { endIfOver } from './pool.ts';
import { goesOn, matchesFor, openOfferOf } from './store.ts';

/** A case as the desk hands it to panels. */
interface CaseGround {
  visit: Visit;
  open: { request: AidRequest; reader: Reader; standing: Standing; day: string };
}

const MOST = 10;

/** On top of a case: that an offer of the pool is open, before somebody approves a second aid. */
export function openOfferPanel(portal: Portal) {
  const { db, clock } = portal;
  return async ({ visit: { t }, open: { request, standing } }: CaseGround) => {
    if (request.route !== 'catalogue' || standing.family) return null;
    const offer = await openOfferOf(db.read, request.id);
    if (!offer) return null;
    if (!goesOn(request)) {
      await endIfOver(portal, request.id, clock()); // decided otherwise: the aid is free at once
      return null;
    }
    const text = t(`pool.case.mind.${offer.state}`);
    return { place: 'now' as const, template: 'pool/mind', values: { text } };
  };
}

/** The pool beside a case that is in review. */
export function poolPanel({ db }: Pick<Portal, 'db'>) {
  return async ({ visit, open: { request, reader, standing, day } }: CaseGround) => {
    const decides = request.status === 'in_review' && request.route === 'catalogue';
    if (!decides || request.quantity > 4 || standing.family) return null;
    const { t, lang, format } = visit;
    const mine = request.assignee?.accountId === reader.accountId;
    const common = {
      reference: request.reference,
      version: request.version,
      key: randomUUID(),
      mine,
      said: t(`pool.case.said.${request.usedAid}`),
    };
    const offer = await openOfferOf(db.read, request.id);
    if (offer) {
      const aid = (await findAid(db.read, offer.aidId))!;
      const values = {
        ...common,
        offer: {
          id: offer.id,
          name: aidName(aid)[lang],
          href: aid.officeId === reader.officeId ? visit.paths.poolAid(aid.id) : null,
          state: t(`pool.case.state.${offer.state}`, { date: format.date(offer.answerBy) }),
          isAccepted: offer.state === 'accepted',
        },
        matches: [],
      };
      return { place: 'details' as const, template: 'pool/case', values };
    }
    if (request.usedAid === 'no') {
      return {
        place: 'details' as const,
        template: 'pool/case',
        values: { ...common, offer: null, matches: null },
      };
    }
    const classCodes = below(await classTree(db), request.aidClass.code);
    const { officeId, quantity } = request;
    const matches = await matchesFor(db.read, { officeId, classCodes, quantity }, MOST);
    const variants = matches.flatMap(({ variantId }) => variantId ?? []);
    const fits = await fitsForRequest(db, request, variants, { on: day, visit });
    return {
      place: 'details' as const,
      template: 'pool/case',
      values: {
        ...common,
        offer: null,
        matches: matches.map((aid) => {
          const fit = fits.get(aid.variantId ?? 0);
          return {
            id: aid.id,
            name: aidName(aid)[lang],
            variant: aid.product?.variant[lang] ?? '',
            condition: t(`pool.condition.${aid.condition!}`),
            office: aid.office[lang],
            fit: t(`pool.fit.${fit?.result ?? 'unknown'}`),
            warnings: (fit?.warnings ?? []).map(({ text }) => text),
          };
        }),
      },
    };
  };
}

function below(classes: ClassTree, code: string): string[] {
  return [code, ...classes.childrenOf(code).flatMap((child) => below(classes, child.code))];
}
