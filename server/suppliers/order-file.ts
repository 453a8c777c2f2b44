// One order as its supplier may see it: no number, group or papers of the person, never the delivery code,
// and the person's name and address only while the order is open.
import { recordAudit } from '../audit/audit.ts';
import type { Reader } from '../accounts/reader.ts';
import { inTransaction, type Database, type Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { DueKind } from '../requests/aid-request.ts';
import type { Status } from '../requests/lifecycle.ts';
import type { OrderStatus } from '../requests/orders.ts';

export interface OrderFile {
  id: number;
  number: string;
  status: OrderStatus;
  isOpen: boolean;
  /** The request behind it: acts need its version. */
  request: {
    id: number;
    reference: string;
    version: number;
    status: Status;
    route: 'catalogue' | 'made_to_order';
    aidClassCode: string;
    wishes: string | null;
  };
  applicantId: number;
  /** What is ordered; without a product, the class of what is made to order. */
  names: Names;
  product: { maker: string; slug: string; variant: Names; article: string } | null;
  aidClassCode: string;
  quantity: number;
  price: number;
  stateShare: number;
  coPayment: number;
  /** As offered, in working days. */
  deliveryDays: number;
  placedOn: string;
  dueOn: string | null;
  dueKind: DueKind | null;
  deliverBy: string | null;
  dispatchedOn: string | null;
  dispatchNote: string | null;
  decline: { reason: Names; note: string | null } | null;
  misfit: { kind: string; note: string | null } | null;
  closedOn: string | null;
}

/** What delivery needs to know of the person. */
export interface Delivery {
  name: string;
  address: string;
  phone: string | null;
  note: string | null;
}

/** Finds an order of a supplier by its number; another supplier's is not found. */
export async function findOrder(
  db: Queryable,
  supplierId: number,
  number: string,
): Promise<OrderFile | null> {
  const row: Row | undefined = await db('orders')
    .join('requests', 'requests.id', 'orders.request_id')
    .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
    .leftJoin('offers', 'offers.id', 'orders.offer_id')
    .leftJoin('variants', 'variants.id', 'orders.variant_id')
    .leftJoin('products', 'products.id', 'variants.product_id')
    .leftJoin('reasons', 'reasons.code', 'orders.decline_reason')
    .where({ 'orders.number': number, 'orders.supplier_id': supplierId })
    .first(
      'orders.id',
      'orders.number',
      'orders.status',
      'orders.is_open',
      'orders.quantity',
      'orders.price_tiyn',
      'orders.state_share_tiyn',
      'orders.co_payment_tiyn',
      'orders.placed_on',
      'orders.due_on',
      'orders.deliver_by',
      'orders.dispatched_on',
      'orders.dispatch_note',
      'orders.decline_reason',
      'orders.decline_note',
      'orders.misfit_kind',
      'orders.misfit_note',
      'orders.closed_on',
      'requests.id as request_id',
      'requests.reference',
      'requests.version',
      'requests.status as request_status',
      'requests.applicant_id',
      'requests.route',
      'requests.due_kind',
      'requests.wishes',
      'requests.need',
      'requests.aid_class_code as asked_class_code',
      'orders.making_days',
      'offers.delivery_days',
      'variants.article',
      'products.slug',
      'products.maker',
      'products.aid_class_code',
      ...['kk', 'ru', 'en'].flatMap((lang) => [
        `products.name_${lang}`,
        `variants.label_${lang}`,
        `aid_classes.name_${lang} as class_${lang}`,
        `reasons.name_${lang} as reason_${lang}`,
      ]),
    );
  return row ? orderOf(row) : null;
}

/** Reads where an open order goes, and writes down that it was read, with what `also` is shown. */
export async function readDelivery(
  db: Database,
  by: Reader,
  order: OrderFile,
  { at, also }: { at: Date; also: readonly string[] },
): Promise<Delivery> {
  return inTransaction(db, async (trx) => {
    const row: DeliveryRow = await trx('requests')
      .join('applicants', 'applicants.id', 'requests.applicant_id')
      .where({ 'requests.id': order.request.id })
      .first(
        'applicants.family_name',
        'applicants.given_name',
        'applicants.patronymic',
        'requests.delivery_address',
        'requests.delivery_phone',
        'requests.delivery_note',
      );
    await recordAudit(trx, {
      at,
      actorId: by.accountId,
      actorRole: 'supplier',
      action: 'order.read',
      objectKind: 'order',
      objectId: order.number,
      applicantId: order.applicantId,
      fields: ['name', 'delivery_address', 'delivery_phone', 'delivery_note', ...also],
    });
    return {
      name: [row.family_name, row.given_name, row.patronymic].filter(Boolean).join(' '),
      address: row.delivery_address,
      phone: row.delivery_phone,
      note: row.delivery_note,
    };
  });
}

/** Whether the supplier may still confirm new orders, and its name for the page. */
export async function findSupplier(
  db: Queryable,
  supplierId: number,
): Promise<{ names: Names; status: 'admitted' | 'suspended' | 'removed' }> {
  const row: Record<string, unknown> & { status: 'admitted' | 'suspended' | 'removed' } = await db(
    'suppliers',
  )
    .where({ id: supplierId })
    .first();
  return { names: namesOf(row), status: row.status };
}

function orderOf(row: Row): OrderFile {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    isOpen: Boolean(row.is_open),
    request: {
      id: row.request_id,
      reference: row.reference,
      version: row.version,
      status: row.request_status,
      route: row.route,
      aidClassCode: row.asked_class_code,
      // Where nobody offers it, the maker works from what the person must be able to do.
      wishes: row.wishes ?? row.need,
    },
    applicantId: row.applicant_id,
    names: namesOf(row, row.slug === null ? 'class' : 'name'),
    product:
      row.slug === null
        ? null
        : {
            maker: row.maker!,
            slug: row.slug,
            variant: namesOf(row, 'label'),
            article: row.article!,
          },
    aidClassCode: row.aid_class_code ?? row.asked_class_code,
    quantity: row.quantity,
    price: row.price_tiyn,
    stateShare: row.state_share_tiyn,
    coPayment: row.co_payment_tiyn,
    deliveryDays: row.making_days ?? row.delivery_days!,
    placedOn: row.placed_on,
    dueOn: row.due_on,
    dueKind: row.status === 'confirmed' ? row.due_kind : null,
    deliverBy: row.deliver_by,
    dispatchedOn: row.dispatched_on,
    dispatchNote: row.dispatch_note,
    decline: row.decline_reason ? { reason: namesOf(row, 'reason'), note: row.decline_note } : null,
    misfit: row.misfit_kind ? { kind: row.misfit_kind, note: row.misfit_note } : null,
    closedOn: row.closed_on,
  };
}

interface Row extends Record<string, unknown> {
  id: number;
  number: string;
  status: OrderStatus;
  is_open: unknown;
  quantity: number;
  price_tiyn: number;
  state_share_tiyn: number;
  co_payment_tiyn: number;
  placed_on: string;
  due_on: string | null;
  deliver_by: string | null;
  dispatched_on: string | null;
  dispatch_note: string | null;
  decline_reason: string | null;
  decline_note: string | null;
  misfit_kind: string | null;
  misfit_note: string | null;
  closed_on: string | null;
  request_id: number;
  reference: string;
  version: number;
  request_status: Status;
  applicant_id: number;
  route: 'catalogue' | 'made_to_order';
  due_kind: DueKind | null;
  wishes: string | null;
  need: string | null;
  asked_class_code: string;
  making_days: number | null;
  delivery_days: number | null;
  article: string | null;
  slug: string | null;
  maker: string | null;
  aid_class_code: string | null;
}

interface DeliveryRow {
  family_name: string;
  given_name: string;
  patronymic: string | null;
  delivery_address: string;
  delivery_phone: string | null;
  delivery_note: string | null;
}
