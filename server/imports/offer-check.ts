// From the offer columns of a row to a supplier's offer in review: a new one, a change, or nothing new.
// An offer that people see is never changed: the new one takes its place from a day on.
import {
  readDate,
  readMoney,
  readRegions,
  readBin,
  readWhole,
  readYesNo,
  type Read,
} from './cells.ts';
import type { FileRow, Problem } from './file-row.ts';
import type { Outcome } from './product-check.ts';

export interface OfferTerms {
  /** In tiyn. */
  price: number;
  deliveryDays: number;
  available: boolean;
  regions: string[];
  validFrom: string;
}

export interface HeldOffer extends OfferTerms {
  id: number;
  version: number;
  status: 'draft' | 'in_review' | 'published' | 'withdrawn';
  validUntil: string | null;
}

export interface Firm {
  id: number;
  admitted: boolean;
  regions: ReadonlySet<string>;
}

/** What offers are checked against. */
export interface Market {
  /** The day in Kazakhstan, and the one after it. */
  on: string;
  tomorrow: string;
  /** Whose offers the file holds; null where each row names the supplier. */
  own: Firm | null;
  firmOf: (bin: string) => Firm | undefined;
  regionOf: (text: string) => string | null;
}

export interface PlannedOffer {
  row: number;
  article: string;
  supplierId: number;
  outcome: Outcome;
  terms: OfferTerms;
  /** The offer in review that is changed in place. */
  offer: { id: number; version: number } | null;
  before: OfferTerms | null;
}

export type CheckedOffer = { offer: PlannedOffer | null } | { problems: Problem[] };

const ASKED = ['price', 'delivery_days', 'regions'] as const;
const OTHERS = ['supplier_bin', 'available', 'valid_from'] as const;

/** Checks a row's offer; a row without one gives none. `held` finds what the firm offers already for the article. */
export function checkOffer(
  { number: row, cells }: FileRow,
  market: Market,
  held: (firm: Firm, article: string) => readonly HeldOffer[],
): CheckedOffer {
  const filled = [...ASKED, ...OTHERS].filter((header) => cells.get(header));
  if (filled.length === 0) return { offer: null };
  const problems: Problem[] = [];
  const tell = (column: string, code: string, values?: Problem['values']) =>
    void problems.push({ row, column, code, ...(values && { values }) });
  const said = <T>(header: string, read: (cell: string) => Read<T>): T | null => {
    const cell = cells.get(header);
    if (!cell) return null;
    const one = read(cell);
    if ('value' in one) return one.value;
    tell(header, one.wrong, one.values);
    return null;
  };
  for (const header of ASKED) if (!cells.get(header)) tell(header, 'offerMissing');
  const firm = firmOf(market, cells, tell);
  const price = said('price', readMoney);
  const deliveryDays = said('delivery_days', (cell) => readWhole(cell, { min: 1, max: 365 }));
  const regions = said('regions', (cell) => readRegions(cell, market.regionOf));
  const available = said('available', readYesNo) ?? true;
  const validFrom = said('valid_from', readDate);
  const unserved = firm && regions?.find((code) => !firm.regions.has(code));
  if (unserved) tell('regions', 'notServed', { region: unserved });
  if (problems.length || !firm || price === null || deliveryDays === null || !regions) {
    return { problems };
  }
  const article = cells.get('article') ?? '';
  const terms = { price, deliveryDays, available, regions };
  const plan = planOf(terms, validFrom, held(firm, article), market);
  if ('wrong' in plan) return { problems: [{ row, column: 'valid_from', code: plan.wrong }] };
  return { offer: { row, article, supplierId: firm.id, ...plan } };
}

function firmOf(
  { own, firmOf }: Market,
  cells: ReadonlyMap<string, string>,
  tell: (column: string, code: string) => void,
): Firm | null {
  if (own) {
    if (!own.admitted) tell('price', 'notAdmitted');
    return own;
  }
  const cell = cells.get('supplier_bin');
  if (!cell) {
    tell('supplier_bin', 'offerMissing');
    return null;
  }
  const bin = readBin(cell);
  const firm = 'value' in bin ? firmOf(bin.value) : undefined;
  if (!firm) tell('supplier_bin', 'bin');
  else if (!firm.admitted) tell('supplier_bin', 'notAdmitted');
  return firm ?? null;
}

type Plan = Pick<PlannedOffer, 'outcome' | 'terms' | 'offer' | 'before'>;

function planOf(
  terms: Omit<OfferTerms, 'validFrom'>,
  asked: string | null,
  held: readonly HeldOffer[],
  { on, tomorrow }: Market,
): Plan | { wrong: string } {
  const live = held
    .filter(({ status, validUntil }) =>
      status === 'published' ? !validUntil || validUntil > on : status === 'in_review',
    )
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
  const same = live.find(
    (one) => isSameOffer(one, terms) && (asked === null || asked === one.validFrom),
  );
  if (same) return { outcome: 'same', terms: termsOf(same), offer: null, before: null };

  const current = live[0] ?? null;
  const waiting = live.find(({ status }) => status === 'in_review');
  const published = live.filter(({ status }) => status === 'published');
  const earliest = published.length ? tomorrow : on;
  const wanted = asked ?? waiting?.validFrom ?? on;
  const validFrom = wanted < earliest ? earliest : wanted;
  if (published.some((one) => one.validFrom > validFrom)) return { wrong: 'laterOffer' };
  const there = held.find((one) => one.validFrom === validFrom);
  const changed = there && ['draft', 'in_review'].includes(there.status);
  if (there && !changed) return { wrong: 'dayTaken' };
  return {
    outcome: current ? 'changed' : 'new',
    terms: { ...terms, validFrom },
    offer: there ? { id: there.id, version: there.version } : null,
    before: current && termsOf(current),
  };
}

function isSameOffer(one: OfferTerms, other: Omit<OfferTerms, 'validFrom'>): boolean {
  return (
    one.price === other.price &&
    one.deliveryDays === other.deliveryDays &&
    one.available === other.available &&
    one.regions.toSorted().join() === other.regions.toSorted().join()
  );
}

function termsOf({ price, deliveryDays, available, regions, validFrom }: OfferTerms): OfferTerms {
  return { price, deliveryDays, available, regions, validFrom };
}
