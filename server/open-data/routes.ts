// The catalogue for machines: API, downloads, sitemap, feed.
import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function openDataRoutes(_portal: Portal): Router {
  return Router();
}
