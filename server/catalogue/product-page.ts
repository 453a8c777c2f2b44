// What the product page shows: variants, technical data and offers, ready for the template.
import { addWorkingDays, type Holidays } from '../calendar/working-days.ts';
import type { Visit } from '../web/visit.ts';
import type { Lang } from '../i18n/languages.ts';
import { byName } from '../i18n/sort-keys.ts';
import { sharesOf } from './co-payment.ts';
import { ANYWHERE } from './filters.ts';
import type { ProductOffer } from './product-offers.ts';
import type { ProductSheet, Variant } from './product-sheet.ts';
import type { Snapshot } from './snapshot.ts';
import {
  definitionsFor,
  differing,
  SECTIONS,
  type Definition,
  type Value,
} from './technical-data.ts';

type Query = Record<string, string | number | null>;

/** The variants as links, the chosen one marked, each with the sums of its best offer. */
export function variantLinks(
  { variants, slug }: ProductSheet,
  chosen: Variant | undefined,
  offers: readonly ProductOffer[],
  query: Query,
  { lang, paths }: Visit,
) {
  return variants.map((variant) => {
    const best = offers.find(({ variantId }) => variantId === variant.id);
    return {
      text: variant.labels[lang],
      article: variant.article,
      href: paths.aid(slug, { ...query, variant: variant.article }),
      current: variant === chosen,
      shares: best ? sharesOf(best.price, best.guaranteed) : null,
    };
  });
}

/** Where to deliver, for a select field. `home` is where the reader lives. */
export function regionOptions(
  { regions }: Snapshot,
  region: string | null,
  home: string | null,
  { t, lang }: Visit,
) {
  const anywhere = t('catalogue.filter.anywhere');
  return [
    { value: home ? ANYWHERE : '', text: anywhere, selected: region === null },
    ...byName(regions, lang).map(({ code, names }) => ({
      value: code,
      text: names[lang],
      selected: code === region,
    })),
  ];
}

/** The chosen variant's technical data by section. */
export function dataSections(
  { aidClassCode }: ProductSheet,
  chosen: Variant | undefined,
  { classes, definitions }: Snapshot,
  visit: Visit,
) {
  const defined = definitionsFor(definitions, classes.withAncestors(aidClassCode));
  const stated = defined.filter(({ id }) => chosen?.values.has(id));
  return SECTIONS.flatMap((section) => {
    const rows = stated
      .filter((definition) => definition.section === section)
      .map((definition) => ({
        label: definition.names[visit.lang],
        help: definition.help[visit.lang],
        value: valueText(definition, chosen!.values.get(definition.id), visit),
      }));
    return rows.length ? [{ section, rows }] : [];
  });
}

/** The chosen variant's technical data, then how the variants differ. */
export function technicalTables(
  { aidClassCode, variants }: ProductSheet,
  chosen: Variant | undefined,
  { classes, definitions }: Snapshot,
  visit: Visit,
) {
  const defined = definitionsFor(definitions, classes.withAncestors(aidClassCode));
  const shown = defined.filter(({ id }) => variants.some(({ values }) => values.has(id)));
  const differs = new Set(
    differing(
      shown,
      variants.map(({ values }) => values),
    ),
  );
  const row = (definition: Definition, of: readonly Variant[]) => ({
    label: definition.names[visit.lang],
    help: definition.help[visit.lang],
    values: of.map(({ values }) => valueText(definition, values.get(definition.id), visit)),
    differs: differs.has(definition),
  });
  return {
    data: chosen ? shown.map((definition) => row(definition, [chosen])) : [],
    differences: shown
      .filter((definition) => differs.has(definition))
      .map((definition) => row(definition, variants)),
  };
}

/** An offer with its sums, when it would come, and the way to ask for it. */
export function offerRows(
  offers: readonly ProductOffer[],
  chosen: Variant | undefined,
  { on, holidays }: { on: string; holidays: Holidays },
  { lang, paths }: Visit,
) {
  return offers
    .filter(({ variantId }) => variantId === chosen?.id)
    .map((offer) => ({
      ...sharesOf(offer.price, offer.guaranteed),
      id: offer.id,
      supplier: offer.supplier[lang],
      deliveryDays: offer.deliveryDays,
      /** The day by which it would come if it were ordered today. */
      expectedOn: addWorkingDays(on, offer.deliveryDays, holidays),
      regions: offer.regions,
      href: paths.newRequest({ offer: offer.id }),
    }));
}

/** A value in words, with its unit; a dash where it is not given. */
export function valueText(
  { kind, unit, options }: Definition,
  value: Value | undefined,
  { t, format, lang }: Visit,
): string {
  if (!value) return '–';
  if (kind === 'number') {
    if (value.thousandths === null) return '–';
    const number = format.number(value.thousandths / 1000);
    return unit ? `${number}\u00a0${unitText(unit, t)}` : number;
  }
  if (kind === 'choice') return options.get(value.optionId ?? 0)?.[lang] ?? '–';
  if (kind === 'yes_no')
    return value.yes === null ? '–' : t(`catalogue.${value.yes ? 'yes' : 'no'}`);
  return value.text[lang] || '–';
}

/** A unit in the reader's language. */
export function unitText(unit: string, t: Visit['t']): string {
  const key = `catalogue.unit.${unit.replace('/', '_')}`;
  return t.has(key) ? t(key) : unit;
}

const COUNTRIES: Record<Lang, Intl.DisplayNames> = {
  kk: new Intl.DisplayNames('kk', { type: 'region' }),
  ru: new Intl.DisplayNames('ru', { type: 'region' }),
  en: new Intl.DisplayNames('en-GB', { type: 'region' }),
};

/** A country's name by its ISO 3166-1 code. */
export function countryName(code: string, lang: Lang): string {
  return /^[A-Z]{2}$/.test(code) ? (COUNTRIES[lang].of(code) ?? code) : code;
}
