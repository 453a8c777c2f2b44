import type { ProductPanel } from '../catalogue/panels.ts';
import type { Portal } from '../portal.ts';
import { expectationsFor } from './expectations.ts';
import { basisOf, durationIn } from './words.ts';

/** On a product's page: how long requests for its kind of aid take; nothing where too few are known. */
export function productExpectations({ db }: Pick<Portal, 'db'>): ProductPanel {
  return async ({ visit, product, region }) => {
    const known = await expectationsFor(db.read, {
      aidClassCode: product.aidClassCode,
      regionCode: region,
    });
    const shown = known.get('whole') ?? known.get('decision');
    if (!shown) return null;
    return {
      place: 'end',
      template: 'expectations/product',
      values: { text: durationIn(shown, visit), basis: basisOf(shown, visit) },
    };
  };
}
