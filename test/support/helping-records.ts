// Records of people who help, for the walk over all routes: of the owner, whom the seer represents, and a draft that the
// caseworker types for somebody.
import { demoAccountId, demoApplicantId } from '../../db/seeds/demo-people.ts';
import { inTransaction } from '../../server/database.ts';
import { startRequest } from '../../server/requests/acts/draft.ts';
import { TODAY, type TestPortal } from './portal.ts';

type Record = [start: string, values: { [name: string]: string }];

const DAY = TODAY.slice(0, 10);

/** What stands for the parameters of their addresses. */
export async function helpingRecords(portal: TestPortal): Promise<Record[]> {
  const owner = demoApplicantId('nurlan');
  const paper = await makePaper(portal, owner);
  const entry = await makeEntry(portal);
  const ownAsk = await makeAsk(portal, { by: 'nurlan', about: demoApplicantId('gulnara') });
  const ask = await makeAsk(portal, { by: 'olga', about: owner });
  return [
    ['/:lang/account/people/asks', { id: ownAsk }],
    ['/:lang/account/people', { id: paper }],
    ['/:lang/account/helpers/asks', { id: ask }],
    ['/:lang/account/helpers', { id: paper }],
    ['/:lang/casework/representations/held', { id: paper }],
    ['/:lang/casework/representations', { id: ask }],
    ['/:lang/casework/assisted', entry],
  ];
}

// A second paper of the seer: ending it leaves the first.
async function makePaper({ db }: TestPortal, applicantId: number): Promise<string> {
  const [row] = await db
    .write('representations')
    .insert({
      applicant_id: applicantId,
      account_id: demoAccountId('dana'),
      kind: 'organisation',
      scope: 'see',
      proof: 'walk',
      valid_from: DAY,
      verified_by: demoAccountId('gulmira'),
      verified_at: TODAY,
    })
    .returning('id');
  return String(row.id);
}

async function makeAsk(
  { db }: TestPortal,
  { by, about }: { by: string; about: number },
): Promise<string> {
  const { office_id } = await db.read('applicants').where({ id: about }).first('office_id');
  const [row] = await db
    .write('representation_asks')
    .insert({
      way: 'helper',
      asked_by: demoAccountId(by),
      account_id: demoAccountId(by),
      applicant_id: about,
      subject_lookup: `walk ${by}`,
      subject_last4: '0000',
      kind: 'power_of_attorney',
      scope: 'see',
      receives_messages: false,
      proof: 'walk',
      valid_from: DAY,
      state: 'waiting',
      office_id,
      asked_at: TODAY,
      due_on: DAY,
      creation_key: `walk ${by}`,
    })
    .returning('id');
  return String(row.id);
}

async function makeEntry(portal: TestPortal): Promise<{ [name: string]: string }> {
  const { db } = portal;
  const applicantId = demoApplicantId('viktor');
  const { office_id: officeId } = await db
    .read('applicants')
    .where({ id: applicantId })
    .first('office_id');
  const accountId = demoAccountId('saule');
  const entry = await inTransaction(db, async (trx) => {
    const [row] = await trx('assisted_entries')
      .insert({
        applicant_id: applicantId,
        office_id: officeId,
        opened_by: accountId,
        opened_at: TODAY,
        told: 'phone',
        reason: 'walk',
        received_on: DAY,
        creation_key: 'walk',
      })
      .returning('id');
    return row as { id: number };
  });
  for (const { line, offer } of await choices(portal, applicantId)) {
    const started = await startRequest(portal.portal, {
      by: {
        accountId,
        name: 'Сәуле Ибраева',
        language: 'kk',
        roles: new Set(['caseworker']),
        officeId,
        supplierId: null,
      },
      at: new Date(TODAY),
      entitlementId: line,
      offerId: offer,
      key: 'walk assisted',
      assisted: {
        applicantId,
        receivedOn: DAY,
        afterwards: async (trx, requestId) => {
          await trx('assisted_entries').where({ id: entry.id }).update({ request_id: requestId });
        },
      },
    });
    if (started.done) return { id: String(entry.id), line: String(line) };
  }
  throw new Error('the demo has nothing that could be typed for somebody');
}

async function choices({ db }: TestPortal, applicantId: number) {
  const rows: { line: number; offer: number }[] = await db
    .read('entitlements')
    .join('products', 'products.aid_class_code', 'entitlements.aid_class_code')
    .join('variants', 'variants.product_id', 'products.id')
    .join('offers', 'offers.variant_id', 'variants.id')
    .where({
      'entitlements.applicant_id': applicantId,
      'products.status': 'published',
      'offers.status': 'published',
    })
    .orderBy(['entitlements.id', 'offers.id'])
    .select('entitlements.id as line', 'offers.id as offer');
  return rows;
}
