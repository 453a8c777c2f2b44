// Records of emergencies, complaints, corrections and needs, of the second demo applicant.
import type { TestPortal } from './portal.ts';
import { TODAY } from './portal.ts';

/** Makes one of each. The emergency holds nowhere: it puts nothing first. */
export async function makeRemedies({ db }: TestPortal) {
  const insert = async (table: string, row: object): Promise<string> => {
    const [made]: { id: number }[] = await db.write(table).insert(row).returning('id');
    return String(made!.id);
  };
  const person = await db.read('applicants').where({ id: 2 }).first('account_id', 'office_id');
  const request = await db.read('requests').where({ applicant_id: 2 }).first('id');
  const order = await db.read('orders').where({ supplier_id: 1 }).orderBy('id').first('id');
  const administrator = await db.read('accounts').where({ given_name: 'Арман' }).first('id');
  const inThree = (name: string, text: string) =>
    Object.fromEntries(['kk', 'ru', 'en'].map((lang) => [`${name}_${lang}`, text]));
  const whose = { applicant_id: 2, office_id: person.office_id };
  const filed = { filed_by: person.account_id, filed_as: 'applicant', filed_at: TODAY };
  const emergency = await insert('emergencies', {
    ...inThree('name', 'Дауыл'),
    ...inThree('what', 'Дауыл'),
    from_on: '2026-11-20',
    until_on: '2026-12-20',
    relaxes_duplicate: false,
    relaxes_replacement: false,
    relaxes_order_by: false,
    declared_by: administrator.id,
    declared_at: TODAY,
    look_due_at: TODAY,
    spread_at: TODAY,
    creation_key: 'walk',
  });
  return {
    emergency,
    report: await insert('emergency_reports', {
      ...whose,
      ...filed,
      emergency_id: Number(emergency),
      address_now: 'Астана',
      reach: 'portal',
      lost: 'таяқ',
      papers: 'have',
      received_on: '2026-11-23',
      office_task: true,
      creation_key: 'walk',
    }),
    digest: await insert('need_digests', { month: '2026-01', made_at: TODAY, total: 0 }),
    complaint: await insert('complaints', {
      ...whose,
      ...filed,
      request_id: request.id,
      order_id: order.id,
      supplier_id: 1,
      kind: 'rude',
      text: 'Дөрекі сөйледі.',
      known_on: '2026-11-20',
      late: false,
      answer_due_on: '2026-11-26',
      decision_due_on: '2026-12-07',
      state: 'open',
      creation_key: 'walk',
    }),
    correction: await insert('corrections', {
      ...whose,
      ...filed,
      record: 'phone',
      request_id: request.id,
      wrong: '1',
      correct: '2',
      due_on: '2026-12-07',
      state: 'received',
      creation_key: 'walk',
    }),
  };
}
