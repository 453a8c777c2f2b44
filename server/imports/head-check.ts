// What all rows of a product say together: its names, its certificate, where it comes from.
import { LANGUAGES, type Names } from '../i18n/languages.ts';
import type { ProductContent } from '../publishing/publishing.ts';
import { readCountry, readDate, readText, readWhole, readYesNo, type Read } from './cells.ts';
import type { Check, Ground } from './file-row.ts';

/** What a product says of itself; without a warranty where neither the file nor the catalogue has one. */
export type Head = Omit<
  ProductContent,
  'variants' | 'pictures' | 'drawingStands' | 'warrantyMonths'
> & {
  warrantyMonths: number | null;
};

/** Reads it; what the file does not say stays as `before`. `isNew`: there is nothing before. */
export function readHead(
  check: Check,
  before: ProductContent,
  isNew: boolean,
  ground: Ground,
): Head {
  const once = <T>(header: string, read: (cell: string) => Read<T>) =>
    readOnce(check, header, read);
  const line = (header: string, was: string) => {
    const { max, kind } = check.columns.get(header) ?? { max: 0, kind: 'line' };
    const said = once(header, (cell) => readText(cell, { max, lines: kind === 'lines' }));
    return said === undefined ? was : (said ?? '');
  };
  const inThree = (word: string, was: Names) =>
    Object.fromEntries(
      LANGUAGES.map((lang) => [lang, line(`${word}_${lang}`, was[lang])]),
    ) as Names;
  const code = once('class', (cell) =>
    ground.isClass(cell.toUpperCase()) ? { value: cell.toUpperCase() } : { wrong: 'class' },
  );
  const number = line('certificate_number', before.certificate?.number ?? '');
  const until = once('certificate_valid_until', readDate);
  const validUntil = until === undefined ? (before.certificate?.validUntil ?? null) : until;
  if (!number && validUntil && !check.told('certificate_number')) {
    check.tell(check.rows[0]!.number, 'certificate_number', 'missing');
  }
  const origin = once('origin', readCountry);
  const warranty = once('warranty_months', (cell) => readWhole(cell, { min: 0, max: 240 }));
  const heldWarranty = isNew ? null : before.warrantyMonths;
  return {
    aidClassCode: code ?? before.aidClassCode,
    maker: line('maker', before.maker),
    names: inThree('name', before.names),
    summaries: inThree('summary', before.summaries),
    descriptions: inThree('description', before.descriptions),
    madeToOrder: once('made_to_order', readYesNo) ?? before.madeToOrder,
    certificate: number ? { number, validUntil } : null,
    origin: origin === undefined ? before.origin : (origin ?? ''),
    warrantyMonths: warranty === undefined ? heldWarranty : warranty,
  };
}

/** A column that all rows of a product share: undefined where the file does not have it, null where it is empty. */
function readOnce<T>(
  { rows, columns, says, tell }: Check,
  header: string,
  read: (cell: string) => Read<T>,
): T | null | undefined {
  if (!columns.has(header) || !(says.product || header === 'class')) return undefined;
  let first: { row: number; cell: string } | null = null;
  let value: T | null = null;
  for (const { number, cells } of rows) {
    const cell = cells.get(header) ?? '';
    if (cell === '') continue;
    if (!first) {
      first = { row: number, cell };
      const said = read(cell);
      if ('wrong' in said) tell(number, header, said.wrong, said.values);
      else value = said.value;
    } else if (cell !== first.cell) tell(number, header, 'differs', { other: first.row });
  }
  return value;
}
