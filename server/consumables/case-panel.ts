// On a case that is a lot: its plan and the year's norm, and the decision with one button where nothing changed.
import { randomUUID } from 'node:crypto';
import type { Reader } from '../accounts/reader.ts';
import type { Portal } from '../portal.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import type { Standing } from '../requests/policy.ts';
import type { Visit } from '../web/visit.ts';
import { yearIn } from './plan-page.ts';
import { isUnchanged } from './unchanged.ts';
import { findPlan, lotOfRequest, lotsOf } from './store.ts';
import { yearById } from './years.ts';

/** A case as the desk hands it to panels. */
interface CaseGround {
  visit: Visit;
  open: { request: AidRequest; reader: Reader; standing: Standing; day: string };
}

/** The facts of the plan. */
export function planPanel({ db }: Pick<Portal, 'db'>) {
  return async ({ visit, open: { request } }: CaseGround) => {
    const lot = await lotOfRequest(db.read, request.id);
    if (!lot) return null;
    const { t, format } = visit;
    const [plan, year, lots] = await Promise.all([
      findPlan(db.read, lot.planId),
      yearById(db.read, lot.yearId!),
      lotsOf(db.read, [lot.planId]),
    ]);
    return {
      place: 'details' as const,
      template: 'consumables/case',
      values: {
        what: t('consumables.lotOf', { pieces: plan!.pieces, months: plan!.months }),
        number: t('consumables.panel.lot', { number: lot.number }),
        year: yearIn(year, visit),
        lots: lots
          .filter(({ state }) => state !== 'dropped')
          .map(({ number, state, opensOn, pieces }) =>
            t('consumables.case.lot', {
              number,
              pieces: pieces ?? plan!.pieces,
              state: t(`consumables.lot.${state}`, { date: format.date(opensOn) }),
            }),
          ),
      },
    };
  };
}

/** The decision with one button. */
export function lotApproval({ db }: Pick<Portal, 'db'>) {
  return async ({ open: { request, reader, standing } }: CaseGround) => {
    const waits = request.status === 'submitted' || request.status === 'in_review';
    const others = request.assignee !== null && request.assignee.accountId !== reader.accountId;
    if (!waits || others || standing.family) return null;
    const lot = await lotOfRequest(db.read, request.id);
    if (!lot || lot.number === 1 || !(await isUnchanged(db.read, request, lot))) return null;
    return {
      place: 'acts' as const,
      template: 'consumables/approve',
      values: { reference: request.reference, version: request.version, key: randomUUID() },
    };
  };
}
