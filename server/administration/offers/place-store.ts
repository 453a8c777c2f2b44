// Where an offer differs from what it says for a whole region. It may be changed at any time: it is what the supplier
// tells about the roads, not a price.
import { markCatalogueChanged } from '../../catalogue/catalogue.ts';
import { inTransaction, type Database, type Queryable } from '../../database.ts';
import { namesOf, type Names } from '../../i18n/languages.ts';
import { NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import type { Act } from '../desk.ts';
import { insertRecord, writeDown, writeDownCreation } from '../records.ts';

export interface OfferPlace {
  settlementId: number;
  names: Names;
  region: string;
  delivers: boolean;
  extraDays: number;
}

/** The settlements for which an offer has terms of its own. */
export async function listPlaces(db: Queryable, offerId: number): Promise<OfferPlace[]> {
  const rows: PlaceRow[] = await db('offer_places')
    .join('settlements', 'settlements.id', 'offer_places.settlement_id')
    .where({ offer_id: offerId })
    .orderBy(['settlements.region_code', 'settlements.id']);
  return rows.map((row) => ({
    settlementId: row.settlement_id,
    names: namesOf(row),
    region: row.region_code,
    delivers: Boolean(row.delivers),
    extraDays: row.extra_days,
  }));
}

/** The settlements of regions, with their names. */
export async function listSettlements(
  db: Queryable,
  regions: readonly string[],
): Promise<{ id: number; region: string; names: Names }[]> {
  const rows: ({ id: number; region_code: string } & Record<string, unknown>)[] = await db(
    'settlements',
  )
    .whereIn('region_code', regions)
    .orderBy(['region_code', 'id']);
  return rows.map((row) => ({ id: row.id, region: row.region_code, names: namesOf(row) }));
}

/** Says how an offer is delivered to a settlement, in place of what was said before. */
export async function setPlace(
  db: Database,
  act: Act,
  offerId: number,
  {
    settlementId,
    delivers,
    extraDays,
  }: { settlementId: number; delivers: boolean; extraDays: number },
): Promise<Problem[]> {
  return inTransaction(db, async (trx) => {
    const offer: unknown = await trx('offers').where({ id: offerId }).forUpdate().first('id');
    if (!offer) throw new NotFound();
    const settlement: { region_code: string } | undefined = await trx('settlements')
      .where({ id: settlementId })
      .first('region_code');
    const served: unknown =
      settlement &&
      (await trx('offer_regions')
        .where({ offer_id: offerId, region_code: settlement.region_code })
        .first('offer_id'));
    if (!served) return [{ field: 'settlement', key: 'product.places.settlementMissing' }];
    const key = { offer_id: offerId, settlement_id: settlementId };
    const before: PlaceRow | undefined = await trx('offer_places').where(key).first();
    const values = { delivers, extra_days: delivers ? extraDays : 0 };
    await trx('offer_places')
      .insert({ ...key, ...values })
      .onConflict(['offer_id', 'settlement_id'])
      .merge(values);
    await markCatalogueChanged(trx);
    await writeDown(trx, act, {
      subject: { kind: 'offer', id: offerId },
      action: 'place.changed',
      differing: {
        [`settlement ${settlementId}`]: [
          before ? termsOf(Boolean(before.delivers), before.extra_days) : null,
          termsOf(delivers, values.extra_days),
        ],
      },
    });
    return [];
  });
}

/** From now on the terms of the region hold; gone already is as good. */
export async function removePlace(
  db: Database,
  act: Act,
  offerId: number,
  settlementId: number,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const key = { offer_id: offerId, settlement_id: settlementId };
    const before: PlaceRow | undefined = await trx('offer_places').where(key).forUpdate().first();
    if (!before) return;
    await trx('offer_places').where(key).del();
    await markCatalogueChanged(trx);
    await writeDown(trx, act, {
      subject: { kind: 'offer', id: offerId },
      action: 'place.removed',
      differing: {
        [`settlement ${settlementId}`]: [
          termsOf(Boolean(before.delivers), before.extra_days),
          null,
        ],
      },
    });
  });
}

/** Makes a settlement known; one of that name in the region is there already. Gives its id. */
export async function addSettlement(
  db: Database,
  act: Act,
  { region, names }: { region: string; names: Names },
): Promise<number> {
  return inTransaction(db, async (trx) => {
    const row = { region_code: region, name_kk: names.kk, name_ru: names.ru, name_en: names.en };
    const there: { id: number } | undefined = await trx('settlements').where(row).first('id');
    if (there) return there.id;
    const { id } = await insertRecord(trx, 'settlements', row);
    await markCatalogueChanged(trx);
    const subject = { kind: 'settlement', id };
    await writeDownCreation(trx, act, { subject, action: 'settlement.created', values: row });
    return id;
  });
}

function termsOf(delivers: boolean, extraDays: number): string {
  return delivers ? `+${extraDays}` : '-';
}

interface PlaceRow extends Record<string, unknown> {
  settlement_id: number;
  region_code: string;
  delivers: unknown;
  extra_days: number;
}
