// Who reads the papers of a request and of the answers in it: those whose it is, and the office that has it.
import { isCaseworker } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import type { Queryable } from '../database.ts';
import type { DocumentAccess, DocumentKind } from '../documents/documents.ts';
import { paths } from '../paths.ts';
import { requestOf, requests, type AidRequest, type RequestRow } from '../requests/aid-request.ts';
import { NOT_LIVE, type Status } from '../requests/lifecycle.ts';
import { standingOf } from '../requests/policy.ts';

/** Nothing was decided while it stands so. */
const UNDECIDED: readonly Status[] = ['submitted', 'in_review', 'awaiting_applicant'];

/** Papers that were sent with a request. */
export const requestPapers = accessOf('request', (_db, subjectIds) =>
  Promise.resolve(new Map(subjectIds.map((id) => [id, id]))),
);

/** Papers that were sent with the answer to a question. */
export const answerPapers = accessOf('question', async (db, subjectIds) => {
  const rows: { id: number; request_id: number }[] = await db('questions')
    .whereIn('id', [...subjectIds])
    .select('id', 'request_id');
  return new Map(rows.map((row) => [row.id, row.request_id]));
});

type RequestsOf = (db: Queryable, subjectIds: readonly number[]) => Promise<Map<number, number>>;

function accessOf(kind: DocumentKind, requestsOf: RequestsOf): DocumentAccess {
  const find = async (db: Queryable, subjectId: number): Promise<AidRequest | null> => {
    const id = (await requestsOf(db, [subjectId])).get(subjectId);
    const row: RequestRow | undefined =
      id === undefined ? undefined : await requests(db).where('requests.id', id).first();
    return row ? requestOf(row) : null;
  };
  return {
    kind,

    async mayRead(db, reader, subjectId, day) {
      const request = await find(db, subjectId);
      const standing = request && (await standingOf(db, reader, request, day));
      if (standing?.family)
        return { reason: standing.family === 'self' ? 'own' : 'representative' };
      return standing?.staff ? { reason: 'case' } : null;
    },

    async mayDelete(db, _reader, subjectId) {
      const request = await find(db, subjectId);
      return request !== null && UNDECIDED.includes(request.status);
    },

    async hrefOf(db, reader, subjectId, lang) {
      const request = await find(db, subjectId);
      if (!request) return null;
      return isCaseworker(reader) && reader.officeId === request.officeId
        ? paths[lang].caseFile(request.reference)
        : paths[lang].request(request.reference);
    },

    async settledOn(db, subjectIds) {
      const found = await requestsOf(db, subjectIds);
      const rows: { id: number; status_since: string }[] = await db('requests')
        .whereIn('id', [...found.values()])
        .whereIn('status', [...NOT_LIVE])
        .select('id', 'status_since');
      const since = new Map(rows.map((row) => [row.id, dayOf(new Date(row.status_since))]));
      const settled = [...found].flatMap(([subjectId, id]) => {
        const day = since.get(id);
        return day === undefined ? [] : [[subjectId, day] as const];
      });
      return new Map(settled);
    },
  };
}
