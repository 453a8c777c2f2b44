// Chairs: wheelchairs, powered chairs, commode chairs. What has no number is sketched in usual proportions.
import { across, box, circle, line, shape, upright, type Numbers, type Sketch } from './sketch.ts';

export function wheelchair(numbers: Numbers): Sketch[] {
  return chairOnWheels(numbers, { wheel: numbers.wheel_size ?? 60, powered: false });
}

export function poweredChair(numbers: Numbers): Sketch[] {
  return chairOnWheels(numbers, { wheel: numbers.wheel_size ?? 34, powered: true });
}

function chairOnWheels(
  n: Numbers,
  { wheel, powered }: { wheel: number; powered: boolean },
): Sketch[] {
  const sketches: Sketch[] = [];
  const seatAt = n.seat_height ?? 50;
  const back = n.back_height ?? 42;
  const { seat_width: seat, total_width: total, seat_depth: depth } = n;
  if (seat !== undefined || total !== undefined) {
    const inner = seat ?? total! * 0.72;
    const outer = total ?? seat! * 1.4;
    const left = (outer - inner) / 2;
    const rim = Math.max(Math.min(outer * 0.07, 5), 1);
    sketches.push({
      view: 'front',
      strokes: [
        box([0, 0], [rim, wheel]),
        box([outer - rim, 0], [outer, wheel]),
        box([left, seatAt - 5], [left + inner, seatAt]),
        box([left, seatAt + 2], [left + inner, seatAt + back]),
        line([rim, wheel / 2], [left + 2, wheel / 2], [left + 2, seatAt - 5]),
        line(
          [outer - rim, wheel / 2],
          [left + inner - 2, wheel / 2],
          [left + inner - 2, seatAt - 5],
        ),
        line([left + 4, seatAt - 5], [left + 4, 12], [left + inner * 0.42, 12]),
        line([left + inner - 4, seatAt - 5], [left + inner - 4, 12], [left + inner * 0.58, 12]),
        line([left - 2, seatAt + 3], [left - 2, seatAt + 22]),
        line([left + inner + 2, seatAt + 3], [left + inner + 2, seatAt + 22]),
      ],
      dimensions: [
        ...(seat === undefined
          ? []
          : [across('seat_width', [left, left + inner], seatAt + back, 'above')]),
        ...(total === undefined ? [] : [across('total_width', [0, outer], 0, 'below')]),
      ],
    });
  }
  if (depth !== undefined) {
    const radius = wheel / 2;
    const caster = powered ? radius : 9;
    const front = depth + 8;
    const toes = n.total_length === undefined ? front + 20 : n.total_length - radius + 2;
    sketches.push({
      view: 'side',
      strokes: [
        box([0, seatAt - 5], [depth, seatAt]),
        line([0, seatAt - 5], [-4, seatAt + back], [-16, seatAt + back]),
        line([0, seatAt + 22], [depth * 0.72, seatAt + 22], [depth * 0.72, seatAt]),
        line([depth, seatAt - 4], [front + 4, 14], [toes, 12]),
        ...(powered
          ? [shape([0, radius], [front, radius], [front - 4, seatAt - 8], [4, seatAt - 8])]
          : [line([depth - 4, seatAt - 5], [front - 4, caster + 2])]),
        ...(powered ? [line([depth * 0.66, seatAt + 22], [depth * 0.66, seatAt + 29])] : []),
        circle([2, radius], radius),
        circle([2, radius], Math.max(radius - 3, 1)),
        circle([front - 4, caster], caster),
      ],
      dimensions: [
        across('seat_depth', [0, depth], seatAt + back, 'above'),
        ...(n.seat_height === undefined
          ? []
          : [upright('seat_height', [0, seatAt], toes, 'right')]),
        ...(n.back_height === undefined
          ? []
          : [upright('back_height', [seatAt, seatAt + back], -16, 'left')]),
        ...(n.total_length === undefined
          ? []
          : [across('total_length', [2 - radius, toes], 0, 'below')]),
      ],
    });
  }
  return sketches;
}

export function commode(n: Numbers): Sketch[] {
  const high = n.seat_height_to ?? n.seat_height_from;
  const low = n.seat_height_from ?? high;
  if (n.seat_width === undefined && high === undefined) return [];
  const width = n.seat_width ?? 45;
  const seat = high ?? 48;
  return [
    {
      view: 'front',
      strokes: [
        box([0, seat - 4], [width, seat]),
        box([2, seat + 8], [width - 2, seat + 38]),
        shape(
          [width * 0.25, seat - 4],
          [width * 0.75, seat - 4],
          [width * 0.68, seat - 18],
          [width * 0.32, seat - 18],
        ),
        line([1, seat - 4], [-1, 0]),
        line([width - 1, seat - 4], [width + 1, 0]),
        line([-2, seat - 4], [-2, seat + 20], [5, seat + 20]),
        line([width + 2, seat - 4], [width + 2, seat + 20], [width - 5, seat + 20]),
      ],
      dimensions: [
        ...(n.seat_width === undefined
          ? []
          : [across('seat_width', [0, width], seat + 38, 'above')]),
        ...(n.seat_height_from === undefined || low === n.seat_height_to
          ? []
          : [upright('seat_height_from', [0, low!], -2, 'left')]),
        ...(n.seat_height_to === undefined
          ? []
          : [upright('seat_height_to', [0, seat], width + 2, 'right')]),
      ],
    },
  ];
}
