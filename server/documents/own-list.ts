// What the reader sent, with whatever it belongs to: where to look when there is no room left.
import type { Response } from 'express';
import type { Portal } from '../portal.ts';
import { newestFirst, readPlace } from '../web/newest-first.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { LIMITS } from './kinds.ts';
import { documentOf, documents, type DocumentRow } from './store.ts';

const PER_PAGE = 20;

/** The page of the papers that the reader sent, the newest first. */
export async function showOwnPapers(
  { db, page }: Pick<Portal, 'db' | 'page'>,
  res: Response,
  query: unknown,
): Promise<void> {
  const reader = readerWith(res, 'applicant', 'representative');
  const { t, paths } = visitOf(res);
  const sent = documents(db.read).where('documents.uploaded_by', reader.accountId);
  const place = readPlace(query);
  const { rows, newer, older } = await newestFirst<DocumentRow>(
    sent,
    'documents.id',
    place,
    PER_PAGE,
  );
  page(res, 'documents/own', {
    title: t('documents.own.title'),
    breadcrumbs: [{ text: t('layout.account'), href: paths.account() }],
    documents: rows.map(documentOf),
    limits: { files: LIMITS.perPerson, size: LIMITS.bytesPerPerson / 1024 / 1024 },
    newer,
    older,
  });
}
