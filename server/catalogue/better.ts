// Data in which less or more is better for everybody. What depends on a person's body or home is left to the guide.

export type Way = 'less' | 'more';

const WAYS: ReadonlyMap<string, Way> = new Map<string, Way>([
  ['weight', 'less'],
  ['max_user_weight', 'more'],
  ['max_load', 'more'],
  ['range', 'more'],
  ['climb', 'more'],
  ['charging_time', 'less'],
  ['battery_time', 'more'],
  ['battery_life', 'more'],
  ['backup_time', 'more'],
  ['working_time', 'more'],
  ['shelf_life', 'more'],
  ['noise', 'less'],
]);

/** Which way a number is better, by the key of its definition; null where that depends on the person. */
export function betterWay(key: string): Way | null {
  return WAYS.get(key) ?? null;
}
