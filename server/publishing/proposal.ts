// What somebody proposes, and on whose behalf.
import type { ProductContent } from './content.ts';

/** Who acts, for whom, and when. */
export interface Act {
  by: { accountId: number };
  /** The firm for which a supplier acts; null for an administrator. */
  supplierId: number | null;
  at: Date;
  /** The day in Kazakhstan. */
  on: string;
}

export interface Proposal {
  /** The product that is to change; null for a new one. */
  productId: number | null;
  content: ProductContent;
  /** What `readContents` gave: refused with `Conflict` where the product or the draft changed since. */
  stamp?: string | null;
  /** What the change is for, in the proposer's words. */
  note?: string | null;
  /** The day from which it is shown, and the day on which the product is taken out again. */
  publishOn?: string | null;
  withdrawOn?: string | null;
  /** Makes a form or an import that is sent twice one proposal. */
  creationKey?: string | null;
  /** Hands it in for review at once, where nothing is lacking; else it stays a draft. */
  submit?: boolean;
}

export interface Proposed {
  productId: number;
  revisionId: number;
  status: 'draft' | 'in_review';
}

/** A product as a proposal starts from it: one's own open draft, else what is published. */
export interface Held {
  productId: number;
  content: ProductContent;
  stamp: string;
  /** One's own change waits to be reviewed or for its day: no other can be proposed until then. */
  waits: boolean;
}
