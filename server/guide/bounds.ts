// The numbers that a rule compares with: its own, or a measure with one of its own added or taken off.
import type { Answers } from './answers.ts';
import type { Bound, Check, Rule } from './rule.ts';

/** The answer that is needed was not given; or it was, and the rule has no number for it. */
export const UNANSWERED = Symbol('unanswered');
export const SILENT = Symbol('silent');

/** A bound in thousandths; null where there is none. */
export function boundOf(
  bound: Bound | undefined,
  { numbersNow }: Pick<Rule, 'numbersNow'>,
  answers: Answers,
): number | null | typeof UNANSWERED | typeof SILENT {
  if (!bound) return null;
  if ('number' in bound) return numbersNow[bound.number]!;
  if ('by' in bound) {
    const answer = answers[bound.by];
    if (answer === undefined) return UNANSWERED;
    return Object.hasOwn(bound.numbers, answer) ? numbersNow[bound.numbers[answer]!]! : SILENT;
  }
  const answer = answers[bound.answer];
  if (typeof answer !== 'number') return UNANSWERED;
  const of = (name: string | undefined) => (name === undefined ? 0 : numbersNow[name]!);
  return answer + of(bound.plus) - of(bound.minus);
}

/** The measures that a check looks at, as far as they were given. */
export function answersOf(check: Check, answers: Answers): Record<string, number> {
  const measures = boundsOf(check).flatMap((bound) => ('answer' in bound ? [bound.answer] : []));
  return Object.fromEntries(
    measures.flatMap((key) => (typeof answers[key] === 'number' ? [[key, answers[key]]] : [])),
  );
}

/** The bounds of a check. */
export function boundsOf(check: Check): Bound[] {
  if (!('number' in check) && !('range' in check)) return [];
  return [check.from, check.to].filter((bound) => bound !== undefined);
}

/** The questions whose answers a check needs. */
export function neededBy(check: Check): string[] {
  if ('class' in check) return [check.class];
  if ('option' in check) return 'by' in check ? [check.by] : [];
  return boundsOf(check).flatMap((bound) =>
    'answer' in bound ? [bound.answer] : 'by' in bound ? [bound.by] : [],
  );
}
