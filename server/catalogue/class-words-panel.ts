// On the page of a product: the way to the words about its class.
import type { ProductPanel } from './panels.ts';

/** Leads from a product to its class in plain words. */
export const classWordsPanel: ProductPanel = ({ visit, snapshot, product }) => {
  const own = snapshot.classes.find(product.aidClassCode);
  const values = own && { code: own.code, name: own.names[visit.lang] };
  return Promise.resolve(
    values ? { place: 'end', template: 'catalogue/class-panel', values } : null,
  );
};
