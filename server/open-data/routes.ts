// The catalogue for machines: interface, downloads, sitemap, feed. The same for everybody: no session, no language.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { apiRoutes } from './api-routes.ts';
import { feedRoutes } from './feed.ts';
import { sitemapRoutes } from './sitemap.ts';

export function openDataRoutes(portal: Portal): Router {
  return Router().use(apiRoutes(portal), sitemapRoutes(portal), feedRoutes(portal));
}
