// A content as it is kept: only values that the class asks for and that are of their kind, in one order.
import type { Definition } from '../catalogue/technical-data.ts';
import { LANGUAGES, type Names } from '../i18n/languages.ts';
import type { ContentValue, ProductContent } from './content.ts';

/** The content with its technical data brought to what the definitions know. */
export function soundContent(
  content: ProductContent,
  definitions: readonly Definition[],
): ProductContent {
  return {
    aidClassCode: content.aidClassCode,
    maker: content.maker,
    names: inOrder(content.names),
    summaries: inOrder(content.summaries),
    descriptions: inOrder(content.descriptions),
    madeToOrder: content.madeToOrder,
    certificate: content.certificate && {
      number: content.certificate.number,
      validUntil: content.certificate.validUntil,
    },
    origin: content.origin,
    warrantyMonths: content.warrantyMonths,
    pictures: content.pictures.map(({ file, width, height, alts }) => ({
      file,
      width,
      height,
      alts: inOrder(alts),
    })),
    drawingStands: content.drawingStands,
    variants: content.variants.map(({ article, labels, active, values }) => ({
      article,
      labels: inOrder(labels),
      active,
      values: soundValues(values, definitions),
    })),
  };
}

/** Says whether two contents say the same. Both must be sound. */
export function isSame(one: ProductContent, other: ProductContent): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Says whether a value is one that its definition knows. */
export function isOfKind({ kind, optionKeys }: Definition, value: ContentValue): boolean {
  if (kind === 'number') return typeof value === 'number' && Number.isSafeInteger(value);
  if (kind === 'yes_no') return typeof value === 'boolean';
  if (kind === 'text') return typeof value === 'object';
  return typeof value === 'string' && [...optionKeys.values()].includes(value);
}

/** Says whether a number goes in the definition's steps: 40.3 does not in steps of 0.5. */
export function isInSteps({ step }: Pick<Definition, 'step'>, thousandths: number): boolean {
  return step === null || step <= 0 || thousandths % step === 0;
}

function soundValues(
  values: Record<string, ContentValue>,
  definitions: readonly Definition[],
): Record<string, ContentValue> {
  const byKey = new Map(definitions.map((one) => [one.key, one]));
  return Object.fromEntries(
    Object.entries(values)
      .filter(([key, value]) => byKey.has(key) && isOfKind(byKey.get(key)!, value))
      .map(([key, value]): [string, ContentValue] => [
        key,
        typeof value === 'object' ? inOrder(value) : value,
      ])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function inOrder(names: Names): Names {
  return Object.fromEntries(LANGUAGES.map((lang) => [lang, names[lang]])) as Names;
}
