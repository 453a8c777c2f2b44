// Takes a form with files: they go to the disk as they come, and are gone again when the answer is sent.
import { mkdirSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Request, RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import { videosFolder } from '../../catalogue/videos.ts';
import type { Portal } from '../../portal.ts';
import { BadRequest } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import { FILE_FIELDS, type Uploads } from './video-form.ts';
import { MOST_VIDEO_BYTES } from './video-file.ts';

/** Reads the upload; one that is too large becomes a problem of its field in `res.locals.uploadProblem`. */
export function receiveVideo(portal: Pick<Portal, 'config'>): RequestHandler {
  const folder = path.join(videosFolder(portal), 'incoming');
  const upload = multer({
    storage: multer.diskStorage({
      destination: (_req, _file, done) => {
        mkdirSync(folder, { recursive: true });
        done(null, folder);
      },
    }),
    defParamCharset: 'utf8',
    limits: {
      fileSize: MOST_VIDEO_BYTES,
      files: FILE_FIELDS.length,
      fields: 10,
      parts: 20,
      fieldSize: 100_000,
      fieldNameSize: 40,
      headerPairs: 20,
    },
  }).fields(FILE_FIELDS.map((name) => ({ name, maxCount: 1 })));

  return (req, res, next) => {
    res.once('close', () => {
      for (const { path: file } of Object.values(uploadsOf(req))) void unlink(file).catch(() => {});
    });
    upload(req, res, (error: unknown) => {
      if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') {
        const field = error.field ?? 'video';
        const problem: Problem = { field, key: 'words.wrong.large' };
        res.locals.uploadProblem = problem;
        next();
      } else if (error) next(new BadRequest('errors.badRequest.text'));
      else next();
    });
  };
}

/** The files that came, by their field. */
export function uploadsOf({ files }: Request): Uploads {
  const lists = Object.entries((files ?? {}) as Record<string, Express.Multer.File[]>);
  return Object.fromEntries(lists.flatMap(([field, [file]]) => (file ? [[field, file]] : [])));
}
