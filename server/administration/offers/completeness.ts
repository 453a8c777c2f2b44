// What stands between an offer and the catalogue.

export interface OfferFacts {
  validFrom: string;
  validUntil: string | null;
  regions: readonly string[];
  variantActive: boolean;
  productStatus: string;
  supplier: { status: string; admittedUntil: string | null; regions: readonly string[] };
  /** The same supplier's other published offers for the variant. */
  others: readonly { validFrom: string; validUntil: string | null }[];
}

export type OfferLack =
  | 'supplier'
  | 'regions'
  | 'variant'
  | 'product'
  | 'over'
  | 'sameDay'
  | 'later';

/** The first day on which an offer that is published today holds: never one that has passed. */
export function startsOn(validFrom: string, today: string): string {
  return validFrom < today ? today : validFrom;
}

/** All that is missing on the day `on`; none means that the offer may be published. */
export function lacksOfOffer(offer: OfferFacts, on: string): OfferLack[] {
  const { supplier, others } = offer;
  const from = startsOn(offer.validFrom, on);
  const until = offer.validUntil;
  const admitted =
    supplier.status === 'admitted' && (!supplier.admittedUntil || supplier.admittedUntil >= from);
  const served = offer.regions.every((region) => supplier.regions.includes(region));
  const later = others.some(({ validFrom }) => validFrom > from && (!until || until > validFrom));
  const lacks: [OfferLack, boolean][] = [
    ['supplier', !admitted],
    ['regions', offer.regions.length === 0 || !served],
    ['variant', !offer.variantActive],
    ['product', offer.productStatus === 'withdrawn'],
    ['over', until !== null && until <= from],
    ['sameDay', others.some(({ validFrom }) => validFrom === from)],
    ['later', later],
  ];
  return lacks.filter(([, lacking]) => lacking).map(([lack]) => lack);
}
