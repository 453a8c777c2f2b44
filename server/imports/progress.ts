import type { Visit } from '../web/visit.ts';
import type { ImportRow } from './store.ts';

/** How far the work is, or null where none is going on. */
export function progressOf(row: ImportRow, { t }: Pick<Visit, 't'>) {
  const { status, rows_read: read, rows_total: total, rows_checked: checked } = row;
  if (!['uploaded', 'checking', 'committing'].includes(status)) return null;
  const reading = status === 'checking' && total === null;
  const text =
    status === 'checking'
      ? reading
        ? t('imports.progress.reading', { count: read })
        : t('imports.progress.checking', { count: checked, total: total ?? 0 })
      : t(`imports.progress.${status}`);
  const share = status === 'checking' && total ? Math.floor((100 * checked) / total) : null;
  // Spoken at every quarter only: a voice that counts rows is no help.
  const quarter = share === null ? null : Math.floor(share / 25) * 25;
  return {
    text,
    share,
    spoken: quarter === null ? text : t('imports.progress.spoken', { percent: quarter }),
  };
}
