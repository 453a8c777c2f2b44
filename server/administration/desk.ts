// What every page of the administrator's desk starts from.
import type { RequestHandler, Response } from 'express';
import type { Reader } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import type { AdminList } from '../paths.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { readerWith, visitOf } from '../web/visit.ts';

/** Who acts, and when: what each change is dated and audited with. */
export interface Act {
  by: Reader;
  at: Date;
  /** The day in Kazakhstan. */
  on: string;
}

/** Stands before every route of the desk: a stranger signs in first, everyone else is refused. */
export const administratorsOnly: RequestHandler = (_req, res, next) => {
  readerWith(res, 'administrator');
  next();
};

/** The act that this request is. */
export function actOf(res: Response, { clock }: Pick<Portal, 'clock'>): Act {
  const at = clock();
  return { by: readerWith(res, 'administrator'), at, on: dayOf(at) };
}

/** An id out of an address. @throws NotFound */
export function idIn(value: unknown): number {
  if (typeof value !== 'string' || !/^[1-9]\d{0,8}$/.test(value)) throw new NotFound();
  return Number(value);
}

/** A code out of an address: of an aid class, a term or a picture. @throws NotFound */
export function codeIn(value: unknown, pattern = /^[\w-]{1,40}$/): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw new NotFound();
  return value;
}

/** The way back up: administration, the list, and what lies between. */
export function crumbsTo(
  res: Response,
  list?: AdminList,
  ...between: { text: string; href: string }[]
): { text: string; href: string }[] {
  const { t, paths } = visitOf(res);
  const home = { text: t('administration.title'), href: paths.admin() };
  if (!list) return [home];
  return [
    home,
    { text: t(`administration.list.${list}`), href: paths.adminList(list) },
    ...between,
  ];
}
