import type { Request } from 'express';

/** The page from which somebody came, by its Referer on our own origin: path and query; else undefined. */
export function cameFrom(req: Request): string | undefined {
  const referer = req.get('referer');
  if (!referer || !URL.canParse(referer)) return undefined;
  const { host, pathname, search } = new URL(referer);
  return host === req.get('host') ? pathname + search : undefined;
}
