// Acts on accounts. Each is one transaction with its audit entry.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import { inTransaction, isDuplicate, type Database } from '../database.ts';
import { fold } from '../i18n/fold.ts';
import type { Format } from '../i18n/formats.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Texts } from '../i18n/texts.ts';
import { sendMessage } from '../notifications/messages.ts';
import type { Portal } from '../portal.ts';
import type { Vault } from '../vault.ts';
import { Conflict } from '../web/errors.ts';
import type { DisplaySettings } from './display-settings.ts';
import { hashPassword } from './passwords.ts';
import { isStaff, leadingRole, type Reader, type Role } from './reader.ts';
import { endSessions } from './sessions.ts';
import {
  findAccount,
  insertAccount,
  updateAccount,
  updateDisplaySettings,
  type Account,
} from './store.ts';
import { weaknessOf, type Weakness } from './weak-passwords.ts';

export interface NewAccount {
  iin: string;
  familyName: string;
  givenName: string;
  patronymic: string | null;
  email: string | null;
  phone: string | null;
  passwordHash: string;
  language: Lang;
}

/** Inserts an account inside a running transaction. The number's unique index refuses a second one. */
export async function createAccount(
  trx: Knex.Transaction,
  vault: Vault,
  person: NewAccount,
  roles: Role[],
  at: Date,
): Promise<number> {
  const { familyName, givenName, patronymic } = person;
  const id = await insertAccount(
    trx,
    {
      iin_encrypted: vault.seal(person.iin),
      iin_lookup: vault.fingerprint(person.iin),
      iin_last4: person.iin.slice(-4),
      family_name: familyName,
      given_name: givenName,
      patronymic,
      email: person.email,
      phone: person.phone,
      password_hash: person.passwordHash,
      language: person.language,
      status: 'active',
      created_at: at.toISOString(),
      search_text: fold([familyName, givenName, patronymic].filter(Boolean).join(' ')),
    },
    roles,
  );
  return id;
}

/** What a command or an administrator may be told, as the person who types the number already knows it. */
export type CreateRefusal = { reason: 'exists' } | Weakness;

/** Makes an administrator: by the command, before there is anybody who could grant the role. */
export async function createAdministrator(
  db: Database,
  vault: Vault,
  person: Omit<NewAccount, 'passwordHash' | 'patronymic' | 'phone'> & { password: string },
  at: Date,
): Promise<{ id: number } | CreateRefusal> {
  const { password, ...rest } = person;
  const own = {
    iin: person.iin,
    names: [person.familyName, person.givenName],
    email: person.email,
  };
  const weakness = weaknessOf(password, own, true);
  if (weakness) return weakness;
  const account = {
    ...rest,
    patronymic: null,
    phone: null,
    passwordHash: await hashPassword(password),
  };
  try {
    return await inTransaction(db, async (trx) => {
      const id = await createAccount(trx, vault, account, ['administrator'], at);
      await recordAudit(trx, { ...bySystem(at), action: 'account.created', ...about(id) });
      return { id };
    });
  } catch (error) {
    if (isDuplicate(error, 'iin_lookup')) return { reason: 'exists' };
    throw error;
  }
}

/** Disables an account by its number and ends its sessions. False: there is none, or it is disabled already. */
export async function disableAccount(
  db: Database,
  vault: Vault,
  iin: string,
  at: Date,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const account = await findAccount(trx, { lookup: vault.fingerprint(iin) });
    if (!account || account.status === 'disabled') return false;
    await updateAccount(trx, account, { status: 'disabled' });
    await endSessions(trx, account.id);
    await recordAudit(trx, { ...bySystem(at), action: 'account.disabled', ...about(account.id) });
    return true;
  });
}

/** A new password: every other session of the account ends (v5.0.0-7.4.3), and the person is told. */
export async function changePassword(
  { db, texts }: Pick<Portal, 'db' | 'texts'>,
  {
    by,
    account,
    hash,
    at,
    keepSession,
  }: {
    by: Reader;
    account: Account;
    hash: string;
    at: Date;
    keepSession: string;
  },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const changed = await updateAccount(trx, account, { password_hash: hash });
    if (!changed) throw new Conflict();
    await endSessions(trx, account.id, { exceptId: keepSession });
    await warn(trx, texts, account, 'account.password_changed', at);
    await recordAudit(trx, {
      ...byPerson(by, at),
      action: 'account.password_changed',
      ...about(account.id),
      fields: ['password_hash'],
    });
  });
}

/** Tells a person of a change to the account, also by e-mail where there is an address: it may not have been them. */
export async function warn(
  trx: Knex.Transaction,
  texts: Texts,
  { id, version, language, email }: Pick<Account, 'id' | 'version' | 'language' | 'email'>,
  kind: 'account.password_changed' | 'account.details_changed',
  at: Date,
): Promise<void> {
  const message = {
    kind,
    sourceKey: `${kind}.${id}.${version}`,
    values: (_lang: Lang, format: Format) => ({ when: format.dateTime(at.toISOString()) }),
  };
  await sendMessage(trx, texts, [{ accountId: id, language, email }], message, at);
}

/** How pages look, for this account on every device. */
export async function saveDisplaySettings(
  db: Database,
  { by, settings, at }: { by: Reader; settings: DisplaySettings; at: Date },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await updateDisplaySettings(trx, by.accountId, settings);
    await recordAudit(trx, {
      ...byPerson(by, at),
      action: 'account.display_changed',
      ...about(by.accountId),
      fields: ['display_settings'],
    });
  });
}

/** What is weak about a new password of this account; null when it may be used. */
export function weaknessFor(
  account: Account,
  { password, iin, roles }: { password: string; iin: string; roles: ReadonlySet<Role> },
): Weakness | null {
  const { familyName, givenName, patronymic, email, phone } = account;
  const own = { iin, names: [familyName, givenName, patronymic], email, phone };
  return weaknessOf(password, own, isStaff(roles));
}

function byPerson({ accountId, roles }: Reader, at: Date) {
  return { at, actorId: accountId, actorRole: leadingRole(roles) };
}

function bySystem(at: Date) {
  return { at, actorId: null, actorRole: 'system' };
}

function about(accountId: number) {
  return { objectKind: 'account', objectId: String(accountId) };
}
