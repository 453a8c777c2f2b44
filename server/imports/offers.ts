// Writes the offers of a file into review. An offer for a product that nobody can choose yet waits until its
// variant is there.
import type { Knex } from 'knex';
import { recordAudit } from '../audit/audit.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction, type Database } from '../database.ts';
import type { Act } from '../publishing/publishing.ts';
import { Conflict } from '../web/errors.ts';
import { inheritPlaces } from '../catalogue/offer-places.ts';
import { readHeldOffers } from './market.ts';
import { offerOf, type StoredOffer } from './findings.ts';

/** Writes planned or waiting offers. @throws Conflict where one of them has changed since the check */
export async function writeOffers(
  trx: Knex.Transaction,
  act: Act,
  offers: readonly StoredOffer[],
): Promise<void> {
  const held = await readHeldOffers(
    trx,
    offers.map(({ article }) => article),
    null,
  );
  for (const offer of offers) {
    const variantId = held.variantOf(offer.article);
    if (variantId === null) {
      await trx('import_offers').where({ id: offer.id }).update({ state: 'waiting' });
      continue;
    }
    const there = held.of({ id: offer.supplierId }, offer.article);
    const sameDay = there.find((one) => one.validFrom === offer.terms.validFrom);
    if (offer.offer ? sameDay?.version !== offer.offer.version : sameDay !== undefined) {
      throw new Conflict();
    }
    const id = offer.offer
      ? await changeOffer(trx, act, offer)
      : await insertOffer(trx, act, offer, variantId);
    await trx('import_offers').where({ id: offer.id }).update({ state: 'done', offer_id: id });
  }
}

/** Offers whose product has come into the catalogue since. Those that no longer fit are left out. */
export async function writeWaitingOffers(db: Database, at: Date): Promise<void> {
  const rows: (Record<string, unknown> & { account_id: number })[] = await db
    .read('import_offers')
    .join('variants', 'variants.article', 'import_offers.article')
    .join('imports', 'imports.id', 'import_offers.import_id')
    .where({ 'import_offers.state': 'waiting' })
    .orderBy('import_offers.id')
    .limit(200)
    .select('import_offers.*', 'imports.account_id');
  for (const row of rows) {
    const offer = offerOf(row);
    const act: Act = {
      by: { accountId: row.account_id },
      supplierId: offer.supplierId,
      at,
      on: dayOf(at),
    };
    try {
      await inTransaction(db, async (trx) => {
        const still = await trx('import_offers')
          .where({ id: offer.id, state: 'waiting' })
          .update({ state: 'done' });
        if (still) await writeOffers(trx, act, [offer]);
      });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      await db.write('import_offers').where({ id: offer.id }).update({ state: 'done' });
    }
  }
}

async function insertOffer(
  trx: Knex.Transaction,
  act: Act,
  offer: StoredOffer,
  variantId: number,
): Promise<number> {
  const [made]: { id: number }[] = await trx('offers')
    .insert({
      ...columnsOf(offer),
      variant_id: variantId,
      supplier_id: offer.supplierId,
      status: 'in_review',
      submitted_by: act.by.accountId,
      valid_from: offer.terms.validFrom,
      valid_until: null,
      creation_key: `import-${offer.importId}-${offer.row}`,
      updated_at: act.at.toISOString(),
    })
    .returning('id');
  await writeRegions(trx, made!.id, offer.terms.regions);
  await inheritPlaces(trx, made!.id);
  await writeDown(trx, act, made!.id, 'offer.submitted', offer);
  return made!.id;
}

async function changeOffer(trx: Knex.Transaction, act: Act, offer: StoredOffer): Promise<number> {
  const { id, version } = offer.offer!;
  const changed = await trx('offers')
    .where({ id, version })
    .whereIn('status', ['draft', 'in_review'])
    .update({
      ...columnsOf(offer),
      status: 'in_review',
      submitted_by: act.by.accountId,
      version: version + 1,
      updated_at: act.at.toISOString(),
    });
  if (changed === 0) throw new Conflict();
  await writeRegions(trx, id, offer.terms.regions);
  await writeDown(trx, act, id, 'offer.changed', offer);
  return id;
}

function columnsOf({ terms }: StoredOffer): Record<string, string | number | boolean> {
  return {
    price_tiyn: terms.price,
    delivery_days: terms.deliveryDays,
    available: terms.available,
  };
}

async function writeRegions(
  trx: Knex.Transaction,
  offerId: number,
  regions: readonly string[],
): Promise<void> {
  await trx('offer_regions').where({ offer_id: offerId }).del();
  await trx('offer_regions').insert(
    regions.map((region_code) => ({ offer_id: offerId, region_code })),
  );
}

async function writeDown(
  trx: Knex.Transaction,
  act: Act,
  offerId: number,
  action: string,
  { terms, before, article }: StoredOffer,
): Promise<void> {
  const differing = {
    price_tiyn: [before?.price ?? null, terms.price],
    delivery_days: [before?.deliveryDays ?? null, terms.deliveryDays],
    available: [before?.available ?? null, terms.available],
    regions: [before?.regions.join(' ') ?? null, terms.regions.join(' ')],
    valid_from: [before?.validFrom ?? null, terms.validFrom],
    article: [article, article],
  };
  const fields = Object.entries(differing).filter(([, [old, now]]) => old !== now);
  await recordAudit(trx, {
    at: act.at,
    actorId: act.by.accountId,
    actorRole: act.supplierId === null ? 'administrator' : 'supplier',
    action,
    objectKind: 'offer',
    objectId: String(offerId),
    fields: fields.map(([field]) => field),
    detail: JSON.stringify(Object.fromEntries(fields)),
  });
}
