import { Router } from 'express';
import type { Portal } from '../portal.ts';

export function caseworkRoutes(_portal: Portal): Router {
  return Router();
}
