// From the rows of one product to what they propose, or to what is wrong with them: each point with its row
// and column. Columns that the file does not have, and variants that it does not name, stay as they are.
import { isSame, keptValues, soundContent, type ProductContent } from '../publishing/publishing.ts';
import type { Column } from './columns.ts';
import { startCheck, type FileRow, type Ground, type Problem } from './file-row.ts';
import { readHead } from './head-check.ts';
import { tellMissing } from './missing-check.ts';
import { readVariants } from './variant-check.ts';

export type Outcome = 'new' | 'changed' | 'same';

export interface Checked {
  outcome: Outcome;
  content: ProductContent;
  problems: Problem[];
}

const EMPTY: ProductContent = {
  aidClassCode: '',
  maker: '',
  names: { kk: '', ru: '', en: '' },
  summaries: { kk: '', ru: '', en: '' },
  descriptions: { kk: '', ru: '', en: '' },
  madeToOrder: false,
  certificate: null,
  origin: '',
  warrantyMonths: 0,
  pictures: [],
  drawingStands: false,
  variants: [],
};

/**
 * Checks the rows of one product against what it says now. `columns` are those that the file has.
 */
export function checkProduct(
  rows: readonly FileRow[],
  columns: readonly Column[],
  held: ProductContent | null,
  ground: Ground,
): Checked {
  const check = startCheck(rows, columns);
  const before = held ?? EMPTY;
  const head = readHead(check, before, held === null, ground);
  if (head.warrantyMonths === null && !check.told('warranty_months')) {
    check.tell(rows[0]!.number, 'warranty_months', 'missing');
  }
  const definitions = ground.definitionsOf(head.aidClassCode);
  const moved = head.aidClassCode !== before.aidClassCode;
  const kept = moved
    ? before.variants.map((variant) => ({
        ...variant,
        values: keptValues(variant.values, ground.definitionsOf(before.aidClassCode), definitions)
          .kept,
      }))
    : before.variants;
  const variants = readVariants(check, kept, definitions);
  const content = soundContent(
    { ...before, ...head, warrantyMonths: head.warrantyMonths ?? 0, variants },
    definitions,
  );
  const outcome = !held
    ? 'new'
    : isSame(soundContent(held, ground.definitionsOf(held.aidClassCode)), content)
      ? 'same'
      : 'changed';
  if (outcome !== 'same') tellMissing(check, content, definitions, columns);
  return { outcome, content, problems: check.problems };
}
