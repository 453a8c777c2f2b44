// When a product moves to another class, it keeps the technical data that both classes ask for.
import type { Definition } from '../catalogue/technical-data.ts';
import type { ContentValue } from './content.ts';
import { isOfKind } from './sound.ts';

export interface Kept {
  kept: Record<string, ContentValue>;
  /** What goes, with the old class's definition of it where there is one. */
  lost: { key: string; value: ContentValue; definition: Definition | undefined }[];
}

/**
 * Parts the values of a variant into those that the new class knows too - by the same key, of the same kind and
 * unit, with the same option - and those that go.
 */
export function keptValues(
  values: Readonly<Record<string, ContentValue>>,
  from: readonly Definition[],
  to: readonly Definition[],
): Kept {
  const before = new Map(from.map((one) => [one.key, one]));
  const after = new Map(to.map((one) => [one.key, one]));
  const result: Kept = { kept: {}, lost: [] };
  for (const [key, value] of Object.entries(values)) {
    const definition = before.get(key);
    if (means(definition, after.get(key), value)) result.kept[key] = value;
    else result.lost.push({ key, value, definition });
  }
  return result;
}

function means(
  before: Definition | undefined,
  after: Definition | undefined,
  value: ContentValue,
): boolean {
  if (!before || !after || before.kind !== after.kind || before.unit !== after.unit) return false;
  return isOfKind(after, value);
}
