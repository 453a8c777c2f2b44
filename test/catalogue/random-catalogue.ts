// A small catalogue in which anything may be: values missing, offers of yesterday, suppliers suspended.
import type { Knex } from 'knex';
import { rebuildListing } from '../../server/catalogue/listing.ts';
import { inTransaction, type Database } from '../../server/database.ts';

export const TODAY = '2026-11-23';
export const CLASSES = ['MM-01-01', 'MM-01-02', 'MM-02', 'TT-01'];
export const REGIONS = ['710000000', '750000000', '790000000'];
const NAMES = ['Арба', 'Әлия', 'Дала 200', 'Дала 40', 'Ёлка', 'Walker'];

/** Numbers that look like chance, and are the same each time. */
export function chance(seed: number): (below: number) => number {
  let state = seed * 2 + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Fills a database that has reference data, and lists it. */
export async function fillCatalogue(db: Database, seed: number, count: number): Promise<void> {
  const pick = chance(seed);
  const oneOf = <T>(all: readonly T[]): T => all[pick(all.length)]!;
  await inTransaction(db, async (trx) => {
    for (let supplier = 1; supplier <= 4; supplier++) await addSupplier(trx, supplier, pick);
    for (const aid_class_code of ['MM-01', 'TT-01']) {
      await trx('guaranteed_amounts').insert({
        aid_class_code,
        amount_tiyn: 500,
        valid_from: '2026-01-01',
        source: 'a test',
        status: 'demo',
      });
    }
    const definitions: Definition[] = await trx('attribute_definitions').whereIn('aid_class_code', [
      'MM',
      'MM-01',
      'MM-02',
      'TT-01',
    ]);
    const options: { id: number; definition_id: number }[] = await trx('attribute_options');
    for (let product = 1; product <= count; product++) {
      const code = oneOf(CLASSES);
      const [{ id }] = (await trx('products')
        .insert(productRow(product, code, oneOf(NAMES), pick))
        .returning('id')) as [{ id: number }];
      for (let position = 0; position <= pick(3); position++) {
        const [variant] = (await trx('variants')
          .insert({
            product_id: id,
            article: `A-${id}-${position}`,
            label_kk: 'нұсқа',
            label_ru: 'вариант',
            label_en: 'variant',
            position,
            active: pick(6) > 0,
          })
          .returning('id')) as [{ id: number }];
        for (const definition of definitions) {
          if (!code.startsWith(definition.aid_class_code) || pick(4) === 0) continue;
          await trx('attribute_values').insert(valueRow(variant.id, definition, options, pick));
        }
        for (let offer = 0; offer < pick(4); offer++) await addOffer(trx, variant.id, offer, pick);
      }
    }
    await rebuildListing(trx, { on: TODAY });
  });
}

interface Definition {
  id: number;
  aid_class_code: string;
  kind: string;
}

type Pick = (below: number) => number;

async function addSupplier(trx: Knex.Transaction, number: number, pick: Pick): Promise<void> {
  const [{ id }] = (await trx('suppliers')
    .insert({
      bin: `99000000000${number}`,
      name_kk: `«${number}» ЖШС`,
      name_ru: `ТОО «${number}»`,
      name_en: `${number} LLP`,
      address_kk: '-',
      address_ru: '-',
      address_en: '-',
      phone: '-',
      email: 'a@example.kz',
      status: number === 4 ? 'suspended' : 'admitted',
      admitted_on: '2026-01-01',
      admitted_until: number === 3 ? TODAY : null,
    })
    .returning('id')) as [{ id: number }];
  const regions = REGIONS.filter((_, at) => at === 0 || pick(2) > 0);
  await trx('supplier_regions').insert(
    regions.map((region_code) => ({ supplier_id: id, region_code })),
  );
}

function productRow(product: number, code: string, name: string, pick: Pick) {
  const three = (column: string, text: string) => ({
    [`${column}_kk`]: text,
    [`${column}_ru`]: text,
    [`${column}_en`]: text,
  });
  return {
    slug: `product-${product}`,
    aid_class_code: code,
    maker: 'Maker',
    ...three('name', name),
    ...three('summary', 'summary'),
    ...three('description', 'description'),
    made_to_order: pick(4) === 0,
    origin: 'KZ',
    warranty_months: 12,
    status: pick(6) === 0 ? 'draft' : 'published',
    published_on: `2026-0${1 + pick(3)}-01`,
    updated_at: `${TODAY}T00:00:00.000Z`,
  };
}

function valueRow(
  variant_id: number,
  { id, kind }: Definition,
  options: readonly { id: number; definition_id: number }[],
  pick: Pick,
) {
  const own = options.filter(({ definition_id }) => definition_id === id);
  return {
    variant_id,
    definition_id: id,
    thousandths: kind === 'number' ? 38_000 + pick(20) * 500 : null,
    option_id: kind === 'choice' ? own[pick(own.length)]!.id : null,
    yes: kind === 'yes_no' ? pick(2) > 0 : null,
    ...(kind === 'text' && { text_kk: '-', text_ru: '-', text_en: '-' }),
  };
}

async function addOffer(
  trx: Knex.Transaction,
  variant_id: number,
  at: number,
  pick: Pick,
): Promise<void> {
  const suppliers: { id: number }[] = await trx('suppliers').orderBy('id').select('id');
  const [{ id }] = (await trx('offers')
    .insert({
      variant_id,
      supplier_id: suppliers[(at + pick(2)) % suppliers.length]!.id,
      price_tiyn: 300 + pick(6) * 100,
      delivery_days: 1 + pick(12),
      available: pick(8) > 0,
      status: pick(8) === 0 ? 'withdrawn' : 'published',
      valid_from: ['2026-01-01', '2026-02-01', TODAY, '2026-12-01'][at]!,
      valid_until: pick(4) === 0 ? (at < 2 ? TODAY : '2026-12-31') : null,
      updated_at: `${TODAY}T00:00:00.000Z`,
    })
    .returning('id')) as [{ id: number }];
  const regions = REGIONS.filter(() => pick(2) > 0);
  if (regions.length) {
    await trx('offer_regions').insert(
      regions.map((region_code) => ({ offer_id: id, region_code })),
    );
  }
}
