// The rows of products that are proposed for the first time, each with an address of its own.
import type { Knex } from 'knex';
import { headColumns } from './apply.ts';
import { inChunks } from './chunks.ts';
import type { Act, Proposal } from './proposal.ts';
import type { ProductRow } from './published.ts';
import { freeSlug, slugFrom } from './slug.ts';

/** Adds a product for each proposal that names none, by the proposal. */
export async function insertProducts<P extends Proposal>(
  trx: Knex.Transaction,
  act: Act,
  proposals: readonly P[],
): Promise<Map<P, ProductRow>> {
  const fresh = proposals.filter(({ productId }) => productId === null);
  const slugs = await freeSlugs(
    trx,
    fresh.map(({ content }) => content.names.en),
  );
  const made = new Map<P, ProductRow>();
  for (const some of inChunks(
    fresh.map((proposal, at) => ({ proposal, slug: slugs[at]! })),
    40,
  )) {
    const rows: ProductRow[] = await trx('products')
      .insert(
        some.map(({ proposal, slug }) => ({
          ...headColumns(proposal.content),
          slug,
          status: 'draft',
          updated_at: act.at.toISOString(),
        })),
      )
      .returning('*');
    const bySlug = new Map(rows.map((row) => [row.slug, row]));
    for (const { proposal, slug } of some) made.set(proposal, bySlug.get(slug)!);
  }
  return made;
}

const TRIES = 30;

async function freeSlugs(trx: Knex.Transaction, names: readonly string[]): Promise<string[]> {
  const wanted = names.map(slugFrom);
  const candidates = [...new Set(wanted)].flatMap((slug) => [
    slug,
    ...Array.from({ length: TRIES }, (_, at) => `${slug}-${at + 2}`),
  ]);
  const taken = new Set<string>();
  for (const some of inChunks(candidates, 500)) {
    const rows: { slug: string }[] = await trx('products').whereIn('slug', some).select('slug');
    for (const { slug } of rows) taken.add(slug);
  }
  return wanted.map((slug) => {
    const free = freeSlug(slug, taken);
    taken.add(free);
    return free;
  });
}
