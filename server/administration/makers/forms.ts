import { choices, date, money, text, ticked, wholeNumber, type Values } from '../../web/forms.ts';
import { creationKey, version } from '../../web/desk-fields.ts';

const price = {
  price: money({ missing: 'administration.missing.price' }),
  days: wholeNumber({ missing: 'administration.missing.days', min: 1, max: 365 }),
  valid_from: date({ missing: 'administration.missing.valid_from' }),
};

/** A new maker: which supplier, what, where, and the first price. */
export function makerFields(regionCodes: readonly string[]) {
  return {
    creation_key: creationKey,
    supplier: wholeNumber({
      missing: 'administration.missing.supplier',
      min: 1,
      max: 999_999_999,
    }),
    class: text({ missing: 'administration.missing.class', max: 20, pattern: /^[\w-]+$/ }),
    regions: choices(regionCodes),
    ...price,
  };
}
export type MakerValues = Values<ReturnType<typeof makerFields>>;

/** Where a maker works, and whether orders may go there. */
export function editFields(regionCodes: readonly string[]) {
  return { version, regions: choices(regionCodes), active: ticked() };
}
export type EditValues = Values<ReturnType<typeof editFields>>;

export const priceFields = price;
export type PriceValues = Values<typeof price>;
