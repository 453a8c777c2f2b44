// A drawing in centimetres, with x to the right and y up, and what is measured on it.

/** A place in centimetres. */
export type Place = readonly [x: number, y: number];

/** A number that the drawing shows, from one place to another. */
export interface Dimension {
  /** The key of the technical data: `seat_width`. */
  key: string;
  from: Place;
  to: Place;
  /** On which side of the drawing its line stands, and in which row there, counted from the drawing. */
  side: 'above' | 'below' | 'left' | 'right';
  row: number;
}

/** A product's numbers in centimetres, by the key of its technical data. */
export type Numbers = Readonly<Record<string, number | undefined>>;

/** One view of a product. */
export interface Sketch {
  view: 'front' | 'side' | 'top';
  strokes: Stroke[];
  dimensions: Dimension[];
}

export type Stroke =
  | { kind: 'line'; places: readonly Place[]; closed: boolean; filled: boolean }
  | { kind: 'circle'; centre: Place; radius: number; filled: boolean };

export function line(...places: Place[]): Stroke {
  return { kind: 'line', places, closed: false, filled: false };
}

/** A closed shape with a light surface. */
export function shape(...places: Place[]): Stroke {
  return { kind: 'line', places, closed: true, filled: true };
}

/** A box from its lower left to its upper right corner. */
export function box([left, bottom]: Place, [right, top]: Place): Stroke {
  return shape([left, bottom], [right, bottom], [right, top], [left, top]);
}

export function circle(centre: Place, radius: number, { filled = false } = {}): Stroke {
  return { kind: 'circle', centre, radius, filled };
}

/** A dimension along x. */
export function across(
  key: string,
  [left, right]: readonly [number, number],
  y: number,
  side: 'above' | 'below',
  row = 0,
): Dimension {
  return { key, from: [left, y], to: [right, y], side, row };
}

/** A dimension along y. */
export function upright(
  key: string,
  [bottom, top]: readonly [number, number],
  x: number,
  side: 'left' | 'right',
  row = 0,
): Dimension {
  return { key, from: [x, bottom], to: [x, top], side, row };
}
