// News of the catalogue as an Atom feed in each language (RFC 4287): the products published last.
import { createHash } from 'node:crypto';
import { Router } from 'express';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import type { Queryable } from '../database.ts';
import { isLang, type Lang } from '../i18n/languages.ts';
import { paths } from '../paths.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { escape } from '../web/templates.ts';

const LATEST = 30;

interface News {
  slug: string;
  maker: string;
  aid_class_code: string;
  name: string;
  summary: string;
  published_on: string;
  updated_at: string;
}

export function feedRoutes({ db, config, texts }: Portal): Router {
  const routes = Router();

  routes.get('/:lang/aids/news.atom', async (req, res) => {
    const { lang } = req.params;
    if (!isLang(lang)) throw new NotFound();
    const { version, classes } = await catalogueSnapshot(db);
    const tag = createHash('sha256').update(`${lang} ${version} ${config.publicUrl}`);
    res.set('ETag', `W/"${tag.digest('base64url').slice(0, 22)}"`);
    res.set('Cache-Control', 'public, no-cache');
    if (req.fresh) {
      res.status(304).end();
      return;
    }
    const news = await listNews(db.read, lang);
    const at = (address: string) => escape(new URL(address, config.publicUrl).href);
    const t = texts[lang];
    const entries = news.map(
      (one) => `<entry>
<id>${at(`/aids/${one.slug}`)}</id>
<title>${escape(one.name)}</title>
<link rel="alternate" type="text/html" hreflang="${lang}" href="${at(paths[lang].aid(one.slug))}"/>
<published>${one.published_on}T00:00:00+05:00</published>
<updated>${one.updated_at}</updated>
<author><name>${escape(one.maker)}</name></author>
<category term="${escape(one.aid_class_code)}" label="${escape(classes.find(one.aid_class_code)?.names[lang])}"/>
<summary>${escape(one.summary)}</summary>
</entry>`,
    );
    res.type('application/atom+xml').send(`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
<id>${at(paths[lang].news())}</id>
<title>${escape(t('open-data.feed.title'))}</title>
<subtitle>${escape(t('open-data.feed.subtitle'))}</subtitle>
<link rel="self" type="application/atom+xml" href="${at(paths[lang].news())}"/>
<link rel="alternate" type="text/html" hreflang="${lang}" href="${at(paths[lang].aids({ sort: 'newest' }))}"/>
<updated>${latest(news)}</updated>
${entries.join('\n')}
</feed>
`);
  });

  return routes;
}

async function listNews(db: Queryable, lang: Lang): Promise<News[]> {
  return db('products')
    .where({ status: 'published' })
    .whereNotNull('published_on')
    .orderBy([
      { column: 'published_on', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(LATEST)
    .select('slug', 'maker', 'aid_class_code', 'published_on', 'updated_at')
    .select({ name: `name_${lang}`, summary: `summary_${lang}` });
}

// The instant at which anything of it changed last; the first day of the portal while there is nothing.
function latest(news: readonly News[]): string {
  return (
    news
      .map((one) => one.updated_at)
      .toSorted()
      .at(-1) ?? '2026-11-23T00:00:00.000Z'
  );
}
