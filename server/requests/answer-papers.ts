// Papers that come with an answer or an appeal: checked before the act, kept in its transaction.
import type { RequestHandler } from 'express';
import {
  receiveUploads,
  storeUploads,
  uploadsOf,
  type Subject,
  type Upload,
} from '../documents/documents.ts';
import type { Portal } from '../portal.ts';
import { checkCsrfAfterUpload } from '../web/csrf.ts';
import type { Problem } from '../web/forms.ts';
import type { Scene } from './acts/perform.ts';

/** Keeps papers within the transaction of an act. */
export type KeepPapers = (
  scene: Pick<Scene, 'trx' | 'request' | 'by' | 'at'>,
  subject: Subject,
) => Promise<void>;

/** Stands before the route of a form that takes papers. */
export function receivePapers(portal: Portal): RequestHandler[] {
  return [receiveUploads(portal), checkCsrfAfterUpload];
}

/** The papers of a form with the way to keep them, or what is wrong with them. */
export async function papersOf(
  portal: Portal,
  req: Parameters<typeof uploadsOf>[1],
  applicantId: number,
): Promise<{ problems: Problem[]; keep: KeepPapers }> {
  const read = await uploadsOf(portal, req, { applicantId });
  if ('problems' in read) return { problems: read.problems, keep: () => Promise.resolve() };
  return { problems: [], keep: keeping(portal, read.files) };
}

function keeping(portal: Portal, files: readonly Upload[]): KeepPapers {
  return async ({ trx, request, by, at }, subject) => {
    await storeUploads(trx, portal, {
      files,
      subject,
      applicantId: request.applicant.id,
      by,
      at,
    });
  };
}
