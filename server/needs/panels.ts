// What needs bring to other pages: the words on the request and the case, what the office found, the act to propose.
import type { DeskTasks } from '../accounts/desk-tasks.ts';
import type { Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { Portal } from '../portal.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import type { RequestPanel } from '../requests/panels.ts';
import type { Visit } from '../web/visit.ts';

/** On the person's page: the need, and what the office found for it. */
export function needRequestPanel({ db }: Pick<Portal, 'db'>): RequestPanel {
  return async ({ visit, request, relation }) => {
    if (!request.need) return null;
    const choosing = request.status === 'choosing_again' && relation !== 'see';
    const proposals = await proposalsOf(db.read, request.id);
    return {
      place: 'now',
      template: 'needs/own-panel',
      values: {
        need: request.need,
        proposals: proposals.map(({ offerId, ...one }) => ({
          ...one,
          href: choosing ? visit.paths.requestChoice(request.reference, { offer: offerId }) : null,
        })),
      },
    };
  };
}

interface Ground {
  visit: Visit;
  open: { request: AidRequest };
}

/** On the case: the need in the person's words. */
export async function needCasePanel({ open: { request } }: Ground) {
  return request.need
    ? { place: 'now' as const, template: 'needs/case-panel', values: { need: request.need } }
    : null;
}

/** Among the acts of a case: proposing what was found. */
export async function sourcingCasePanel({ visit, open: { request } }: Ground) {
  if (!request.need || request.status !== 'in_review') return null;
  const href = visit.paths.caseSourcing(request.reference);
  return { place: 'acts' as const, template: 'needs/sourcing-link', values: { href } };
}

/** The administrators' link to the digests. */
export const needDesk: DeskTasks = (_reader, _today, { t, paths }) =>
  Promise.resolve([{ text: t('needs.digest.title'), href: paths.adminNeeds(), count: null }]);

async function proposalsOf(
  db: Queryable,
  requestId: number,
): Promise<{ offerId: number; product: Names; note: string }[]> {
  const rows: Record<string, unknown>[] = await db('need_proposals')
    .join('offers', 'offers.id', 'need_proposals.offer_id')
    .join('variants', 'variants.id', 'offers.variant_id')
    .join('products', 'products.id', 'variants.product_id')
    .where({ request_id: requestId })
    .orderBy('need_proposals.id')
    .select('offer_id', 'note', 'products.name_kk', 'products.name_ru', 'products.name_en');
  return rows.map((row) => ({
    offerId: row.offer_id as number,
    product: namesOf(row),
    note: row.note as string,
  }));
}
