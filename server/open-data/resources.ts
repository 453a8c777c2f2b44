// The records that machines may read: published and in force, a page at a time, in the order of their ids.
import type { Knex } from 'knex';
import { catalogueSnapshot, type Snapshot } from '../catalogue/catalogue.ts';
import { groupedBy } from '../catalogue/grouped-by.ts';
import { offersInForce } from '../catalogue/offers-in-force.ts';
import type { Definition } from '../catalogue/technical-data.ts';
import type { Queryable } from '../database.ts';
import { LANGUAGES, namesOf, type Names } from '../i18n/languages.ts';
import { paths, type Paths } from '../paths.ts';
import type { Shape, ShapeName } from './shapes.ts';

/** What pages are made from. */
export interface Ground {
  db: Queryable;
  snapshot: Snapshot;
  /** The day in Kazakhstan. */
  on: string;
  publicUrl: string;
}

export interface Wanted {
  /** The id that the page before ended with. */
  after: string | null;
  limit: number;
  /** Filters by name, already checked. */
  filters: Readonly<Record<string, string>>;
}

export interface Resource<N extends ShapeName = ShapeName> {
  /** In the address: `/api/v1/products`. */
  name: string;
  shape: N;
  summary: string;
  /** The record's id as text; pages go by it. */
  idOf: (item: Shape<N>) => string;
  /** What `after` and the id in an address look like. */
  id: RegExp;
  /** Names of filters, with what they take. */
  filters: Readonly<Record<string, { pattern: RegExp; description: string }>>;
  list: (ground: Ground, wanted: Wanted) => Promise<Shape<N>[]>;
  find: (ground: Ground, id: string) => Promise<Shape<N> | null>;
}

const NUMBER = /^[1-9]\d{0,8}$/;
const CODE = /^[A-Z]{2}(-\d{2}){0,2}$/;
const BY_CLASS = { pattern: CODE, description: 'Code of an aid class; those below it count too' };

const classes: Resource<'AidClass'> = {
  name: 'classes',
  shape: 'AidClass',
  summary: 'Aid classes: families, classes and kinds',
  id: CODE,
  idOf: ({ code }) => code,
  filters: {},
  list: async (ground, { after, limit }) =>
    (await allClasses(ground)).filter(({ code }) => after === null || code > after).slice(0, limit),
  find: async (ground, code) => (await allClasses(ground)).find((one) => one.code === code) ?? null,
};

const definitions: Resource<'AttributeDefinition'> = {
  name: 'attribute-definitions',
  shape: 'AttributeDefinition',
  summary: 'What technical data the products of a class state',
  id: NUMBER,
  idOf: ({ id }) => String(id),
  filters: {
    class: { pattern: CODE, description: 'Code of an aid class; what it inherits counts too' },
  },
  list: async (ground, { after, limit, filters }) =>
    allDefinitions(ground.snapshot, filters.class)
      .filter(({ id }) => id > Number(after ?? 0))
      .slice(0, limit),
  find: async ({ snapshot }, id) =>
    allDefinitions(snapshot).find((one) => one.id === Number(id)) ?? null,
};

const products: Resource<'Product'> = {
  name: 'products',
  shape: 'Product',
  summary: 'Published products',
  id: NUMBER,
  idOf: ({ id }) => String(id),
  filters: { class: BY_CLASS },
  list: async (ground, { after, limit, filters }) => {
    const query = published(ground, filters.class)
      .where('products.id', '>', Number(after ?? 0))
      .orderBy('products.id')
      .limit(limit);
    return productsOf(await query.select('products.*'), ground);
  },
  find: async (ground, id) => {
    const rows: ProductRow[] = await published(ground)
      .where('products.id', Number(id))
      .select('products.*');
    return productsOf(rows, ground)[0] ?? null;
  },
};

const variants: Resource<'Variant'> = {
  name: 'variants',
  shape: 'Variant',
  summary: 'Sizes, sides and models of published products, with their technical data',
  id: NUMBER,
  idOf: ({ id }) => String(id),
  filters: { product: { pattern: NUMBER, description: 'Id of a product' } },
  list: async (ground, { after, limit, filters }) => {
    const query = publishedVariants(ground)
      .where('variants.id', '>', Number(after ?? 0))
      .orderBy('variants.id')
      .limit(limit);
    if (filters.product) query.where('variants.product_id', Number(filters.product));
    return variantsOf(await query.select('variants.*'), ground);
  },
  find: async (ground, id) => {
    const query = publishedVariants(ground).where('variants.id', Number(id));
    return (await variantsOf(await query.select('variants.*'), ground))[0] ?? null;
  },
};

const offers: Resource<'Offer'> = {
  name: 'offers',
  shape: 'Offer',
  summary: 'Offers of suppliers that are in force today',
  id: NUMBER,
  idOf: ({ id }) => String(id),
  filters: {
    variant: { pattern: NUMBER, description: 'Id of a variant' },
    supplier: { pattern: /^\d{12}$/, description: "A supplier's BIN" },
  },
  list: async (ground, { after, limit, filters }) => {
    const query = publishedOffers(ground)
      .where('offers.id', '>', Number(after ?? 0))
      .orderBy('offers.id')
      .limit(limit);
    if (filters.variant) query.where('offers.variant_id', Number(filters.variant));
    if (filters.supplier) query.where('suppliers.bin', filters.supplier);
    return offersOf(await query, ground.db);
  },
  find: async (ground, id) =>
    (await offersOf(await publishedOffers(ground).where('offers.id', Number(id)), ground.db))[0] ??
    null,
};

const regions: Resource<'Region'> = {
  name: 'regions',
  shape: 'Region',
  summary: 'Regions and cities of Kazakhstan',
  id: /^\d{9}$/,
  idOf: ({ code }) => code,
  filters: {},
  list: async ({ snapshot }, { after, limit }) =>
    snapshot.regions
      .filter(({ code }) => after === null || code > after)
      .slice(0, limit)
      .map(({ code, names }) => ({ code, names })),
  find: async ({ snapshot }, id) => snapshot.regions.find(({ code }) => code === id) ?? null,
};

/** All resources, in the order of the document. */
export const RESOURCES = [
  classes,
  definitions,
  products,
  variants,
  offers,
  regions,
] as unknown as readonly Resource[];

/** What every answer is made from: the catalogue as it stands, and the day. */
export async function groundOf(
  db: Parameters<typeof catalogueSnapshot>[0],
  rest: Pick<Ground, 'on' | 'publicUrl'>,
): Promise<Ground> {
  return { db: db.read, snapshot: await catalogueSnapshot(db), ...rest };
}

async function allClasses({ db, snapshot, publicUrl }: Ground): Promise<Shape<'AidClass'>[]> {
  const rows: { code: string; iso9999_code: string | null }[] = await db('aid_classes').select(
    'code',
    'iso9999_code',
  );
  const iso = new Map(rows.map((row) => [row.code, row.iso9999_code]));
  return snapshot.classes.all
    .filter(({ active }) => active)
    .map((one) => ({
      code: one.code,
      parent: one.parent,
      level: one.level,
      names: one.names,
      summaries: one.summaries,
      provisionRoute: one.route as Shape<'AidClass'>['provisionRoute'],
      iso9999: iso.get(one.code) ?? null,
      priorityProducts: snapshot.priority
        .filter((product) => product.classes.includes(one.code))
        .map(({ no }) => no),
      url: inEachLanguage(publicUrl, (own) => own.aids({ class: one.code })),
    }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function allDefinitions(
  { classes: tree, definitions: defined }: Snapshot,
  within?: string,
): Shape<'AttributeDefinition'>[] {
  const codes = within ? tree.withAncestors(within).map(({ code }) => code) : [...defined.keys()];
  return codes
    .flatMap((code) => defined.get(code) ?? [])
    .map(definitionOf)
    .toSorted((a, b) => a.id - b.id);
}

function definitionOf(one: Definition): Shape<'AttributeDefinition'> {
  const { id, aidClassCode, key, kind, unit, step, section, required, filterable, names, help } =
    one;
  return {
    id,
    class: aidClassCode,
    key,
    kind,
    unit,
    step: step === null ? null : step / 1000,
    section,
    required,
    filterable,
    names,
    help: help.kk ? help : null,
    options: [...one.options].map(([option, optionNames]) => ({
      key: one.optionKeys.get(option) ?? String(option),
      names: optionNames,
    })),
  };
}

// Published products, in a class and all below it.
function published({ db, snapshot }: Ground, classCode?: string): Knex.QueryBuilder {
  const query = db('products').where('products.status', 'published');
  if (classCode) {
    const within = snapshot.classes.all
      .map(({ code }) => code)
      .filter((code) => snapshot.classes.withAncestors(code).some((one) => one.code === classCode));
    query.whereIn('products.aid_class_code', within);
  }
  return query;
}

function publishedVariants({ db }: Ground): Knex.QueryBuilder {
  return db('variants')
    .join('products', 'products.id', 'variants.product_id')
    .where({ 'products.status': 'published', 'variants.active': true });
}

function publishedOffers({ db, on }: Ground): Knex.QueryBuilder {
  return offersInForce(db, on)
    .join('products', 'products.id', 'variants.product_id')
    .where('products.status', 'published')
    .select('offers.*', 'suppliers.bin', ...LANGUAGES.map((lang) => `suppliers.name_${lang}`));
}

function productsOf(rows: readonly ProductRow[], { publicUrl }: Ground): Shape<'Product'>[] {
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    class: row.aid_class_code,
    maker: row.maker,
    names: namesOf(row),
    summaries: namesOf(row, 'summary'),
    descriptions: namesOf(row, 'description'),
    madeToOrder: Boolean(row.made_to_order),
    certificate: row.certificate_number
      ? { number: row.certificate_number, validUntil: row.certificate_valid_until }
      : null,
    origin: row.origin,
    warrantyMonths: row.warranty_months,
    publishedOn: row.published_on,
    url: inEachLanguage(publicUrl, (own) => own.aid(row.slug)),
  }));
}

async function variantsOf(
  rows: readonly VariantRow[],
  { db, snapshot }: Ground,
): Promise<Shape<'Variant'>[]> {
  const byId = new Map([...snapshot.definitions.values()].flat().map((one) => [one.id, one]));
  const values: ValueRow[] = await db('attribute_values')
    .whereIn(
      'variant_id',
      rows.map(({ id }) => id),
    )
    .orderBy(['variant_id', 'definition_id']);
  const valuesOf = groupedBy(values, (row) => row.variant_id);
  return rows.map((row) => ({
    id: row.id,
    product: row.product_id,
    article: row.article,
    labels: namesOf(row, 'label'),
    values: (valuesOf.get(row.id) ?? []).flatMap((value) => {
      const definition = byId.get(value.definition_id);
      return definition
        ? [{ key: definition.key, unit: definition.unit, value: valueOf(definition, value) }]
        : [];
    }),
  }));
}

function valueOf(
  { kind, optionKeys }: Definition,
  row: ValueRow,
): number | boolean | string | Names {
  if (kind === 'number') return (row.thousandths ?? 0) / 1000;
  if (kind === 'yes_no') return Boolean(row.yes);
  if (kind === 'choice') return optionKeys.get(row.option_id ?? 0) ?? '';
  return namesOf(row, 'text');
}

async function offersOf(rows: readonly OfferRow[], db: Queryable): Promise<Shape<'Offer'>[]> {
  const places: { offer_id: number; region_code: string }[] = await db('offer_regions')
    .whereIn(
      'offer_id',
      rows.map(({ id }) => id),
    )
    .orderBy(['offer_id', 'region_code']);
  const placesOf = groupedBy(places, (place) => place.offer_id);
  return rows.map((row) => ({
    id: row.id,
    variant: row.variant_id,
    supplier: { bin: row.bin, names: namesOf(row) },
    priceTiyn: row.price_tiyn,
    deliveryWorkingDays: row.delivery_days,
    regions: (placesOf.get(row.id) ?? []).map((place) => place.region_code),
    validFrom: row.valid_from,
    validUntil: row.valid_until,
  }));
}

function inEachLanguage(publicUrl: string, address: (own: Paths) => string): Names {
  const at = (lang: keyof Names) => new URL(address(paths[lang]), publicUrl).href;
  return { kk: at('kk'), ru: at('ru'), en: at('en') };
}

interface ProductRow extends Record<string, unknown> {
  id: number;
  slug: string;
  aid_class_code: string;
  maker: string;
  made_to_order: unknown;
  certificate_number: string | null;
  certificate_valid_until: string | null;
  origin: string;
  warranty_months: number;
  published_on: string | null;
}

interface VariantRow extends Record<string, unknown> {
  id: number;
  product_id: number;
  article: string;
}

interface ValueRow extends Record<string, unknown> {
  variant_id: number;
  definition_id: number;
  thousandths: number | null;
  option_id: number | null;
  yes: unknown;
}

interface OfferRow extends Record<string, unknown> {
  id: number;
  variant_id: number;
  bin: string;
  price_tiyn: number;
  delivery_days: number;
  valid_from: string;
  valid_until: string | null;
}
