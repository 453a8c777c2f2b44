// On the pages of a request and its case: that it was typed for the person, how it was told, and the scan of the paper.
import type { Queryable } from '../database.ts';
import { documentsOf } from '../documents/documents.ts';
import type { Portal } from '../portal.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import type { RequestPanel } from '../requests/panels.ts';
import type { Visit } from '../web/visit.ts';
import type { HowTold } from './forms.ts';

/** For the person and those who represent them. */
export function assistedPanel({ db }: Pick<Portal, 'db'>): RequestPanel {
  return async ({ request, visit }) => panelOf(db.read, request.id, visit);
}

/** For the office. */
export function assistedCasePanel({ db }: Pick<Portal, 'db'>) {
  return async ({ visit, open }: { visit: Visit; open: { request: AidRequest } }) =>
    panelOf(db.read, open.request.id, visit);
}

async function panelOf(db: Queryable, requestId: number, { t, format }: Visit) {
  const row: EntryRow | undefined = await db('assisted_entries')
    .join('accounts', 'accounts.id', 'assisted_entries.opened_by')
    .where({ request_id: requestId })
    .whereNotNull('read_back_at')
    .first(
      'assisted_entries.id',
      'assisted_entries.told',
      'assisted_entries.received_on',
      'accounts.given_name',
      'accounts.family_name',
    );
  if (!row) return null;
  const name = `${row.given_name} ${row.family_name}`;
  const told = t(`assisted.told.${row.told}`);
  const date = format.date(row.received_on);
  return {
    place: 'details' as const,
    template: 'assisted/panel',
    values: {
      text: t('assisted.panel.text', { name }),
      how: t('assisted.entry.how', { told, date }),
      documents: await documentsOf(db, { kind: 'paper_request', id: row.id }),
    },
  };
}

interface EntryRow {
  id: number;
  told: HowTold;
  received_on: string;
  given_name: string;
  family_name: string;
}
