// The demo's products at work: each with its first version; drafts, one in review, and what suppliers propose.
import type { Knex } from 'knex';
import type { ProductContent } from '../../server/publishing/content.ts';
import { readPublished, type ProductRow } from '../../server/publishing/published.ts';
import { demoProducts } from './demo-catalogue.ts';
import { insertRevisions, type NewRevision } from '../../server/publishing/revision-writes.ts';
import { writeArticles } from '../../server/publishing/articles.ts';

const DAY = 24 * 3600 * 1000;

/** Writes revisions for the products as they were seeded. */
export async function seedDemoRevisions(trx: Knex.Transaction, now: Date): Promise<void> {
  const statuses = new Map(demoProducts().map(({ slug, status }) => [slug, status]));
  const ago = (days: number) => new Date(now.getTime() - days * DAY).toISOString();
  const account = async (role: string, supplierId: number | null = null) => {
    const row: { account_id: number } | undefined = await trx('account_roles')
      .where({ role, supplier_id: supplierId })
      .orderBy('account_id')
      .first('account_id');
    return row?.account_id ?? null;
  };
  const administrator = await account('administrator');
  const firm: { supplier_id: number } = await trx('account_roles')
    .where({ role: 'supplier' })
    .orderBy('account_id')
    .first('supplier_id');
  const supplier = await account('supplier', firm.supplier_id);

  const products: ProductRow[] = await trx('products').orderBy('id');
  const contents = await readPublished(trx, products);
  const first = products.map((product): NewRevision => {
    const status = statuses.get(product.slug) ?? product.status;
    const waits = status === 'in_review';
    return {
      product_id: product.id,
      number: 1,
      content: contents.get(product.id)!,
      status:
        status === 'published'
          ? 'published'
          : status === 'withdrawn'
            ? 'superseded'
            : (status as 'draft'),
      created_at: ago(20),
      created_by: administrator,
      changed_by: administrator,
      submitted_at: waits ? ago(6) : null,
      submitted_by: waits ? administrator : null,
      published_on: product.published_on,
    };
  });
  const ids = await insertRevisions(trx, first);
  const open = first.flatMap((one, at) =>
    one.status === 'draft' || one.status === 'in_review'
      ? [{ id: ids[at]!, articles: articlesOf(one.content) }]
      : [],
  );
  const changes = proposals(
    products.filter(({ status }) => status === 'published'),
    contents,
  ).map(({ product, content, ...rest }): NewRevision => ({
    product_id: product.id,
    number: 2,
    content,
    base_id: ids[products.indexOf(product)]!,
    supplier_id: firm.supplier_id,
    created_at: ago(9),
    created_by: supplier,
    changed_by: supplier,
    submitted_at: ago(rest.status === 'returned' ? 8 : 4),
    submitted_by: supplier,
    ...rest,
  }));
  const changeIds = await insertRevisions(trx, changes);
  await writeArticles(trx, [
    ...open,
    ...changes.map(({ content }, at) => ({ id: changeIds[at]!, articles: articlesOf(content) })),
  ]);
  const returned = changeIds[changes.findIndex(({ status }) => status === 'returned')]!;
  await trx('product_revisions')
    .where({ id: returned })
    .update({
      message: 'Гарантия в сертификате другая: сверьте и исправьте.',
      decided_at: ago(7),
      decided_by: administrator,
    });
}

// One change waits to be reviewed, with a longer warranty and a mended sentence; one was returned.
function proposals(
  products: readonly ProductRow[],
  contents: ReadonlyMap<number, ProductContent>,
): (Pick<NewRevision, 'content' | 'status' | 'note'> & { product: ProductRow })[] {
  const [changed, returned] = products.filter(
    ({ aid_class_code: code, warranty_months: months }) => code.startsWith('MM') && months > 0,
  );
  const of = (product: ProductRow) => contents.get(product.id)!;
  const summaries = of(changed!).summaries;
  return [
    {
      product: changed!,
      status: 'in_review',
      note: 'Изготовитель продлил гарантию.',
      content: {
        ...of(changed!),
        warrantyMonths: changed!.warranty_months + 12,
        summaries: {
          kk: `${summaries.kk} Кепілдігі ұзартылды.`,
          ru: `${summaries.ru} Гарантия продлена.`,
          en: `${summaries.en} The warranty is longer now.`,
        },
      },
    },
    {
      product: returned!,
      status: 'returned',
      note: null,
      content: { ...of(returned!), warrantyMonths: returned!.warranty_months + 6 },
    },
  ];
}

function articlesOf({ variants }: ProductContent): string[] {
  return variants.map(({ article }) => article);
}
