// Proposing: a new product, or a change to one, as a draft or handed in at once. One or ten thousand take the same way.
import type { Knex } from 'knex';
import { Conflict } from '../web/errors.ts';
import { headColumns, readGround } from './apply.ts';
import type { Ground } from './ground.ts';
import { inChunks } from './chunks.ts';
import type { ProductContent } from './content.ts';
import { asDifferences, differences } from './differences.ts';
import { basesOf, holdProducts, type HeldProduct } from './held.ts';
import { lacksOf } from './lacks.ts';
import { insertProducts } from './new-products.ts';
import { EDITABLE } from './lifecycle.ts';
import type { Act, Proposal, Proposed } from './proposal.ts';
import type { ProductRow } from './published.ts';
import { soundContent } from './sound.ts';
import { lockProducts } from './store.ts';
import { insertRevisions, updateRevision, type NewRevision } from './revision-writes.ts';
import { findArticles, writeArticles } from './articles.ts';
import { writeDown } from './write-down.ts';

/** Proposes one product or change. The same `creationKey` twice proposes it once. @throws Conflict, NotFound */
export async function proposeRevision(
  trx: Knex.Transaction,
  act: Act,
  proposal: Proposal,
): Promise<Proposed> {
  const [proposed] = await proposeRevisions(trx, act, [proposal]);
  return proposed!;
}

/**
 * Proposes many at once, in one transaction: all or none. A product with an open draft of the same proposer gets
 * the content into that draft; one that is in review, changed since `stamp`, or takes a foreign article is refused.
 * @throws Conflict
 */
export async function proposeRevisions(
  trx: Knex.Transaction,
  act: Act,
  proposals: readonly Proposal[],
): Promise<Proposed[]> {
  await refuseUnlessAdmitted(trx, act);
  const before = await proposedBefore(trx, proposals);
  const fresh = proposals.filter(({ creationKey }) => !creationKey || !before.has(creationKey));
  const ground = await readGround(trx);
  const products = await lockProducts(
    trx,
    fresh.flatMap(({ productId }) => productId ?? []),
  );
  const held = await holdProducts(trx, [...products.values()], act.supplierId);
  for (const proposal of fresh) refuseChanged(proposal, held);
  await refuseTakenArticles(trx, act, fresh);

  const sound = fresh.map((proposal): Sound => {
    const { content } = proposal;
    if (!ground.isClass(content.aidClassCode)) throw new Conflict('publishing.wrong.class');
    const definitions = ground.definitionsOf(content.aidClassCode);
    const clean = soundContent(content, definitions);
    const complete = lacksOf(clean, definitions, act.on).length === 0;
    return { ...proposal, content: clean, handIn: Boolean(proposal.submit) && complete };
  });
  const made = await insertProducts(trx, act, sound);
  const proposed = new Map(await writeProposals(trx, act, sound, { made, products, held, ground }));
  return proposals.map(
    (proposal) =>
      (proposal.creationKey ? before.get(proposal.creationKey) : undefined) ??
      proposed.get(sound[fresh.indexOf(proposal)]!)!,
  );
}

/** Articles that other products have already: nobody else may name a variant so. */
export async function takenArticles(
  db: Knex | Knex.Transaction,
  articles: readonly string[],
  { productId, supplierId }: { productId: number | null; supplierId: number | null },
): Promise<Set<string>> {
  const found = await findArticles(db, articles, supplierId);
  return new Set(found.filter((one) => one.productId !== productId).map(({ article }) => article));
}

/** A firm that is not admitted (any more) proposes nothing. @throws Conflict */
export async function refuseUnlessAdmitted(trx: Knex.Transaction, act: Act): Promise<void> {
  if (act.supplierId === null) return;
  const firm: { status: string } | undefined = await trx('suppliers')
    .where({ id: act.supplierId })
    .first('status');
  if (firm?.status !== 'admitted') throw new Conflict('publishing.wrong.notAdmitted');
}

interface Sound extends Proposal {
  handIn: boolean;
}

async function proposedBefore(
  trx: Knex.Transaction,
  proposals: readonly Proposal[],
): Promise<Map<string, Proposed>> {
  const keys = proposals.flatMap(({ creationKey }) => creationKey ?? []);
  const known = new Map<string, Proposed>();
  for (const some of inChunks(keys, 500)) {
    const rows: { id: number; product_id: number; status: string; creation_key: string }[] =
      await trx('product_revisions')
        .whereIn('creation_key', some)
        .select('id', 'product_id', 'status', 'creation_key');
    for (const row of rows) {
      known.set(row.creation_key, {
        productId: row.product_id,
        revisionId: row.id,
        status: row.status === 'in_review' ? 'in_review' : 'draft',
      });
    }
  }
  return known;
}

function refuseChanged(
  { productId, stamp }: Proposal,
  held: ReadonlyMap<number, HeldProduct>,
): void {
  if (productId === null) return;
  const one = held.get(productId);
  if (!one) throw new Conflict('publishing.wrong.notYours');
  if (stamp && stamp !== one.stamp) throw new Conflict();
  if (one.open && !EDITABLE.includes(one.open.status)) {
    throw new Conflict('publishing.wrong.inReview');
  }
}

async function refuseTakenArticles(
  trx: Knex.Transaction,
  act: Act,
  proposals: readonly Proposal[],
): Promise<void> {
  const named = proposals.flatMap((proposal) =>
    proposal.content.variants.map(({ article }) => ({ article, proposal })),
  );
  const owners = new Map(named.map(({ article, proposal }) => [article, proposal]));
  const twice = named.find(({ article, proposal }) => owners.get(article) !== proposal);
  if (twice || owners.size !== named.length) throw new Conflict('publishing.wrong.articleTaken');
  const found = await findArticles(trx, [...owners.keys()], act.supplierId);
  const taken = found.some(
    ({ article, productId }) => owners.get(article)!.productId !== productId,
  );
  if (taken) throw new Conflict('publishing.wrong.articleTaken');
}

async function writeProposals(
  trx: Knex.Transaction,
  act: Act,
  proposals: readonly Sound[],
  {
    made,
    products,
    held,
    ground,
  }: {
    made: ReadonlyMap<Sound, ProductRow>;
    products: ReadonlyMap<number, ProductRow>;
    held: ReadonlyMap<number, HeldProduct>;
    ground: Ground;
  },
): Promise<[Sound, Proposed][]> {
  const productOf = (one: Sound) => made.get(one) ?? products.get(one.productId!)!;
  const openOf = (one: Sound) => held.get(one.productId ?? 0)?.open ?? null;
  const begun = proposals.filter((one) => !openOf(one));
  const bases = await basesOf(trx, begun.map(productOf));
  const ids = await insertRevisions(
    trx,
    begun.map((one): NewRevision => {
      const { id } = productOf(one);
      const { next, baseId } = bases.get(id)!;
      return {
        product_id: id,
        number: next,
        content: one.content,
        base_id: baseId,
        supplier_id: act.supplierId,
        created_at: act.at.toISOString(),
        created_by: act.by.accountId,
        creation_key: one.creationKey ?? null,
        ...writtenNow(act, one),
      };
    }),
  );
  const revisionIds = new Map(begun.map((one, at) => [one, ids[at]!]));
  for (const one of proposals) {
    const open = openOf(one);
    if (!open) continue;
    await updateRevision(trx, open, { content: one.content, ...writtenNow(act, one) });
    revisionIds.set(one, open.id);
  }
  await writeArticles(
    trx,
    proposals.map((one) => ({
      id: revisionIds.get(one)!,
      articles: one.content.variants.map(({ article }) => article),
    })),
  );
  for (const one of proposals) {
    const product = productOf(one);
    if (!made.has(one)) await mirror(trx, act, product, one.content);
    const definitions = ground.definitionsOf(one.content.aidClassCode);
    const old = held.get(product.id)?.content ?? null;
    await writeDown(trx, act, {
      productId: product.id,
      past: one.handIn ? 'submitted' : old ? 'drafted' : 'created',
      differing: asDifferences(differences(old, one.content, definitions)),
      reason: one.note,
    });
  }
  return proposals.map((one) => [
    one,
    {
      productId: productOf(one).id,
      revisionId: revisionIds.get(one)!,
      status: one.handIn ? 'in_review' : 'draft',
    },
  ]);
}

/** A product that was never shown is listed at the desks as its draft says. */
export async function mirror(
  trx: Knex.Transaction,
  act: Act,
  { id, status }: ProductRow,
  content: ProductContent,
): Promise<void> {
  if (status !== 'draft') return;
  await trx('products')
    .where({ id })
    .update({ ...headColumns(content), updated_at: act.at.toISOString() });
}

function writtenNow(act: Act, { handIn, note, publishOn, withdrawOn }: Sound) {
  return {
    status: handIn ? ('in_review' as const) : ('draft' as const),
    changed_by: act.by.accountId,
    note: note ?? null,
    publish_on: publishOn ?? null,
    withdraw_on: withdrawOn ?? null,
    submitted_at: handIn ? act.at.toISOString() : null,
    submitted_by: handIn ? act.by.accountId : null,
  };
}
