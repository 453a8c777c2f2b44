// The offers from which a person chooses for a line of their programme: of its class, in their region.
import {
  amountFor,
  guaranteedAmountsOn,
  listOffersFor,
  sharesOf,
  type ClassTree,
  type Offer,
  type Shares,
} from '../catalogue/catalogue.ts';
import type { Queryable } from '../database.ts';
import { optionalChoice, readForm, type Field, type Outcome } from '../web/forms.ts';
import { classCovers } from './entitlements.ts';

export const SORTS = ['price', 'delivery'] as const;

export interface Choosing {
  sort: (typeof SORTS)[number] | null;
  free: 'yes' | null;
  after: { key: number; id: number } | null;
}

/** An offer with what it costs for the pieces that would be asked for. */
export type Choosable = Omit<Offer, 'regions'> & { shares: Shares };

/** What the query of the page asks for. */
export function readChoosing(query: unknown): Outcome<Choosing> {
  const fields = { sort: optionalChoice(SORTS), free: optionalChoice(['yes']), after: cursor() };
  return readForm(fields, query);
}

/** One page of offers, and the cursor of the next. */
export async function offersToChoose(
  db: Queryable,
  line: { aidClassCode: string; regionCode: string; pieces: number },
  { sort, free, after }: Choosing,
  { classes, on }: { classes: ClassTree; on: string },
): Promise<{ offers: Choosable[]; next: string | null }> {
  const covered = classes.all.filter(({ code }) => classCovers(line.aidClassCode, code, classes));
  const { offers, next } = await listOffersFor(db, {
    aidClassCodes: covered.map(({ code }) => code),
    regionCode: line.regionCode,
    on,
    after,
    sort: sort ?? 'price',
    withoutExtraCost: free === 'yes',
  });
  const amounts = await guaranteedAmountsOn(db, on);
  const priced = offers.map((offer) => {
    const amount = amountFor(amounts, classes.withAncestors(offer.product.aidClassCode));
    const guaranteed = amount === null ? null : amount * line.pieces;
    return { ...offer, shares: sharesOf(offer.price * line.pieces, guaranteed) };
  });
  return { offers: priced, next: next && `${next.key}.${next.id}` };
}

function cursor(): Field<Choosing['after']> {
  return (raw, refuse) => {
    if (raw === undefined || raw === '') return null;
    const parts = typeof raw === 'string' ? /^(\d{1,13})\.([1-9]\d{0,8})$/.exec(raw) : null;
    return parts
      ? { key: Number(parts[1]), id: Number(parts[2]) }
      : refuse('entitlements.choose.after');
  };
}
