// Why a request comes first, on its own page and on the case's; papers that follow later.
import type { Portal } from '../portal.ts';
import type { Visit } from '../web/visit.ts';
import { findFirst, type First } from './desk.ts';
import { COMING_FIRST, OWING_NOTHING } from './papers.ts';

interface Part {
  place: 'now';
  template: string;
  values: Record<string, unknown>;
}

/** On the person's page of a request. */
export function emergencyRequestPanel({ db }: Pick<Portal, 'db'>) {
  return async ({ request }: { request: { id: number; status: string } }): Promise<Part | null> => {
    const first = await findFirst(db.read, request.id);
    const told = first && whatCounts(first, request.status);
    return told && { place: 'now', template: 'emergencies/own-reason', values: { first, ...told } };
  };
}

/** On the page of a case: the reason, and where papers stand. */
export function emergencyCasePanel({ db }: Pick<Portal, 'db'>) {
  return async ({
    visit: { paths },
    open,
  }: {
    visit: Visit;
    open: { request: { id: number; reference: string; status: string }; day: string };
  }): Promise<Part | null> => {
    const first = await findFirst(db.read, open.request.id);
    const told = first && whatCounts(first, open.request.status);
    if (!told) return null;
    const late =
      first.papersDueOn !== null && first.papersCameAt === null && first.papersDueOn < open.day;
    const mayFollow =
      told.comesFirst &&
      first.papersDueOn === null &&
      first.papersUntil !== null &&
      first.papersUntil >= open.day;
    return {
      place: 'now',
      template: 'emergencies/case-reason',
      values: {
        first,
        ...told,
        late,
        mayFollow,
        href: paths.caseEmergencyPapers(open.request.reference),
      },
    };
  };
}

// While it waits for a decision it comes first; papers are owed longer. Null: neither counts any more.
function whatCounts(
  { papersDueOn, papersCameAt }: First,
  status: string,
): { comesFirst: boolean } | null {
  const comesFirst = COMING_FIRST.includes(status);
  const owes = papersDueOn !== null && papersCameAt === null && !OWING_NOTHING.includes(status);
  return comesFirst || owes ? { comesFirst } : null;
}
