// `/api/v1`: the catalogue for machines. Read-only, the same for everybody, from any origin.
import { createHash, randomUUID } from 'node:crypto';
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { sendDownload } from './downloads.ts';
import { LICENCE } from './licence.ts';
import { openApiDocument, PAGE } from './openapi.ts';
import { groundOf, RESOURCES, type Ground, type Resource, type Wanted } from './resources.ts';

const API = '/api/v1';
// Another start may bring other shapes.
const START = randomUUID();

export function apiRoutes(portal: Portal): Router {
  const { publicUrl } = portal.config;
  const routes = Router();
  routes.use(API, forEverybody);

  routes.get(API, (_req, res) => {
    res.json({
      description: 'Catalogue of rehabilitation aids: open data',
      licence: LICENCE,
      openapi: `${API}/openapi.json`,
      resources: RESOURCES.map(({ name }) => `${API}/${name}`),
      downloads: RESOURCES.flatMap(({ name }) =>
        ['json', 'csv'].map((form) => `${API}/downloads/${name}.${form}`),
      ),
    });
  });

  routes.get(`${API}/openapi.json`, (_req, res) => {
    res.json(openApiDocument(publicUrl));
  });

  for (const resource of RESOURCES) {
    routes.get(`${API}/${resource.name}`, async (req, res) => {
      const ground = await freshGround(req, res, portal);
      if (ground) await sendPage(req, res, ground, resource);
    });

    routes.get(`${API}/downloads/${resource.name}.:form`, async (req, res, next) => {
      const { form } = req.params;
      if (form !== 'json' && form !== 'csv') return next();
      const ground = await freshGround(req, res, portal);
      if (ground) await sendDownload(res, ground, resource, form);
    });

    routes.get(`${API}/${resource.name}/:id`, async (req, res) => {
      const { id } = req.params;
      const ground = await freshGround(req, res, portal);
      if (!ground) return;
      const record = resource.id.test(id) ? await resource.find(ground, id) : null;
      if (record) res.json(record);
      else sendProblem(res, 404, `There is no record ${id} among ${resource.name}.`);
    });
  }

  routes.use(API, (req, res) => {
    sendProblem(
      res,
      404,
      `There is nothing at ${req.originalUrl.split('?')[0]}. See ${API}/openapi.json.`,
    );
  });
  return routes;
}

const forEverybody: RequestHandler = (_req, res, next) => {
  res.set('Access-Control-Allow-Origin', '*');
  res.set('Cross-Origin-Resource-Policy', 'cross-origin');
  res.set('Link', `<${LICENCE.url}>; rel="license"`);
  next();
};

/** What the answer is made from, or nothing where the reader's copy is still good: then 304 is sent. */
async function freshGround(req: Request, res: Response, portal: Portal): Promise<Ground | null> {
  const on = dayOf(portal.clock());
  const ground = await groundOf(portal.db, { on, publicUrl: portal.config.publicUrl });
  const facts = [START, req.originalUrl, ground.snapshot.version, on];
  const tag = createHash('sha256').update(facts.join('\n')).digest('base64url').slice(0, 22);
  res.set('ETag', `W/"${tag}"`);
  res.set('Cache-Control', 'public, no-cache');
  if (!req.fresh) return ground;
  res.status(304).end();
  return null;
}

async function sendPage(
  req: Request,
  res: Response,
  ground: Ground,
  resource: Resource,
): Promise<void> {
  const wanted = readWanted(req.query, resource);
  if (typeof wanted === 'string') return sendProblem(res, 422, wanted);
  const found = await resource.list(ground, { ...wanted, limit: wanted.limit + 1 });
  const data = found.slice(0, wanted.limit);
  const last = data.at(-1);
  const more = last && found.length > wanted.limit;
  const next = more ? `${API}/${resource.name}?${nextQuery(wanted, resource.idOf(last))}` : null;
  if (next) res.append('Link', `<${next}>; rel="next"`);
  res.json({ data, next, licence: LICENCE.url });
}

// Bad values are named; parameters that nobody defined are left alone.
function readWanted(query: Request['query'], { id, filters }: Resource): Wanted | string {
  const given: Record<string, unknown> = query;
  const limit = given.limit ?? String(PAGE.usual);
  if (typeof limit !== 'string' || !/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > PAGE.most) {
    return `limit must be a whole number from 1 to ${PAGE.most}.`;
  }
  const { after } = given;
  if (after !== undefined && (typeof after !== 'string' || !id.test(after))) {
    return 'after must be the id that the page before ended with.';
  }
  const chosen: Record<string, string> = {};
  for (const [name, { pattern, description }] of Object.entries(filters)) {
    const value = given[name];
    if (value === undefined) continue;
    if (typeof value !== 'string' || !pattern.test(value)) return `${name}: ${description}.`;
    chosen[name] = value;
  }
  return { after: after ?? null, limit: Number(limit), filters: chosen };
}

function nextQuery({ limit, filters }: Wanted, after: string): string {
  return new URLSearchParams({ ...filters, limit: String(limit), after }).toString();
}

function sendProblem(res: Response, status: 404 | 422, detail: string): void {
  const title = { 404: 'Not found', 422: 'A parameter cannot be read' }[status];
  res.removeHeader('ETag');
  res.status(status).type('application/problem+json');
  res.send(JSON.stringify({ type: 'about:blank', title, status, detail }));
}
