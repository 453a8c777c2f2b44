// On a product's page: the button that keeps it, and the ways to compare. The page is the same for all strangers and is
// kept in memory, so nothing here tells what is on somebody's list.
import type { ProductPanel } from '../catalogue/panels.ts';
import { MOST_COMPARED } from './compare-query.ts';

export const shortlistPanel: ProductPanel = ({ product, variant, region, visit }) => {
  if (!variant) return Promise.resolve(null);
  const { paths, lang } = visit;
  const others = product.variants.filter((one) => one !== variant);
  const compared = [variant, ...others].slice(0, MOST_COMPARED).map(({ article }) => article);
  return Promise.resolve({
    place: 'choice',
    template: 'shortlists/on-product',
    values: {
      variantId: variant.id,
      name: `${product.names[lang]}, ${variant.labels[lang]}`,
      alone: others.length === 0,
      compared: compared.length,
      compareHref: paths.compare({ v: compared, region }),
    },
  });
};
