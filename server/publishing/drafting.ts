// Writing in a draft: each form changes its part of the content. The first change of a published product begins one.
import type { Knex } from 'knex';
import { inTransaction, isDuplicate, type Database } from '../database.ts';
import { Conflict, NotFound } from '../web/errors.ts';
import type { Problem } from '../web/forms.ts';
import { readGround } from './apply.ts';
import type { ProductContent } from './content.ts';
import { asDifferences, differences } from './differences.ts';
import { basesOf, holdProducts, type HeldProduct } from './held.ts';
import { EDITABLE } from './lifecycle.ts';
import type { Act, Proposed } from './proposal.ts';
import { mirror, proposeRevision, refuseUnlessAdmitted, takenArticles } from './proposing.ts';
import { isSame, soundContent } from './sound.ts';
import { lockProducts } from './store.ts';
import { insertRevisions, updateRevision } from './revision-writes.ts';
import { writeArticles } from './articles.ts';
import { writeDown } from './write-down.ts';

/** Somebody changed the product or its draft after the form was opened: it is shown again with both. */
export const STALE: Problem = { field: 'version', key: 'administration.stale' };
const ARTICLE_TAKEN: Problem = { field: 'article', key: 'publishing.wrong.articleTaken' };
const NO_CLASS: Problem = { field: 'aid_class_code', key: 'publishing.missing.class' };

/** A form's change of a content, or what is wrong with it. */
export type Edit = (content: ProductContent) => ProductContent | Problem[];

/** Begins a new product. The same form twice begins one. */
export async function beginProduct(
  db: Database,
  act: Act,
  content: ProductContent,
  creationKey: string,
): Promise<Proposed | { problems: Problem[] }> {
  const begin = () =>
    inTransaction(db, async (trx) => {
      const ground = await readGround(trx);
      if (!ground.isClass(content.aidClassCode)) return { problems: [NO_CLASS] };
      return proposeRevision(trx, act, { productId: null, content, creationKey });
    });
  try {
    return await begin();
  } catch (error) {
    // Sent twice at once, or two products of one name: the other was quicker and is seen now.
    if (isDuplicate(error, 'creation_key') || isDuplicate(error, 'slug')) return begin();
    throw error;
  }
}

/** Changes the open draft of whoever acts, or begins one. A form sent twice finds its change there already. */
export function changeDraft(
  db: Database,
  act: Act,
  productId: number,
  { stamp, edit }: { stamp: string; edit: Edit },
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    await refuseUnlessAdmitted(trx, act);
    const held = await lockHeld(trx, productId, act.supplierId);
    const edited = edit(held.content);
    if (Array.isArray(edited)) return edited;
    const ground = await readGround(trx);
    if (!ground.isClass(edited.aidClassCode)) return [NO_CLASS];
    const definitions = ground.definitionsOf(edited.aidClassCode);
    const before = soundContent(held.content, ground.definitionsOf(held.content.aidClassCode));
    const after = soundContent(edited, definitions);
    if (isSame(before, after)) return [];
    if (held.open && !EDITABLE.includes(held.open.status)) {
      throw new Conflict('publishing.wrong.inReview');
    }
    if (stamp !== held.stamp) return [STALE];
    const articles = after.variants.map(({ article }) => article);
    const taken = await takenArticles(trx, articles, { productId, supplierId: act.supplierId });
    if (taken.size > 0) return [ARTICLE_TAKEN];

    const id = await writeDraft(trx, act, held, after);
    await writeArticles(trx, [{ id, articles }]);
    await mirror(trx, act, held.product, after);
    await writeDown(trx, act, {
      productId,
      past: 'drafted',
      differing: asDifferences(differences(before, after, definitions)),
    });
    return [];
  });
}

/** The product, locked, with what whoever acts would work on. @throws NotFound */
export async function lockHeld(
  trx: Knex.Transaction,
  productId: number,
  supplierId: number | null,
): Promise<HeldProduct> {
  const products = await lockProducts(trx, [productId]);
  const held = (await holdProducts(trx, [...products.values()], supplierId)).get(productId);
  if (!held) throw new NotFound();
  return held;
}

async function writeDraft(
  trx: Knex.Transaction,
  act: Act,
  { product, open }: HeldProduct,
  content: ProductContent,
): Promise<number> {
  if (open) {
    await updateRevision(trx, open, { content, changed_by: act.by.accountId });
    return open.id;
  }
  const { next, baseId } = (await basesOf(trx, [product])).get(product.id)!;
  const [id] = await insertRevisions(trx, [
    {
      product_id: product.id,
      number: next,
      content,
      status: 'draft',
      base_id: baseId,
      supplier_id: act.supplierId,
      created_at: act.at.toISOString(),
      created_by: act.by.accountId,
      changed_by: act.by.accountId,
    },
  ]);
  return id!;
}
