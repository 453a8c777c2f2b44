// Where two contents of a product differ, fact by fact: for the review desk, the versions and the audit log.
import type { Definition } from '../catalogue/technical-data.ts';
import { LANGUAGES, type Lang, type Names } from '../i18n/languages.ts';
import type { ContentValue, ProductContent, VariantContent } from './content.ts';

/** What a fact is about. */
export type Subject =
  | { kind: 'product' }
  | { kind: 'variant'; article: string }
  | { kind: 'picture'; file: string };

export interface Fact {
  of: Subject;
  /** `maker`, `name`, `label`, …; `value` for technical data. */
  what: string;
  /** The language of a text. */
  lang?: Lang;
  /** The key of technical data, and its definition where it is known. */
  key?: string;
  definition?: Definition;
  value: string | number | boolean;
}

export interface Difference extends Omit<Fact, 'value'> {
  /** Null: was not there, or is there no more. */
  before: Fact['value'] | null;
  after: Fact['value'] | null;
}

/**
 * The facts in which `after` differs from `before`, in the order of a product's form. `definitions` are those of
 * both contents' classes.
 */
export function differences(
  before: ProductContent | null,
  after: ProductContent,
  definitions: readonly Definition[],
): Difference[] {
  const held = new Map(before ? named(factsOf(before, definitions)) : []);
  const said = new Map(named(factsOf(after, definitions)));
  const gone = [...held].filter(([name]) => !said.has(name));
  const changed = [...said].flatMap(([name, { value, ...fact }]): Difference[] => {
    const old = held.get(name)?.value ?? null;
    return old === value ? [] : [{ ...fact, before: old, after: value }];
  });
  const removed = gone.map(([, { value, ...fact }]): Difference => ({
    ...fact,
    before: value,
    after: null,
  }));
  return bySubject([...changed, ...removed]);
}

/** Differences as the audit log keeps them: field → [old, new]. */
export function asDifferences(
  all: readonly Difference[],
): Record<string, [Fact['value'] | null, Fact['value'] | null]> {
  return Object.fromEntries(all.map((one) => [nameOf(one), [one.before, one.after]]));
}

function factsOf(content: ProductContent, definitions: readonly Definition[]): Fact[] {
  const of: Subject = { kind: 'product' };
  const own: Fact[] = [
    { of, what: 'aid_class_code', value: content.aidClassCode },
    { of, what: 'maker', value: content.maker },
    ...inThree(of, 'name', content.names),
    ...inThree(of, 'summary', content.summaries),
    ...inThree(of, 'description', content.descriptions),
    { of, what: 'made_to_order', value: content.madeToOrder },
    { of, what: 'certificate_number', value: content.certificate?.number ?? '' },
    { of, what: 'certificate_valid_until', value: content.certificate?.validUntil ?? '' },
    { of, what: 'origin', value: content.origin },
    { of, what: 'warranty_months', value: content.warrantyMonths },
    { of, what: 'drawing_stands', value: content.drawingStands },
  ];
  return [
    ...own.filter(({ value }) => value !== ''),
    ...content.variants.flatMap((variant) => variantFacts(variant, definitions)),
    ...content.pictures.flatMap(({ file, alts }, at): Fact[] => {
      const picture: Subject = { kind: 'picture', file };
      return [{ of: picture, what: 'place', value: at + 1 }, ...inThree(picture, 'alt', alts)];
    }),
  ];
}

function variantFacts(
  { article, labels, active, values }: VariantContent,
  definitions: readonly Definition[],
): Fact[] {
  const of: Subject = { kind: 'variant', article };
  const order = new Map(definitions.map(({ key }, at) => [key, at]));
  const place = ([key]: [string, ContentValue]) => order.get(key) ?? definitions.length;
  return [
    ...inThree(of, 'label', labels),
    { of, what: 'active', value: active },
    ...Object.entries(values)
      .toSorted((a, b) => place(a) - place(b))
      .flatMap(([key, value]): Fact[] => {
        const definition = definitions.find((one) => one.key === key);
        const fact = { of, what: 'value', key, ...(definition && { definition }) };
        if (typeof value !== 'object') return [{ ...fact, value }];
        return LANGUAGES.map((lang) => ({ ...fact, lang, value: value[lang] }));
      }),
  ];
}

function inThree(of: Subject, what: string, texts: Names): Fact[] {
  return LANGUAGES.map((lang) => ({ of, what, lang, value: texts[lang] })).filter(
    ({ value }) => value !== '',
  );
}

function named(facts: readonly Fact[]): [string, Fact][] {
  return facts.map((fact) => [nameOf(fact), fact]);
}

function nameOf({ of, what, key, lang }: Omit<Fact, 'value'>): string {
  const own = [key ?? what, lang].filter(Boolean).join('_');
  if (of.kind === 'product') return own;
  return `${of.kind === 'variant' ? of.article : of.file}: ${own}`;
}

// What is gone of a variant stands with what changed in it; the product itself comes first.
function bySubject(all: readonly Difference[]): Difference[] {
  const groups = new Map<string, Difference[]>([['product', []]]);
  for (const one of all) {
    const name =
      one.of.kind === 'product'
        ? 'product'
        : one.of.kind === 'variant'
          ? one.of.article
          : one.of.file;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups.values()].flat();
}
