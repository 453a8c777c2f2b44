// What people say of a product, on its page.
import type { Portal } from '../portal.ts';
import type { ProductPanel } from '../catalogue/panels.ts';
import { countsIn, experienceIn, toldOf } from './shown.ts';

/** The panel at the end of a product's page; none while nobody has told anything. */
export function experiencesPanel({ db }: Pick<Portal, 'db'>): ProductPanel {
  return async ({ visit, snapshot, product }) => {
    const { summary, newest } = await toldOf(db, product.id, snapshot.version);
    if (summary.people === 0) return null;
    return {
      place: 'end',
      template: 'experiences/panel',
      values: {
        counts: countsIn(summary, visit),
        shown: newest.map((one) => experienceIn(one, summary, visit)),
        allHref: visit.paths.aidExperiences(product.slug),
      },
    };
  };
}
