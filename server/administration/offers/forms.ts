import {
  choices,
  date,
  money,
  optionalDate,
  text,
  ticked,
  wholeNumber,
  type Field,
  type Problem,
  type Values,
} from '../../web/forms.ts';
import { creationKey, version } from '../../web/desk-fields.ts';

const supplier: Field<number> = (raw, refuse) =>
  typeof raw === 'string' && /^[1-9]\d{0,8}$/.test(raw)
    ? Number(raw)
    : refuse('administration.missing.supplier');

/** An offer's form; regions are checked against those that there are, then against the supplier's. */
export function offerFields(regionCodes: readonly string[]) {
  return {
    version,
    creation_key: creationKey,
    article: text({ missing: 'administration.missing.article', max: 60 }),
    supplier,
    ...termsOf(regionCodes),
    valid_until: optionalDate(),
  };
}
export type OfferValues = Values<ReturnType<typeof offerFields>>;

/** What a supplier offers anew in place of a published offer. */
export function replacementFields(regionCodes: readonly string[]) {
  return { creation_key: creationKey, ...termsOf(regionCodes) };
}
export type Replacement = Values<ReturnType<typeof replacementFields>>;

function termsOf(regionCodes: readonly string[]) {
  return {
    price: money({ missing: 'administration.missing.price' }),
    delivery_days: wholeNumber({
      missing: 'administration.missing.delivery_days',
      min: 1,
      max: 365,
    }),
    regions: choices(regionCodes),
    available: ticked(),
    valid_from: date({ missing: 'administration.missing.valid_from' }),
  };
}

/** What no single field can know. */
export function offerProblems({
  regions,
  valid_from: from,
  valid_until: until = null,
}: Pick<OfferValues, 'regions' | 'valid_from'> & { valid_until?: string | null }): Problem[] {
  const problems: Problem[] = [];
  if (!regions.length) problems.push({ field: 'regions', key: 'administration.missing.regions' });
  if (until && until <= from) {
    problems.push({ field: 'valid_until', key: 'administration.wrong.untilBeforeFrom' });
  }
  return problems;
}
