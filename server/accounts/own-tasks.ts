// What other slices ask of a person on their own page: `app.ts` hands them in, so that accounts need not know them.
import type { Visit } from '../web/visit.ts';

/** One thing to do, for one person: a link, and what it is about. */
export interface OwnTask {
  applicantId: number;
  href: string;
  text: string;
  what: string;
}

/** Finds what is to do for people on a day. */
export type OwnTasks = (
  applicantIds: readonly number[],
  today: string,
  visit: Visit,
) => Promise<OwnTask[]>;
