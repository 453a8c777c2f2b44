// What stands around the search: suggestions while typing, and a way to say what is missing.
import { Router, type Request, type Response } from 'express';
import { inTransaction, type Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { byName } from '../i18n/sort-keys.ts';
import type { Portal } from '../portal.ts';
import { optionalText, readForm, type Outcome } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf, type Visit } from '../web/visit.ts';
import { missingFields, query } from './forms.ts';
import { sayMissing } from './missing.ts';
import { Often } from './often.ts';
import { suggest, type Suggestion } from './suggestions.ts';

export function searchRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();
  const often = new Often();

  routes.get('/aids/suggestions', async (req, res) => {
    const visit = visitOf(res);
    const outcome = readForm({ q: query }, req.query);
    const text = 'values' in outcome ? outcome.values.q : null;
    const version = await versionOf(db.read);
    const found = text ? await suggest(db, text, { lang: visit.lang, version }) : [];
    res
      .status('problems' in outcome ? 422 : 200)
      .set('Cache-Control', visit.reader ? 'no-store' : 'private, max-age=60')
      .json({
        label: visit.t('search.suggestions.label'),
        status: visit.t('search.suggestions.count', { count: found.length }),
        options: found.map((one) => optionOf(one, visit)),
      });
  });

  routes.get('/aids/missing', async (req, res) => {
    const outcome = readForm({ q: optionalText({ max: 300, lines: true }) }, req.query);
    const text = 'values' in outcome ? (outcome.values.q ?? '') : '';
    await showMissing(res, { typed: { text } });
  });

  routes.post('/aids/missing', async (req, res) => {
    const { lang, paths } = visitOf(res);
    const form = await readMissing(req);
    if ('problems' in form) return showMissing(res, form);
    const at = clock();
    often.count(req.ip ?? '', at);
    const { text, class: classCode, region: regionCode } = form.values;
    await inTransaction(db, (trx) => sayMissing(trx, { text, classCode, regionCode, lang }, at));
    leaveNotice(res, 'search.missing.said');
    res.redirect(303, paths.families());
  });

  async function readMissing(req: Request) {
    const [classes, regions] = await Promise.all([familiesOf(db.read), regionsOf(db.read)]);
    const codes = (all: readonly Named[]) => all.map(({ code }) => code);
    return readForm(missingFields(codes(classes), codes(regions)), req.body ?? {});
  }

  async function showMissing(res: Response, returned: Partial<Outcome<never>>): Promise<void> {
    const { t, lang, paths } = visitOf(res);
    const [classes, regions] = await Promise.all([familiesOf(db.read), regionsOf(db.read)]);
    const title = t('search.missing.title');
    page(res, 'search/missing', {
      title,
      breadcrumbs: [
        { text: t('catalogue.home'), href: paths.home() },
        { text: t('catalogue.list.title'), href: paths.aids() },
        { text: title },
      ],
      ...returned,
      classes,
      regions: byName(regions, lang),
    });
  }

  return routes;
}

function optionOf(one: Suggestion, { t, paths }: Visit) {
  const { text, detail } = one;
  return one.kind === 'class'
    ? {
        text,
        detail: detail ?? t('search.suggestions.class'),
        href: paths.aids({ class: one.code }),
      }
    : { text, detail, href: paths.aid(one.slug) };
}

interface Named {
  code: string;
  names: Names;
}

async function familiesOf(db: Queryable): Promise<Named[]> {
  const families = db('aid_classes').whereNull('parent_code').where({ active: true });
  return named(await families.orderBy(['position', 'code']));
}

async function regionsOf(db: Queryable): Promise<Named[]> {
  return named(await db('regions').orderBy('code'));
}

function named(rows: ({ code: string } & Record<string, unknown>)[]): Named[] {
  return rows.map((row) => ({ code: row.code, names: namesOf(row) }));
}

async function versionOf(db: Queryable): Promise<number> {
  const row: { version: number } = await db('catalogue_version').where({ id: 1 }).first('version');
  return row.version;
}
