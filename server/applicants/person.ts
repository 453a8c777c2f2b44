// The person behind a request, as the office that decides needs to know them. Reading it is audited by the caller.
import type { Queryable } from '../database.ts';
import type { Lang } from '../i18n/languages.ts';
import { inForce } from './access.ts';
import type { Channel, CommunicationNeed } from './communication-needs.ts';

export interface Person {
  id: number;
  name: string;
  bornOn: string;
  regionCode: string;
  settlement: string;
  urban: boolean;
  phone: string | null;
  /** Null where the register says none. */
  group: 'first' | 'second' | 'third' | 'child' | null;
  needs: CommunicationNeed[];
  channel: Channel;
  language: Lang;
  /** Those who may see or act for the person on the day. */
  representatives: { name: string; kind: string; scope: 'see' | 'act'; phone: string | null }[];
}

/** The person with those who represent them on a day. */
export async function findPerson(
  db: Queryable,
  applicantId: number,
  day: string,
): Promise<Person | null> {
  const row: PersonRow | undefined = await db('applicants').where({ id: applicantId }).first();
  if (!row) return null;
  const representatives: RepresentativeRow[] = await inForce(db, day)
    .join('accounts', 'accounts.id', 'representations.account_id')
    .where({ 'representations.applicant_id': applicantId })
    .orderBy('representations.id')
    .select(
      'accounts.given_name',
      'accounts.family_name',
      'accounts.patronymic',
      'accounts.phone',
      'representations.kind',
      'representations.scope',
    );
  const needs: CommunicationNeed[] = JSON.parse(row.communication_needs);
  return {
    id: row.id,
    name: fullName(row),
    bornOn: row.born_on,
    regionCode: row.region_code,
    settlement: row.settlement,
    urban: Boolean(row.urban),
    phone: row.phone,
    group: row.disability_group,
    needs,
    channel: row.preferred_channel,
    language: row.preferred_language,
    representatives: representatives.map((one) => ({
      name: fullName(one),
      kind: one.kind,
      scope: one.scope,
      phone: one.phone,
    })),
  };
}

function fullName(row: { family_name: string; given_name: string; patronymic: string | null }) {
  return [row.family_name, row.given_name, row.patronymic].filter(Boolean).join(' ');
}

interface PersonRow {
  id: number;
  family_name: string;
  given_name: string;
  patronymic: string | null;
  born_on: string;
  region_code: string;
  settlement: string;
  urban: unknown;
  phone: string | null;
  disability_group: Person['group'];
  communication_needs: string;
  preferred_channel: Channel;
  preferred_language: Lang;
}

interface RepresentativeRow {
  given_name: string;
  family_name: string;
  patronymic: string | null;
  phone: string | null;
  kind: string;
  scope: 'see' | 'act';
}
