// All routes of an app, read from Express's own stack: what is there, not what somebody remembers.
import type { Express } from 'express';

export interface RouteOfApp {
  method: 'GET' | 'POST';
  /** Without the language: `/aids/:slug`. */
  path: string;
}

interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
  slash: boolean;
  match(path: string): boolean;
}

/** Every route once; those below a language are listed without it. @throws at a router mounted elsewhere */
export function listRoutes(app: Express): RouteOfApp[] {
  const { stack } = app.router as unknown as { stack: Layer[] };
  const found = new Map<string, RouteOfApp>();
  for (const route of stack.flatMap((layer) => routesOf(layer))) {
    found.set(`${route.method} ${route.path}`, route);
  }
  return [...found.values()];
}

function routesOf(layer: Layer): RouteOfApp[] {
  if (layer.route) {
    const { path, methods } = layer.route;
    return [path]
      .flat()
      .flatMap((one) =>
        (['GET', 'POST'] as const)
          .filter((method) => methods[method.toLowerCase()] || methods._all)
          .map((method) => ({ method, path: one })),
      );
  }
  const inner = layer.handle.stack;
  if (!inner) return [];
  // A layer does not tell where it is mounted: only at the root, or at a language, can we know.
  const isKnown = layer.slash || ['/kk', '/ru', '/en'].some((mount) => layer.match(mount));
  if (!isKnown)
    throw new Error('mount routers at the root, so that every route says its whole path');
  return inner.flatMap((one) => routesOf(one));
}
