// What some people of the demo measured. Comes after the people, before their requests: those take a copy along.
import type { Knex } from 'knex';
import { addCalendarDays } from '../../server/calendar/dates.ts';
import { dayOf } from '../../server/calendar/today.ts';
import { demoAccountId, demoApplicantId } from './demo-people.ts';
import { insertAll, readJson } from './files.ts';

interface DemoMeasures {
  applicant: string;
  recordedBy: string;
  daysAgo: number;
  measuredBy: string;
  values: Record<string, number>;
}

export async function seedDemoMeasures(trx: Knex.Transaction, now: Date): Promise<void> {
  const rows = readJson<DemoMeasures[]>('demo/measures.json').flatMap((one) => {
    const on = addCalendarDays(dayOf(now), -one.daysAgo);
    return Object.entries(one.values).map(([kind, value]) => ({
      applicant_id: demoApplicantId(one.applicant),
      kind,
      thousandths: value * 1000,
      measured_on: on,
      measured_by: one.measuredBy,
      recorded_at: `${on}T09:30:00.000Z`,
      recorded_by: demoAccountId(one.recordedBy),
    }));
  });
  await insertAll(trx, 'applicant_measures', rows);
}
