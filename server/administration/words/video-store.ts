// The video of a class in the database: what it is, and its captions by language.
import type { Knex } from 'knex';
import { markCatalogueChanged } from '../../catalogue/catalogue.ts';
import { readClassVideo } from '../../catalogue/class-words.ts';
import { inTransaction, type Database } from '../../database.ts';
import type { Lang } from '../../i18n/languages.ts';
import type { Act } from '../desk.ts';
import { writeDown } from '../records.ts';

export interface NewVideo {
  /** The video with its still; none: the one that is there stays. */
  video: { file: string; bytes: number } | null;
  poster: { file: string; width: number; height: number } | null;
  captions: readonly { language: Lang; file: string; transcript: string }[];
}

/** Stores what was uploaded. Gives the names of files that nobody needs any more. */
export function saveVideo(
  db: Database,
  act: Act,
  code: string,
  fresh: NewVideo,
): Promise<string[]> {
  return inTransaction(db, async (trx) => {
    await trx('aid_classes').where({ code }).forUpdate().first('code');
    const before = await filesOf(trx, code);
    const known = await readClassVideo(trx, code);
    const columns = {
      ...(fresh.video && { file: fresh.video.file, bytes: fresh.video.bytes }),
      ...(fresh.poster && {
        poster: fresh.poster.file,
        width: fresh.poster.width,
        height: fresh.poster.height,
      }),
      added_by: act.by.accountId,
      added_at: act.at.toISOString(),
    };
    const id = known?.id ?? (await insertVideo(trx, { ...columns, aid_class_code: code }));
    if (known) await trx('aid_class_videos').where({ id }).update(columns);
    if (known && fresh.video) await trx('aid_class_captions').where({ video_id: id }).del(); // other words
    for (const caption of fresh.captions) {
      await trx('aid_class_captions')
        .insert({ ...caption, video_id: id })
        .onConflict(['video_id', 'language'])
        .merge();
    }
    const after = await filesOf(trx, code);
    await markCatalogueChanged(trx);
    await writeDown(trx, act, {
      subject: { kind: 'aid_class', id: code },
      action: known ? 'aid_class.video_changed' : 'aid_class.video_added',
      differing: { video: [before.join(' ') || null, after.join(' ')] },
    });
    return before.filter((name) => !after.includes(name));
  });
}

/** Takes the video of a class away. Gives the names of its files. */
export function removeVideo(db: Database, act: Act, code: string): Promise<string[]> {
  return inTransaction(db, async (trx) => {
    const video = await readClassVideo(trx, code);
    if (!video) return [];
    const files = await filesOf(trx, code);
    await trx('aid_class_captions').where({ video_id: video.id }).del();
    await trx('aid_class_videos').where({ id: video.id }).del();
    await markCatalogueChanged(trx);
    await writeDown(trx, act, {
      subject: { kind: 'aid_class', id: code },
      action: 'aid_class.video_removed',
      differing: { video: [files.join(' '), null] },
    });
    return files;
  });
}

async function insertVideo(trx: Knex.Transaction, row: object): Promise<number> {
  const [made]: { id: number }[] = await trx('aid_class_videos').insert(row).returning('id');
  return made!.id;
}

async function filesOf(trx: Knex.Transaction, code: string): Promise<string[]> {
  const video = await readClassVideo(trx, code);
  return video ? [video.file, video.poster, ...video.captions.map(({ file }) => file)] : [];
}
