// The pictures of products: rows here, files below the portal's folder of pictures.
import { inTransaction, type Database, type Queryable } from '../../database.ts';
import { Conflict, NotFound } from '../../web/errors.ts';
import type { Act } from '../desk.ts';
import { writeDown, writeDownCreation } from '../records.ts';
import { lockDraft } from './variant-store.ts';
import type { PictureFile } from './picture-file.ts';

export const MOST_PICTURES = 8;

export interface PictureRow {
  id: number;
  product_id: number;
  file: string;
  width: number;
  height: number;
  alt_kk: string;
  alt_ru: string;
  alt_en: string;
  position: number;
}

export async function listPictures(db: Queryable, productId: number): Promise<PictureRow[]> {
  return db('product_pictures').where({ product_id: productId }).orderBy(['position', 'id']);
}

/** Adds a picture to a draft. @throws Conflict when it has as many as it may */
export function addPicture(
  db: Database,
  act: Act,
  productId: number,
  { name, width, height }: PictureFile,
  alt: Pick<PictureRow, 'alt_kk' | 'alt_ru' | 'alt_en'>,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    await lockDraft(trx, act, productId);
    const pictures = await listPictures(trx, productId);
    if (pictures.length >= MOST_PICTURES) throw new Conflict('administration.wrong.manyPictures');
    const position = (pictures.at(-1)?.position ?? 0) + 1;
    const row = { ...alt, product_id: productId, file: name, width, height, position };
    await trx('product_pictures').insert(row);
    const subject = { kind: 'product', id: productId };
    const values = { file: name, ...alt };
    await writeDownCreation(trx, act, { subject, action: 'picture.added', values });
  });
}

/** Takes a picture off a draft and gives its file's name; null when it is gone already. */
export function removePicture(
  db: Database,
  act: Act,
  productId: number,
  id: number,
): Promise<string | null> {
  return inTransaction(db, async (trx) => {
    const row: PictureRow | undefined = await trx('product_pictures').where({ id }).first();
    if (!row) return null;
    if (row.product_id !== productId) throw new NotFound();
    await lockDraft(trx, act, productId);
    await trx('product_pictures').where({ id }).del();
    await writeDown(trx, act, {
      subject: { kind: 'product', id: productId },
      action: 'picture.removed',
      differing: { file: [row.file, null] },
    });
    return row.file;
  });
}
