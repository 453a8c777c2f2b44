// What a product still lacks before people may see it: each point with the place at which to mend it.
import type { Definition } from '../catalogue/technical-data.ts';
import { LANGUAGES } from '../i18n/languages.ts';
import type { TextValues } from '../i18n/texts.ts';
import type { ProductContent } from './content.ts';

export interface Lack {
  /** Message key below `publishing.lack`. */
  key: string;
  values?: TextValues;
  /** Where to mend it. A variant is named by its place in the content, from 1. */
  at:
    | { page: 'product'; field: string }
    | { page: 'variant'; number: number }
    | { page: 'variants' }
    | { page: 'pictures' };
}

/** All points that are missing on the day `on`; none means that the product may be shown. */
export function lacksOf(
  content: ProductContent,
  definitions: readonly Definition[],
  on: string,
): Lack[] {
  return [
    ...textLacks(content),
    ...certificateLacks(content, on),
    ...pictureLacks(content),
    ...variantLacks(content, definitions),
  ];
}

function textLacks({ names, summaries, descriptions }: ProductContent): Lack[] {
  return Object.entries({ name: names, summary: summaries, description: descriptions }).flatMap(
    ([what, texts]) =>
      LANGUAGES.filter((lang) => !texts[lang]).map((lang): Lack => ({
        key: 'text',
        values: { what, in: lang },
        at: { page: 'product', field: `${what}_${lang}` },
      })),
  );
}

function certificateLacks({ certificate }: ProductContent, on: string): Lack[] {
  if (!certificate) {
    return [{ key: 'certificate', at: { page: 'product', field: 'certificate_number' } }];
  }
  const at = { page: 'product' as const, field: 'certificate_valid_until' };
  if (!certificate.validUntil) return [{ key: 'certificateDay', at }];
  return certificate.validUntil < on ? [{ key: 'certificateOver', at }] : [];
}

function pictureLacks({ pictures, drawingStands }: ProductContent): Lack[] {
  if (pictures.length === 0 && !drawingStands)
    return [{ key: 'picture', at: { page: 'pictures' } }];
  return pictures.flatMap(({ alts }, at) =>
    LANGUAGES.filter((lang) => !alts[lang]).map((lang): Lack => ({
      key: 'alt',
      values: { number: at + 1, in: lang },
      at: { page: 'pictures' },
    })),
  );
}

function variantLacks({ variants }: ProductContent, definitions: readonly Definition[]): Lack[] {
  if (!variants.some(({ active }) => active)) return [{ key: 'variant', at: { page: 'variants' } }];
  const required = definitions.filter((one) => one.required);
  return variants.flatMap(({ article, active, labels, values }, at) => {
    if (!active) return [];
    const place = { page: 'variant' as const, number: at + 1 };
    const label = LANGUAGES.filter((lang) => !labels[lang]).map((lang): Lack => ({
      key: 'label',
      values: { article, in: lang },
      at: place,
    }));
    const missing = required.filter(({ key }) => values[key] === undefined).length;
    const data: Lack[] = missing
      ? [{ key: 'data', values: { article, count: missing }, at: place }]
      : [];
    return [...label, ...data];
  });
}
