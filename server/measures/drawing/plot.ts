// From centimetres to the units of an SVG: everything, labels included, stands inside its viewBox.
import type { Dimension, Place, Sketch, Stroke } from './sketch.ts';

/** A view that a template prints: paths, labels, and the size of the picture. */
export interface Plot {
  view: Sketch['view'];
  /** Units of the viewBox, which begins at 0 0. */
  width: number;
  height: number;
  outline: string;
  surface: string;
  /** The lines from the product to the dimension lines. */
  extensions: string;
  dimensions: string;
  labels: { text: string; x: number; y: number; anchor: 'start' | 'middle' | 'end' }[];
}

/** Room for the product itself, in units. */
const MOST = { width: 250, height: 200 };
const GAP = 16; // from the product to the first row of dimensions
const ROW = 26; // between rows above and below
const MARGIN = 4;
const LETTER = 8.6; // the widest average of a label's letters at 14 units
const LINE = 14;

/** All views of a product in one scale. */
export function plotAll(sketches: readonly Sketch[], labelOf: (key: string) => string): Plot[] {
  const sizes = sketches.map((sketch) => boundsOf(placesOf(sketch)));
  const widest = Math.max(...sizes.map(({ right, left }) => right - left), 1);
  const tallest = Math.max(...sizes.map(({ top, bottom }) => top - bottom), 1);
  const scale = Math.min(MOST.width / widest, MOST.height / tallest);
  return sketches.map((sketch, at) => plot(sketch, sizes[at]!, scale, labelOf));
}

interface Bounds {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

function plot(sketch: Sketch, size: Bounds, scale: number, labelOf: (key: string) => string): Plot {
  // First around the product's own corner, then moved so that all of it is seen.
  const to = ([x, y]: Place): Place => [(x - size.left) * scale, (size.top - y) * scale];
  const edge = {
    right: (size.right - size.left) * scale,
    bottom: (size.top - size.bottom) * scale,
  };
  const drawn = sketch.dimensions.map((one) => drawDimension(one, to, edge, labelOf(one.key)));
  const all = boundsOf([
    [0, 0],
    [edge.right, edge.bottom],
    ...drawn.flatMap(({ corners }) => corners),
  ]);
  const dx = MARGIN - all.left;
  const dy = MARGIN - all.bottom; // y goes down here: the least is the upper edge
  const moved = (place: Place): Place => [place[0] + dx, place[1] + dy];
  const path = (strokes: readonly Stroke[]) =>
    strokes.map((stroke) => pathOf(stroke, (place) => moved(to(place)), scale)).join('');
  return {
    view: sketch.view,
    width: Math.ceil(all.right - all.left + 2 * MARGIN),
    height: Math.ceil(all.top - all.bottom + 2 * MARGIN),
    outline: path(sketch.strokes.filter(({ filled }) => !filled)),
    surface: path(sketch.strokes.filter(({ filled }) => filled)),
    extensions: drawn
      .flatMap(({ extensions }) => extensions.map((one) => polyline(one, moved)))
      .join(''),
    dimensions: drawn.flatMap(({ lines }) => lines.map((one) => polyline(one, moved))).join(''),
    labels: drawn.map(({ label }) => {
      const [x, y] = moved([label.x, label.y]);
      return { ...label, x: round(x), y: round(y) };
    }),
  };
}

function drawDimension(
  { from, to: end, side, row }: Dimension,
  to: (place: Place) => Place,
  edge: { right: number; bottom: number },
  text: string,
) {
  const [a, b] = [to(from), to(end)];
  const width = text.length * LETTER;
  if (side === 'above' || side === 'below') {
    const y = side === 'above' ? -GAP - row * ROW : edge.bottom + GAP + row * ROW;
    const middle = (a[0] + b[0]) / 2;
    const baseline = side === 'above' ? y - 6 : y + LINE + 2;
    return {
      extensions: [[a, [a[0], y]] as Place[], [b, [b[0], y]] as Place[]],
      lines: arrows([a[0], y], [b[0], y]),
      label: { text, x: middle, y: baseline, anchor: 'middle' as const },
      corners: [
        [Math.min(a[0], middle - width / 2), baseline - LINE],
        [Math.max(b[0], middle + width / 2), baseline + 4],
      ] as Place[],
    };
  }
  const step = width + 20;
  const x = side === 'left' ? -GAP - row * step : edge.right + GAP + row * step;
  const start = side === 'left' ? x - 7 : x + 7;
  const middle = (a[1] + b[1]) / 2;
  return {
    extensions: [[a, [x, a[1]]] as Place[], [b, [x, b[1]]] as Place[]],
    lines: arrows([x, a[1]], [x, b[1]]),
    label: {
      text,
      x: start,
      y: middle + 5,
      anchor: side === 'left' ? ('end' as const) : ('start' as const),
    },
    corners: [
      [side === 'left' ? start - width : x - 5, Math.min(a[1], b[1], middle - LINE / 2 - 2)],
      [side === 'left' ? x + 5 : start + width, Math.max(a[1], b[1], middle + LINE / 2 + 2)],
    ] as Place[],
  };
}

// A line with a head at both ends; too short for heads, with a stroke across at both ends.
function arrows(a: Place, b: Place): Place[][] {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const [dx, dy] = length ? [(b[0] - a[0]) / length, (b[1] - a[1]) / length] : [1, 0];
  const along = length < 14 ? 0 : 6;
  const head = ([x, y]: Place, sign: number): Place[] => [
    [x + sign * dx * along - dy * 4, y + sign * dy * along + dx * 4],
    [x, y],
    [x + sign * dx * along + dy * 4, y + sign * dy * along - dx * 4],
  ];
  return [[a, b], head(a, 1), head(b, -1)];
}

function pathOf(stroke: Stroke, to: (place: Place) => Place, scale: number): string {
  if (stroke.kind === 'line') return polyline(stroke.places, to) + (stroke.closed ? 'z' : '');
  const [x, y] = to(stroke.centre);
  const r = round(stroke.radius * scale);
  return `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${round(2 * r)} 0a${r} ${r} 0 1 0 ${round(-2 * r)} 0`;
}

function polyline(places: readonly Place[], to: (place: Place) => Place): string {
  return places
    .map(to)
    .map(([x, y], at) => `${at ? 'L' : 'M'}${round(x)} ${round(y)}`)
    .join('');
}

function placesOf({ strokes, dimensions }: Sketch): Place[] {
  return [
    ...strokes.flatMap((stroke): readonly Place[] =>
      stroke.kind === 'line'
        ? stroke.places
        : [
            [stroke.centre[0] - stroke.radius, stroke.centre[1] - stroke.radius],
            [stroke.centre[0] + stroke.radius, stroke.centre[1] + stroke.radius],
          ],
    ),
    ...dimensions.flatMap(({ from, to }) => [from, to]),
  ];
}

function boundsOf(places: readonly Place[]): Bounds {
  const xs = places.map(([x]) => x);
  const ys = places.map(([, y]) => y);
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    bottom: Math.min(...ys),
    top: Math.max(...ys),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
