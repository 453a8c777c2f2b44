// The entry that an address names, for the caseworker who opened it: to everyone else it is not there.
import type { Response } from 'express';
import type { Reader } from '../accounts/reader.ts';
import { findPerson, type Person } from '../applicants/person.ts';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { readerWith, type Visit } from '../web/visit.ts';
import { findOpenEntry, type Entry } from './entries.ts';
import { paperNumberOf, type PaperFieldName } from './paper-form.ts';

export interface Opened {
  reader: Reader;
  entry: Entry;
  person: Person;
  at: Date;
  /** The day in Kazakhstan. */
  day: string;
}

/** The id that an address names. @throws NotFound */
export function idOf(raw: string | undefined): number {
  if (!/^[1-9]\d{0,8}$/.test(raw ?? '')) throw new NotFound();
  return Number(raw);
}

/** @throws SignInNeeded, Forbidden, NotFound */
export async function openedEntry(
  { db, clock }: Pick<Portal, 'db' | 'clock'>,
  res: Response,
  raw: string | undefined,
): Promise<Opened> {
  const reader = readerWith(res, 'caseworker', 'lead_caseworker');
  const at = clock();
  const day = dayOf(at);
  const entry = await findOpenEntry(db.write, reader, idOf(raw), day);
  const person = entry && (await findPerson(db.read, entry.applicantId, day));
  if (!entry || !person) throw new NotFound();
  return { reader, entry, person, at, day };
}

/** A field's label with the number under which it stands on paper. */
export function numbered({ t }: Visit, name: PaperFieldName): string {
  const label = t(`assisted.field.${name}`);
  return t('assisted.numbered', { number: paperNumberOf(name), label });
}

/** The way back: to the desk, the look-up, and the entry. */
export function crumbsTo(
  { t, paths }: Visit,
  open?: { entry: Entry; person: Person },
): { text: string; href: string }[] {
  return [
    { text: t('layout.casework'), href: paths.casework() },
    { text: t('assisted.find.title'), href: paths.assisted() },
    ...(open ? [{ text: open.person.name, href: paths.assistedEntry(open.entry.id) }] : []),
  ];
}
