// What suppliers ask of their list, and type into the pages of an order.
import {
  choice,
  optionalChoice,
  optionalText,
  readForm,
  text,
  type Field,
  type Problem,
  type Typed,
  type Values,
} from '../web/forms.ts';
import { VIEWS, type Place, type View } from './order-list.ts';

const PLACE = /^(\d{4}-\d{2}-\d{2})_([1-9]\d{0,8})$/;

const listFields = {
  view: optionalChoice(VIEWS),
  after: placeText(),
  before: placeText(),
};

/** Reads the list's address. What cannot be read is named as a problem, and the list is shown without it. */
export function readOrderList(query: unknown): {
  view: View;
  place: Place | null;
  problems: Problem[];
  typed: Typed;
} {
  const read = readForm(listFields, query);
  if ('values' in read) return { ...settle(read.values), problems: [], typed: read.typed };
  const { problems, typed } = read;
  const given = Object.entries(query ?? {});
  const sound = given.filter(([name]) => !problems.some(({ field }) => field === name));
  const again = readForm(listFields, Object.fromEntries(sound));
  if ('problems' in again) throw new Error('a filter must be optional');
  return { ...settle(again.values), problems, typed };
}

const LONG = { max: 2000, lines: true };

/** Why an order is declined: a reason from the list, and what else is to be said. */
export function readDecline(body: unknown, codes: readonly string[]) {
  return readForm(
    {
      reason: choice(codes, { missing: 'suppliers.decline.reasonMissing' }),
      note: optionalText(LONG),
    },
    body,
  );
}

/** How the aid travels. */
export function readDispatch(body: unknown) {
  return readForm({ note: text({ missing: 'suppliers.dispatch.noteMissing', ...LONG }) }, body);
}

/** What was put right, and how the aid travels now. */
export function readRemedy(body: unknown) {
  return readForm({ note: text({ missing: 'suppliers.remedy.noteMissing', ...LONG }) }, body);
}

/** How the aid is taken back. */
export function readReturn(body: unknown) {
  return readForm({ note: text({ missing: 'suppliers.return.noteMissing', ...LONG }) }, body);
}

function placeText(): Field<string | null> {
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return null;
    return typeof raw === 'string' && PLACE.test(raw) ? raw : refuse('suppliers.list.badPlace');
  };
}

function settle({ view, after, before }: Values<typeof listFields>) {
  return {
    view: view ?? ('to-do' as const),
    place: placeOf('after', after) ?? placeOf('before', before),
  };
}

function placeOf(direction: Place['direction'], written: string | null): Place | null {
  const [, on, id] = PLACE.exec(written ?? '') ?? [];
  return on ? { direction, on, id: Number(id) } : null;
}
