// Opens an order for its supplier: to everyone else it is not there.
import type { Request, RequestHandler, Response } from 'express';
import type { Reader } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import type { Holidays } from '../calendar/working-days.ts';
import type { Portal } from '../portal.ts';
import { parseReference } from '../requests/reference.ts';
import { Forbidden, NotFound } from '../web/errors.ts';
import { readerWith } from '../web/visit.ts';
import { findOrder, findSupplier, type OrderFile } from './order-file.ts';

export interface OpenOrder {
  reader: Reader;
  order: OrderFile;
  supplier: Awaited<ReturnType<typeof findSupplier>>;
  at: Date;
  /** The day in Kazakhstan. */
  today: string;
  holidays: Holidays;
}

export type OrderRequest = Request<{ number: string }>;

/** Numbers may be typed in any manner: this leads to the address as we write it. */
export const canonicalNumber: RequestHandler<{ number: string }> = (req, res, next) => {
  const number = parseReference(req.params.number);
  if (!number) throw new NotFound();
  if (number === req.params.number) next();
  else if (req.method === 'POST') throw new NotFound();
  else res.redirect(303, req.originalUrl.replace(/\/orders\/[^/?]+/, `/orders/${number}`));
};

/** The supplier for whom the reader acts. @throws SignInNeeded, Forbidden */
export function supplierOf(res: Response): { reader: Reader; supplierId: number } {
  const reader = readerWith(res, 'supplier');
  if (reader.supplierId === null) throw new Forbidden();
  return { reader, supplierId: reader.supplierId };
}

/** The order that the address names. @throws SignInNeeded, Forbidden, NotFound */
export async function openOrder(
  { db, clock }: Portal,
  req: OrderRequest,
  res: Response,
): Promise<OpenOrder> {
  const { reader, supplierId } = supplierOf(res);
  const order = await findOrder(db.read, supplierId, req.params.number);
  if (!order) throw new NotFound();
  const at = clock();
  return {
    reader,
    order,
    supplier: await findSupplier(db.read, supplierId),
    at,
    today: dayOf(at),
    holidays: await holidaysOf(db.read),
  };
}
