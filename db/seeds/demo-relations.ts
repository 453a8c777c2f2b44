// What goes with what in the demo, and where deliveries take longer. Comes after products and offers.
import type { Knex } from 'knex';
import type { Names } from '../../server/i18n/languages.ts';
import { relationFor, type RelationKind } from '../../server/catalogue/relations.ts';
import { columns } from './01_reference.ts';
import { continueIds, demoSuppliers } from './demo-catalogue.ts';
import { insertAll, readJson } from './files.ts';

interface DemoSettlement {
  region: string;
  name: Names;
  extraDays: number;
  notServedBy: string[];
}

interface DemoRelation {
  product: string;
  kind: RelationKind;
  other: string;
}

/** The families of aids whose offers know of settlements: enough to show, and quick to write. */
const DELIVERED = ['MM-01', 'MM-02', 'ST-01'];

export async function seedDemoRelations(trx: Knex.Transaction): Promise<void> {
  await seedRelations(trx);
  await seedPlaces(trx);
}

async function seedRelations(trx: Knex.Transaction): Promise<void> {
  const products: { id: number; slug: string }[] = await trx('products').select('id', 'slug');
  const ids = new Map(products.map(({ id, slug }) => [slug, id]));
  const rows = readJson<DemoRelation[]>('demo/relations.json').map(({ product, kind, other }) => {
    const relation = relationFor(kind, ids.get(product)!, ids.get(other)!);
    return { from_product_id: relation.from, to_product_id: relation.to, kind };
  });
  await insertAll(trx, 'product_relations', rows);
}

async function seedPlaces(trx: Knex.Transaction): Promise<void> {
  const settlements = readJson<DemoSettlement[]>('demo/settlements.json').map((one, at) => ({
    ...one,
    id: at + 1,
  }));
  await insertAll(
    trx,
    'settlements',
    settlements.map(({ id, region, name }) => ({
      id,
      region_code: region,
      ...columns('name', name),
    })),
  );
  await continueIds(trx, 'settlements');
  const supplierKeys = new Map(demoSuppliers().map(({ id, key }) => [id, key]));
  const offers: { id: number; supplier_id: number; region_code: string }[] = await trx('offers')
    .join('offer_regions', 'offer_regions.offer_id', 'offers.id')
    .join('variants', 'variants.id', 'offers.variant_id')
    .join('products', 'products.id', 'variants.product_id')
    .where((delivered) => {
      for (const code of DELIVERED)
        void delivered.orWhereLike('products.aid_class_code', `${code}%`);
    })
    .select('offers.id', 'offers.supplier_id', 'offer_regions.region_code');
  const rows = offers.flatMap((offer) =>
    settlements
      .filter(({ region, extraDays }) => region === offer.region_code && extraDays > 0)
      .map(({ id, extraDays, notServedBy }) => {
        const delivers = !notServedBy.includes(supplierKeys.get(offer.supplier_id)!);
        return {
          offer_id: offer.id,
          settlement_id: id,
          delivers,
          extra_days: delivers ? extraDays : 0,
        };
      }),
  );
  await insertAll(trx, 'offer_places', rows);
}
