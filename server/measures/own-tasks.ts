// A child whose measures are old stands on the own page of those who care for it.
import type { OwnTasks } from '../accounts/own-tasks.ts';
import type { Database } from '../database.ts';
import { isOutdated } from './outdated.ts';
import { childMonths, listRecordedOfChildren } from './store.ts';

export function measureTasks(db: Database): OwnTasks {
  return async (applicantIds, today, { t, paths }) => {
    const records = await listRecordedOfChildren(db.read, applicantIds, today);
    if (!records.length) return [];
    const months = await childMonths(db.read, today);
    if (months === null) return [];
    return records
      .filter((record) => isOutdated(record, record.bornOn, today, months))
      .map(({ applicantId }) => ({
        applicantId,
        href: paths.measuresOfPerson(applicantId),
        text: t('measures.child.measure'),
        what: t('measures.child.tooOld', { months }),
      }));
  };
}
