// Why a request comes first, on its own page and on the case's; papers that follow later.
import type { Portal } from '../portal.ts';
import type { Visit } from '../web/visit.ts';
import { findFirst } from './desk.ts';

interface Part {
  place: 'now';
  template: string;
  values: Record<string, unknown>;
}

/** On the person's page of a request. */
export function emergencyRequestPanel({ db }: Pick<Portal, 'db'>) {
  return async ({ request }: { request: { id: number } }): Promise<Part | null> => {
    const first = await findFirst(db.read, request.id);
    return first && { place: 'now', template: 'emergencies/own-reason', values: { first } };
  };
}

/** On the page of a case: the reason, and where papers stand. */
export function emergencyCasePanel({ db }: Pick<Portal, 'db'>) {
  return async ({
    visit: { paths },
    open,
  }: {
    visit: Visit;
    open: { request: { id: number; reference: string }; day: string };
  }): Promise<Part | null> => {
    const first = await findFirst(db.read, open.request.id);
    if (!first) return null;
    const late =
      first.papersDueOn !== null && first.papersCameAt === null && first.papersDueOn < open.day;
    const mayFollow =
      first.papersDueOn === null && first.papersUntil !== null && first.papersUntil >= open.day;
    return {
      place: 'now',
      template: 'emergencies/case-reason',
      values: {
        first,
        late,
        mayFollow,
        href: paths.caseEmergencyPapers(open.request.reference),
      },
    };
  };
}
