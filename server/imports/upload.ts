// Receives a table onto the disk, piece by piece, and takes it away again unless an import keeps it.
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import type { Portal } from '../portal.ts';
import { BadRequest } from '../web/errors.ts';
import { hasControls, type Problem } from '../web/forms.ts';
import { discardFile, makeImportsFolder } from './files.ts';
import { MOST_BYTES } from './limits.ts';
import { kindOf, type FileKind } from './read-file.ts';
import { Refused } from './refusal.ts';

export interface Received {
  /** As the person called it. */
  name: string;
  /** Where it lies. */
  path: string;
  storedName: string;
  bytes: number;
  kind: FileKind;
}

/** Reads the upload before its form is checked. A file that is too large is a problem of its field. */
export function receiveTable(portal: Pick<Portal, 'config'>): RequestHandler {
  const upload = multer({
    storage: multer.diskStorage({
      destination: (_req, _file, done) => {
        makeImportsFolder(portal).then(
          (folder) => done(null, folder),
          (error: unknown) => done(error as Error, ''),
        );
      },
      filename: (_req, _file, done) => done(null, randomUUID()),
    }),
    defParamCharset: 'utf8',
    limits: {
      fileSize: MOST_BYTES,
      files: 1,
      fields: 6,
      parts: 8,
      fieldSize: 1000,
      fieldNameSize: 40,
      headerPairs: 20,
    },
  }).single('file');
  return (req, res, next) => {
    upload(req, res, (error: unknown) => {
      discardUnlessKept(req, res);
      if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') {
        res.locals.uploadProblem = problem('imports.refused.tooLarge');
        next();
      } else if (error) next(new BadRequest('errors.badRequest.text'));
      else next();
    });
  };
}

/** Says that the file belongs to an import from now on. */
export function keepUpload(req: Request): void {
  req.res!.locals.uploadKept = true;
}

/** The uploaded table, or why it is none. */
export async function receivedTable(req: Request): Promise<Received | { problems: Problem[] }> {
  const known = req.res!.locals.uploadProblem as Problem | undefined;
  if (known) return { problems: [known] };
  const { file } = req;
  if (!file) return { problems: [problem('imports.missing.file')] };
  try {
    return {
      name: displayName(file.originalname),
      path: file.path,
      storedName: file.filename,
      bytes: file.size,
      kind: await kindOf(file.path),
    };
  } catch (error) {
    if (error instanceof Refused) return { problems: [problem(`imports.refused.${error.code}`)] };
    throw error;
  }
}

function discardUnlessKept(req: Request, res: Parameters<RequestHandler>[1]): void {
  const { file } = req;
  if (!file) return;
  res.on('close', () => {
    if (!res.locals.uploadKept) void discardFile(file.path);
  });
}

// Some browsers send the whole path.
function displayName(given: string): string {
  const name = given.normalize('NFC').split(/[\\/]/).at(-1)!.trim();
  const sound = Array.from(name)
    .filter((letter) => !hasControls(letter))
    .join('');
  return sound.slice(0, 200) || '–';
}

function problem(key: string): Problem {
  return { field: 'file', key };
}
