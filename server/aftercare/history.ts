// What happened with an aid while one person had it.
import type { Queryable } from '../database.ts';
import type { Visit } from '../web/visit.ts';

interface Fact {
  kind: string;
  at: string;
  by_role: string;
  note: string | null;
}

/** The facts as a timeline, the newest first. */
export async function historyOf(
  db: Queryable,
  { id, applicantId }: { id: number; applicantId: number },
  { t, format }: Visit,
) {
  const facts: Fact[] = await db('aid_events')
    .where({ aid_id: id, applicant_id: applicantId })
    .orderBy('id', 'desc')
    .limit(100)
    .select('kind', 'at', 'by_role', 'note');
  return facts
    .filter(({ kind }) => t.has(`aftercare.event.${kind}`)) // others have pages of their own
    .map(({ kind, at, by_role: role, note }, index) => ({
      title: t(`aftercare.event.${kind}`),
      at,
      atText: format.dateTime(at),
      by: t(`requests-pages.by.${role}`),
      text: note ?? '',
      current: index === 0,
    }));
}
