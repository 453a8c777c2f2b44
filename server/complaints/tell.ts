// Who hears of a complaint: the person's side, the supplier, the commission. Each learns no more than they need.
import type { Knex } from 'knex';
import { familyOf } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import type { Format } from '../i18n/formats.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Texts, TextValues } from '../i18n/texts.ts';
import { sendMessage } from '../notifications/messages.ts';
import type { Complaint } from './store.ts';

interface Telling {
  kind: string;
  at: Date;
  values?: (lang: Lang, format: Format) => TextValues;
}

/** Tells the person and those who represent them. */
export async function tellPerson(
  trx: Knex.Transaction,
  texts: Texts,
  complaint: Complaint,
  { kind, at, values }: Telling,
): Promise<void> {
  const family = await familyOf(trx, complaint.applicantId, dayOf(at));
  const { applicantId, request } = complaint;
  await sendMessage(
    trx,
    texts,
    family,
    {
      kind,
      sourceKey: keyOf(complaint, kind),
      applicantId,
      requestId: request.id,
      values: (lang, format) => ({
        reference: request.reference,
        supplier: complaint.supplier.names[lang],
        ...values?.(lang, format),
      }),
    },
    at,
  );
}

/** Tells the supplier's accounts: the order's number, nothing of the person. */
export async function tellSupplier(
  trx: Knex.Transaction,
  texts: Texts,
  complaint: Complaint,
  telling: Telling,
): Promise<void> {
  const { supplier } = complaint;
  const accounts = trx('account_roles').where({ role: 'supplier', supplier_id: supplier.id });
  await tell(trx, texts, complaint, accounts, telling);
}

/** Tells the commission: the administrators and the lead caseworkers of the region. */
export async function tellCommission(
  trx: Knex.Transaction,
  texts: Texts,
  complaint: Complaint,
  telling: Telling,
): Promise<void> {
  const leads = trx('offices').where({ region_code: complaint.regionCode }).select('id');
  const accounts = trx('account_roles')
    .where({ role: 'administrator' })
    .orWhere((lead) => void lead.where({ role: 'lead_caseworker' }).whereIn('office_id', leads));
  await tell(trx, texts, complaint, accounts, telling);
}

async function tell(
  trx: Knex.Transaction,
  texts: Texts,
  complaint: Complaint,
  accounts: Knex.QueryBuilder,
  { kind, at, values }: Telling,
): Promise<void> {
  const rows: { id: number; language: Lang }[] = await trx('accounts')
    .where({ status: 'active' })
    .whereIn('id', accounts.select('account_id'))
    .select('id', 'language');
  const recipients = rows.map(({ id, language }) => ({ accountId: id, language, email: null }));
  await sendMessage(
    trx,
    texts,
    recipients,
    {
      kind,
      sourceKey: keyOf(complaint, kind),
      values: (lang, format) => ({
        reference: complaint.order.number,
        supplier: complaint.supplier.names[lang],
        ...values?.(lang, format),
      }),
    },
    at,
  );
}

function keyOf({ id }: Complaint, kind: string): string {
  return `complaint.${id}.${kind}`;
}
