// Which lines of a person's programmes an offer fits, and why it does not fit the others.
import { applicantsOf, type OwnApplicant } from '../applicants/access.ts';
import {
  amountFor,
  classTree,
  findOffer,
  guaranteedAmountsOn,
  sharesOf,
  type Offer,
  type Shares,
} from '../catalogue/catalogue.ts';
import type { Database } from '../database.ts';
import {
  classCovers,
  listEntitlements,
  listProgrammes,
  usualQuantity,
  whyNot,
  type Entitlement,
} from '../entitlements/entitlements.ts';

/** A line of a programme, seen from an offer. */
export interface LineFor {
  entitlement: Entitlement;
  programmeNumber: string;
  person: OwnApplicant;
  /** Why nothing can be started; null where it fits. Texts are `requests.refused.<why>`. */
  why: string | null;
}

export interface LinesFor {
  offer: Offer;
  /** What fits comes first. */
  lines: LineFor[];
  /** What the offer costs for the pieces of a line. */
  shares(line: LineFor): Shares;
}

/** All lines of those for whom the account may look, checked against the offer; null: there is no such offer. */
export async function linesFor(
  db: Database,
  { accountId, offerId, day }: { accountId: number; offerId: number; day: string },
): Promise<LinesFor | null> {
  const offer = await findOffer(db.read, offerId, { on: day });
  if (!offer) return null;
  const people = await applicantsOf(db.read, accountId, day);
  const ids = people.map(({ applicantId }) => applicantId);
  const [classes, programmes, entitlements, amounts] = await Promise.all([
    classTree(db),
    listProgrammes(db.read, ids),
    listEntitlements(db.read, ids),
    guaranteedAmountsOn(db.read, day),
  ]);
  const { aidClassCode } = offer.product;
  const whyFor = (entitlement: Entitlement, person: OwnApplicant) => {
    if (!classCovers(entitlement.aidClassCode, aidClassCode, classes)) return 'class-not-covered';
    if (person.relation === 'see') return 'see-only';
    if (!offer.regions.includes(person.regionCode)) return 'offer-not-in-region';
    return whyNot(entitlement, day);
  };
  const lines = entitlements.map((entitlement) => {
    const person = people.find(({ applicantId }) => applicantId === entitlement.applicantId)!;
    const programme = programmes.find(({ id }) => id === entitlement.programmeId);
    const why = whyFor(entitlement, person);
    return { entitlement, person, programmeNumber: programme?.number ?? '', why };
  });
  const amount = amountFor(amounts, classes.withAncestors(aidClassCode));
  return {
    offer,
    lines: lines.toSorted((one, other) => unlike(one) - unlike(other)),
    shares: ({ entitlement }) => {
      const pieces = usualQuantity(entitlement);
      return sharesOf(offer.price * pieces, amount === null ? null : amount * pieces);
    },
  };
}

function unlike({ why }: LineFor): number {
  return Number(why === 'class-not-covered');
}
