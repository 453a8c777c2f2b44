// The scan of a request on paper: taken in the entry, read by the office and by the person whose it is.
import { isCaseworker } from '../accounts/reader.ts';
import { relationTo } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import type { DocumentAccess } from '../documents/documents.ts';
import { paths } from '../paths.ts';

/** Who may read a scan, and where it belongs. */
export const paperRequestPapers: DocumentAccess = {
  kind: 'paper_request',

  async mayRead(db, reader, subjectId, day) {
    const entry: { applicant_id: number; office_id: number } | undefined = await db(
      'assisted_entries',
    )
      .where({ id: subjectId })
      .first('applicant_id', 'office_id');
    if (!entry) return null;
    const relation = await relationTo(db, reader.accountId, entry.applicant_id, day);
    if (relation) return { reason: relation === 'self' ? 'own' : 'representative' };
    return isCaseworker(reader) && reader.officeId === entry.office_id ? { reason: 'case' } : null;
  },

  async mayDelete(db, reader, subjectId) {
    const row: { opened_by: number; read_back_at: string | null } | undefined = await db(
      'assisted_entries',
    )
      .where({ id: subjectId })
      .first('opened_by', 'read_back_at');
    return row?.opened_by === reader.accountId && row.read_back_at === null;
  },

  async hrefOf(db, reader, subjectId, lang) {
    const row: { opened_by: number; reference: string | null; status: string | null } | undefined =
      await db('assisted_entries')
        .leftJoin('requests', 'requests.id', 'assisted_entries.request_id')
        .where({ 'assisted_entries.id': subjectId })
        .first('opened_by', 'reference', 'status');
    if (!row) return null;
    if (row.reference && row.status !== 'draft') {
      return isCaseworker(reader)
        ? paths[lang].caseFile(row.reference)
        : paths[lang].request(row.reference);
    }
    return row.opened_by === reader.accountId ? paths[lang].assistedEntry(subjectId) : null;
  },

  async settledOn(db, subjectIds) {
    const rows: { id: number; status_since: string }[] = await db('assisted_entries')
      .join('requests', 'requests.id', 'assisted_entries.request_id')
      .whereIn('assisted_entries.id', [...subjectIds])
      .whereIn('requests.status', ['closed', 'withdrawn', 'expired'])
      .select('assisted_entries.id', 'requests.status_since');
    return new Map(rows.map(({ id, status_since: since }) => [id, dayOf(new Date(since))]));
  },
};
