// The gate in four points, each of which is passed or says what it lacks.
import type { Lack } from './lacks.ts';

const POINTS = {
  texts: ['text', 'label'],
  certificate: ['certificate', 'certificateDay', 'certificateOver'],
  picture: ['picture', 'alt'],
  data: ['variant', 'data'],
} as const;

export interface GatePoint {
  point: keyof typeof POINTS;
  lacks: Lack[];
}

/** What a revision lacks, point by point; a point without lacks is passed. */
export function gateOf(lacks: readonly Lack[]): GatePoint[] {
  return Object.entries(POINTS).map(([point, keys]) => ({
    point: point as GatePoint['point'],
    lacks: lacks.filter(({ key }) => (keys as readonly string[]).includes(key)),
  }));
}
