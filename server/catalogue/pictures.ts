// Serves product pictures. A name is never given to other content, so browsers may keep them for good.
import path from 'node:path';
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { makeSized } from './picture-sizes.ts';

/** What the file of a picture may be called. */
export const PICTURE_NAME = /^[a-z0-9][a-z0-9-]{0,75}\.(jpg|png|webp)$/;

/** The folder of the pictures below the portal's files. */
export function picturesFolder({ config }: Pick<Portal, 'config'>): string {
  return path.resolve(config.filesDir, 'pictures');
}

export function pictureRoutes(portal: Portal): Router {
  const root = picturesFolder(portal);
  const routes = Router();
  routes.get('/files/pictures/:file', async (req, res, next) => {
    const { file } = req.params;
    if (!PICTURE_NAME.test(file)) throw new NotFound();
    await makeSized(root, file);
    const options = { root, maxAge: '365d', immutable: true, dotfiles: 'ignore' as const };
    res.sendFile(file, options, (error) => {
      if (error && !res.headersSent) next(new NotFound());
    });
  });
  return routes;
}
