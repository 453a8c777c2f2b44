// A child whose measures are old stands on the own page of those who care for it.
import type { OwnTasks } from '../accounts/own-tasks.ts';
import type { Database } from '../database.ts';
import { keysOf } from './measure-values.ts';
import { outdatedKeys } from './outdated.ts';
import { childMonths, listRecordedOfChildren } from './store.ts';
import { nameOfMeasure } from './words.ts';

export function measureTasks(db: Database): OwnTasks {
  return async (applicantIds, today, visit) => {
    const records = await listRecordedOfChildren(db.read, applicantIds, today);
    if (!records.length) return [];
    const months = await childMonths(db.read, today);
    if (months === null) return [];
    const { t, paths } = visit;
    return records.flatMap((record) => {
      const old = new Set(outdatedKeys(record, record.bornOn, today, months));
      const what = keysOf(record)
        .filter((key) => old.has(key))
        .map((key) => nameOfMeasure(key, visit))
        .join('; ');
      const { applicantId } = record;
      const href = paths.measuresOfPerson(applicantId);
      return what ? [{ applicantId, href, text: t('measures.child.measure'), what }] : [];
    });
  };
}
