// The face of measures: what a person gave, wherever it is kept.
import type { MeasureKey } from './kinds.ts';

export {
  FAMILIES,
  MEASURE_KINDS,
  type Family,
  type MeasureKey,
  type MeasureKind,
} from './kinds.ts';

/** Measures of one person, in thousandths of each kind's unit. */
export interface Measures {
  values: Partial<Record<MeasureKey, number>>;
  /** The day of measuring, and who measured. */
  measuredOn: string;
  measuredBy: 'self' | 'relative' | 'specialist' | 'unknown';
}

declare module 'express-session' {
  interface SessionData {
    /** A stranger's measures: they end with the session. */
    measures?: Measures;
  }
}
