import type { Knex } from 'knex';
import { findEntitlement, reserve, whyNot } from '../../entitlements/entitlements.ts';
import type { Format } from '../../i18n/formats.ts';
import type { Lang } from '../../i18n/languages.ts';
import type { TextValues } from '../../i18n/texts.ts';
import { attachMeasures } from '../../measures/measures.ts';
import { moneyColumns } from '../aid-request.ts';
import { hasChanged, type Money } from '../co-payment.ts';
import { dueOn } from '../deadlines.ts';
import { comeFirst } from './coming-first.ts';
import { askedFor } from './asked-for.ts';
import { perform, refused, type Means, type Order, type Result } from './perform.ts';
import { tellFamily } from './tell.ts';

/** What a caseworker who submits for a person writes down. */
export interface Told {
  /** The day on which the person turned to the office: place in the queue and clocks count from here. */
  receivedOn: string;
  /** How it was told and that it was read back, in the person's language. */
  note: string;
  /** What was entered, for the message to the person. */
  values(lang: Lang, format: Format): TextValues;
  /** What else is written in the same transaction. */
  afterwards(trx: Knex.Transaction): Promise<void>;
}

/**
 * Submits a draft: reserves the entitlement, snapshots the money and starts the decision clock.
 * @param order.seen the sums that the person saw; others now are refused as `money-changed`
 * @param order.asLot it is a lot of a line that comes in lots
 * @param order.told staff only, and needed from them
 */
export async function submitRequest(
  means: Means,
  order: Order & { seen: Pick<Money, 'price' | 'coPayment'>; told?: Told; asLot?: boolean },
): Promise<Result> {
  return perform(means, 'submission', order, async ({ trx, request, by, role, at, day }) => {
    const staff = role === 'caseworker' || role === 'lead_caseworker';
    const told = staff ? order.told : undefined;
    if (staff && !told) return refused('not-read-back');
    const since = told?.receivedOn ?? day;
    const entitlement = (await findEntitlement(trx, request.entitlementId))!;
    // The live request for the entitlement is this one.
    const reason = whyNot({ ...entitlement, request: null }, since, {
      asLot: order.asLot ?? false,
    });
    if (reason) return refused(reason);
    const asked = await askedFor(trx, request, day);
    if (!asked.allowed) return refused(asked.reason);
    const { money } = asked;
    if (money && hasChanged({ ...money, ...order.seen }, money)) return refused('money-changed');
    if (!(await reserve(trx, request.entitlementId, request.quantity))) {
      return refused('entitlement-used');
    }
    await attachMeasures(trx, {
      requestId: request.id,
      applicantId: request.applicant.id,
      aidClassCode: request.aidClass.code,
    });
    const decisionDue = await dueOn(trx, 'decision', since);
    const place = await comeFirst(trx, request, { entitlement, at, day: since });
    return {
      set: {
        ...asked.columns,
        ...(money && moneyColumns(money, day)),
        ...place,
        decision_due_on: decisionDue,
        queued_on: since,
        submitted_at: at.toISOString(),
        submitted_by: by.accountId,
      },
      dueOn: decisionDue,
      note: told?.note ?? null,
      afterwards: async ({ eventKey }) => {
        await tellFamily(trx, means.texts, request, {
          kind: told ? 'request.submitted_for_you' : 'request.submitted',
          eventKey,
          at,
          values: (lang, format) => ({
            date: format.date(decisionDue),
            ...told?.values(lang, format),
          }),
        });
        await told?.afterwards(trx);
      },
    };
  });
}
