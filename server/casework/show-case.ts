// The page of a case, and the page that says why there is nothing to do.
import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { attachedSection } from '../guide/guide.ts';
import { attachedMeasures } from '../measures/measures.ts';
import type { Portal } from '../portal.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { visitOf, type Visit } from '../web/visit.ts';
import { handOf, whyNotAtHand, type CaseAct } from './acts-at-hand.ts';
import { readCaseFile, type CaseFile } from './case-file.ts';
import { caseHead, casePage, queueLink } from './case-page.ts';
import { historySection } from './case-sections.ts';
import type { OpenCase } from './open-case.ts';
import { casePanelsOf, type CasePanel } from './panels.ts';

/** A page shown again: what is wrong, what was typed, and what a colleague did in the meantime. */
export interface Again {
  problems: Problem[];
  typed: Typed;
  status: number;
  /** The version that the reader had seen, when it is not the one that stands. */
  seen?: number;
}

/** The page of the case itself, or, for one's own case, why there is nothing to do. */
export async function showCase(
  portal: Portal & { panels: readonly CasePanel[] },
  res: Response,
  open: OpenCase,
  again?: Again,
): Promise<void> {
  const file = await readCaseFile(portal.db, open, visitOf(res));
  const visit = visitOf(res);
  if (open.standing.family) return showNotNow(portal, res, open, file, null, again?.status);
  portal.page(
    res,
    'casework/case',
    {
      title: visit.t('casework.case.title', { reference: open.request.reference }),
      breadcrumbs: [queueLink(open.from, visit)],
      width: 'wide',
      ...casePage(open, file, visit),
      measures: await attachedMeasures(
        portal.db.read,
        {
          requestId: open.request.id,
          aidClassCode: open.request.aidClass.code,
          on: open.day,
        },
        visit,
      ),
      guide: await attachedSection(portal.db, file.guide, visit),
      panels: await casePanelsOf(portal.panels, { visit, open }),
      key: randomUUID(),
      news: newsOf(file, again?.seen, visit),
      problems: again?.problems,
      typed: again?.typed,
    },
    again?.status,
  );
}

/** Why there is nothing to do here: one's own case, or an act that the case is not ready for. */
export function showNotNow(
  { page }: Portal,
  res: Response,
  open: OpenCase,
  file: CaseFile,
  act: CaseAct | null,
  status?: number,
): void {
  const visit = visitOf(res);
  const { t } = visit;
  const own = Boolean(open.standing.family);
  const hand = handOf(open, file);
  page(
    res,
    'casework/not-now',
    {
      title: t(own ? 'casework.own.title' : 'casework.notNow.title'),
      breadcrumbs: own ? [queueLink(open.from, visit)] : crumbsOf(open, visit),
      why: t(`requests.refused.${whyNotAtHand(act, hand, open.reader.accountId)}`),
      head: caseHead(open, file, visit),
      own,
    },
    status,
  );
}

/** How a page of an act answers that is not at hand: it is not for this reader, or not for now. */
export function notNowStatus({ standing }: OpenCase): number {
  return standing.family ? 403 : 409;
}

/** The way back from a page of a case. */
export function crumbsOf({ request, from }: OpenCase, visit: Visit) {
  return [
    queueLink(from, visit),
    {
      text: visit.t('casework.case.title', { reference: request.reference }),
      href: visit.paths.caseFile(request.reference, { from }),
    },
  ];
}

/** What happened after the version that the reader had seen. */
export function newsOf({ events }: CaseFile, seen: number | undefined, visit: Visit) {
  if (seen === undefined) return null;
  return historySection({ events: events.filter(({ version }) => version > seen) }, visit);
}
