// The two desks at which files are brought in: the supplier's and the administrator's.
import type { Response } from 'express';
import type { ProductDesk } from '../paths.ts';
import type { Act } from '../publishing/publishing.ts';
import { visitOf } from '../web/visit.ts';
import type { Scope } from './store.ts';

/** A supplier sees the files of the own firm, an administrator all. */
export function scopeOf({ supplierId }: Act): Scope {
  return supplierId === null ? { supplierId: null } : { supplierId };
}

/** The way back up: the desk, and its files. */
export function crumbsToImports(
  desk: ProductDesk,
  res: Response,
): { text: string; href: string }[] {
  return [...crumbsToDesk(desk, res), filesOf(desk, res)];
}

export function crumbsToDesk(desk: ProductDesk, res: Response): { text: string; href: string }[] {
  const { t, paths } = visitOf(res);
  return desk === 'admin'
    ? [{ text: t('administration.title'), href: paths.admin() }]
    : [{ text: t('layout.supplier'), href: paths.supplier() }];
}

function filesOf(desk: ProductDesk, res: Response): { text: string; href: string } {
  const { t, paths } = visitOf(res);
  return { text: t('imports.title'), href: paths.imports(desk) };
}
