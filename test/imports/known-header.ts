// The columns that tests read: those of every product, those of offers and a few technical data.
import type { Definition } from '../../server/catalogue/technical-data.ts';
import { columnsFor, type Column } from '../../server/imports/columns.ts';
import { readHeader, type Header } from '../../server/imports/header.ts';
import type { Row } from '../../server/imports/file-start.ts';

const names = { kk: 'Атауы', ru: 'Название', en: 'Name' };

/** A definition for tests. */
export function definition(
  id: number,
  key: string,
  kind: Definition['kind'],
  more: Partial<Definition> = {},
): Definition {
  return {
    id,
    aidClassCode: 'MM-01',
    key,
    kind,
    unit: null,
    step: null,
    section: 'general',
    required: false,
    filterable: false,
    retired: false,
    retiredOptions: new Set(),
    optionKeys: new Map(),
    names,
    help: { kk: '', ru: '', en: '' },
    options: new Map(),
    ...more,
  };
}

export const DEFINITIONS: readonly Definition[] = [
  definition(1, 'seat_width', 'number', { unit: 'cm', step: 500, required: true }),
  definition(2, 'frame_material', 'choice', {
    required: true,
    optionKeys: new Map([
      [1, 'steel'],
      [2, 'aluminium'],
    ]),
    options: new Map([
      [1, { kk: 'Болат', ru: 'Сталь', en: 'Steel' }],
      [2, { kk: 'Алюминий', ru: 'Алюминий', en: 'Aluminium' }],
    ]),
  }),
  definition(3, 'folding', 'yes_no'),
  definition(4, 'screen_reader', 'text'),
];

export const COLUMNS: readonly Column[] = columnsFor(DEFINITIONS, 'administrator');

export function knownHeader(row: Row): Header {
  return readHeader(row, COLUMNS);
}
