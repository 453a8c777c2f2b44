// From a filled sheet to measures, to what has to be mended, or to what is rare and asks for a tick.
import { addMonths } from '../calendar/dates.ts';
import { choice, date, readForm, type Field, type Problem, type Typed } from '../web/forms.ts';
import { impossible, unlikely, type Finding } from './checks.ts';
import { readThousandths } from './decimal.ts';
import { kindOf, type MeasureKey, type MeasureKind } from './kinds.ts';
import { MEASURERS, type Measured, type Measures } from './measure-values.ts';

/** What a sheet is read against. */
export interface SheetGround {
  kinds: readonly (MeasureKind & { key: MeasureKey })[];
  /** What is kept already: new values have to agree with it. */
  before: Measures | null;
  today: string;
  /** Null where the portal does not know. */
  bornOn: string | null;
  /** A measure in words, with its unit. */
  inWords: (key: MeasureKey, thousandths: number) => string;
  nameOf: (key: MeasureKey) => string;
}

export type SheetOutcome =
  | { values: Measures['values']; measured: Measured; typed: Typed }
  | {
      problems: Problem[];
      typed: Typed;
      /** Fields that are fine once their box is ticked, with what the box stands for. */
      doubts: ReadonlyMap<string, string>;
    };

/** Measures older than this are taken anew; older than that, asked about. Proposed. */
const TOO_OLD = 10;
const OLD = 2;

/** Reads a filled sheet. Empty fields are not measured. */
export function readSheet(ground: SheetGround, body: unknown): SheetOutcome {
  const form = readForm(fieldsOf(ground), body);
  const given = sureOf(body, ground.kinds);
  const typed = { ...form.typed, ...given };
  if ('problems' in form) return { problems: form.problems, typed, doubts: new Map() };
  const { measured_on: on, measured_by: by, ...read } = form.values;
  const values = withoutEmpty(read);
  if (!Object.keys(values).length) {
    const problem = { field: ground.kinds[0]!.key, key: 'measures.sheet.nothing' };
    return { problems: [problem], typed, doubts: new Map() };
  }
  const all = { ...ground.before?.values, ...values };
  const wrong = [...findingsOf(impossible(all), values, all, ground), ...wrongDay(on, ground)];
  if (wrong.length) return { problems: wrong, typed, doubts: new Map() };
  return readDoubts({ ground, values, all, measured: { on, by }, typed });
}

function readDoubts({
  ground,
  values,
  all,
  measured,
  typed,
}: {
  ground: SheetGround;
  values: Measures['values'];
  all: Measures['values'];
  measured: Measured;
  typed: Typed;
}): SheetOutcome {
  const rare = findingsOf(unlikely(all), values, all, ground);
  const doubts = new Map(rare.map(({ field }) => [field, String(values[field as MeasureKey])]));
  const isOld = addMonths(measured.on, OLD * 12) < ground.today;
  if (isOld) {
    rare.push({ field: 'measured_on', key: 'measures.rare.old', values: { years: OLD } });
    doubts.set('measured_on', measured.on);
  }
  const open = rare.filter(({ field }) => typed[sureName(field)] !== doubts.get(field));
  return open.length ? { problems: open, typed, doubts } : { values, measured, typed };
}

/** The name of the box that confirms a field. */
export function sureName(field: string): string {
  return `sure_${field}`;
}

// A finding names two measures; the problem stands at one that was typed just now.
function findingsOf(
  findings: readonly Finding[],
  typedNow: Measures['values'],
  all: Measures['values'],
  { inWords, nameOf }: SheetGround,
): Problem[] {
  return findings.flatMap(({ key, reason, other }) => {
    const field = key in typedNow ? key : other && other in typedNow ? other : null;
    if (!field) return [];
    const words = { name: nameOf(key), value: inWords(key, all[key]!) };
    const beside = other && { other: nameOf(other), otherValue: inWords(other, all[other]!) };
    return [{ field, key: `measures.${reason}`, values: { ...words, ...beside } }];
  });
}

function wrongDay(on: string, { today, bornOn }: SheetGround): Problem[] {
  const problem = (key: string, values?: Problem['values']) => [
    { field: 'measured_on', key: `measures.wrong.${key}`, ...(values && { values }) },
  ];
  if (on > today) return problem('future');
  if (bornOn !== null && on < bornOn) return problem('beforeBirth');
  return addMonths(on, TOO_OLD * 12) < today ? problem('longAgo', { years: TOO_OLD }) : [];
}

function fieldsOf(ground: SheetGround) {
  const measures = Object.fromEntries(
    ground.kinds.map((kind) => [kind.key, measure(kind, ground)]),
  );
  return {
    ...measures,
    measured_on: date({ missing: 'measures.wrong.dateMissing' }),
    measured_by: choice(MEASURERS, { missing: 'measures.wrong.byMissing' }),
  };
}

// A measure in its range and step, or null where nothing was typed.
function measure(
  { key, min, max, step }: MeasureKind & { key: MeasureKey },
  { inWords, nameOf }: SheetGround,
): Field<number | null> {
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return null;
    if (typeof raw !== 'string') return refuse('forms.repeated');
    if (raw.trim() === '') return null;
    const read = readThousandths(raw);
    const name = nameOf(key);
    const middle = Math.round((min + max) / 2 / step) * step;
    if (read === null) {
      return refuse('measures.wrong.number', { name, example: inWords(key, middle) });
    }
    const value = inWords(key, read);
    if (read < min || read > max) {
      return refuse('measures.wrong.range', {
        name,
        value,
        min: inWords(key, min),
        max: inWords(key, max),
      });
    }
    if (read % step === 0) return read;
    const below = inWords(key, Math.floor(read / step) * step);
    const above = inWords(key, Math.ceil(read / step) * step);
    return refuse('measures.wrong.step', { name, value, below, above });
  };
}

// Boxes are not fields of the sheet: which of them there are depends on what was doubted before.
function sureOf(body: unknown, kinds: readonly { key: string }[]): Record<string, string> {
  const given = new Map(Object.entries((body ?? {}) as Record<string, unknown>));
  const names = [...kinds.map(({ key }) => key), 'measured_on'].map(sureName);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = given.get(name);
      return typeof value === 'string' ? [[name, value.slice(0, 10)]] : [];
    }),
  );
}

function withoutEmpty(read: Record<string, number | null>): Measures['values'] {
  return Object.fromEntries(
    Object.entries(read).filter(([key, value]) => value !== null && kindOf(key)),
  );
}
