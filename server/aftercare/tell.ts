// Who hears of what happens with an aid, and in which words.
import type { Knex } from 'knex';
import { aidName, type Aid } from '../aids/aids.ts';
import { familyOf } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import type { Format } from '../i18n/formats.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Texts, TextValues } from '../i18n/texts.ts';
import { sendMessage, type Recipient } from '../notifications/messages.ts';

type Values = (lang: Lang, format: Format) => TextValues;

interface Telling {
  kind: string;
  /** What it tells of; with `kind` the message's source. */
  source: string;
  at: Date;
  values?: Values;
  onlyWhoAct?: boolean;
}

/** Tells the person who has the aid and those who represent them. The texts always know the aid. */
export async function tellOwner(
  trx: Knex.Transaction,
  texts: Texts,
  aid: Pick<Aid, 'product' | 'aidClass' | 'request'> & { applicantId: number },
  { kind, source, at, values, onlyWhoAct = false }: Telling,
): Promise<void> {
  const family = await familyOf(trx, aid.applicantId, dayOf(at), { onlyWhoAct });
  await sendMessage(
    trx,
    texts,
    family,
    {
      kind,
      sourceKey: `${source}.${kind}`,
      applicantId: aid.applicantId,
      requestId: aid.request?.id ?? null,
      values: (lang, format) => ({ aid: aidName(aid)[lang], ...values?.(lang, format) }),
    },
    at,
  );
}

/** Tells the accounts of a supplier. Nothing of the person is in it. */
export async function tellRepairer(
  trx: Knex.Transaction,
  texts: Texts,
  supplierId: number,
  telling: Telling,
): Promise<void> {
  const role = { role: 'supplier', supplier_id: supplierId };
  await tellRole(trx, texts, role, telling);
}

/** Tells the lead caseworkers of an office. */
export async function tellLeads(
  trx: Knex.Transaction,
  texts: Texts,
  officeId: number,
  telling: Telling,
): Promise<void> {
  await tellRole(trx, texts, { role: 'lead_caseworker', office_id: officeId }, telling);
}

async function tellRole(
  trx: Knex.Transaction,
  texts: Texts,
  role: Record<string, string | number>,
  { kind, source, at, values }: Telling,
): Promise<void> {
  const rows: { id: number; language: Lang }[] = await trx('accounts')
    .where({ status: 'active' })
    .whereIn('id', trx('account_roles').where(role).select('account_id'))
    .select('id', 'language');
  const recipients: Recipient[] = rows.map(({ id, language }) => ({
    accountId: id,
    language,
    email: null,
  }));
  const message = { kind, sourceKey: `${source}.${kind}`, values: values ?? (() => ({})) };
  await sendMessage(trx, texts, recipients, message, at);
}
