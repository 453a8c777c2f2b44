// Comparing variants, and lists of what one likes.
import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function shortlistRoutes(_portal: Portal): Router {
  return Router();
}
