// What a product needs before it can be shown and a file can say; pictures are added on the product's own page.
import type { Definition } from '../catalogue/technical-data.ts';
import { LANGUAGES } from '../i18n/languages.ts';
import type { ProductContent } from '../publishing/publishing.ts';
import type { Column } from './columns.ts';
import type { Check } from './file-row.ts';

/** Tells of each empty cell that must be filled. */
export function tellMissing(
  check: Check,
  content: ProductContent,
  definitions: readonly Definition[],
  columns: readonly Column[],
): void {
  const first = check.rows[0]!.number;
  const has = new Map<string, unknown>([
    ['class', content.aidClassCode],
    ['maker', content.maker],
    ...LANGUAGES.flatMap((lang): [string, unknown][] => [
      [`name_${lang}`, content.names[lang]],
      [`summary_${lang}`, content.summaries[lang]],
      [`description_${lang}`, content.descriptions[lang]],
    ]),
    ['certificate_number', content.certificate?.number],
    ['certificate_valid_until', content.certificate?.validUntil],
    ['origin', content.origin],
  ]);
  for (const [header, value] of has) {
    if (!value && !check.told(header)) check.tell(first, header, 'missing');
  }
  const byArticle = new Map(content.variants.map((variant) => [variant.article, variant]));
  const required = definitions.filter((one) => one.required);
  for (const row of check.rows) {
    const variant = byArticle.get(row.cells.get('article') ?? '');
    if (!variant?.active) continue;
    for (const lang of LANGUAGES) {
      const header = `label_${lang}`;
      if (!variant.labels[lang] && !check.told(header, row.number)) {
        check.tell(row.number, header, 'missing');
      }
    }
    for (const { key } of required.filter((one) => variant.values[one.key] === undefined)) {
      const own = columns.filter(
        ({ group, definitions: of }) => group === 'data' && of[0]?.key === key,
      );
      const headers = own.length ? own.map(({ header }) => header) : [key];
      for (const header of headers) {
        if (!check.told(header, row.number)) check.tell(row.number, header, 'missing');
      }
    }
  }
}
