// A product, a class and its technical data, for tests of rules.
import type { Definition } from '../../server/catalogue/technical-data.ts';
import type { ProductContent, VariantContent } from '../../server/publishing/content.ts';

export const names = (text: string) => ({ kk: `${text} kk`, ru: `${text} ru`, en: `${text} en` });
const nothing = { kk: '', ru: '', en: '' };

/** A definition with what a test says of it. */
export function definition(own: Partial<Definition> & { id: number; key: string }): Definition {
  return {
    aidClassCode: 'TT-01',
    kind: 'number',
    unit: null,
    step: null,
    section: 'general',
    required: false,
    filterable: false,
    retired: false,
    retiredOptions: new Set(),
    optionKeys: new Map(),
    names: names(own.key),
    help: nothing,
    options: new Map(),
    ...own,
  };
}

/** A choice of options, by their keys. */
export function choiceOf(id: number, key: string, options: readonly string[]): Definition {
  return definition({
    id,
    key,
    kind: 'choice',
    optionKeys: new Map(options.map((one, at) => [id * 100 + at, one])),
    options: new Map(options.map((one, at) => [id * 100 + at, names(one)])),
  });
}

export const width = definition({
  id: 1,
  key: 'width',
  unit: 'cm',
  step: 500,
  required: true,
});
export const side = choiceOf(2, 'side', ['left', 'right']);
export const folds = definition({ id: 3, key: 'folds', kind: 'yes_no' });
export const cover = definition({ id: 4, key: 'cover', kind: 'text' });
export const DEFINITIONS = [width, side, folds, cover];

export const variant: VariantContent = {
  article: 'A-1',
  labels: names('Long'),
  active: true,
  values: { cover: names('Linen'), folds: true, side: 'left', width: 42_500 },
};

export const product: ProductContent = {
  aidClassCode: 'TT-01',
  maker: 'Nurly Zhol',
  names: names('Cane'),
  summaries: names('A cane'),
  descriptions: names('A cane for walking'),
  madeToOrder: false,
  certificate: { number: 'KZ.1', validUntil: '2027-01-01' },
  origin: 'KZ',
  warrantyMonths: 12,
  pictures: [{ file: 'a.webp', width: 800, height: 600, alts: names('A cane at a wall') }],
  drawingStands: false,
  variants: [variant],
};
