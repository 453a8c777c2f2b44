// What the answers to a fit check lead to, and when a child is asked again.
import { addMonths, ageOn } from '../calendar/dates.ts';

/** Aids of which one has more are supplies: they are not renewed one by one, nor tried on. */
export const MOST_PIECES = 4;

export const FITS = ['yes', 'too_small', 'too_large', 'no'] as const;
export const DOES = ['yes', 'partly', 'no', 'broken'] as const;
export const HURTS = ['no', 'pressure', 'danger'] as const;
export const USES = ['daily', 'sometimes', 'never'] as const;

export interface FitAnswers {
  fits: (typeof FITS)[number];
  does: (typeof DOES)[number];
  hurts: (typeof HURTS)[number];
  uses: (typeof USES)[number];
}

export type FitKind = 'six_weeks' | 'half_year';
export type FitOutcome = 'good' | 'misfit' | 'repair' | 'early' | 'talk';

/**
 * What follows. Something broken is repaired. What does not fit or hurts goes back to the supplier while the request
 * can be opened again; later what is outgrown is replaced early. Everything else a specialist talks over.
 */
export function outcomeOf(
  { fits, does, hurts, uses }: FitAnswers,
  { canReopen }: { canReopen: boolean },
): FitOutcome {
  if (does === 'broken') return 'repair';
  const misfits = fits !== 'yes' || hurts !== 'no' || does === 'no';
  if (misfits && canReopen) return 'misfit';
  if (fits === 'too_small') return 'early';
  return misfits || does === 'partly' || uses === 'never' ? 'talk' : 'good';
}

/** Whether somebody is still asked as a child. */
export function isChild(bornOn: string, day: string): boolean {
  return ageOn(bornOn, day) < 18;
}

/** The latest day up to `day` on which a half-yearly check was due to open; null: none yet. */
export function lastHalfYear(receivedOn: string, months: number, day: string): string | null {
  let last: string | null = null;
  for (let n = 1; ; n++) {
    const next = addMonths(receivedOn, n * months);
    if (next > day) return last;
    last = next;
  }
}
