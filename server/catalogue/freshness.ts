// Spares work on pages that are the same for all strangers: a browser that has the page already gets a 304,
// and a page that was made a moment ago is sent again from memory. Both are known by the same tag.
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Portal } from '../portal.ts';
import { visitOf } from '../web/visit.ts';

// Another start may bring other templates and texts.
const START = Date.now().toString(36);

/** Pages kept in memory: some 40 kB each. The one that was longest unused leaves first. */
const KEPT = 300;

interface KeptPage {
  html: string;
  compressed?: Buffer;
}

const keptPages = new WeakMap<Portal, Map<string, KeptPage>>();
const compress = promisify(brotliCompress);

/**
 * Answers where the page is known: 304, or the page from memory. Otherwise the page that is sent next is kept.
 * Pages of people who are signed in, or whose session holds something, are always made afresh.
 */
export function isStillFresh(
  req: Request,
  res: Response,
  portal: Portal,
  { version, on }: { version: number; on: string },
): boolean {
  const { reader, display, lang } = visitOf(res);
  if (reader || holdsAnything(req) || portal.config.environment === 'development') return false;
  const facts = [START, req.originalUrl, lang, JSON.stringify(display), version, on];
  const tag = createHash('sha256').update(facts.join('\n')).digest('base64url').slice(0, 22);
  res.set('ETag', `W/"${tag}"`);
  res.set('Cache-Control', 'private, no-cache');
  res.vary('Cookie');
  if (req.fresh) {
    res.status(304).end();
    return true;
  }
  const pages = pagesOf(portal);
  const known = pages.get(tag);
  if (known) {
    pages.delete(tag);
    pages.set(tag, known); // used last: leaves last
    sendKept(req, res, known);
    return true;
  }
  keepWhatIsSent(res, pages, tag);
  return false;
}

// Answers, measures or a notice in a stranger's session make the page that person's own.
function holdsAnything({ session }: Request): boolean {
  return Object.keys(session ?? {}).some((name) => name !== 'cookie');
}

function pagesOf(portal: Portal): Map<string, KeptPage> {
  const pages = keptPages.get(portal) ?? new Map<string, KeptPage>();
  keptPages.set(portal, pages);
  return pages;
}

function sendKept(req: Request, res: Response, { html, compressed }: KeptPage): void {
  res.type('html').vary('Accept-Encoding');
  if (compressed && req.acceptsEncodings('br')) {
    res.set('Content-Encoding', 'br').send(compressed);
  } else {
    res.send(html);
  }
}

function keepWhatIsSent(res: Response, pages: Map<string, KeptPage>, tag: string): void {
  const send = res.send.bind(res);
  res.send = (body: unknown) => {
    if (res.statusCode === 200 && typeof body === 'string' && !res.hasHeader('set-cookie')) {
      const page: KeptPage = { html: body };
      pages.set(tag, page);
      if (pages.size > KEPT) pages.delete(pages.keys().next().value!);
      void compressKept(page);
    }
    return send(body);
  };
}

async function compressKept(page: KeptPage): Promise<void> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  page.compressed = await compress(page.html, { params });
}
