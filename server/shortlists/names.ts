import type { VariantFacts } from '../catalogue/variant-facts.ts';
import type { Visit } from '../web/visit.ts';

/** The product and its variant in one line. */
export function nameOf(
  { product, labels }: Pick<VariantFacts, 'product' | 'labels'>,
  { lang }: Pick<Visit, 'lang'>,
): string {
  return `${product.names[lang]}, ${labels[lang]}`;
}
