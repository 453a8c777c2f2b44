// A person makes their own account: a new record of an applicant, or the one that the register already has.
import type { Knex } from 'knex';
import { createAccount, type NewAccount } from '../accounts/accounts.ts';
import { recordAudit } from '../audit/audit.ts';
import { inTransaction, isDuplicate, type Database } from '../database.ts';
import type { Vault } from '../vault.ts';
import { checkIin } from '../accounts/iin.ts';

export interface Registration extends NewAccount {
  bornOn: string;
  regionCode: string;
  settlement: string;
  urban: boolean;
  address: string;
}

/** Why no account was made. The page gives one answer to all of these (v5.0.0-6.3.8). */
export type RegistrationRefusal = 'not-possible';

/**
 * Makes the account and its applicant, or links the applicant whom the register has under this number,
 * but only where the date of birth agrees.
 */
export async function registerApplicant(
  db: Database,
  vault: Vault,
  person: Registration,
  at: Date,
): Promise<{ accountId: number } | { refused: RegistrationRefusal }> {
  try {
    return await inTransaction(db, (trx) => register(trx, vault, person, at));
  } catch (error) {
    if (error instanceof NotPossible || isDuplicate(error)) return { refused: 'not-possible' };
    throw error;
  }
}

// Thrown inside the transaction, so that nothing of it stays.
class NotPossible extends Error {}

async function register(trx: Knex.Transaction, vault: Vault, person: Registration, at: Date) {
  const accountId = await createAccount(trx, vault, person, ['applicant'], at);
  const known: { id: number; account_id: number | null; born_on: string } | undefined = await trx(
    'applicants',
  )
    .where({ iin_lookup: vault.fingerprint(person.iin) })
    .first('id', 'account_id', 'born_on');
  if (known && (known.account_id !== null || known.born_on !== person.bornOn))
    throw new NotPossible();
  const applicantId = known
    ? await linkApplicant(trx, known.id, accountId)
    : await insertApplicant(trx, vault, person, accountId);
  await recordAudit(trx, {
    at,
    actorId: accountId,
    actorRole: 'applicant',
    action: known ? 'account.registered_for_known_applicant' : 'account.registered',
    objectKind: 'account',
    objectId: String(accountId),
    applicantId,
    fields: known ? ['account_id'] : ['name', 'born_on', 'region_code', 'address', 'consent'],
  });
  return { accountId };
}

async function linkApplicant(
  trx: Knex.Transaction,
  id: number,
  accountId: number,
): Promise<number> {
  const linked = await trx('applicants')
    .where({ id })
    .whereNull('account_id')
    .update({ account_id: accountId })
    .increment('version', 1);
  if (!linked) throw new NotPossible();
  return id;
}

async function insertApplicant(
  trx: Knex.Transaction,
  vault: Vault,
  person: Registration,
  accountId: number,
): Promise<number> {
  const office: { id: number } | undefined = await trx('offices')
    .where({ region_code: person.regionCode, active: true })
    .orderBy('id')
    .first('id');
  const iin = checkIin(person.iin);
  if (!office || !iin.valid) throw new NotPossible();
  const [row] = await trx('applicants')
    .insert({
      account_id: accountId,
      iin_encrypted: vault.seal(person.iin),
      iin_lookup: vault.fingerprint(person.iin),
      iin_last4: person.iin.slice(-4),
      family_name: person.familyName,
      given_name: person.givenName,
      patronymic: person.patronymic,
      born_on: person.bornOn,
      sex: iin.sex,
      region_code: person.regionCode,
      office_id: office.id,
      settlement: person.settlement,
      urban: person.urban,
      address: person.address,
      phone: person.phone,
      preferred_channel: person.email ? 'email' : 'portal',
      preferred_language: person.language,
    })
    .returning('id');
  return (row as { id: number }).id;
}
