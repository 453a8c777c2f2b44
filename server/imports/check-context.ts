// What every step of a check has at hand.
import type { Portal } from '../portal.ts';
import type { Column } from './columns.ts';
import type { Ground } from './file-row.ts';
import type { Lease } from './lease.ts';
import type { Market } from './offer-check.ts';

export interface Context {
  portal: Portal;
  lease: Lease;
  supplierId: number | null;
  /** By the place of the cell in a row. */
  columns: (Column | null)[];
  own: Column[];
  on: string;
  ground: Ground;
  market: Market;
}
