// The order of a list that people change by one place at a time.

export type Direction = 'up' | 'down';

/** The list with one item moved by a place; at the edge it stays as it is. */
export function moved<T>(list: readonly T[], item: T, direction: Direction): T[] {
  const from = list.indexOf(item);
  const to = direction === 'up' ? from - 1 : from + 1;
  if (from < 0 || to < 0 || to >= list.length) return [...list];
  const order = [...list];
  [order[from], order[to]] = [order[to]!, order[from]!];
  return order;
}

/** The way back. */
export function opposite(direction: Direction): Direction {
  return direction === 'up' ? 'down' : 'up';
}
