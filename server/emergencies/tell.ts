// Who hears of emergencies: administrators, the person whose papers are to follow, the office.
import type { Knex } from 'knex';
import type { Format } from '../i18n/formats.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Texts, TextValues } from '../i18n/texts.ts';
import { sendMessage } from '../notifications/messages.ts';

interface Telling {
  kind: string;
  sourceKey: string;
  at: Date;
  values: (lang: Lang, format: Format) => TextValues;
}

/** Tells all administrators, but for the one who knows. */
export async function tellAdministrators(
  trx: Knex.Transaction,
  texts: Texts,
  { except, ...telling }: Telling & { except?: number },
): Promise<void> {
  const roles = trx('account_roles').where({ role: 'administrator' }).select('account_id');
  const accounts = activeAmong(trx, roles);
  if (except !== undefined) void accounts.whereNot('id', except);
  await tell(trx, texts, accounts, telling);
}

/** Tells the caseworker who has a request, else the leads of its office. */
export async function tellOffice(
  trx: Knex.Transaction,
  texts: Texts,
  { assignedTo, officeId, ...telling }: Telling & { assignedTo: number | null; officeId: number },
): Promise<void> {
  const leads = trx('account_roles')
    .where({ role: 'lead_caseworker', office_id: officeId })
    .select('account_id');
  const accounts = assignedTo === null ? activeAmong(trx, leads) : activeAmong(trx, [assignedTo]);
  await tell(trx, texts, accounts, telling);
}

function activeAmong(trx: Knex.Transaction, ids: Knex.QueryBuilder | number[]): Knex.QueryBuilder {
  return trx('accounts')
    .where({ status: 'active' })
    .whereIn('id', ids as number[])
    .select('id', 'language');
}

async function tell(
  trx: Knex.Transaction,
  texts: Texts,
  accounts: Knex.QueryBuilder,
  { kind, sourceKey, at, values }: Telling,
): Promise<void> {
  const rows: { id: number; language: Lang }[] = await accounts;
  const recipients = rows.map(({ id, language }) => ({ accountId: id, language, email: null }));
  await sendMessage(
    trx,
    texts,
    recipients,
    { kind, sourceKey: `${sourceKey}.${kind}`, values },
    at,
  );
}
