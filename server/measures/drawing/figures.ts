// Which drawing a class of aids gets.
import { commode, poweredChair, wheelchair } from './chairs.ts';
import { cushion, grabBar, mattress } from './flat.ts';
import type { Numbers, Sketch } from './sketch.ts';
import { armpitCrutch, elbowCrutch, frame, longCane, rollator, stick } from './walking.ts';

/** By the code of the class or of one above it. */
const FIGURES = new Map<string, (numbers: Numbers) => Sketch[]>([
  ['MM-01', wheelchair],
  ['MM-02', poweredChair],
  ['MM-04', stick],
  ['MM-05', elbowCrutch],
  ['MM-06', armpitCrutch],
  ['MM-07', frame],
  ['MM-08', rollator],
  ['MM-09', cushion],
  ['HG-10', commode],
  ['HG-11', mattress],
  ['HG-12', grabBar],
  ['TT-01', longCane],
]);

/** The views of a product of a class; none where the class has no drawing or the numbers are missing. */
export function sketchesOf(aidClassCode: string, numbers: Numbers): Sketch[] {
  const code = aidClassCode.split('-').slice(0, 2).join('-');
  return FIGURES.get(code)?.(numbers) ?? [];
}
