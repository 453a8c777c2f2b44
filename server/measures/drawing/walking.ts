// What people hold while they walk: sticks, crutches, frames, rollators, long canes.
import {
  across,
  box,
  circle,
  line,
  shape,
  upright,
  type Dimension,
  type Numbers,
  type Sketch,
} from './sketch.ts';

/** The heights to which a handle can be set: the lowest on the left, the highest on the right. */
function heights(
  n: Numbers,
  left: number,
  right: number,
): { top: number; dimensions: Dimension[] } | null {
  const { height_from: from, height_to: to } = n;
  const top = Math.max(to ?? 0, from ?? 0);
  if (top <= 0) return null;
  const dimensions: Dimension[] = [];
  if (from !== undefined && from !== to)
    dimensions.push(upright('height_from', [0, from], left, 'left'));
  if (to !== undefined) dimensions.push(upright('height_to', [0, to], right, 'right'));
  return { top, dimensions };
}

export function stick(n: Numbers): Sketch[] {
  const found = heights(n, -1, 11);
  if (!found) return [];
  const { top, dimensions } = found;
  const feet = (n.feet ?? 1) > 1;
  return [
    {
      view: 'side',
      strokes: [
        line([0, feet ? 8 : 0], [0, top], [11, top], [11, top - 3]),
        ...(feet ? [line([-8, 0], [-3, 8], [3, 8], [8, 0])] : [line([-2, 0], [2, 0])]),
      ],
      dimensions,
    },
  ];
}

export function elbowCrutch(n: Numbers): Sketch[] {
  const found = heights(n, -1, 11);
  if (!found) return [];
  const { top, dimensions } = found;
  return [
    {
      view: 'side',
      strokes: [
        line([-2, 0], [2, 0]),
        line([0, 0], [0, top], [-5, top + 24]),
        line([0, top], [11, top], [11, top - 3]),
        line([-5, top + 24], [3, top + 23], [5, top + 16]),
      ],
      dimensions,
    },
  ];
}

export function armpitCrutch(n: Numbers): Sketch[] {
  const found = heights(n, -8, 8);
  if (!found) return [];
  const { top, dimensions } = found;
  const handle = top * 0.62;
  return [
    {
      view: 'front',
      strokes: [
        line([0, 0], [0, top * 0.3], [-6, handle], [-6, top - 4]),
        line([0, top * 0.3], [6, handle], [6, top - 4]),
        line([-6, handle], [6, handle]),
        line([-2, 0], [2, 0]),
        shape([-8, top - 4], [8, top - 4], [8, top], [-8, top]),
      ],
      dimensions,
    },
  ];
}

export function frame(n: Numbers): Sketch[] {
  const width = n.width ?? 55;
  const found = heights(n, 0, width);
  if (!found && n.width === undefined) return [];
  const top = found?.top ?? 85;
  const grip = Math.min(width * 0.12, 7);
  return [
    {
      view: 'front',
      strokes: [
        line([0, 0], [grip, top], [grip + 6, top]),
        line([width, 0], [width - grip, top], [width - grip - 6, top]),
        line([grip / 2, top / 2], [width - grip / 2, top / 2]),
        line([grip * 0.8, top * 0.8], [width - grip * 0.8, top * 0.8]),
        line([-2, 0], [2, 0]),
        line([width - 2, 0], [width + 2, 0]),
      ],
      dimensions: [
        ...(n.width === undefined ? [] : [across('width', [0, width], 0, 'below')]),
        ...(found?.dimensions ?? []),
      ],
    },
  ];
}

export function rollator(n: Numbers): Sketch[] {
  const width = n.width ?? 60;
  const found = heights(n, 0, width);
  if (!found && n.width === undefined) return [];
  const top = found?.top ?? 88;
  const wheel = n.wheel_size ?? 20;
  const seat = n.seat_height ?? top * 0.66;
  const front: Sketch = {
    view: 'front',
    strokes: [
      box([0, 0], [4, wheel]),
      box([width - 4, 0], [width, wheel]),
      line([2, wheel / 2], [6, top], [14, top]),
      line([width - 2, wheel / 2], [width - 6, top], [width - 14, top]),
      box([5, seat - 4], [width - 5, seat]),
    ],
    dimensions: [
      ...(n.width === undefined ? [] : [across('width', [0, width], 0, 'below')]),
      ...(found?.dimensions ?? []),
    ],
  };
  const length = 66;
  const side: Sketch = {
    view: 'side',
    strokes: [
      circle([wheel / 2, wheel / 2], wheel / 2),
      circle([length - wheel / 2, wheel / 2], wheel / 2),
      line([length - wheel / 2, wheel / 2], [14, top], [0, top]),
      line([wheel / 2, wheel / 2], [length * 0.45, seat - 4]),
      box([length * 0.2, seat - 4], [length * 0.65, seat]),
    ],
    dimensions: [
      ...(n.seat_height === undefined ? [] : [upright('seat_height', [0, seat], length, 'right')]),
      ...(n.wheel_size === undefined ? [] : [across('wheel_size', [0, wheel], 0, 'below')]),
    ],
  };
  return side.dimensions.length ? [front, side] : [front];
}

export function longCane(n: Numbers): Sketch[] {
  const { length } = n;
  if (length === undefined || length <= 0) return [];
  return [
    {
      view: 'side',
      strokes: [
        line([0, 0], [0, length]),
        box([-1.5, length * 0.8], [1.5, length]),
        circle([0, 2], 2, { filled: true }),
      ],
      dimensions: [upright('length', [0, length], 2, 'right')],
    },
  ];
}
