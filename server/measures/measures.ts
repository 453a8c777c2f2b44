// The face of measures: what a person gave, wherever it is kept.
import type { Request } from 'express';
import type { Reader } from '../accounts/reader.ts';
import type { Queryable } from '../database.ts';
import { type Measured, type Measures, withValues } from './measure-values.ts';
import { recordAtHand } from './store.ts';

export { findRecorded, findRequestMeasures } from './store.ts';
export { inWords, nameOfMeasure } from './words.ts';

export {
  FAMILIES,
  MEASURE_KINDS,
  familiesOf,
  isFamily,
  kindOf,
  kindsOf,
  type Family,
  type MeasureKey,
  type MeasureKind,
} from './kinds.ts';
export {
  MEASURERS,
  measuredOf,
  withValues,
  type Measured,
  type MeasuredBy,
  type Measures,
} from './measure-values.ts';
export { isOutdated, outdatedKeys } from './outdated.ts';
export {
  attachMeasures,
  attachedMeasures,
  measuresToAttach,
  type MeasuresSection,
} from './request-measures.ts';

/** Measures as the reader of a page has them at hand. */
export interface OwnMeasures extends Measures {
  keptIn: 'session' | 'record';
  /** Whose record; null in a session. */
  applicantId: number | null;
  /** Null where the portal does not know. */
  bornOn: string | null;
}

declare module 'express-session' {
  interface SessionData {
    /** A stranger's measures: they end with the session. */
    measures?: Measures;
    /** Whose measures a representative looks at. */
    measuredApplicantId?: number;
  }
}

/**
 * The measures at hand: of the reader's own record, or of the person whom a representative chose; else those that
 * the session holds. Null where nothing was measured. `on` is the day in Kazakhstan.
 */
export async function measuresOf(
  db: Queryable,
  req: Request,
  reader: Reader | null,
  on: string,
): Promise<OwnMeasures | null> {
  const { measures, measuredApplicantId } = req.session;
  const recorded = reader && (await recordAtHand(db, reader.accountId, on, measuredApplicantId));
  if (recorded) return { ...recorded, keptIn: 'record' };
  return measures ? { ...measures, keptIn: 'session', applicantId: null, bornOn: null } : null;
}

/** Adds values to those that the session holds, measured on one day. */
export function keepInSession(req: Request, values: Measures['values'], measured: Measured): void {
  req.session.measures = withValues(req.session.measures, values, measured);
}
