// What corrections bring to other pages: links from the person's, the case's open ones, the desk's count.
import type { DeskTasks } from '../accounts/desk-tasks.ts';
import { isCaseworker } from '../accounts/reader.ts';
import { relationTo } from '../applicants/access.ts';
import type { DocumentAccess } from '../documents/documents.ts';
import { paths } from '../paths.ts';
import type { Portal } from '../portal.ts';
import type { RequestPanel } from '../requests/panels.ts';
import { correctionsOf, countOpen, findCorrection, OPEN } from './store.ts';

/** On the person's page of a request: what is being corrected, and the way to say that something is wrong. */
export function correctionRequestPanel({ db }: Pick<Portal, 'db'>): RequestPanel {
  return async ({ visit, request, relation }) => {
    if (request.status === 'draft') return null;
    const all = await correctionsOf(db.read, [request.applicant.id]);
    const corrections = all.filter((one) => one.request?.id === request.id);
    const href =
      relation === 'see'
        ? null
        : visit.paths.newCorrection({
            request: request.reference,
            person: String(request.applicant.id),
          });
    if (!corrections.length && !href) return null;
    return { place: 'details', template: 'corrections/panel', values: { corrections, href } };
  };
}

/** On the page of a case: open corrections of the person. */
export function correctionCasePanel({ db }: Pick<Portal, 'db'>) {
  return async ({ open }: { open: { request: { applicant: { id: number } }; day: string } }) => {
    const all = await correctionsOf(db.read, [open.request.applicant.id]);
    const corrections = all.filter(({ state }) => OPEN.includes(state));
    return corrections.length
      ? {
          place: 'now' as const,
          template: 'corrections/case-panel',
          values: { corrections, day: open.day },
        }
      : null;
  };
}

/** The office's list. */
export function correctionTasks({ db }: Pick<Portal, 'db'>): DeskTasks {
  return async ({ officeId }, _today, { t, paths: to }) =>
    officeId === null
      ? []
      : [
          {
            text: t('corrections.desk.title'),
            href: to.caseworkCorrections(),
            count: (await countOpen(db.read, officeId)) || null,
          },
        ];
}

/** Papers of a correction: for the family and the office. */
export const correctionPapers: DocumentAccess = {
  kind: 'correction',
  async mayRead(db, reader, id, day) {
    const correction = await findCorrection(db, id);
    if (!correction) return null;
    const relation = await relationTo(db, reader.accountId, correction.applicantId, day);
    if (relation) return { reason: relation === 'self' ? 'own' : 'representative' };
    return isCaseworker(reader) && reader.officeId === correction.officeId
      ? { reason: 'case' }
      : null;
  },
  async hrefOf(db, reader, id, lang) {
    const correction = await findCorrection(db, id);
    const own = !isCaseworker(reader) || correction?.officeId !== reader.officeId;
    return own ? paths[lang].correction(id) : paths[lang].caseworkCorrection(id);
  },
  async settledOn(db, ids) {
    const rows: { id: number; decided_at: string }[] = await db('corrections')
      .whereIn('id', [...ids])
      .whereNotNull('decided_at')
      .select('id', 'decided_at');
    return new Map(rows.map((row) => [row.id, row.decided_at.slice(0, 10)]));
  },
};
