// For search engines: what may be read by anyone, in each language, and what is nobody else's business.
import { Router, type Response } from 'express';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import type { Queryable } from '../database.ts';
import { LANGUAGES } from '../i18n/languages.ts';
import { paths, type Paths } from '../paths.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { escape } from '../web/templates.ts';

/** Products in one file: three addresses each, and the protocol takes 50,000. */
const IN_ONE_FILE = 10_000;

/** Sections of the portal that belong to people who are signed in. */
const PRIVATE: ((own: Paths) => string)[] = [
  (own) => own.account(),
  (own) => own.requests(),
  (own) => own.casework(),
  (own) => own.supplier(),
  (own) => own.admin(),
  (own) => own.sharedShortlist(''),
];

export function sitemapRoutes({ db, config }: Portal): Router {
  const { publicUrl } = config;
  const absolute = (address: string) => new URL(address, publicUrl).href;
  const routes = Router();

  routes.get('/robots.txt', (_req, res) => {
    const refused = LANGUAGES.flatMap((lang) =>
      PRIVATE.map((address) => `Disallow: ${address(paths[lang])}`),
    );
    res
      .type('text')
      .send(['User-agent: *', ...refused, `Sitemap: ${absolute('/sitemap.xml')}`, ''].join('\n'));
  });

  routes.get('/sitemap.xml', async (_req, res) => {
    const files = await numberOfFiles(db.read);
    const parts = ['pages', ...Array.from({ length: files }, (_, at) => `products-${at + 1}`)];
    const entries = parts.map(
      (part) => `<sitemap><loc>${absolute(`/sitemaps/${part}.xml`)}</loc></sitemap>`,
    );
    sendXml(res, `<sitemapindex xmlns="${NAMESPACE}">${entries.join('')}</sitemapindex>`);
  });

  routes.get('/sitemaps/pages.xml', async (_req, res) => {
    const { classes } = await catalogueSnapshot(db);
    const active = classes.all.filter(({ active: shown }) => shown);
    sendXml(
      res,
      urlSet([
        ...PAGES.map((page) => inEachLanguage(page, absolute)),
        ...active.flatMap(({ code }) => [
          inEachLanguage((own) => own.aids({ class: code }), absolute),
          inEachLanguage((own) => own.aidClass(code), absolute),
        ]),
      ]),
    );
  });

  routes.get('/sitemaps/products-:part.xml', async (req, res) => {
    const { part } = req.params;
    if (!/^[1-9]\d{0,4}$/.test(part)) throw new NotFound();
    const slugs = await productsIn(db.read, Number(part));
    if (slugs.length === 0) throw new NotFound();
    sendXml(res, urlSet(slugs.map((slug) => inEachLanguage((own) => own.aid(slug), absolute))));
  });

  return routes;
}

const PAGES: ((own: Paths) => string)[] = [
  (own) => own.home(),
  (own) => own.aids(),
  (own) => own.families(),
  (own) => own.priorityAids(),
  (own) => own.guide(),
  (own) => own.measures(),
  (own) => own.help(),
  (own) => own.openData(),
  (own) => own.accessibility(),
  (own) => own.privacy(),
  (own) => own.cookies(),
];

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

// A file holds the products of a range of ids, so that a new product changes only the last one.
async function numberOfFiles(db: Queryable): Promise<number> {
  const [row]: { last: number | null }[] = await db('products')
    .where({ status: 'published' })
    .max({ last: 'id' });
  return Math.ceil((row?.last ?? 0) / IN_ONE_FILE);
}

async function productsIn(db: Queryable, part: number): Promise<string[]> {
  const rows: { slug: string }[] = await db('products')
    .where({ status: 'published' })
    .where('id', '>', (part - 1) * IN_ONE_FILE)
    .where('id', '<=', part * IN_ONE_FILE)
    .orderBy('id')
    .select('slug');
  return rows.map(({ slug }) => slug);
}

type Absolute = (address: string) => string;

// One page: an address in each language, each naming the others.
function inEachLanguage(address: (own: Paths) => string, absolute: Absolute): string {
  const at = (lang: (typeof LANGUAGES)[number]) => escape(absolute(address(paths[lang])));
  const others = LANGUAGES.map(
    (lang) => `<xhtml:link rel="alternate" hreflang="${lang}" href="${at(lang)}"/>`,
  ).join('');
  return LANGUAGES.map((lang) => `<url><loc>${at(lang)}</loc>${others}</url>`).join('');
}

function urlSet(urls: string[]): string {
  return `<urlset xmlns="${NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">${urls.join('\n')}</urlset>`;
}

function sendXml(res: Response, xml: string): void {
  res.type('application/xml').send(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`);
}
