// Receives the files of a form onto the disk, piece by piece, and takes them away again unless a record keeps them.
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import multer, { MulterError } from 'multer';
import type { Portal } from '../portal.ts';
import { BadRequest } from '../web/errors.ts';
import { readerOf } from '../web/visit.ts';
import { discardFile, makeFolders } from './files.ts';
import { LIMITS } from './kinds.ts';

/** The name of the field of files, in every form. */
export const FIELD = 'documents';

/** A file as it came in; nothing of it is believed yet. */
export interface Incoming {
  path: string;
  name: string;
  bytes: number;
}

/** A browser sends hidden fields, too: more than this is no form of ours. */
const MOST_FILES = 20;

/**
 * Reads the upload of a form with `enctype="multipart/form-data"`: fields to `req.body`, files to `uploadsOf`.
 * Put `checkCsrfAfterUpload` behind it. Nobody uploads without signing in. A file that is too large is
 * not kept, and is a problem of its field: what was typed in the other fields is not lost.
 */
export function receiveUploads(portal: Pick<Portal, 'config'>): RequestHandler {
  const upload = multer({
    storage: storageOf(portal),
    defParamCharset: 'utf8',
    limits: {
      files: MOST_FILES,
      fields: 100,
      parts: 120,
      fieldSize: 64 * 1024,
      fieldNameSize: 60,
      headerPairs: 20,
    },
  }).array(FIELD, MOST_FILES);
  const mostBytes = LIMITS.bytes * (LIMITS.perForm + 1);
  return (req, res, next) => {
    readerOf(res);
    if (Number(req.get('content-length') ?? 0) > mostBytes) {
      throw new BadRequest('documents.refused.tooMuch', 413);
    }
    discardAfterwards(res);
    upload(req, res, (error: unknown) => {
      if (error instanceof MulterError) next(new BadRequest('errors.badRequest.text'));
      else if (error) next(new BadRequest('documents.refused.cutOff'));
      else next();
    });
  };
}

/** The files that came with the form, as they are. */
export function incomingOf(req: Request): Incoming[] {
  const files = Array.isArray(req.files) ? req.files : [];
  return files.map(({ path, originalname, size }) => ({ path, name: originalname, bytes: size }));
}

/** Takes a file away when the answer is sent, unless `isKept` says by then that a record has it. */
export function discardLater(res: Response, path: string, isKept: () => boolean): void {
  (res.locals.uploadsToDiscard as { path: string; isKept: () => boolean }[]).push({ path, isKept });
}

function discardAfterwards(res: Response): void {
  const files: { path: string; isKept: () => boolean }[] = [];
  res.locals.uploadsToDiscard = files;
  res.on('close', () => {
    for (const { path, isKept } of files) if (!isKept()) void discardFile(path);
  });
}

// Counts for itself: multer's own limit would break off, and what was typed would be lost.
function storageOf(portal: Pick<Portal, 'config'>): multer.StorageEngine {
  return {
    _handleFile(req, file, done) {
      receive(portal, req, file).then((held) => done(null, held), done);
    },
    _removeFile(_req, file, done) {
      void discardFile(file.path).then(() => done(null));
    },
  };
}

async function receive(portal: Pick<Portal, 'config'>, req: Request, file: Express.Multer.File) {
  const target = path.join(await makeFolders(portal), randomUUID());
  discardLater(req.res!, target, () => false);
  let size = 0;
  const counted = new Transform({
    transform(piece: Buffer, _encoding, next) {
      size += piece.length;
      if (size > LIMITS.bytes) next();
      else next(null, piece);
    },
  });
  await pipeline(file.stream, counted, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
  return { path: target, size };
}
