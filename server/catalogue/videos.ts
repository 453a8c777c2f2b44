// Serves the sign-language videos of aid classes, their captions and still pictures. Their names hold a digest of
// their content, so browsers may keep them for good; parts of a video are sent by range.
import path from 'node:path';
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';

/** What a file of a video may be called. */
export const VIDEO_NAME = /^[a-z0-9][a-z0-9-]{0,70}\.(mp4|webm|vtt|webp)$/;

/** The folder of the videos below the portal's files. */
export function videosFolder({ config }: Pick<Portal, 'config'>): string {
  return path.resolve(config.filesDir, 'videos');
}

export function videoRoutes(portal: Portal): Router {
  const root = videosFolder(portal);
  const routes = Router();
  routes.get('/files/videos/:file', (req, res, next) => {
    const { file } = req.params;
    if (!VIDEO_NAME.test(file)) throw new NotFound();
    const options = { root, maxAge: '365d', immutable: true, dotfiles: 'ignore' as const };
    res.sendFile(file, options, (error?: Error & { status?: number }) => {
      if (!error || res.headersSent) return;
      next(error.status === 416 ? error : new NotFound()); // 416: a part beyond the end
    });
  });
  return routes;
}
