// The desk's changes of offers: drafts, and a new price in place of a published one.
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { inheritPlaces } from '../../catalogue/offer-places.ts';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import { Conflict } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import type { Act } from '../desk.ts';
import { isEditable } from '../publication.ts';
import {
  insertRecord,
  changeRecord,
  lockRecord,
  writeDownCreation,
  type Lists,
  type Row,
} from '../records.ts';
import type { OfferValues, Replacement } from './forms.ts';
import { regionsOfOffer, servedBy, type Offer, type OfferRow } from './store.ts';

/** Makes a draft. The same form twice makes one. */
export async function addOffer(
  db: Database,
  act: Act,
  values: Omit<OfferValues, 'version'>,
): Promise<{ id: number } | { problems: Problem[] }> {
  const found = await resolve(db.read, values);
  if ('problems' in found) return found;
  const row = { ...found.row, status: 'draft' };
  return insertOffer(db, act, row, values.regions, values.creation_key, 'offer.created');
}

/** Changes a draft. */
export async function changeOffer(
  db: Database,
  act: Act,
  id: number,
  values: OfferValues,
): Promise<Problem[]> {
  const found = await resolve(db.read, values);
  if ('problems' in found) return found.problems;
  try {
    return await inTransaction(db, async (trx) => {
      const row = await lockRecord<OfferRow>(trx, 'offers', { id });
      const regions: Lists = {
        before: await regionsOfOffer(trx, id),
        after: values.regions,
        write: (after) => writeRegions(trx, id, after),
      };
      const problems = await changeRecord(trx, act, {
        table: 'offers',
        key: { id },
        row,
        stamp: values.version ?? '',
        values: found.row,
        lists: { regions },
        subject: { kind: 'offer', id },
        action: 'offer.changed',
      });
      if (!problems.length && !isEditable(row.status)) {
        throw new Conflict('administration.wrong.notADraft');
      }
      return problems;
    });
  } catch (error) {
    if (isDuplicate(error, 'valid_from')) return [DAY_TAKEN];
    throw error;
  }
}

/**
 * Offers the same anew from a day on: a copy with the new price goes into review, and ends the published
 * offer when it is published itself. So the price that people were shown stays on record.
 */
export async function replaceOffer(
  db: Database,
  act: Act,
  offer: Offer,
  { creation_key, price, regions, ...values }: Replacement,
): Promise<{ id: number } | { problems: Problem[] }> {
  if (offer.status !== 'published') throw new Conflict('administration.refused.wrongState');
  const served = await servedBy(db.read, offer.supplier_id);
  if (!regions.every((region) => served.includes(region))) return { problems: [NOT_SERVED] };
  const row = {
    ...values,
    price_tiyn: price,
    variant_id: offer.variant_id,
    supplier_id: offer.supplier_id,
    valid_until: null,
    status: 'in_review',
    submitted_by: act.by.accountId,
  };
  return insertOffer(db, act, row, regions, creation_key, 'offer.replacement_submitted');
}

async function insertOffer(
  db: Database,
  act: Act,
  row: Record<string, string | number | boolean | null>,
  regions: readonly string[],
  creationKey: string | null,
  action: string,
): Promise<{ id: number } | { problems: Problem[] }> {
  const creation_key = creationKey ?? randomUUID();
  const updated_at = act.at.toISOString();
  try {
    return await inTransaction(db, async (trx) => {
      const made = await insertRecord(trx, 'offers', { ...row, creation_key, updated_at });
      await writeRegions(trx, made.id, regions);
      await inheritPlaces(trx, made.id);
      await writeDownCreation(trx, act, {
        subject: { kind: 'offer', id: made.id },
        action,
        values: { ...row, regions: regions.join(' ') },
      });
      return made;
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const made: { id: number } | undefined = await db
      .write('offers')
      .where({ creation_key })
      .first('id');
    return made ?? { problems: [DAY_TAKEN] };
  }
}

const DAY_TAKEN: Problem = { field: 'valid_from', key: 'administration.wrong.offerDayTaken' };
const NOT_SERVED: Problem = { field: 'regions', key: 'administration.wrong.notServed' };

// From what was typed to the variant and the supplier that it names.
async function resolve(
  db: Queryable,
  {
    article,
    supplier,
    price,
    delivery_days,
    available,
    valid_from,
    valid_until,
    regions,
  }: Omit<OfferValues, 'version' | 'creation_key'>,
): Promise<{ row: Row } | { problems: Problem[] }> {
  const variant: { id: number } | undefined = await db('variants').where({ article }).first('id');
  const known = await db('suppliers').where({ id: supplier }).first('id');
  const problems: Problem[] = [];
  if (!variant) problems.push({ field: 'article', key: 'administration.wrong.noSuchArticle' });
  if (!known) problems.push({ field: 'supplier', key: 'administration.missing.supplier' });
  const served = known ? await servedBy(db, supplier) : [];
  if (known && !regions.every((region) => served.includes(region))) problems.push(NOT_SERVED);
  if (!variant || problems.length) return { problems };
  return {
    row: {
      variant_id: variant.id,
      supplier_id: supplier,
      price_tiyn: price,
      delivery_days,
      available,
      valid_from,
      valid_until,
    },
  };
}

async function writeRegions(
  trx: Knex.Transaction,
  offerId: number,
  regions: readonly string[],
): Promise<void> {
  await trx('offer_regions').where({ offer_id: offerId }).del();
  if (regions.length === 0) return;
  await trx('offer_regions').insert(
    regions.map((region_code) => ({ offer_id: offerId, region_code })),
  );
}
