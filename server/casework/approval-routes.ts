// Approving, and a second person's consent above the configured sum.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { blockingChecks } from '../requests/checks.ts';
import { dueOn } from '../requests/deadlines.ts';
import { approveRequest, consentToDecision, returnDecision } from '../requests/requests.ts';
import { mountActPage, type Known } from './act-page.ts';
import { moneySection, productSection } from './case-sections.ts';
import { checkRows } from './check-rows.ts';
import { readApproval, readConsent } from './forms.ts';

export function approvalRoutes(portal: Portal): Router {
  const routes = Router();

  mountActPage(routes, portal, {
    act: 'approval',
    part: 'approval',
    gather: ({ day }) => dueOn(portal.db.read, 'confirmation', day),
    frame: (known) => ({
      ...decided(known),
      confirmBy: known.visit.t('casework.approval.confirmBy', {
        date: known.visit.format.date(known.more),
      }),
      blocked: blockingChecks(known.file.checks).length > 0,
      needsConsent: needsConsent(known),
    }),
    read: readApproval,
    run: (order, values) => approveRequest(portal, { ...order, ...values }),
    notice: (_values, known) =>
      needsConsent(known) ? 'casework.approval.proposed' : 'casework.approval.done',
  });

  mountActPage(routes, portal, {
    act: 'consent',
    part: 'consent',
    gather: () => null,
    frame: (known) => {
      const { file, visit } = known;
      const waiting = file.decisions.find(({ state }) => state === 'waiting');
      return {
        ...decided(known),
        blocked: blockingChecks(file.checks).length > 0,
        waiting:
          waiting &&
          visit.t('casework.consent.waits', {
            name: waiting.decidedBy.name,
            date: visit.format.dateTime(waiting.decidedAt),
          }),
        note: waiting?.note,
      };
    },
    read: readConsent,
    run: (order, { outcome, note }) =>
      outcome === 'consent'
        ? consentToDecision(portal, { ...order, note })
        : returnDecision(portal, { ...order, note: note ?? '' }),
    notice: ({ outcome }) =>
      outcome === 'consent' ? 'casework.consent.done' : 'casework.consent.returned',
  });

  return routes;
}

// What is decided on: the product, its sums, and the checks that did not pass.
function decided({ open, file, visit }: Known<unknown>) {
  return {
    product: productSection(file, open.request, visit),
    money: moneySection(file, open.request, visit),
    checks: checkRows(file, open.request, visit).filter(({ result }) => result !== 'passed'),
  };
}

function needsConsent({ open: { request }, file: { consentAbove } }: Known<unknown>): boolean {
  return consentAbove !== null && (request.money?.stateShare ?? 0) > consentAbove;
}
