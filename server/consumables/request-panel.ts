// On a request's page: which lot it is, or that the rest can come in lots; before the submission, that a part is enough.
import type { Portal } from '../portal.ts';
import type { RequestPanel } from '../requests/panels.ts';
import { findEntitlement } from '../entitlements/entitlements.ts';
import { mayRepeat } from './may-repeat.ts';
import { usualPieces } from './schedule.ts';
import { lotOfRequest, normOf } from './store.ts';

/** The panel of a request for a consumable; none for all others. */
export function requestLots({ db }: Pick<Portal, 'db'>): RequestPanel {
  return async ({ visit: { t, paths }, request, relation, day }) => {
    const lot = await lotOfRequest(db.read, request.id);
    if (lot) {
      const text = t('consumables.panel.lot', { number: lot.number });
      const link = { text: t('consumables.panel.toPlans'), href: paths.consumables() };
      return { place: 'details', template: 'consumables/panel', values: { text, link } };
    }
    if (relation === 'see' || request.status === 'draft') return null;
    const may = await mayRepeat(db.read, request, day);
    if (!may.may) return null;
    const text = t('consumables.panel.rest', { free: may.entitlement.free });
    const href = paths.requestRepeat(request.reference);
    const link = { text: t('consumables.panel.start'), href };
    return { place: 'now', template: 'consumables/panel', values: { text, link } };
  };
}

/** Before the submission of all pieces at once: a part is enough, the rest can come in lots. */
export function checkLots({ db }: Pick<Portal, 'db'>): RequestPanel {
  return async ({ visit: { t, paths }, request }) => {
    const norm = await normOf(db.read, request.aidClass.code);
    if (norm === null) return null;
    const { free } = (await findEntitlement(db.read, request.entitlementId))!;
    const part = usualPieces(norm, 3);
    if (request.quantity < free || free <= part) return null;
    const text = t('consumables.panel.all', { pieces: request.quantity, part });
    const link = {
      text: t('consumables.panel.toDraft'),
      href: paths.requestDraft(request.reference),
    };
    return { place: 'now', template: 'consumables/panel', values: { text, link } };
  };
}
