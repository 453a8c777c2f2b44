// Photographs are sent in the sizes of screens: at most 20 kB each, whatever was uploaded.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import {
  encodeSized,
  filesOf,
  MOST_SERVED_BYTES,
  PICTURE_WIDTHS,
} from '../../server/catalogue/picture-sizes.ts';
import { sweepPictures } from '../../server/publishing/publishing.ts';
import { startPortal } from '../support/portal.ts';
import { product } from './samples.ts';

/** What compresses worst: each point another colour. */
const noise = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#fff',
      noise: { type: 'gaussian', mean: 128, sigma: 80 },
    },
  });

void describe('a photograph', async () => {
  const portal = await startPortal();
  const folder = path.resolve(portal.portal.config.filesDir, 'pictures');
  const get = (file: string) => portal.stranger().get(`/files/pictures/${file}`);

  for (const width of PICTURE_WIDTHS) {
    void it(`of noise weighs at most 20 kB at ${width} pixels`, async () => {
      const encoded = await encodeSized(await noise(1600, 1200).png().toBuffer(), width);
      assert.ok(encoded.length <= MOST_SERVED_BYTES, String(encoded.length));
      const { width: made, height } = await sharp(encoded).metadata();
      assert.ok(made <= width && Math.abs(made / height - 4 / 3) < 0.05, `${made} × ${height}`);
    });
  }

  void it('that is easy keeps its size, and is never made larger', async () => {
    const plain = await sharp({
      create: { width: 500, height: 300, channels: 3, background: '#00677f' },
    })
      .png()
      .toBuffer();
    assert.equal((await sharp(await encodeSized(plain, 320)).metadata()).width, 320);
    assert.equal((await sharp(await encodeSized(plain, 1024)).metadata()).width, 500);
  });

  void it('that was uploaded before there were sizes gets them when asked for, once', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'older.jpg'), await noise(900, 700).jpeg().toBuffer());
    const answers = await Promise.all([
      get('older-320.webp'),
      get('older-320.webp'),
      get('older-640.webp'),
    ]);
    for (const { status, headers } of answers) {
      assert.equal(status, 200);
      assert.equal(headers['content-type'], 'image/webp');
      assert.match(headers['cache-control'] ?? '', /immutable/);
      assert.ok(Number(headers['content-length']) <= MOST_SERVED_BYTES);
    }
    assert.deepEqual(readdirSync(folder).toSorted(), [
      'older-320.webp',
      'older-640.webp',
      'older.jpg',
    ]);
  });

  void it('that is not there has no sizes either', async () => {
    for (const file of ['none-320.webp', 'older-500.webp', '..%2fx-320.webp', '-320.webp']) {
      assert.equal((await get(file)).status, 404, file);
    }
  });

  void it('takes its sizes with it', () => {
    assert.deepEqual(filesOf('a.webp'), ['a.webp', 'a-320.webp', 'a-640.webp', 'a-1024.webp']);
  });
});

void describe('a picture that nothing shows any more', async () => {
  const portal = await startPortal();
  const folder = path.resolve(portal.portal.config.filesDir, 'pictures');

  void it('is swept away with its sizes, a day later', async () => {
    mkdirSync(folder, { recursive: true });
    for (const name of ['shown', 'kept', 'dropped', 'fresh']) {
      writeFileSync(path.join(folder, `${name}.webp`), name);
      writeFileSync(path.join(folder, `${name}-320.webp`), name);
      const day = new Date(name === 'fresh' ? '2026-11-25T04:00:00Z' : '2026-11-23T04:00:00Z');
      utimesSync(path.join(folder, `${name}.webp`), day, day);
    }
    const { write, read } = portal.db;
    await write('product_pictures').insert(row(1, 'shown.webp', 10, 10, 1));
    const revision = await read('product_revisions').where({ status: 'superseded' }).first();
    const content = { ...product, pictures: [{ ...product.pictures[0]!, file: 'kept.webp' }] };
    await write('product_revisions')
      .where({ id: revision.id })
      .update({ content: JSON.stringify(content) });
    const swept = await sweepPictures(read, folder, new Date('2026-11-25T05:00:00Z'));
    assert.deepEqual(swept, ['dropped.webp']);
    const left = readdirSync(folder).filter((name) => !name.includes('320'));
    assert.deepEqual(left.toSorted(), ['fresh.webp', 'kept.webp', 'shown.webp']);
    assert.equal(readdirSync(folder).includes('dropped-320.webp'), false);
  });
});

void describe('a page with a photograph', async () => {
  const portal = await startPortal();
  const { slug, id } = await portal.db.read('products').where({ status: 'published' }).first();

  void it('offers the sizes, and says how large it is before it comes', async () => {
    await portal.db
      .write('product_pictures')
      .insert([
        row(id, 'wide.webp', 1600, 1200, 1),
        row(id, 'small.webp', 300, 200, 2),
        row(id, 'middle.webp', 500, 400, 3),
      ]);
    await portal.db.write('catalogue_version').increment('version', 1);
    const { text } = await portal.stranger().get(`/en/aids/${slug}`);
    const images = [...text.matchAll(/<img[^>]*\/files\/pictures\/[^>]*>/g)].map(([tag]) => tag);
    const [wide, small, middle] = images as [string, string, string];
    assert.match(wide, /src="\/files\/pictures\/wide-1024\.webp"/);
    assert.match(wide, /wide-320\.webp 320w, .*wide-640\.webp 640w, .*wide-1024\.webp 1024w/);
    assert.match(wide, /width="1024" height="768"/);
    assert.doesNotMatch(wide, /lazy/);
    assert.match(small, /src="\/files\/pictures\/small-320\.webp"/);
    assert.doesNotMatch(small, /srcset/);
    assert.match(small, /width="300" height="200"/);
    assert.match(small, /loading="lazy"/);
    assert.match(middle, /middle-640\.webp 500w/);
    assert.match(middle, /alt="In words"/);
  });
});

function row(productId: number, file: string, width: number, height: number, position: number) {
  return {
    product_id: productId,
    file,
    width,
    height,
    position,
    alt_kk: 'Сөзбен',
    alt_ru: 'Словами',
    alt_en: 'In words',
  };
}
