// What a product's page at a desk shows: its state, what it lacks, what would change, and the acts that are open.
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import type { Database } from '../database.ts';
import type { Visit } from '../web/visit.ts';
import { countryName } from './countries.ts';
import { differenceGroups, factText, unitText } from './difference-rows.ts';
import { differences } from './differences.ts';
import { groundOf } from './ground.ts';
import type { HeldProduct } from './held.ts';
import { lacksOf } from './lacks.ts';
import { checkMove, EDITABLE, movesFrom, type Move, type MoveRefusal } from './lifecycle.ts';
import type { Act } from './proposal.ts';
import { readPublished } from './published.ts';
import { findPublishedHead, listRevisions, openRevisions, type RevisionHead } from './store.ts';

/** The acts of whoever works on the product; those of the review desk are on its pages. */
const OWN_MOVES: readonly Move[] = ['submission', 'recall', 'discard'];

/** All that the page needs but its frame. */
export async function productFrame(db: Database, act: Act, held: HeldProduct, visit: Visit) {
  const { product, open, content, stamp } = held;
  const snapshot = await catalogueSnapshot(db);
  const ground = groundOf(snapshot);
  const definitions = ground.definitionsOf(content.aidClassCode);
  const shown =
    product.status === 'published'
      ? (await readPublished(db.read, [product])).get(product.id)!
      : null;
  const all = [...definitions, ...(shown ? ground.definitionsOf(shown.aidClassCode) : [])];
  const lacks = lacksOf(content, definitions, act.on);
  const revisions = (await listRevisions(db.read, product.id)).filter(
    ({ supplierId, status }) =>
      act.supplierId === null || supplierId === act.supplierId || status === 'published',
  );
  const published = await findPublishedHead(db.read, product.id);
  return {
    product,
    content,
    stamp,
    open,
    lacks,
    editable: !open || EDITABLE.includes(open.status),
    groups:
      open && shown
        ? differenceGroups(differences(shown, content, all), shown, content, {
            visit,
            classes: snapshot.classes,
          })
        : null,
    acts: open ? actsOf(open, act, lacks.length) : [],
    withdrawOn: published?.withdrawOn ?? null,
    proposals: await proposalsOf(db, act, product.id),
    revisions,
    className: snapshot.classes.find(content.aidClassCode)?.names,
    country: countryName(content.origin, visit.lang),
    definitions,
    text: (value: string | number | boolean, definition: (typeof definitions)[number]) =>
      factText({ what: 'value', value, definition }, visit, snapshot.classes),
    unit: (unit: string) => unitText(unit, visit.t),
  };
}

function actsOf(
  open: NonNullable<HeldProduct['open']>,
  act: Act,
  missing: number,
): { move: Move; refused: MoveRefusal | null }[] {
  const mover = { accountId: act.by.accountId, supplierId: act.supplierId };
  return movesFrom(open.status)
    .filter((move) => OWN_MOVES.includes(move))
    .map((move) => {
      const check = checkMove(open, move, mover, missing);
      return { move, refused: check.allowed ? null : check.reason };
    });
}

/** To administrators: what others propose for the product and waits to be reviewed. */
async function proposalsOf(db: Database, act: Act, productId: number): Promise<RevisionHead[]> {
  if (act.supplierId !== null) return [];
  const open = await openRevisions(db.read, [productId]);
  return open.filter(({ status }) => status === 'in_review');
}

/** Why a draft cannot be written in now: the message's key, or null. */
export function lockOf(status: string | undefined): string | null {
  if (status === 'in_review') return 'publishing.locked.in_review';
  return status === 'accepted' ? 'publishing.locked.accepted' : null;
}
