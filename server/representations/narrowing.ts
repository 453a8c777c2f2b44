// What a caseworker may confirm of what was asked: the same or less, never more.
import { earlier, lastDayByAge } from './coming-of-age.ts';
import type { Kind, Terms } from './kinds.ts';

export type NotNarrower =
  | 'wider-scope'
  | 'wider-messages'
  | 'earlier-start'
  | 'later-end'
  | 'no-day';

/**
 * The terms that would hold, or why they cannot. A parent's end with the child's majority, whatever was asked.
 */
export function narrowed(
  asked: Terms,
  confirmed: Terms,
  { kind, bornOn }: { kind: Kind; bornOn: string },
): { terms: Terms } | { refused: NotNarrower } {
  if (asked.scope === 'see' && confirmed.scope === 'act') return { refused: 'wider-scope' };
  if (!asked.receivesMessages && confirmed.receivesMessages) return { refused: 'wider-messages' };
  if (confirmed.from < asked.from) return { refused: 'earlier-start' };
  const open = confirmed.until === null || confirmed.until > (asked.until ?? confirmed.until);
  if (asked.until !== null && open) return { refused: 'later-end' };
  const until = earlier(confirmed.until, lastDayByAge(kind, bornOn));
  if (until !== null && until < confirmed.from) return { refused: 'no-day' };
  return { terms: { ...confirmed, until } };
}
