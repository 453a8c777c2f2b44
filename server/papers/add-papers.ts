import { storeUploads, type Upload } from '../documents/documents.ts';
import type { Portal } from '../portal.ts';
import { perform, type Means, type Order, type Result } from '../requests/acts/perform.ts';
import { tellStaff } from '../requests/acts/tell.ts';

/** Adds papers to an open request; the caseworker who has it is told. */
export async function addPapers(
  means: Means & Pick<Portal, 'config'>,
  order: Order & { files: readonly Upload[]; note: string | null },
): Promise<Result> {
  const { files, note } = order;
  return perform(means, 'paper', order, async ({ trx, request, by, at }) => {
    await storeUploads(trx, means, {
      files,
      subject: { kind: 'request', id: request.id },
      applicantId: request.applicant.id,
      by,
      at,
      note,
    });
    return {
      note,
      async afterwards({ eventKey }) {
        if (!request.assignee) return;
        await tellStaff(trx, means.texts, request.assignee, {
          kind: 'caseworker.paper_added',
          eventKey,
          at,
          request,
        });
      },
    };
  });
}
