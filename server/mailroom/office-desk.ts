// Who works in the mail room: caseworkers, for their own office.
import type { Response } from 'express';
import { leadingRole } from '../accounts/reader.ts';
import type { OfficeAct } from '../notifications/office-acts.ts';
import type { Portal } from '../portal.ts';
import { Forbidden } from '../web/errors.ts';
import { readerWith, visitOf } from '../web/visit.ts';

/** The act that this request is, for the reader's office. @throws Forbidden */
export function officeActOf(res: Response, { clock }: Pick<Portal, 'clock'>): OfficeAct {
  const { accountId, officeId, roles } = readerWith(res, 'caseworker', 'lead_caseworker');
  if (officeId === null) throw new Forbidden();
  return { by: { accountId, officeId, role: leadingRole(roles) }, at: clock() };
}

/** The way back up. */
export function crumbsTo(res: Response, ...between: { text: string; href: string }[]) {
  const { t, paths } = visitOf(res);
  return [{ text: t('layout.casework'), href: paths.casework() }, ...between];
}
