// Opens an aid for the person who has it, or for a caseworker of its office: to everyone else it is not there.
import type { Request, Response } from 'express';
import type { Reader } from '../accounts/reader.ts';
import { aidName, findAid, type Aid } from '../aids/aids.ts';
import { relationTo } from '../applicants/access.ts';
import { findPerson, type Person } from '../applicants/person.ts';
import { recordAudit } from '../audit/audit.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { Forbidden, NotFound } from '../web/errors.ts';
import { readerWith, visitOf, type Visit } from '../web/visit.ts';
import { roleAt } from './scene.ts';

export type Desk = 'family' | 'office';
export type AidAt = Request<{ id: string }>;

export interface OpenAid {
  desk: Desk;
  aid: Aid & { applicantId: number };
  person: Person;
  reader: Reader;
  role: string;
  /** May only look on. */
  seeOnly: boolean;
  /** The reader's own aid: the person need not be named. */
  own: boolean;
  at: Date;
  /** The day in Kazakhstan. */
  day: string;
  name: string;
  visit: Visit;
}

const ID = /^[1-9]\d{0,8}$/;

/** The aid that the address names. @throws SignInNeeded, Forbidden, NotFound */
export async function openAid(
  { db, clock }: Pick<Portal, 'db' | 'clock'>,
  req: AidAt,
  res: Response,
  desk: Desk,
): Promise<OpenAid> {
  const roles =
    desk === 'family'
      ? (['applicant', 'representative'] as const)
      : (['caseworker', 'lead_caseworker'] as const);
  const reader = readerWith(res, ...roles);
  const at = clock();
  const day = dayOf(at);
  const aid = ID.test(req.params.id) ? await findAid(db.read, Number(req.params.id)) : null;
  const role = aid && (await roleAt(db.read, aid, { by: reader, side: desk, day }));
  if (!aid || aid.applicantId === null || !role) throw new NotFound();
  if (role === 'own-case') throw new Forbidden('requests.refused.own-case');
  const { applicantId } = aid;
  const person = await findPerson(db.read, applicantId, day);
  if (!person) throw new NotFound();
  const visit = visitOf(res);
  const own =
    desk === 'family' && (await relationTo(db.read, reader.accountId, applicantId, day)) === 'self';
  return {
    desk,
    aid: { ...aid, applicantId },
    person,
    reader,
    role,
    seeOnly: role === 'see-only',
    own,
    at,
    day,
    name: aidName(aid)[visit.lang],
    visit,
  };
}

/** As `openAid`, for acts: whoever may only look has none. @throws Forbidden */
export async function aidToActOn(
  portal: Pick<Portal, 'db' | 'clock'>,
  req: AidAt,
  res: Response,
  desk: Desk,
): Promise<OpenAid> {
  const open = await openAid(portal, req, res, desk);
  if (open.seeOnly) throw new Forbidden('requests.refused.see-only');
  return open;
}

/** Writes down that a caseworker looked at what somebody has. */
export async function auditLooking(
  { db }: Pick<Portal, 'db'>,
  { desk, reader, role, aid, at }: OpenAid,
): Promise<void> {
  if (desk === 'family') return;
  await inTransaction(db, (trx) =>
    recordAudit(trx, {
      at,
      actorId: reader.accountId,
      actorRole: role,
      action: 'aid.read',
      objectKind: 'aid',
      objectId: aid.id,
      applicantId: aid.applicantId,
      fields: ['person', 'aid', 'fit_checks', 'repairs'],
    }),
  );
}

/** Addresses of an aid at the desk from which it was opened. */
export function addressesOf({
  desk,
  aid,
  visit: { paths },
}: Pick<OpenAid, 'desk' | 'aid' | 'visit'>) {
  return desk === 'family'
    ? {
        list: paths.ownAids(),
        aid: paths.ownAid(aid.id),
        act: (act: string) => paths.ownAidAct(aid.id, act),
      }
    : {
        list: paths.careDesk(),
        aid: paths.deskAid(aid.id),
        act: (act: string) => paths.deskAidAct(aid.id, act),
      };
}
