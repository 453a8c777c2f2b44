// Where a reader's measures are kept: in the record of a person whom they may see, else in the session.
import type { Request } from 'express';
import type { Reader } from '../accounts/reader.ts';
import { applicantsOf, type OwnApplicant } from '../applicants/access.ts';
import type { Queryable } from '../database.ts';
import { NotFound } from '../web/errors.ts';
import type { Measures } from './measure-values.ts';
import { bornOnOf, findRecorded } from './store.ts';

export interface Holder {
  /** Null: the session holds them. */
  person: OwnApplicant | null;
  /** All whom the reader may see. */
  people: OwnApplicant[];
  bornOn: string | null;
  measures: Measures | null;
  mayChange: boolean;
}

/** The holder of the measures that a page shows. `asked` is the id of a person in the address. @throws NotFound */
export async function holderOf(
  db: Queryable,
  req: Request,
  { reader, asked, on }: { reader: Reader | null; asked: unknown; on: string },
): Promise<Holder> {
  const people = reader ? await applicantsOf(db, reader.accountId, on) : [];
  const person = chosenOf(people, asked, req.session.measuredApplicantId);
  if (!person) {
    const measures = req.session.measures ?? null;
    return { person: null, people, bornOn: null, measures, mayChange: true };
  }
  const measures = await findRecorded(db, person.applicantId);
  const bornOn = measures?.bornOn ?? (await bornOnOf(db, person.applicantId));
  return { person, people, bornOn, measures, mayChange: person.relation !== 'see' };
}

// The one asked for, else the one looked at before, else the first. Somebody else's id is no page.
function chosenOf(
  people: readonly OwnApplicant[],
  asked: unknown,
  before: number | undefined,
): OwnApplicant | undefined {
  const byId = (id: number) => people.find(({ applicantId }) => applicantId === id);
  if (asked !== undefined && asked !== '') {
    const known = typeof asked === 'string' && /^[1-9]\d{0,8}$/.test(asked) && byId(Number(asked));
    if (!known) throw new NotFound();
    return known;
  }
  return (before && byId(before)) || people[0];
}
