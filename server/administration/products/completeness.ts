// What a product still lacks before people may see it: each point with the page on which to mend it.
import { LANGUAGES } from '../../i18n/languages.ts';
import type { TextValues } from '../../i18n/texts.ts';
import type { Definition } from '../aid-classes/definitions.ts';
import type { AttributeValue } from './forms.ts';

export interface Lack {
  /** Message key below `administration.lack`. */
  key: string;
  values?: TextValues;
  /** Where to mend it: the product's form and field, or the variant's. */
  at: { page: 'product'; field: string } | { page: 'variant'; id: number } | { page: 'variants' };
}

export interface Checked {
  product: Record<string, unknown> & { certificate_valid_until: string | null };
  variants: readonly {
    id: number;
    article: string;
    active: boolean;
    values: ReadonlyMap<number, AttributeValue>;
  }[];
  definitions: readonly Definition[];
}

/** All points that are missing on the day `on`; none means that the product may be published. */
export function lacksOf({ product, variants, definitions }: Checked, on: string): Lack[] {
  return [
    ...textLacks(product),
    ...certificateLacks(product, on),
    ...variantLacks(variants, definitions),
  ];
}

function textLacks(product: Checked['product']): Lack[] {
  return ['name', 'summary', 'description'].flatMap((what) =>
    LANGUAGES.filter((lang) => !product[`${what}_${lang}`]).map((lang) => ({
      key: 'text',
      values: { what, in: lang },
      at: { page: 'product' as const, field: `${what}_${lang}` },
    })),
  );
}

function certificateLacks(product: Checked['product'], on: string): Lack[] {
  const { certificate_number: number, certificate_valid_until: until } = product;
  if (!number) {
    return [{ key: 'certificate', at: { page: 'product', field: 'certificate_number' } }];
  }
  const field = 'certificate_valid_until';
  if (!until) return [{ key: 'certificateDay', at: { page: 'product', field } }];
  return until < on ? [{ key: 'certificateOver', at: { page: 'product', field } }] : [];
}

function variantLacks(variants: Checked['variants'], definitions: Checked['definitions']): Lack[] {
  const active = variants.filter((variant) => variant.active);
  if (active.length === 0) return [{ key: 'variant', at: { page: 'variants' } }];
  const required = definitions.filter((definition) => definition.required);
  return active.flatMap(({ id, article, values }) => {
    const count = required.filter((definition) => !values.has(definition.id)).length;
    return count ? [{ key: 'data', values: { article, count }, at: { page: 'variant', id } }] : [];
  });
}
