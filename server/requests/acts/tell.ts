// Who hears of an act, and in which words.
import type { Knex } from 'knex';
import { familyOf } from '../../applicants/access.ts';
import { dayOf } from '../../calendar/today.ts';
import type { Format } from '../../i18n/formats.ts';
import type { Lang } from '../../i18n/languages.ts';
import type { Texts, TextValues } from '../../i18n/texts.ts';
import { sendMessage, type Recipient } from '../../notifications/messages.ts';
import type { AidRequest } from '../aid-request.ts';

type Values = (lang: Lang, format: Format) => TextValues;

interface Telling {
  kind: string;
  eventKey: string;
  at: Date;
  values?: Values;
  /** Not for those who may only look on: it asks for an act. */
  onlyWhoAct?: boolean;
}

/** Tells the applicant and those who represent them. The texts always know the reference and the aid. */
export async function tellFamily(
  trx: Knex.Transaction,
  texts: Texts,
  request: AidRequest,
  { kind, eventKey, at, values, onlyWhoAct = false }: Telling,
): Promise<void> {
  const family = await familyOf(trx, request.applicant.id, dayOf(at), { onlyWhoAct });
  await sendMessage(
    trx,
    texts,
    family,
    {
      kind,
      sourceKey: `${eventKey}.${kind}`,
      applicantId: request.applicant.id,
      requestId: request.id,
      values: (lang, format) => ({
        reference: request.reference,
        aid: (request.product?.names ?? request.aidClass.names)[lang],
        office: request.officeNames[lang],
        supplier: request.supplier?.names[lang] ?? '',
        ...values?.(lang, format),
      }),
    },
    at,
  );
}

/** Tells the accounts of a supplier. Nothing of the person is in it: `reference` is the order's number. */
export async function tellSupplier(
  trx: Knex.Transaction,
  texts: Texts,
  supplierId: number,
  { kind, eventKey, at, values }: Telling,
): Promise<void> {
  const accounts = trx('account_roles').where({ role: 'supplier', supplier_id: supplierId });
  await tellAccounts(trx, texts, accounts, { kind, eventKey, at, values });
}

/** Tells one caseworker, or the lead caseworkers of an office. */
export async function tellStaff(
  trx: Knex.Transaction,
  texts: Texts,
  to: { accountId: number } | { leadsOf: number },
  telling: Telling & { request: AidRequest },
): Promise<void> {
  const accounts =
    'accountId' in to
      ? trx('accounts').where({ id: to.accountId }).select('id as account_id')
      : trx('account_roles').where({ role: 'lead_caseworker', office_id: to.leadsOf });
  const values: Values = (lang, format) => ({
    reference: telling.request.reference,
    date: format.date(telling.request.decisionDueOn ?? telling.request.dueOn),
    ...telling.values?.(lang, format),
  });
  await tellAccounts(trx, texts, accounts, { ...telling, values });
}

async function tellAccounts(
  trx: Knex.Transaction,
  texts: Texts,
  accounts: Knex.QueryBuilder,
  { kind, eventKey, at, values }: Telling,
): Promise<void> {
  const rows: { id: number; language: Lang }[] = await trx('accounts')
    .where({ status: 'active' })
    .whereIn('id', trx.from(accounts.as('told')).select('account_id'))
    .select('id', 'language');
  const recipients: Recipient[] = rows.map(({ id, language }) => ({
    accountId: id,
    language,
    email: null,
  }));
  const sourceKey = `${eventKey}.${kind}`;
  const message = { kind, sourceKey, values: values ?? (() => ({})) };
  await sendMessage(trx, texts, recipients, message, at);
}
