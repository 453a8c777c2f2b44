import type { Knex } from 'knex';
import { namesOf } from '../../i18n/languages.ts';
import type { Shape } from '../shapes.ts';
import { CODE, inEachLanguage, NUMBER, type Ground, type Resource } from './resource.ts';

const BY_CLASS = { pattern: CODE, description: 'Code of an aid class; those below it count too' };

/** Published products. */
export const products: Resource<'Product'> = {
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
