// What makers and people type about visits.
import { readActFields } from '../requests/forms.ts';
import { addCalendarDays } from '../calendar/dates.ts';
import { dayOf } from '../calendar/today.ts';
import {
  choice,
  optionalChoice,
  optionalDate,
  optionalText,
  readForm,
  text,
  ticked,
  type Field,
  type Outcome,
  type Problem,
} from '../web/forms.ts';
import type { Offering } from './acts-of-maker.ts';
import { BEGINNINGS, hasBegun, windowAt, type Window } from './windows.ts';

export { readActFields };

/** How many times a form offers at most. */
export const TIMES = [1, 2, 3, 4, 5] as const;
/** How far ahead a time may be, in days. */
const FARTHEST = 92;
const LONG = { max: 1000, lines: true };

const PLACES = ['maker', 'home', 'other'] as const;

const offeringFields = Object.fromEntries(
  TIMES.flatMap((number): [string, Field<string | null>][] => [
    [`day_${number}`, optionalDate()],
    [`beginning_${number}`, optionalChoice(BEGINNINGS)],
  ]),
);

/** The times a maker offers, and where. */
export function readOffering(body: unknown, at: Date): Outcome<Offering> {
  const read = readForm(
    {
      ...offeringFields,
      place: choice(PLACES, { missing: 'appointments.offer.placeMissing' }),
      address: optionalText({ max: 300, lines: true }),
      note: optionalText(LONG),
    },
    body,
  );
  if ('problems' in read) return read;
  const { typed } = read;
  const values = read.values as Record<string, string | null>;
  const problems: Problem[] = [];
  const windows: Window[] = [];
  for (const number of TIMES) {
    const [day, beginning] = [values[`day_${number}`], values[`beginning_${number}`]];
    if (!day) continue;
    const window = windowAt(day, beginning ?? BEGINNINGS[0]!);
    const key = whyNotOffered(window, windows, at);
    if (key) problems.push({ field: `day_${number}`, key });
    else windows.push(window);
  }
  if (!windows.length && !problems.length) {
    problems.push({ field: 'day_1', key: 'appointments.offer.missing' });
  }
  const { place, address, note } = values;
  if (place !== 'home' && !address) {
    problems.push({ field: 'address', key: 'appointments.offer.addressMissing' });
  }
  if (problems.length) return { problems, typed };
  const placeKind = place as Offering['placeKind'];
  return { values: { windows, placeKind, place: address ?? null, note: note ?? null }, typed };
}

function whyNotOffered(window: Window, others: readonly Window[], at: Date): string | null {
  if (hasBegun(window, at)) return 'appointments.offer.past';
  const last = windowAt(addCalendarDays(dayOf(at), FARTHEST), BEGINNINGS[0]!);
  if (window.startsAt > last.startsAt) return 'appointments.offer.far';
  const twice = others.some(({ startsAt }) => startsAt === window.startsAt);
  return twice ? 'appointments.offer.twice' : null;
}

/** The time that a person picks, or that none fits and which would. */
export function readPick(body: unknown, slotIds: readonly number[]) {
  const read = readForm(
    {
      slot: choice([...slotIds.map(String), 'none'], { missing: 'appointments.pick.missing' }),
      words: optionalText(LONG),
      interpreter: ticked(),
    },
    body,
  );
  if ('values' in read && read.values.slot === 'none' && !read.values.words) {
    const problems = [{ field: 'words', key: 'appointments.pick.wordsMissing' }];
    return { problems, typed: read.typed };
  }
  return read;
}

/** Why a visit is moved or cancelled. */
export function readReason(body: unknown) {
  return readForm(
    { reason: text({ missing: 'appointments.change.reasonMissing', ...LONG }) },
    body,
  );
}

/** What happened when nobody came. */
export function readNoShow(body: unknown) {
  return readForm({ note: optionalText(LONG) }, body);
}

/** What came of a visit; a note belongs to every outcome but the person's not coming. */
export const RECORDED = [
  'measured',
  'fits',
  'to_alter',
  'further_fitting',
  'handed_over',
  'not_come',
] as const;

export function readRecord(body: unknown) {
  const read = readForm(
    {
      outcome: choice(RECORDED, { missing: 'appointments.record.missing' }),
      note: optionalText(LONG),
    },
    body,
  );
  if ('values' in read && read.values.outcome !== 'not_come' && !read.values.note) {
    const problems = [{ field: 'note', key: 'appointments.record.noteMissing' }];
    return { problems, typed: read.typed };
  }
  return read;
}
