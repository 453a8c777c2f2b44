// Judges all variants of a class at once, column by column: some tens of thousands in a few milliseconds. It comes to
// the same verdicts as `evaluate.ts`, which also says why; a test holds the two together.
import type { ClassColumns } from '../catalogue/class-columns.ts';
import type { Definition } from '../catalogue/technical-data.ts';
import type { Answers } from './answers.ts';
import { boundOf, SILENT, UNANSWERED } from './bounds.ts';
import { acceptedBy, isAsked, isBelow } from './evaluate.ts';
import type { Check, Rule } from './rule.ts';
import type { Verdict } from './verdict.ts';

/** In order, so that a variant's verdict is the largest of its rules'. */
const NOTHING = 0;
const FITS = 1;
const CANNOT_TELL = 2;
const DOES_NOT_FIT = 3;

const VERDICT_OF: readonly Verdict[] = ['cannot_tell', 'fits', 'cannot_tell', 'does_not_fit'];

/** The variants of one class and of none below it. */
export interface Ground {
  aidClassCode: string;
  columns: ClassColumns;
  /** By key, as the class has them. */
  definitions: ReadonlyMap<string, Definition>;
}

export interface ColumnVerdicts {
  /** Of the variant at a place of the columns. */
  verdictAt: (at: number) => Verdict;
  /** The rules that said something of any variant. */
  spoken: ReadonlySet<Rule>;
  /** The rules that keep a variant from fitting only because an answer is missing. */
  waiting: ReadonlySet<Rule>;
}

/** The verdicts on all variants of a class. */
export function judgeColumns(
  rules: readonly Rule[],
  answers: Answers,
  ground: Ground,
): ColumnVerdicts {
  const { aidClassCode, columns } = ground;
  const worst = new Uint8Array(columns.variantIds.length);
  const found = rules
    .filter((rule) => rule.classes.some((code) => isBelow(aidClassCode, code)))
    .flatMap((rule) => {
      const own = judgeRule(rule, answers, ground);
      return own ? [{ rule, ...own }] : [];
    });
  for (const { marks } of found) {
    for (let at = 0; at < worst.length; at++) if (marks[at]! > worst[at]!) worst[at] = marks[at]!;
  }
  const waits = ({ marks, isWaiting }: (typeof found)[number]) =>
    isWaiting && marks.some((mark, at) => mark === CANNOT_TELL && worst[at] === CANNOT_TELL);
  return {
    verdictAt: (at) => VERDICT_OF[worst[at]!]!,
    spoken: new Set(found.filter(({ marks }) => marks.some(Boolean)).map(({ rule }) => rule)),
    waiting: new Set(found.filter(waits).map(({ rule }) => rule)),
  };
}

interface Judged {
  marks: Uint8Array;
  /** It lacks an answer. */
  isWaiting: boolean;
}

// Null where the rule has nothing to say of any variant.
function judgeRule(rule: Rule, answers: Answers, ground: Ground): Judged | null {
  if (!isAsked(rule, answers)) return null;
  const judge = judgeOf(rule, answers, ground);
  if (judge === SILENT || (judge === UNANSWERED && rule.wish)) return null;
  const marks = new Uint8Array(ground.columns.variantIds.length);
  for (let at = 0; at < marks.length; at++) {
    marks[at] = judge === UNANSWERED ? CANNOT_TELL : judge(at);
  }
  for (const [key, options] of Object.entries(rule.of ?? {})) narrow(marks, key, options, ground);
  return { marks, isWaiting: judge === UNANSWERED };
}

// The rule speaks only of some: of others it says nothing, and where that is not known it cannot tell.
function narrow(marks: Uint8Array, key: string, options: readonly string[], ground: Ground): void {
  const values = columnOf(key, ground);
  const spoken = optionIds(key, options, ground);
  for (let at = 0; at < marks.length; at++) {
    if (Number.isNaN(values[at])) marks[at] = marks[at] === NOTHING ? NOTHING : CANNOT_TELL;
    else if (!spoken.has(values[at]!)) marks[at] = NOTHING;
  }
}

type JudgeAt = (at: number) => number;

function judgeOf(
  rule: Rule,
  answers: Answers,
  ground: Ground,
): JudgeAt | typeof SILENT | typeof UNANSWERED {
  const { check } = rule;
  if ('say' in check) {
    const mark = check.say === 'cannot_tell' ? CANNOT_TELL : DOES_NOT_FIT;
    return () => mark;
  }
  if ('class' in check) {
    const answer = answers[check.class];
    if (answer === undefined) return UNANSWERED;
    const accepted = acceptedBy(check.accept, answer);
    if (!accepted) return SILENT;
    const mark = markOf(accepted.some((code) => isBelow(ground.aidClassCode, code)));
    return () => mark;
  }
  if ('option' in check) {
    const answer = 'by' in check ? answers[check.by] : undefined;
    if ('by' in check && answer === undefined) return UNANSWERED;
    const accepted = 'by' in check ? acceptedBy(check.accept, answer!) : check.accept;
    if (!accepted) return SILENT;
    const options = optionIds(check.option, accepted, ground);
    return known(columnOf(check.option, ground), (option) => options.has(option));
  }
  if ('yes' in check) {
    const wanted = check.is ? 1 : 0;
    return known(columnOf(check.yes, ground), (value) => value === wanted);
  }
  return judgeNumber(rule, check, answers, ground);
}

function judgeNumber(
  rule: Rule,
  check: Extract<Check, { number: string } | { range: readonly [string, string] }>,
  answers: Answers,
  ground: Ground,
): JudgeAt | typeof SILENT | typeof UNANSWERED {
  const from = boundOf(check.from, rule, answers);
  const to = boundOf(check.to, rule, answers);
  if (from === SILENT || to === SILENT) return SILENT;
  if (from === UNANSWERED || to === UNANSWERED) return UNANSWERED;
  const [least, most] = [from ?? -Infinity, to ?? Infinity];
  if ('range' in check) {
    const [low, high] = check.range.map((key) => columnOf(key, ground));
    return (at) =>
      Number.isNaN(low![at]) || Number.isNaN(high![at])
        ? CANNOT_TELL
        : markOf(high![at]! >= least && low![at]! <= most);
  }
  const values = check.as
    ? numbersOfOptions(rule, check.number, check.as, ground)
    : columnOf(check.number, ground);
  return known(values, (value) => value >= least && value <= most);
}

// What a rule reads an option as: a degree of hearing loss as the decibels up to which it goes.
function numbersOfOptions(
  { numbersNow }: Rule,
  key: string,
  as: Readonly<Record<string, string>>,
  ground: Ground,
): Float64Array {
  const options = [...(ground.definitions.get(key)?.optionKeys ?? [])];
  const numbers = new Map(
    options.map(([id, option]) => [id, numbersNow[as[option] ?? ''] ?? Number.NaN]),
  );
  return columnOf(key, ground).map((id) => numbers.get(id) ?? Number.NaN);
}

function known(values: Float64Array, fits: (value: number) => boolean): JudgeAt {
  return (at) => (Number.isNaN(values[at]) ? CANNOT_TELL : markOf(fits(values[at]!)));
}

function columnOf(key: string, { columns, definitions }: Ground): Float64Array {
  return columns.column(definitions.get(key)?.id ?? -1).values;
}

function optionIds(
  key: string,
  options: readonly string[],
  { definitions }: Ground,
): ReadonlySet<number> {
  const all = [...(definitions.get(key)?.optionKeys ?? [])];
  return new Set(all.flatMap(([id, option]) => (options.includes(option) ? [id] : [])));
}

function markOf(fits: boolean): number {
  return fits ? FITS : DOES_NOT_FIT;
}
