// The listed products in memory, in columns: each product has a slot, a whole number. Filters are sets of slots, so
// that a page costs much the same for a thousand products and for a hundred thousand.
import type { Lang } from '../i18n/languages.ts';
import { Bits } from './bits.ts';
import { readOffers } from './listed-offers.ts';
import { OfferRows } from './offer-rows.ts';
import { Order } from './order.ts';
import { Sums, type SumColumn } from './sums.ts';

/** A row of `product_listings`, without the technical data. */
export interface Listing {
  product_id: number;
  version: number;
  listed: boolean | number;
  aid_class_code: string;
  made_to_order: boolean | number;
  published_on: string;
  guaranteed_tiyn: number | null;
  sort_kk: string;
  sort_ru: string;
  sort_en: string;
  offers: string;
}

/** What one region ('': anywhere) is offered. */
export interface Region {
  sums: Sums;
  offered: Bits;
  /** Those of which some offer costs the person nothing more. */
  free: Bits;
  /** The numbers of the areas that the region is in. */
  areas: Bits;
  /** The orders that somebody has asked for. */
  orders: Map<SumColumn, Order<number>>;
}

const ANYWHERE = '';
// No amount is negative. Numbers only stand closer together in memory.
const NOT_SET = -1;

export class ProductIndex {
  /** Of the catalogue: all that was listed up to it is here. */
  version = 0;
  readonly listed = new Bits();
  readonly madeToOrder = new Bits();
  readonly offers = new OfferRows();
  readonly byName: Record<Lang, Order<string>>;
  readonly byDate: Order<string>;
  /** For sums that a page works out itself. Only good until it has answered. */
  readonly scratch = new Sums();

  readonly #slotOf = new Map<number, number>();
  readonly #vacant: number[] = [];
  readonly #ids: number[] = [];
  readonly #names: Record<Lang, string[]> = { kk: [], ru: [], en: [] };
  readonly #dates: string[] = [];
  readonly #classCodes: string[] = [];
  readonly #guaranteed: number[] = [];
  readonly #classes = new Map<string, { code: string; products: Bits }>();
  readonly #regions = new Map<string, Region>();
  /** Regions that offers are delivered to together, numbered. */
  readonly #areas = new Map<string, number>();
  readonly #areaRegions: Region[][] = [];
  readonly #suppliers = new Map<number, Bits>();

  constructor() {
    const { idOf, listed } = this;
    const byName = (lang: Lang) =>
      new Order({ keyOf: (slot) => this.#names[lang][slot]!, idOf, listed });
    this.byName = { kk: byName('kk'), ru: byName('ru'), en: byName('en') };
    this.byDate = new Order({ keyOf: (slot) => this.#dates[slot]!, idOf, listed });
    this.region(ANYWHERE);
  }

  readonly idOf = (slot: number): number => this.#ids[slot]!;
  readonly nameKeyOf = (slot: number, lang: Lang): string => this.#names[lang][slot]!;
  readonly dateOf = (slot: number): string => this.#dates[slot]!;
  readonly classCodeOf = (slot: number): string => this.#classCodes[slot]!;
  /** What the state pays at most; null where it is not set. */
  readonly guaranteedOf = (slot: number): number | null => {
    const amount = this.#guaranteed[slot] ?? NOT_SET;
    return amount === NOT_SET ? null : amount;
  };

  /** All slots are smaller. */
  get capacity(): number {
    return this.#ids.length;
  }

  /** The slot of a product that is listed. */
  slotOf(productId: number): number | undefined {
    return this.#slotOf.get(productId);
  }

  /** The products of classes: exactly these, not those below them. */
  inClasses(codes: Iterable<string>): Bits {
    const found = new Bits();
    for (const code of codes) {
      const own = this.#classes.get(code);
      if (own) found.or(own.products);
    }
    return found;
  }

  /** The classes that list products, or once did. */
  get classes(): Iterable<{ code: string; products: Bits }> {
    return this.#classes.values();
  }

  region(code: string): Region {
    const known = this.#regions.get(code);
    if (known) return known;
    const region = {
      sums: new Sums(),
      offered: new Bits(),
      free: new Bits(),
      areas: new Bits(),
      orders: new Map(),
    };
    this.#regions.set(code, region);
    return region;
  }

  anywhere(): Region {
    return this.region(ANYWHERE);
  }

  /** The listed products in the order of one of a region's sums. */
  bySum({ sums, orders }: Region, column: SumColumn): Order<number> {
    const known = orders.get(column);
    if (known) return known;
    const { idOf, listed } = this;
    const order = new Order({ keyOf: (slot) => sums[column][slot]!, idOf, listed });
    orders.set(column, order);
    return order;
  }

  /** The products that a supplier offers somewhere. */
  ofSupplier(id: number): Bits {
    let known = this.#suppliers.get(id);
    if (!known) {
      const found = (known = new Bits());
      this.offers.eachSlotOf(id, (slot) => found.set(slot, true));
      this.#suppliers.set(id, known);
    }
    return known;
  }

  /** Takes in rows that changed. */
  apply(rows: readonly Listing[]): void {
    const always = [...Object.values(this.byName), this.byDate];
    const orders = [
      ...always,
      ...[...this.#regions.values()].flatMap(({ orders }) => [...orders.values()]),
    ];
    for (const row of rows) {
      const slot = row.listed ? this.#list(row) : this.#unlist(row.product_id);
      if (slot !== undefined) for (const order of orders) order.touch(slot);
    }
    for (const order of always) order.settle();
    this.#suppliers.clear();
  }

  #list(row: Listing): number {
    const slot = this.#slotOf.get(row.product_id) ?? this.#vacant.pop() ?? this.#ids.length;
    const before = this.listed.has(slot) ? this.#classCodes[slot] : undefined;
    this.#slotOf.set(row.product_id, slot);
    this.#ids[slot] = row.product_id;
    this.#names.kk[slot] = row.sort_kk;
    this.#names.ru[slot] = row.sort_ru;
    this.#names.en[slot] = row.sort_en;
    this.#dates[slot] = row.published_on;
    this.#guaranteed[slot] = row.guaranteed_tiyn ?? NOT_SET;
    if (before !== row.aid_class_code) {
      if (before) this.#classes.get(before)?.products.set(slot, false);
      this.#putInClass(slot, row.aid_class_code);
    }
    this.listed.set(slot, true);
    this.madeToOrder.set(slot, Boolean(row.made_to_order));
    this.#offer(slot, row);
    return slot;
  }

  #unlist(productId: number): number | undefined {
    const slot = this.#slotOf.get(productId);
    if (slot === undefined) return undefined;
    this.#slotOf.delete(productId);
    this.#vacant.push(slot);
    this.listed.set(slot, false);
    this.#classes.get(this.#classCodes[slot]!)?.products.set(slot, false);
    this.#offer(slot, { offers: '[]', guaranteed_tiyn: null });
    return slot;
  }

  #putInClass(slot: number, code: string): void {
    const own = this.#classes.get(code) ?? { code, products: new Bits() };
    this.#classes.set(code, own);
    own.products.set(slot, true);
    this.#classCodes[slot] = own.code; // the same text for all, not one for each row that was read
  }

  #offer(slot: number, row: Pick<Listing, 'offers' | 'guaranteed_tiyn'>): void {
    this.offers.put(slot, readOffers(row.offers), (regions) => this.#areaOf(regions));
    for (const { sums, offered, free } of this.#regions.values()) {
      sums.clear(slot);
      offered.set(slot, false);
      free.set(slot, false);
    }
    const { offers } = this;
    for (let at = offers.firstOf(slot); at < offers.endOf(slot); at++) {
      for (const { sums, offered, free } of this.#areaRegions[offers.areaAt(at)]!) {
        sums.add(slot, offers.priceAt(at), offers.daysAt(at), row.guaranteed_tiyn);
        offered.set(slot, true);
        if (sums.isFree(slot)) free.set(slot, true);
      }
    }
  }

  #areaOf(codes: string): number {
    const known = this.#areas.get(codes);
    if (known !== undefined) return known;
    const number = this.#areas.size;
    const all = [ANYWHERE, ...codes.split(',').filter((code) => code)];
    const regions = all.map((code) => this.region(code));
    for (const region of regions) region.areas.set(number, true);
    this.#areas.set(codes, number);
    this.#areaRegions.push(regions);
    return number;
  }
}
