// An aid comes into a person's hands, and out of them.
import type { Knex } from 'knex';
import { addMonths } from '../calendar/dates.ts';
import { aidOfOrder } from './register.ts';
import { changeAid, writeAidEvent, type AidFact } from './change.ts';
import { replacementFromOf } from './replacement.ts';

/** What a delivery brought. */
export interface Issue extends Pick<AidFact, 'at' | 'by' | 'role'> {
  requestId: number;
  orderId: number;
  applicantId: number;
  /** The class that was granted; the product's own, where there is one, is written down. */
  aidClassCode: string;
  officeId: number;
  quantity: number;
  receivedOn: string;
}

/** Writes down what a person received, in the transaction of the receipt. What was put right is theirs anew. */
export async function issueAid(trx: Knex.Transaction, issue: Issue): Promise<number> {
  const { orderId, receivedOn, applicantId } = issue;
  const order = await deliveredBy(trx, orderId);
  const aidClassCode = order.aid_class_code ?? issue.aidClassCode;
  const dates = {
    received_on: receivedOn,
    warranty_until: order.warranty_months ? addMonths(receivedOn, order.warranty_months) : null,
    replacement_from: await replacementFromOf(trx, { aidClassCode, receivedOn }, receivedOn),
  };
  const fact = { kind: 'received', at: issue.at, by: issue.by, role: issue.role };
  const known = await aidOfOrder(trx, orderId);
  if (known) {
    await changeAid(trx, known, { ...dates, state: 'in_use', applicant_id: applicantId }, fact);
    return known.id;
  }
  const [row]: { id: number }[] = await trx('aids')
    .insert({
      ...dates,
      request_id: issue.requestId,
      order_id: orderId,
      applicant_id: applicantId,
      aid_class_code: aidClassCode,
      variant_id: order.variant_id,
      supplier_id: order.supplier_id,
      office_id: issue.officeId,
      quantity: issue.quantity,
      state: 'in_use',
    })
    .returning('id');
  await writeAidEvent(trx, { ...fact, aidId: row!.id, applicantId });
  return row!.id;
}

/** The supplier took back what an order had delivered: it is no longer the person's. */
export async function takeFromPerson(
  trx: Knex.Transaction,
  orderId: number,
  fact: Pick<AidFact, 'at' | 'by' | 'role'>,
): Promise<void> {
  const known = await aidOfOrder(trx, orderId);
  if (known) await changeAid(trx, known, { state: 'returned' }, { ...fact, kind: 'taken_back' });
}

interface Delivery {
  variant_id: number | null;
  supplier_id: number;
  aid_class_code: string | null;
  warranty_months: number | null;
}

async function deliveredBy(trx: Knex.Transaction, orderId: number): Promise<Delivery> {
  const order: Delivery = await trx('orders')
    .leftJoin('variants', 'variants.id', 'orders.variant_id')
    .leftJoin('products', 'products.id', 'variants.product_id')
    .where('orders.id', orderId)
    .first(
      'orders.variant_id',
      'orders.supplier_id',
      'products.aid_class_code',
      'products.warranty_months',
    );
  return order;
}
