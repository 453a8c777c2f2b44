// The papers that prove a representation: taken with the ask, read by who asked, by the person and by the office.
import type { Request, RequestHandler } from 'express';
import type { Reader } from '../accounts/reader.ts';
import { isCaseworker } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import type { Queryable } from '../database.ts';
import {
  receiveUploads,
  storeUploads,
  uploadsOf,
  type DocumentAccess,
  type Upload,
} from '../documents/documents.ts';
import { paths } from '../paths.ts';
import type { Portal } from '../portal.ts';
import { checkCsrfAfterUpload } from '../web/csrf.ts';
import type { Problem } from '../web/forms.ts';
import { findAsk } from './ask-store.ts';
import type { KeepPapers } from './keep-ask.ts';
import { applicantOf } from './pieces.ts';

/** For the routes of forms that take papers. */
export function receivePapers(portal: Portal): RequestHandler[] {
  return [receiveUploads(portal), checkCsrfAfterUpload];
}

/** The papers of a form, and what is wrong with them. */
export async function papersOf(
  portal: Portal,
  req: Request,
): Promise<{ files: Upload[]; problems: Problem[] }> {
  const read = await uploadsOf(portal, req);
  return { files: [], problems: [], ...read };
}

/**
 * Keeps the papers in the ask's transaction. They count for whoever uploads them, so that a stranger cannot use up
 * somebody's room, and nothing differs where the person is not known.
 */
export function keptPapers(
  portal: Portal,
  files: Upload[],
  { by, at }: { by: Reader; at: Date },
): KeepPapers {
  return async (trx, { id, applicantId }) => {
    const own = isCaseworker(by) ? null : await applicantOf(trx, by.accountId);
    const whose = own ?? applicantId;
    if (whose === null) return;
    const subject = { kind: 'representation' as const, id };
    await storeUploads(trx, portal, { files, subject, applicantId: whose, by, at });
  };
}

/** Who may read these papers, and until when they are needed. */
export const representationPapers: DocumentAccess = {
  kind: 'representation',

  async mayRead(db, reader, subjectId) {
    const ask = await findAsk(db, subjectId);
    if (!ask) return null;
    if (ask.askedBy.accountId === reader.accountId && ask.way !== 'office')
      return { reason: 'own' };
    if (ask.applicant?.accountId === reader.accountId) return { reason: 'own' };
    const ofOffice = isCaseworker(reader) && reader.officeId === ask.applicant?.officeId;
    return ofOffice && ask.helper ? { reason: 'case' } : null;
  },

  async mayDelete(db, reader, subjectId) {
    const ask = await findAsk(db, subjectId);
    return ask?.askedBy.accountId === reader.accountId && ask.state === 'waiting';
  },

  async hrefOf(db, reader, subjectId, lang) {
    const ask = await findAsk(db, subjectId);
    if (!ask) return null;
    if (ask.askedBy.accountId === reader.accountId && ask.way !== 'office') {
      return paths[lang].ownAsk(subjectId);
    }
    if (ask.applicant?.accountId === reader.accountId) return paths[lang].helpers();
    return paths[lang].representationAsk(subjectId);
  },

  settledOn,
};

// Needed until it is refused, taken back, or what it proves has ended.
async function settledOn(
  db: Queryable,
  subjectIds: readonly number[],
): Promise<Map<number, string>> {
  const rows: {
    id: number;
    state: string;
    decided_at: string | null;
    ended_at: string | null;
  }[] = await db('representation_asks')
    .leftJoin('representations', 'representations.ask_id', 'representation_asks.id')
    .whereIn('representation_asks.id', [...subjectIds])
    .select(
      'representation_asks.id',
      'representation_asks.state',
      'representation_asks.decided_at',
      'representations.ended_at',
    );
  const settled = rows.flatMap(({ id, state, decided_at: decided, ended_at: ended }) => {
    const at = state === 'accepted' ? ended : decided;
    return at ? [[id, dayOf(new Date(at))] as const] : [];
  });
  return new Map(settled);
}
