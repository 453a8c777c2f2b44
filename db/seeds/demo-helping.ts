// People who help, for the demo: one who waits to be verified, one whom the person appointed, one whom the office refused.
import { addCalendarDays } from '../../server/calendar/dates.ts';
import { dayOf } from '../../server/calendar/today.ts';
import type { Reader } from '../../server/accounts/reader.ts';
import { findAsk } from '../../server/representations/ask-store.ts';
import { appointHelper, askToRepresent } from '../../server/representations/asks.ts';
import { refuseAsk } from '../../server/representations/verifying.ts';
import type { DemoMeans } from './02_demo.ts';
import { demoAccountId, demoApplicantId, demoIin } from './demo-people.ts';

/** Made by the portal's own acts; a second time changes nothing. */
export async function seedDemoHelping(means: DemoMeans, now: Date): Promise<void> {
  const at = (hoursAgo: number) => new Date(now.getTime() - hoursAgo * 3_600_000);
  const from = dayOf(now);
  const keepPapers = async () => {};
  const reader = async (key: string): Promise<Reader> => {
    const row: { given_name: string; family_name: string; language: Reader['language'] } =
      await means.db
        .write('accounts')
        .where({ id: demoAccountId(key) })
        .first('given_name', 'family_name', 'language');
    const roles: { role: string; office_id: number | null }[] = await means.db
      .write('account_roles')
      .where({ account_id: demoAccountId(key) })
      .select('role', 'office_id');
    return {
      accountId: demoAccountId(key),
      name: `${row.given_name} ${row.family_name}`,
      language: row.language,
      roles: new Set(roles.map(({ role }) => role)) as Reader['roles'],
      officeId: roles.find(({ office_id: office }) => office !== null)?.office_id ?? null,
      supplierId: null,
    };
  };

  // A daughter asks for her father.
  await askToRepresent(means, {
    by: await reader('zarina'),
    at: at(30),
    keepPapers,
    asked: {
      iin: demoIin('viktor'),
      bornOn: '1946-06-22',
      kind: 'power_of_attorney',
      scope: 'act',
      receivesMessages: true,
      from,
      until: addCalendarDays(from, 365),
      proof: 'Сенімхат № 118 / доверенность № 118, 03.02.2026',
      key: 'demo-helping-1',
    },
  });
  // A person appoints an organisation.
  await appointHelper(means, {
    by: await reader('timur'),
    at: at(20),
    applicantId: demoApplicantId('timur'),
    keepPapers,
    asked: {
      iin: demoIin('dana'),
      familyName: 'Сүлейменова',
      kind: 'organisation',
      scope: 'see',
      receivesMessages: false,
      from,
      until: null,
      proof: 'Жазбаша келісім / письменное согласие, 20.11.2026',
      key: 'demo-helping-2',
    },
  });
  // A neighbour without a paper was refused.
  const refused = await askToRepresent(means, {
    by: await reader('yerlan'),
    at: at(80),
    keepPapers,
    asked: {
      iin: demoIin('sergei'),
      bornOn: '1968-08-30',
      kind: 'guardian',
      scope: 'act',
      receivesMessages: true,
      from,
      until: null,
      proof: 'жоқ / нет',
      key: 'demo-helping-3',
    },
  });
  const ask = refused.done ? await findAsk(means.db.write, refused.id) : null;
  if (ask?.state !== 'waiting') return;
  await refuseAsk(means, {
    by: await reader('gulmira'),
    at: at(50),
    id: ask.id,
    version: ask.version,
    reason: 'paper_missing',
    explanation: 'Қорғаншылық туралы шешімді әкеліңіз. / Принесите, пожалуйста, решение об опеке.',
  });
}
