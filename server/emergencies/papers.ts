// Until when an emergency is of weight for a request: its place, and papers that follow later.

/** The office has it, or waits for the person: it comes first, and papers may be let follow. */
export const COMING_FIRST: readonly string[] = ['submitted', 'in_review', 'awaiting_applicant'];

/** Nothing is granted, or all is done: no papers are owed. */
export const OWING_NOTHING: readonly string[] = [
  'refused',
  'appealed',
  'withdrawn',
  'expired',
  'closed',
];
