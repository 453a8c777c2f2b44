// The papers of a request on its own page and on the page of the case, with what can be had on paper.
import { documentsOfMany, documentsOf, type Document } from '../documents/documents.ts';
import type { Portal } from '../portal.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import { findOpenOrder } from '../requests/orders.ts';
import type { RequestPanel } from '../requests/panels.ts';
import { findDecision } from '../requests/story.ts';
import type { Visit } from '../web/visit.ts';
import { takesPapers } from './add-routes.ts';

/** On the person's page: what they sent, the way to add to it, and the pages to print. */
export function papersPanel({ db }: Pick<Portal, 'db'>): RequestPanel {
  return async ({ visit, request, relation }) => {
    const { paths } = visit;
    const mayAdd = relation !== 'see' && takesPapers(request.status);
    return {
      place: 'details',
      template: 'papers/request-panel',
      values: {
        documents: await papersOf(db.read, request.id),
        addHref: mayAdd ? paths.requestPapers(request.reference) : null,
        pdfs: await pdfsOf({ db }, request, visit),
      },
    };
  };
}

/** On the page of a case: what the person sent; whether it was scanned; the pages to print. */
export function papersCasePanel({ db, config }: Pick<Portal, 'db' | 'config'>) {
  return async ({ visit, open: { request } }: { visit: Visit; open: { request: AidRequest } }) => ({
    place: 'details' as const,
    template: 'papers/case-panel',
    values: {
      documents: await papersOf(db.read, request.id),
      noScanner: config.scanner === null,
      pdfs: await pdfsOf({ db }, request, visit),
    },
  });
}

// What came with the request, then what came with its answers.
async function papersOf(db: Portal['db']['read'], requestId: number): Promise<Document[]> {
  const questions: { id: number }[] = await db('questions')
    .where({ request_id: requestId })
    .orderBy('id')
    .select('id');
  const ids = questions.map(({ id }) => id);
  const [own, answers] = await Promise.all([
    documentsOf(db, { kind: 'request', id: requestId }),
    documentsOfMany(db, 'question', ids),
  ]);
  return [...own, ...ids.flatMap((id) => answers.get(id) ?? [])];
}

async function pdfsOf({ db }: Pick<Portal, 'db'>, request: AidRequest, { t, paths }: Visit) {
  const [decision, order] = await Promise.all([
    findDecision(db.read, request.id),
    findOpenOrder(db.read, request.id),
  ]);
  const kinds = ['summary', decision && 'decision', order && 'receipt'] as const;
  return kinds
    .filter((kind) => kind !== null)
    .map((kind) => ({
      text: t(`papers.pdf.${kind}`),
      href: paths.requestPdf(request.reference, kind),
      largeHref: `${paths.requestPdf(request.reference, kind)}?large=yes`,
    }));
}
