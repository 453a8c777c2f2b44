// What lies flat or is fixed to a wall: cushions, mattresses, grab bars.
import { across, box, circle, line, upright, type Numbers, type Sketch } from './sketch.ts';

export function cushion({ width, depth, height }: Numbers): Sketch[] {
  return [...topOf({ width, down: depth, downKey: 'depth' }), ...edgeOf({ width, height })];
}

export function mattress({ width, length, height }: Numbers): Sketch[] {
  return [...topOf({ width, down: length, downKey: 'length' }), ...edgeOf({ width, height })];
}

export function grabBar({ length }: Numbers): Sketch[] {
  if (length === undefined || length <= 0) return [];
  return [
    {
      view: 'front',
      strokes: [box([2, 2.5], [length - 2, 5.5]), circle([4, 4], 4), circle([length - 4, 4], 4)],
      dimensions: [across('length', [0, length], 0, 'below')],
    },
  ];
}

function topOf({
  width,
  down,
  downKey,
}: {
  width: number | undefined;
  down: number | undefined;
  downKey: string;
}): Sketch[] {
  if (width === undefined || down === undefined) return [];
  return [
    {
      view: 'top',
      strokes: [
        box([0, 0], [width, down]),
        line([width * 0.08, down * 0.08], [width * 0.92, down * 0.08]),
        line([width * 0.08, down * 0.92], [width * 0.92, down * 0.92]),
      ],
      dimensions: [
        across('width', [0, width], 0, 'below'),
        upright(downKey, [0, down], width, 'right'),
      ],
    },
  ];
}

function edgeOf({ width, height }: Pick<Numbers, 'width' | 'height'>): Sketch[] {
  if (width === undefined || height === undefined) return [];
  return [
    {
      view: 'front',
      strokes: [box([0, 0], [width, height])],
      dimensions: [upright('height', [0, height], width, 'right')],
    },
  ];
}
