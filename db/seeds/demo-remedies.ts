// When things went wrong in the demo: an emergency that is over, a complaint, a record that is said to be wrong.
import { addCalendarDays } from '../../server/calendar/dates.ts';
import { holidaysOf } from '../../server/calendar/holidays.ts';
import { dayOf } from '../../server/calendar/today.ts';
import { inTransaction } from '../../server/database.ts';
import { lastDayOf, termOn } from '../../server/requests/deadlines.ts';
import { demoAccountId, demoApplicantId } from './demo-people.ts';
import type { DemoMeans } from './02_demo.ts';

const NORTH_KAZAKHSTAN = '590000000';

/** Writes them as rows, once: nobody is told of what never happened. */
export async function seedDemoRemedies({ db }: DemoMeans, now: Date): Promise<void> {
  const today = dayOf(now);
  const on = (days: number) => addCalendarDays(today, days);
  const at = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
  await inTransaction(db, async (trx) => {
    if (await trx('emergencies').first('id')) return;
    const [emergency]: { id: number }[] = await trx('emergencies')
      .insert({
        name_kk: 'Есіл өзенінің тасуы',
        name_ru: 'Разлив реки Есиль',
        name_en: 'Flood of the river Esil',
        what_kk: 'Су жайылып, үйлерді басты. Адамдар мектептерге көшірілді.',
        what_ru: 'Вода вышла из берегов и затопила дома. Людей разместили в школах.',
        what_en: 'The river rose and flooded houses. People stayed in schools.',
        from_on: on(-70),
        until_on: on(-30),
        relaxes_duplicate: true,
        relaxes_replacement: true,
        relaxes_order_by: true,
        papers_until: on(-10),
        declared_by: demoAccountId('arman'),
        declared_at: at(-70),
        look_due_at: at(-69),
        looked_at: null,
        spread_at: at(-70),
        creation_key: 'demo-emergency',
      })
      .returning('id');
    await trx('emergency_regions').insert({
      emergency_id: emergency!.id,
      region_code: NORTH_KAZAKHSTAN,
    });

    const misfit: Record<string, number> | undefined = await trx('orders')
      .join('requests', 'requests.id', 'orders.request_id')
      .join('applicants', 'applicants.id', 'requests.applicant_id')
      .where({ 'orders.status': 'misfit' })
      .whereNotNull('applicants.account_id')
      .orderBy('orders.id')
      .first(
        'orders.id',
        'request_id',
        'supplier_id',
        'applicant_id',
        'requests.office_id',
        'applicants.account_id',
      );
    const holidays = await holidaysOf(trx);
    const dueAfter = async (term: string, filed: string) =>
      lastDayOf(await termOn(trx, term, filed), filed, holidays);
    if (misfit) {
      await trx('complaints').insert({
        request_id: misfit.request_id,
        order_id: misfit.id,
        supplier_id: misfit.supplier_id,
        applicant_id: misfit.applicant_id,
        office_id: misfit.office_id,
        kind: 'rude',
        text: 'Ауыстыруды сұрағанда, жүргізуші дөрекі сөйлеп, телефонды тастай салды.',
        known_on: on(-3),
        late: false,
        filed_by: misfit.account_id,
        filed_as: 'applicant',
        filed_at: at(-2),
        answer_due_on: await dueAfter('complaint_answer', on(-2)),
        decision_due_on: await dueAfter('complaint_decision', on(-2)),
        state: 'open',
        creation_key: 'demo-complaint',
      });
    }

    const person: { office_id: number } = await trx('applicants')
      .where({ id: demoApplicantId('olga') })
      .first('office_id');
    await trx('corrections').insert({
      applicant_id: demoApplicantId('olga'),
      office_id: person.office_id,
      record: 'disability_group',
      wrong: 'Указана третья группа.',
      correct: 'С весны у меня вторая группа.',
      filed_by: demoAccountId('olga'),
      filed_as: 'applicant',
      filed_at: at(-1),
      due_on: await dueAfter('correction', on(-1)),
      state: 'received',
      creation_key: 'demo-correction',
    });
  });
}
