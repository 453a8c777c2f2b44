// What a caseworker does in an entry: starting a draft for the person, and submitting it once it was read back.
import type { Reader } from '../accounts/reader.ts';
import type { Format } from '../i18n/formats.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Texts } from '../i18n/texts.ts';
import type { Portal } from '../portal.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import type { Money } from '../requests/co-payment.ts';
import { startRequest, submitRequest, type Result, type Started } from '../requests/requests.ts';
import { Conflict } from '../web/errors.ts';
import type { Entry } from './entries.ts';
import { paperNumberOf, type PaperFieldName } from './paper-form.ts';

type Means = Pick<Portal, 'db' | 'texts' | 'vault'>;

/** Starts a draft for the person of an entry. The same key again leads to the same draft. */
export function startFor(
  means: Means,
  entry: Entry,
  start: { by: Reader; at: Date; entitlementId: number; offerId: number; key: string },
): Promise<Started> {
  return startRequest(means, {
    ...start,
    assisted: {
      applicantId: entry.applicantId,
      receivedOn: entry.receivedOn,
      afterwards: async (trx, requestId) => {
        const linked = await trx('assisted_entries')
          .where({ id: entry.id })
          .whereNull('request_id')
          .update({ request_id: requestId });
        if (linked !== 1) throw new Conflict('assisted.changedMeanwhile');
      },
    },
  });
}

/** Submits what was read back to the person: how it was told stands in the request's life, and the person hears of it. */
export async function submitFor(
  means: Means,
  { entry, request }: { entry: Entry; request: AidRequest },
  order: {
    by: Reader;
    at: Date;
    version: number;
    key: string;
    seen: Pick<Money, 'price' | 'coPayment'>;
  },
): Promise<Result> {
  const { texts } = means;
  const person: { preferred_language: Lang } = await means.db
    .write('applicants')
    .where({ id: entry.applicantId })
    .first('preferred_language');
  return submitRequest(means, {
    ...order,
    reference: request.reference,
    told: {
      receivedOn: entry.receivedOn,
      note: toldIn(texts, person.preferred_language, entry),
      values: (lang, format) => ({
        told: toldIn(texts, lang, entry),
        entered: enteredIn(texts, lang, format, request),
      }),
      afterwards: async (trx) => {
        await trx('assisted_entries')
          .where({ id: entry.id })
          .update({ read_back_at: order.at.toISOString() });
      },
    },
  });
}

/** How it was told and that it was read back, as a sentence. */
export function toldIn(texts: Texts, lang: Lang, { told }: Pick<Entry, 'told'>): string {
  return texts[lang](`assisted.note.${told}`);
}

/** What was entered, a line for each field with the number that it has on paper. */
export function enteredIn(texts: Texts, lang: Lang, format: Format, request: AidRequest): string {
  const t = texts[lang];
  const { product, supplier, delivery } = request;
  const rows: [PaperFieldName, string | null][] = [
    ['line', request.aidClass.names[lang]],
    ['quantity', format.number(request.quantity)],
    [
      'offer',
      [product?.names[lang], product?.variant[lang], supplier?.names[lang]]
        .filter(Boolean)
        .join(', '),
    ],
    ['wishes', request.wishes],
    ['deliveryAddress', delivery.address],
    ['deliveryPhone', delivery.phone],
    ['deliveryNote', delivery.note],
  ];
  return rows
    .filter(([, value]) => value)
    .map(([name, value]) => `${paperNumberOf(name)}. ${t(`assisted.field.${name}`)}: ${value}`)
    .join('\n');
}
