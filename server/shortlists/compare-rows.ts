// The rows of a comparison: what it costs and when it comes, technical data by section, and who makes it.
import { sharesOf } from '../catalogue/co-payment.ts';
import { countryName, valueText } from '../catalogue/product-page.ts';
import type { Snapshot } from '../catalogue/snapshot.ts';
import {
  definitionsFor,
  SECTIONS,
  type Definition,
  type Value,
} from '../catalogue/technical-data.ts';
import type { VariantFacts } from '../catalogue/variant-facts.ts';
import type { Visit } from '../web/visit.ts';
import type { Cell, Row } from './compared.ts';

const MOST_SUPPLIERS = 4;

/** All rows for these variants as of the day `on`, in the order of sections. */
export function rowsFor(
  facts: readonly VariantFacts[],
  { snapshot, visit, on }: { snapshot: Snapshot; visit: Visit; on: string },
): Row[] {
  return [
    ...moneyRows(facts, visit),
    ...dataRows(facts, snapshot, visit),
    ...productRows(facts, visit, on),
  ];
}

function moneyRows(facts: readonly VariantFacts[], { t, lang, format }: Visit): Row[] {
  const none: Cell = { text: t('shortlists.compare.noOffer'), same: 'none', amount: null };
  const sum = (tiyn: number | null): Cell =>
    tiyn === null
      ? { text: t('components.amountNotSet'), same: 'not set', amount: null }
      : { text: format.money(tiyn), same: String(tiyn), amount: tiyn };
  const best = facts.map(({ offers, guaranteed }) =>
    offers[0] ? sharesOf(offers[0].price, guaranteed) : null,
  );
  const soonest = facts.map(({ offers }) => Math.min(...offers.map((one) => one.deliveryDays)));
  const row = (key: string, cells: Cell[]): Row => ({
    key,
    section: 'offer',
    label: t(`shortlists.row.${key}`),
    cells,
  });
  return [
    row(
      'coPayment',
      best.map((one) => {
        if (!one) return none;
        if (one.coPayment !== 0) return sum(one.coPayment);
        return { text: t('catalogue.card.nothing'), same: '0', amount: 0 };
      }),
    ),
    row(
      'price',
      best.map((one) => (one ? sum(one.price) : none)),
    ),
    row(
      'stateShare',
      best.map((one) => (one ? sum(one.stateShare) : none)),
    ),
    row(
      'delivery',
      soonest.map((days) =>
        Number.isFinite(days)
          ? { text: t('catalogue.card.days', { count: days }), same: String(days), amount: days }
          : none,
      ),
    ),
    row(
      'suppliers',
      facts.map(({ offers }) => {
        const names = [...new Set(offers.map(({ supplier }) => supplier[lang]))].toSorted();
        const more = names.length - MOST_SUPPLIERS;
        const shown = names.slice(0, MOST_SUPPLIERS).join(', ');
        const text =
          more > 0 ? t('shortlists.compare.andMore', { names: shown, count: more }) : shown;
        return names.length ? { text, same: names.join('\n') } : none;
      }),
    ),
  ];
}

function dataRows(facts: readonly VariantFacts[], snapshot: Snapshot, visit: Visit): Row[] {
  const columns = facts.map(({ product, values }) => ({
    values,
    own: new Map(
      definitionsFor(
        snapshot.definitions,
        snapshot.classes.withAncestors(product.aidClassCode),
      ).map((definition) => [likenessOf(definition), definition]),
    ),
  }));
  // Aids of different classes are compared in what is called by the same key and counted in the same unit.
  const shown = new Map(columns.flatMap(({ own }) => [...own]));
  const rows = [...shown].flatMap(([likeness, definition]): Row[] => {
    const cells = columns.map(({ own, values }) => {
      const its = own.get(likeness);
      return cellOf(its, its && values.get(its.id), visit);
    });
    if (cells.every(({ same }) => same === UNKNOWN)) return [];
    return [
      {
        key: definition.key,
        section: definition.section,
        label: definition.names[visit.lang],
        help: definition.help[visit.lang],
        cells,
      },
    ];
  });
  return SECTIONS.flatMap((section) => rows.filter((row) => row.section === section));
}

const UNKNOWN = '';

function likenessOf({ key, kind, unit }: Definition): string {
  return [key, kind, unit].join(' ');
}

function cellOf(definition: Definition | undefined, value: Value | undefined, visit: Visit): Cell {
  const same = definition && value ? contentOf(definition, value) : UNKNOWN;
  if (!definition || same === UNKNOWN) {
    return { text: visit.t('shortlists.compare.notStated'), same: UNKNOWN, amount: null };
  }
  const amount = definition.kind === 'number' ? (value?.thousandths ?? null) : null;
  return { text: valueText(definition, value, visit), same, amount };
}

// Options are the same by their key: each class has its own row for them.
function contentOf(definition: Definition, value: Value): string {
  switch (definition.kind) {
    case 'number':
      return value.thousandths === null ? UNKNOWN : String(value.thousandths);
    case 'choice':
      return definition.optionKeys.get(value.optionId ?? 0) ?? UNKNOWN;
    case 'yes_no':
      return value.yes === null ? UNKNOWN : String(value.yes);
    default:
      return value.text.kk;
  }
}

function productRows(facts: readonly VariantFacts[], visit: Visit, on: string): Row[] {
  const { t, lang } = visit;
  const row = (key: string, cell: (product: VariantFacts['product']) => Cell): Row => ({
    key,
    section: 'product',
    label: t(`shortlists.row.${key}`),
    cells: facts.map(({ product }) => cell(product)),
  });
  return [
    row('maker', ({ maker }) => ({ text: maker, same: maker })),
    row('madeToOrder', ({ madeToOrder }) => ({
      text: t(`catalogue.kind.${madeToOrder ? 'made' : 'ready'}`),
      same: String(madeToOrder),
    })),
    row('warranty', ({ warrantyMonths: months }) => ({
      text: months
        ? t('catalogue.product.months', { count: months })
        : t('catalogue.product.noWarranty'),
      same: String(months),
      amount: months,
    })),
    row('origin', ({ origin }) => ({ text: countryName(origin, lang), same: origin })),
    row('certificate', (product) => certificateCell(product, visit, on)),
  ];
}

// Numbers always differ: what matters is whether there is a certificate in force.
function certificateCell(
  { certificate }: VariantFacts['product'],
  { t, format }: Visit,
  on: string,
): Cell {
  if (!certificate) return { text: t('shortlists.compare.noCertificate'), same: 'none' };
  const { number, validUntil } = certificate;
  if (!validUntil)
    return { text: t('catalogue.product.certificateNumber', { number }), same: number };
  const key = validUntil < on ? 'certificateExpired' : 'certificateUntil';
  return {
    text: t(`catalogue.product.${key}`, { date: format.date(validUntil) }),
    same: validUntil,
  };
}
