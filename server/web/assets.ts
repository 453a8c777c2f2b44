// Serves the built files of `public/built` from memory, each in the form that the browser takes.
// Their names hold a digest of their content, so browsers may keep them for good.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RequestHandler } from 'express';

interface Entry {
  url: string;
  type: string;
  bytes: number;
}

interface Served {
  type: string;
  plain: Buffer;
  br?: Buffer;
  gzip?: Buffer;
}

export interface Assets {
  /** The address of a built file by its plain name: `app.css`. */
  url: (name: string) => string;
  /** Answers GET and HEAD of `/assets/<file>` and `/favicon.ico`; everything else goes on. */
  serveAssets: RequestHandler;
}

/** Reads what `bin/build.mjs` wrote into `dir`. */
export function loadAssets(dir: string): Assets {
  const entries = readManifest(dir);
  const served = new Map<string, Served>();
  for (const entry of entries.values()) served.set(entry.url, readForms(dir, entry));
  const favicon = entries.get('favicon.ico');

  return {
    url(name) {
      const entry = entries.get(name);
      if (!entry) throw new Error(`No built file is called ${name}`);
      return entry.url;
    },
    serveAssets(req, res, next) {
      const isFavicon = req.path === '/favicon.ico';
      const file = served.get(isFavicon ? (favicon?.url ?? '') : req.path);
      if (!file || (req.method !== 'GET' && req.method !== 'HEAD')) {
        next();
        return;
      }
      const { body, encoding } = chooseForm(file, (name) => req.acceptsEncodings(name) !== false);
      res.set('Content-Type', file.type);
      res.set('Cache-Control', `public, max-age=${isFavicon ? '86400' : '31536000, immutable'}`);
      res.set('Vary', 'Accept-Encoding');
      if (encoding) res.set('Content-Encoding', encoding);
      res.set('Content-Length', String(body.length));
      res.end(req.method === 'HEAD' ? undefined : body);
    },
  };
}

function readManifest(dir: string): Map<string, Entry> {
  const text = readFileSync(path.join(dir, 'manifest.json'), 'utf8');
  const { files }: { files: Record<string, Entry> } = JSON.parse(text);
  return new Map(Object.entries(files));
}

function readForms(dir: string, { url, type }: Entry): Served {
  const file = path.join(dir, path.basename(url));
  const compressed = (ending: string) =>
    existsSync(file + ending) ? readFileSync(file + ending) : undefined;
  return { type, plain: readFileSync(file), br: compressed('.br'), gzip: compressed('.gz') };
}

function chooseForm(
  { plain, br, gzip }: Served,
  accepts: (encoding: string) => boolean,
): { body: Buffer; encoding?: string } {
  if (br && accepts('br')) return { body: br, encoding: 'br' };
  if (gzip && accepts('gzip')) return { body: gzip, encoding: 'gzip' };
  return { body: plain };
}
