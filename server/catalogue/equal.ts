// When another variant serves as well: what a cheaper offer may be named for.
import { betterWay } from './better.ts';
import type { Definition, Value, Values } from './technical-data.ts';

/** Sizes have to be the same but for one step; what is not a size may be a twentieth worse. */
const TOLERATED = 0.05;

/**
 * Says whether `other` is equal to `own` or better, in the data that their class requires: the same choices, the same
 * yes and no, counts the same, other numbers within one step, or better where one way is better for everybody. Texts are not weighed.
 * What is not stated is not equal, and a class that requires nothing has no equals.
 */
export function isEqualOrBetter(
  definitions: readonly Definition[],
  own: Values,
  other: Values,
): boolean {
  const weighed = definitions.filter(({ required, kind }) => required && kind !== 'text');
  return (
    weighed.length > 0 &&
    weighed.every((definition) =>
      serves(definition, own.get(definition.id), other.get(definition.id)),
    )
  );
}

function serves(definition: Definition, own: Value | undefined, other: Value | undefined): boolean {
  if (!own || !other) return false;
  if (definition.kind === 'choice') return own.optionId !== null && own.optionId === other.optionId;
  if (definition.kind === 'yes_no') return own.yes !== null && own.yes === other.yes;
  if (own.thousandths === null || other.thousandths === null) return false;
  const more = other.thousandths - own.thousandths;
  const tolerance = toleranceOf(definition, own.thousandths);
  const way = betterWay(definition.key);
  const isNotTooLow = way === 'less' || more >= -tolerance;
  const isNotTooHigh = way === 'more' || more <= tolerance;
  return isNotTooLow && isNotTooHigh;
}

function toleranceOf({ section, step, unit }: Definition, thousandths: number): number {
  if (unit === 'pcs') return 0; // one microphone or one piece less is less
  const oneStep = step ?? 0;
  return section === 'size' ? oneStep : Math.max(oneStep, thousandths * TOLERATED);
}
