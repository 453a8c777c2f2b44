import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Knex } from 'knex';
import type { Names } from '../../server/i18n/languages.ts';
import { columns } from './01_reference.ts';
import { insertAll, readJson } from './files.ts';

type Value = number | boolean | string | Names;

interface DemoProduct {
  slug: string;
  aidClass: string;
  maker: string;
  name: Names;
  summary: Names;
  description: Names;
  madeToOrder: boolean;
  status: string;
  certificate: { number: string; validUntil: string };
  origin: string;
  warrantyMonths: number;
  publishedOn: string | null;
  variants: {
    article: string;
    label: Names;
    values: Record<string, Value>;
    offers: {
      supplier: string;
      price: number;
      deliveryDays: number;
      regions: string[];
      available: boolean;
    }[];
  }[];
}

interface DemoSupplier {
  key: string;
  bin: string;
  name: Names;
  address: Names;
  phone: string;
  email: string;
  status: string;
  admittedOn: string;
  admittedUntil: string | null;
  regions: string[];
}

interface DemoOffice {
  key: string;
  region: string;
  name: Names;
  address: Names;
  phone: string;
  email: string;
}

/** Suppliers, offices, amounts, products and offers of `db/demo`. Ids follow the order of the files. */
export async function seedDemoCatalogue(trx: Knex.Transaction, now: Date): Promise<void> {
  await seedOffices(trx);
  const suppliers = await seedSuppliers(trx);
  await seedAmounts(trx);
  await seedProducts(trx, suppliers, now.toISOString());
}

/** Offices by their key in the demo files. */
export function demoOffices(): (DemoOffice & { id: number })[] {
  return readJson<DemoOffice[]>('demo/offices.json').map((office, at) => ({
    ...office,
    id: at + 1,
  }));
}

/** Suppliers by their key in the demo files. */
export function demoSuppliers(): (DemoSupplier & { id: number })[] {
  return readJson<DemoSupplier[]>('demo/suppliers.json').map((supplier, at) => ({
    ...supplier,
    id: at + 1,
  }));
}

/** The products of the demo, in the order of the files. */
export function demoProducts(): DemoProduct[] {
  const folder = path.resolve(import.meta.dirname, '../demo/products');
  return readdirSync(folder)
    .toSorted()
    .flatMap((file) => readJson<DemoProduct[]>(`demo/products/${file}`));
}

async function seedOffices(trx: Knex.Transaction): Promise<void> {
  const rows = demoOffices().map(({ id, region, name, address, phone, email }) => ({
    id,
    region_code: region,
    phone,
    email,
    ...columns('name', name),
    ...columns('address', address),
  }));
  await insertAll(trx, 'offices', rows);
  await continueIds(trx, 'offices');
}

async function seedSuppliers(trx: Knex.Transaction): Promise<Map<string, number>> {
  const suppliers = demoSuppliers();
  const rows = suppliers.map(({ id, bin, name, address, phone, email, status, ...admitted }) => ({
    id,
    bin,
    phone,
    email,
    status,
    admitted_on: admitted.admittedOn,
    admitted_until: admitted.admittedUntil,
    ...columns('name', name),
    ...columns('address', address),
  }));
  await insertAll(trx, 'suppliers', rows);
  await continueIds(trx, 'suppliers');
  const served = suppliers.flatMap(({ id, regions }) =>
    regions.map((region) => ({ supplier_id: id, region_code: region })),
  );
  await insertAll(trx, 'supplier_regions', served);
  return new Map(suppliers.map(({ key, id }) => [key, id]));
}

async function seedAmounts(trx: Knex.Transaction): Promise<void> {
  const amounts = readJson<
    { aidClass: string; amount: number; validFrom: string; validUntil: string | null }[]
  >('demo/guaranteed-amounts.json');
  const rows = amounts.map(({ aidClass, amount, validFrom, validUntil }) => ({
    aid_class_code: aidClass,
    amount_tiyn: amount * 100,
    valid_from: validFrom,
    valid_until: validUntil,
    source: 'Demo figure: no official amount has been published in the data we have',
    status: 'demo',
  }));
  await insertAll(trx, 'guaranteed_amounts', rows);
}

async function seedProducts(
  trx: Knex.Transaction,
  suppliers: Map<string, number>,
  now: string,
): Promise<void> {
  const products = demoProducts();
  const definitions = await definitionsByClass(trx);

  const rows = {
    products: products.map((product, at) => productRow(product, at + 1, now)),
    variants: [] as Row[],
    attribute_values: [] as Row[],
    offers: [] as Row[],
    offer_regions: [] as Row[],
  };
  products.forEach((product, productAt) => {
    product.variants.forEach((variant, position) => {
      const variantId = rows.variants.length + 1;
      rows.variants.push({
        id: variantId,
        product_id: productAt + 1,
        article: variant.article,
        position,
        ...columns('label', variant.label),
      });
      for (const [key, value] of Object.entries(variant.values)) {
        const definition = definitions.find(product.aidClass, key);
        rows.attribute_values.push(valueRow(variantId, definition, value));
      }
      for (const offer of variant.offers) {
        const offerId = rows.offers.length + 1;
        rows.offers.push({
          id: offerId,
          variant_id: variantId,
          supplier_id: suppliers.get(offer.supplier)!,
          price_tiyn: offer.price * 100,
          delivery_days: offer.deliveryDays,
          available: offer.available,
          status: 'published',
          valid_from: '2026-01-01',
          updated_at: now,
        });
        for (const region of offer.regions) {
          rows.offer_regions.push({ offer_id: offerId, region_code: region });
        }
      }
    });
  });
  for (const [table, content] of Object.entries(rows)) await insertAll(trx, table, content);
  for (const table of ['products', 'variants', 'offers']) await continueIds(trx, table);
}

type Row = Record<string, string | number | boolean | null>;

function productRow(product: DemoProduct, id: number, now: string): Row {
  return {
    id,
    slug: product.slug,
    aid_class_code: product.aidClass,
    maker: product.maker,
    made_to_order: product.madeToOrder,
    certificate_number: product.certificate.number,
    certificate_valid_until: product.certificate.validUntil,
    origin: product.origin,
    warranty_months: product.warrantyMonths,
    status: product.status === 'in_review' ? 'draft' : product.status, // its revision is in review
    drawing_stands: true, // the demo has no photographs
    published_on: product.status === 'published' ? product.publishedOn : null,
    updated_at: now,
    ...columns('name', product.name),
    ...columns('summary', product.summary),
    ...columns('description', product.description),
  };
}

interface Definition {
  id: number;
  kind: 'number' | 'choice' | 'yes_no' | 'text';
  options: Map<string, number>;
}

function valueRow(variantId: number, { id, kind, options }: Definition, value: Value): Row {
  return {
    variant_id: variantId,
    definition_id: id,
    thousandths: kind === 'number' ? Math.round(Number(value) * 1000) : null,
    option_id: typeof value === 'string' ? options.get(value)! : null,
    yes: kind === 'yes_no' ? Boolean(value) : null,
    ...columns('text', typeof value === 'object' ? value : null),
  };
}

async function definitionsByClass(trx: Knex.Transaction) {
  const definitions: {
    id: number;
    aid_class_code: string;
    key: string;
    kind: Definition['kind'];
  }[] = await trx('attribute_definitions').select('id', 'aid_class_code', 'key', 'kind');
  const options: { id: number; definition_id: number; key: string }[] = await trx(
    'attribute_options',
  ).select('id', 'definition_id', 'key');
  const classes: { code: string; parent_code: string | null }[] = await trx('aid_classes').select(
    'code',
    'parent_code',
  );
  const parents = new Map(classes.map(({ code, parent_code }) => [code, parent_code]));
  const known = new Map<string, Definition>();
  for (const { id, aid_class_code, key, kind } of definitions) {
    const own = options.filter((option) => option.definition_id === id);
    known.set(`${aid_class_code}.${key}`, {
      id,
      kind,
      options: new Map(own.map((option) => [option.key, option.id])),
    });
  }
  return {
    /** The definition of `key` for a class: its own, or the nearest ancestor's. */
    find(aidClass: string, key: string): Definition {
      for (let code: string | null | undefined = aidClass; code; code = parents.get(code)) {
        const definition = known.get(`${code}.${key}`);
        if (definition) return definition;
      }
      throw new Error(`${aidClass} has no attribute ${key}`);
    },
  };
}

/** Rows with ids of our own: PostgreSQL's sequence must go on behind them. */
export async function continueIds(trx: Knex.Transaction, table: string): Promise<void> {
  if (trx.client.dialect !== 'postgresql') return;
  await trx.raw('select setval(pg_get_serial_sequence(?, ?), (select max(id) from ??))', [
    table,
    'id',
    table,
  ]);
}
