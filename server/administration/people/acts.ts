// Acts on people's roles and accounts. Nobody acts on themselves, the last administrator stays, and
// whoever's rights change signs in anew (v5.0.0-7.2.4, 7.4.3).
import type { Knex } from 'knex';
import { endSessions } from '../../accounts/sessions.ts';
import { recordAudit } from '../../audit/audit.ts';
import { inTransaction, type Database } from '../../database.ts';
import type { Format } from '../../i18n/formats.ts';
import type { Lang } from '../../i18n/languages.ts';
import type { Texts } from '../../i18n/texts.ts';
import { sendMessage } from '../../notifications/messages.ts';
import type { Portal } from '../../portal.ts';
import type { Problem } from '../../web/forms.ts';
import type { Act } from '../desk.ts';
import { stampOf, STALE } from '../../web/stale.ts';
import { lockRecord, writeDown, type Differences } from '../records.ts';
import type { Grant, StaffRole, StatusChange } from './forms.ts';

/** Notes that somebody looked for a person, and why; never for whom. */
export async function noteSearch(db: Database, act: Act, reason: string): Promise<void> {
  await note(db, act, { action: 'people.searched', kind: 'people', id: 'search', reason });
}

/** Notes that somebody opened a person's account, and why. */
export async function noteReading(
  db: Database,
  act: Act,
  id: number,
  reason: string | null,
): Promise<void> {
  await note(db, act, { action: 'account.read', kind: 'account', id, reason });
}

/** Grants a role, and tells the person. The same form twice grants it once. */
export function grantRole(
  { db, texts }: Pick<Portal, 'db' | 'texts'>,
  act: Act,
  accountId: number,
  { role, office, bin }: Grant,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    if (accountId === act.by.accountId) return [OWN];
    await lockRecord(trx, 'accounts', { id: accountId });
    const place = await placeOf(trx, { role, office, bin });
    if ('problems' in place) return place.problems;
    const held: typeof place | undefined = await trx('account_roles')
      .where({ account_id: accountId, role })
      .first('office_id', 'supplier_id');
    if (held) {
      const same = held.office_id === place.office_id && held.supplier_id === place.supplier_id;
      return same ? [] : [{ field: 'role', key: 'administration.wrong.roleElsewhere' }];
    }
    await trx('account_roles').insert({
      account_id: accountId,
      role,
      ...place,
      granted_by: act.by.accountId,
      granted_at: act.at.toISOString(),
    });
    const { office_id, supplier_id } = place;
    await rightsChanged(trx, act, accountId, 'account.role_granted', {
      role: [null, role],
      ...(office_id && { office_id: [null, office_id] }),
      ...(supplier_id && { supplier_id: [null, supplier_id] }),
    });
    await tellOfRoles(trx, texts, act, accountId);
    return [];
  });
}

/** Takes a role away, and tells the person. One that is not held is taken away already. */
export function revokeRole(
  { db, texts }: Pick<Portal, 'db' | 'texts'>,
  act: Act,
  accountId: number,
  role: StaffRole,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    if (accountId === act.by.accountId) return [OWN];
    await lockRecord(trx, 'accounts', { id: accountId });
    if (role === 'administrator' && (await isLastAdministrator(trx, accountId))) return [LAST];
    const removed = await trx('account_roles').where({ account_id: accountId, role }).del();
    if (removed) {
      await rightsChanged(trx, act, accountId, 'account.role_revoked', { role: [role, null] });
      await tellOfRoles(trx, texts, act, accountId);
    }
    return [];
  });
}

/** Closes an account to its owner, or opens it again. */
export function changeStatus(
  db: Database,
  act: Act,
  accountId: number,
  { status, version, reason }: StatusChange,
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    if (accountId === act.by.accountId) return [OWN];
    const row = await lockRecord<{ status: string; version: number }>(trx, 'accounts', {
      id: accountId,
    });
    if (row.status === status) return [];
    if (stampOf(row) !== version) return [STALE];
    if (status === 'disabled' && (await isLastAdministrator(trx, accountId))) return [LAST];
    await trx('accounts').where({ id: accountId }).update({ status });
    const action = status === 'disabled' ? 'account.disabled' : 'account.enabled';
    await rightsChanged(trx, act, accountId, action, { status: [row.status, status] }, reason);
    return [];
  });
}

const OWN: Problem = { field: 'form', key: 'administration.wrong.ownAccount' };
const LAST: Problem = { field: 'form', key: 'administration.wrong.lastAdministrator' };

type Place = { office_id: number | null; supplier_id: number | null };

// A caseworker works in an office, a supplier's account acts for one supplier.
async function placeOf(
  trx: Knex.Transaction,
  { role, office, bin }: Grant,
): Promise<Place | { problems: Problem[] }> {
  if (role === 'administrator') return { office_id: null, supplier_id: null };
  if (role === 'supplier') {
    const digits = bin?.replace(/[\s-]/g, '') ?? '';
    const found: { id: number } | undefined = await trx('suppliers')
      .where({ bin: digits })
      .first('id');
    return found
      ? { office_id: null, supplier_id: found.id }
      : { problems: [{ field: 'bin', key: 'administration.wrong.noSuchSupplier' }] };
  }
  const found: { id: number } | undefined = await trx('offices')
    .where({ id: Number(office ?? 0), active: true })
    .first('id');
  return found
    ? { office_id: found.id, supplier_id: null }
    : { problems: [{ field: 'office', key: 'administration.missing.office' }] };
}

// The roles of all administrators are locked, so that two of them cannot remove each other at once.
async function isLastAdministrator(trx: Knex.Transaction, accountId: number): Promise<boolean> {
  await trx('account_roles').where({ role: 'administrator' }).forUpdate().select('account_id');
  const rows: { id: number }[] = await trx('account_roles')
    .join('accounts', 'accounts.id', 'account_roles.account_id')
    .where({ 'account_roles.role': 'administrator', 'accounts.status': 'active' })
    .limit(2)
    .select('accounts.id');
  return rows.length === 1 && rows[0]!.id === accountId;
}

async function rightsChanged(
  trx: Knex.Transaction,
  act: Act,
  accountId: number,
  action: string,
  differing: Differences,
  reason?: string,
): Promise<void> {
  await trx('accounts').where({ id: accountId }).increment('version', 1);
  await endSessions(trx, accountId);
  await writeDown(trx, act, {
    subject: { kind: 'account', id: accountId },
    action,
    differing,
    ...(reason && { reason }),
  });
}

async function tellOfRoles(
  trx: Knex.Transaction,
  texts: Texts,
  act: Act,
  accountId: number,
): Promise<void> {
  const [person]: { language: Lang; email: string | null; version: number }[] = await trx(
    'accounts',
  )
    .where({ id: accountId })
    .select('language', 'email', 'version');
  const message = {
    kind: 'account.roles_changed',
    sourceKey: `account.roles_changed.${accountId}.${person!.version}`,
    values: (_lang: Lang, format: Format) => ({ when: format.dateTime(act.at.toISOString()) }),
  };
  const { language, email } = person!;
  await sendMessage(trx, texts, [{ accountId, language, email }], message, act.at);
}

async function note(
  db: Database,
  act: Act,
  {
    action,
    kind,
    id,
    reason,
  }: {
    action: string;
    kind: string;
    id: string | number;
    reason: string | null;
  },
): Promise<void> {
  await inTransaction(db, (trx) =>
    recordAudit(trx, {
      at: act.at,
      actorId: act.by.accountId,
      actorRole: 'administrator',
      action,
      objectKind: kind,
      objectId: id,
      reason,
    }),
  );
}
