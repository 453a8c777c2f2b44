// All routes of an app, read from Express's own stack: what is there, not what somebody remembers.
import type { Express } from 'express';

export interface RouteOfApp {
  method: 'GET' | 'POST';
  /** `/:lang/aids/:slug` where it exists in every language. */
  path: string;
}

// What Express's types leave out of a layer.
interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
  slash: boolean;
  match(path: string): boolean;
}

/** Every route once. @throws at a router mounted elsewhere than at the root or at a language */
export function listRoutes(app: Express): RouteOfApp[] {
  const stack: Layer[] = Object(app).router.stack;
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
          .filter((method) => methods[method.toLowerCase()])
          .map((method) => ({ method, path: one })),
      );
  }
  const inner = (layer.handle.stack ?? []).flatMap((one) => routesOf(one));
  if (inner.length === 0 || layer.slash) return inner;
  // A layer does not tell where it is mounted: only at the root, or at a language, can we know.
  if (!['/kk', '/ru', '/en'].some((mount) => layer.match(mount))) {
    throw new Error('mount routers at the root, so that every route says its whole path');
  }
  return inner.map(({ method, path }) => ({ method, path: `/:lang${path}` }));
}
