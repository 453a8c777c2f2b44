// The two desks at which products are worked on: the administrator's and the supplier's.
import type { Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { ProductDesk } from '../paths.ts';
import type { Portal } from '../portal.ts';
import { Forbidden, NotFound } from '../web/errors.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import type { Act } from './proposal.ts';

/** The act that this request is. @throws SignInNeeded, Forbidden */
export function actAt(desk: ProductDesk, res: Response, { clock }: Pick<Portal, 'clock'>): Act {
  const at = clock();
  const by = readerWith(res, desk === 'admin' ? 'administrator' : 'supplier');
  if (desk === 'supplier' && by.supplierId === null) throw new Forbidden();
  return { by, supplierId: desk === 'admin' ? null : by.supplierId, at, on: dayOf(at) };
}

/** A number out of an address. @throws NotFound */
export function numberIn(value: unknown): number {
  if (typeof value !== 'string' || !/^[1-9]\d{0,8}$/.test(value)) throw new NotFound();
  return Number(value);
}

/** The way back up: the desk, its products, and what lies between. */
export function crumbsAt(
  desk: ProductDesk,
  res: Response,
  ...between: { text: string; href: string }[]
): { text: string; href: string }[] {
  const { t, paths } = visitOf(res);
  const home =
    desk === 'admin'
      ? { text: t('administration.title'), href: paths.admin() }
      : { text: t('layout.supplier'), href: paths.supplier() };
  const list = { text: t('administration.list.products'), href: paths.deskProducts(desk) };
  return [home, list, ...between];
}
