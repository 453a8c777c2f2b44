// Approving, and a second person's consent above the configured sum.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { proposedPart } from '../requests/acts/part-of-approval.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import { blockingChecks } from '../requests/checks.ts';
import { dueOn } from '../requests/deadlines.ts';
import { reasonsInForce, type ReasonVersion } from '../requests/reasons.ts';
import {
  approveRequest,
  consentToDecision,
  returnDecision,
  type Part,
} from '../requests/requests.ts';
import type { Visit } from '../web/visit.ts';
import { mountActPage, type Known } from './act-page.ts';
import { moneySection, productSection } from './case-sections.ts';
import { checkRows } from './check-rows.ts';
import { GRANTS, readApproval, readConsent } from './forms.ts';

export function approvalRoutes(portal: Portal): Router {
  const routes = Router();

  mountActPage(routes, portal, {
    act: 'approval',
    part: 'approval',
    gather: async ({ day, request }) => ({
      confirmBy: await dueOn(portal.db.read, 'confirmation', day),
      reasons: request.quantity > 1 ? await reasonsInForce(portal.db.read, 'partial', day) : [],
    }),
    frame: (known) => ({
      ...decided(known),
      first: firstOf(known),
      confirmBy: known.visit.t('casework.approval.confirmBy', {
        date: known.visit.format.date(known.more.confirmBy),
      }),
      blocked: blockingChecks(known.file.checks).length > 0,
      needsConsent: needsConsent(known),
      rest: partOffered(known),
    }),
    read: (body, { open, more: { reasons } }) => {
      const codes = reasons.map(({ code }) => code);
      return readApproval(body, { pieces: open.request.quantity, codes });
    },
    run: (order, values, known) =>
      approveRequest(portal, { ...order, note: values.note, part: partOf(values, known) }),
    notice: (_values, known) =>
      needsConsent(known) ? 'casework.approval.proposed' : 'casework.approval.done',
  });

  mountActPage(routes, portal, {
    act: 'consent',
    part: 'consent',
    gather: ({ request }) => proposedPart(portal.db.read, request.id),
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
        proposed: known.more && {
          text: visit.t('casework.part.granted', {
            granted: known.more.quantity,
            asked: known.open.request.quantity,
          }),
          explanation: known.more.explanation,
          personLang: file.person.language,
        },
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

type More = { confirmBy: string; reasons: ReasonVersion[] };

// How fewer pieces than were asked for may be granted; null where there is one piece.
function partOffered({ open: { request }, file, more, visit: { t, lang } }: Known<More>) {
  if (request.quantity < 2) return null;
  return {
    grants: GRANTS.map((value) => ({
      value,
      text: t(`casework.part.grant.${value}`, { count: request.quantity }),
    })),
    most: request.quantity - 1,
    reasons: more.reasons.map(({ code, names, explanations }) => ({
      value: code,
      text: names[lang],
      hint: { text: explanations[lang] },
    })),
    language: t(`casework.language.${file.person.language}`),
    personLang: file.person.language,
  };
}

// A sentence that is left empty is the reason's own, in the person's language.
function partOf(
  { grant, quantity, reason, explanation }: Approved,
  { file, more }: Known<More>,
): Part | null {
  if (grant !== 'part') return null;
  const own = more.reasons.find(({ code }) => code === reason)!.explanations[file.person.language];
  return { quantity, reasonCode: reason, explanation: explanation ?? own };
}

interface Approved {
  grant: string;
  quantity: number;
  reason: string;
  explanation: string | null;
}

// What has to be chosen before anything can be approved; null where it is.
function firstOf({ open: { request, from }, visit: { t, paths } }: Known<unknown>) {
  const { reference, offerId, making, need } = request;
  if (offerId !== null || making?.makerId) return null;
  if (making) {
    return {
      text: t('casework.approval.toAppoint'),
      link: { text: t('casework.act.maker'), href: paths.caseMaker(reference, { from }) },
    };
  }
  return {
    text: t('casework.approval.toChoose'),
    link: need && { text: t('needs.sourcing.link'), href: paths.caseSourcing(reference) },
  };
}

// What is decided on: the product, its sums, and the checks that did not pass.
function decided({ open, file, visit }: Known<unknown>) {
  return {
    product: productSection(file, open.request, visit),
    maker: makerOf(open.request, visit),
    money: moneySection(file, open.request, visit),
    checks: checkRows(file, open.request, visit).filter(({ result }) => result !== 'passed'),
  };
}

function makerOf({ making, supplier }: AidRequest, { t, lang }: Visit): string | null {
  return making && supplier && t('casework.approval.maker', { name: supplier.names[lang] });
}

function needsConsent({ open: { request }, file: { consentAbove } }: Known<unknown>): boolean {
  return consentAbove !== null && (request.money?.stateShare ?? 0) > consentAbove;
}
