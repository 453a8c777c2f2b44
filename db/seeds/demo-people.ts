import type { Knex } from 'knex';
import { addCalendarDays, addMonths } from '../../server/calendar/dates.ts';
import { dayOf } from '../../server/calendar/today.ts';
import { fold } from '../../server/i18n/fold.ts';
import { hashPassword } from '../../server/accounts/passwords.ts';
import { lastDayByAge } from '../../server/representations/coming-of-age.ts';
import type { Kind } from '../../server/representations/kinds.ts';
import type { Role } from '../../server/accounts/reader.ts';
import type { Lang, Names } from '../../server/i18n/languages.ts';
import type { Vault } from '../../server/vault.ts';
import { continueIds, demoOffices, demoSuppliers } from './demo-catalogue.ts';
import { insertAll, readJson } from './files.ts';

type DemoRole = Role | { role: Role; office?: string; supplier?: string };

interface DemoApplicant {
  office: string;
  bornOn: string;
  settlement: string;
  urban: boolean;
  address: string;
  group: string;
  needs: string[];
  channel: string;
  programmes: {
    issuedMonthsAgo: number;
    validForMonths: number | null;
    entitlements: { aidClass: string; quantity: number; notifiedDaysAgo: number }[];
  }[];
}

interface DemoPerson {
  key: string;
  iin: string;
  who?: Names;
  name: { family: string; given: string; patronymic: string };
  sex: string;
  language: Lang;
  roles: DemoRole[];
  email: string | null;
  phone: string | null;
  applicant?: DemoApplicant;
}

interface DemoPeople {
  password: string;
  accounts: DemoPerson[];
  applicantsWithoutAccount: (DemoPerson & { applicant: DemoApplicant })[];
  representations: {
    applicant: string;
    account: string;
    kind: Kind;
    scope: string;
    proof: string;
    validFromDaysAgo: number;
    verifiedBy: string;
  }[];
}

const people = readJson<DemoPeople>('demo/people.json');

/** Sign-ins that the README, the start-up text and the development sign-in page show. */
export const demoSignIns = people.accounts.flatMap(({ iin, who, roles }) =>
  who ? [{ iin, password: people.password, who, role: roleOf(roles[0]!) }] : [],
);

/** The id that a demo account gets: its place in the file. */
export function demoAccountId(key: string): number {
  return people.accounts.findIndex((person) => person.key === key) + 1;
}

/** The id that a demo applicant gets: those with an account first, then the children. */
export function demoApplicantId(key: string): number {
  return applicants().findIndex((person) => person.key === key) + 1;
}

/** The number of a demo person. */
export function demoIin(key: string): string {
  return people.accounts.find((person) => person.key === key)!.iin;
}

/** Accounts with their roles, applicants with their programmes, and who represents whom. */
export async function seedDemoPeople(
  trx: Knex.Transaction,
  vault: Vault,
  now: Date,
): Promise<void> {
  const passwordHash = await hashPassword(people.password);
  const createdAt = new Date(now.getTime() - 200 * 86_400_000).toISOString();
  const identity = ({ iin, name }: DemoPerson) => ({
    iin_encrypted: vault.seal(iin),
    iin_lookup: vault.fingerprint(iin),
    iin_last4: iin.slice(-4),
    family_name: name.family,
    given_name: name.given,
    patronymic: name.patronymic,
  });
  const accounts = people.accounts.map((person, at) => ({
    id: at + 1,
    ...identity(person),
    email: person.email,
    phone: person.phone,
    password_hash: passwordHash,
    language: person.language,
    status: 'active',
    demo: true,
    created_at: createdAt,
    search_text: fold(Object.values(person.name).join(' ')),
  }));
  await insertAll(trx, 'accounts', accounts);
  await continueIds(trx, 'accounts');
  await insertAll(trx, 'account_roles', roleRows(createdAt));

  const applicantRows = applicants().map((person, at) => ({
    id: at + 1,
    account_id: demoAccountId(person.key) || null,
    ...identity(person),
    ...applicantRow(person),
  }));
  await insertAll(trx, 'applicants', applicantRows);
  await continueIds(trx, 'applicants');
  await seedProgrammes(trx, dayOf(now));
  await insertAll(trx, 'representations', representationRows(now));
}

function applicants(): (DemoPerson & { applicant: DemoApplicant })[] {
  const withAccount = people.accounts.flatMap((person) =>
    person.applicant ? [{ ...person, applicant: person.applicant }] : [],
  );
  return [...withAccount, ...people.applicantsWithoutAccount];
}

function applicantRow({
  applicant,
  sex,
  language,
  phone,
}: DemoPerson & { applicant: DemoApplicant }) {
  const office = demoOffices().find(({ key }) => key === applicant.office)!;
  return {
    born_on: applicant.bornOn,
    sex,
    region_code: office.region,
    office_id: office.id,
    settlement: applicant.settlement,
    urban: applicant.urban,
    address: applicant.address,
    phone: phone ?? null,
    disability_group: applicant.group,
    communication_needs: JSON.stringify(applicant.needs),
    preferred_channel: applicant.channel,
    preferred_language: language,
  };
}

function roleOf(role: DemoRole): Role {
  return typeof role === 'string' ? role : role.role;
}

function roleRows(grantedAt: string) {
  const offices = new Map(demoOffices().map(({ key, id }) => [key, id]));
  const suppliers = new Map(demoSuppliers().map(({ key, id }) => [key, id]));
  return people.accounts.flatMap(({ roles }, at) =>
    roles.map((role) => ({
      account_id: at + 1,
      role: roleOf(role),
      office_id: typeof role === 'string' ? null : (offices.get(role.office ?? '') ?? null),
      supplier_id: typeof role === 'string' ? null : (suppliers.get(role.supplier ?? '') ?? null),
      granted_at: grantedAt,
    })),
  );
}

async function seedProgrammes(trx: Knex.Transaction, today: string): Promise<void> {
  const programmes: Parameters<typeof insertAll>[2] = [];
  const entitlements: Parameters<typeof insertAll>[2] = [];
  for (const [at, { applicant }] of applicants().entries()) {
    for (const programme of applicant.programmes) {
      programmes.push({
        id: programmes.length + 1,
        applicant_id: at + 1,
        number: `DEMO-${String(programmes.length + 1).padStart(4, '0')}/26`,
        issued_on: addMonths(today, -programme.issuedMonthsAgo),
        valid_until:
          programme.validForMonths === null ? null : addMonths(today, programme.validForMonths),
        issued_by: 'МӘС № 3',
      });
      for (const { aidClass, quantity, notifiedDaysAgo } of programme.entitlements) {
        const notifiedOn = addCalendarDays(today, -notifiedDaysAgo);
        entitlements.push({
          programme_id: programmes.length,
          applicant_id: at + 1,
          aid_class_code: aidClass,
          quantity,
          notified_on: notifiedOn,
          order_by: addMonths(notifiedOn, 2), // Social Code art. 168(2)
        });
      }
    }
  }
  await insertAll(trx, 'programmes', programmes);
  await continueIds(trx, 'programmes');
  await insertAll(trx, 'entitlements', entitlements);
}

function representationRows(now: Date) {
  const bornOn = new Map(applicants().map(({ key, applicant }) => [key, applicant.bornOn]));
  return people.representations.map((representation) => ({
    applicant_id: demoApplicantId(representation.applicant),
    account_id: demoAccountId(representation.account),
    kind: representation.kind,
    scope: representation.scope,
    proof: representation.proof,
    valid_from: addCalendarDays(dayOf(now), -representation.validFromDaysAgo),
    valid_until: lastDayByAge(representation.kind, bornOn.get(representation.applicant)!),
    verified_by: demoAccountId(representation.verifiedBy),
    verified_at: new Date(
      now.getTime() - representation.validFromDaysAgo * 86_400_000,
    ).toISOString(),
  }));
}
