import type { Reader } from '../accounts/reader.ts';
import type { Queryable } from '../database.ts';
import type { DocumentKind } from './kinds.ts';

/** What the slice that owns a kind of subject decides on its papers. `app.ts` collects them. */
export interface DocumentAccess {
  kind: DocumentKind;
  /**
   * Whether `reader` may see papers of the subject on a day, and why, for the audit: 'own', 'representative', 'case'.
   * Null: to this reader they do not exist.
   */
  mayRead(
    db: Queryable,
    reader: Reader,
    subjectId: number,
    day: string,
  ): Promise<{ reason: string } | null>;
  /** Whether who sent a paper may still delete it: nothing was decided on it. Left out: no. */
  mayDelete?(db: Queryable, reader: Reader, subjectId: number, day: string): Promise<boolean>;
  /** Where the paper belongs, in one language: back from the paper's page. */
  hrefOf?(
    db: Queryable,
    reader: Reader,
    subjectId: number,
    lang: 'kk' | 'ru' | 'en',
  ): Promise<string | null>;
  /** Since which day each subject is settled; null or missing: it is not. Left out: counted from the upload. */
  settledOn?(db: Queryable, subjectIds: readonly number[]): Promise<Map<number, string>>;
}
