// The supplier's own proposals, and the products of the catalogue to which a change may be proposed.
import { Router } from 'express';
import type { Knex } from 'knex';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { Portal } from '../portal.ts';
import { optionalText, readForm } from '../web/forms.ts';
import { newestFirst, readPlace } from '../web/newest-first.ts';
import { visitOf } from '../web/visit.ts';
import { actAt } from './desk.ts';
import type { RevisionStatus } from './lifecycle.ts';

const PAGE = 30;
const FOUND = 20;

interface ProposalRow extends Record<string, unknown> {
  id: number;
  product_id: number;
  number: number;
  status: RevisionStatus;
  product_status: string;
  submitted_at: string | null;
  created_at: string;
  publish_on: string | null;
  message: string | null;
}

export function supplierListRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/supplier/products', async (req, res) => {
    const { t, paths } = visitOf(res);
    const { supplierId } = actAt('supplier', res, portal);
    const form = readForm({ q: optionalText({ max: 100 }) }, req.query);
    const q = 'values' in form ? form.values.q : null;
    const query = db
      .read('product_revisions')
      .join('products', 'products.id', 'product_revisions.product_id')
      .where({ 'product_revisions.supplier_id': supplierId })
      .select(
        'product_revisions.id',
        'product_revisions.product_id',
        'product_revisions.number',
        'product_revisions.status',
        'product_revisions.submitted_at',
        'product_revisions.created_at',
        'product_revisions.publish_on',
        'product_revisions.message',
        'products.status as product_status',
        'products.name_kk',
        'products.name_ru',
        'products.name_en',
      );
    const { rows, newer, older } = await newestFirst<ProposalRow>(
      query,
      'product_revisions.id',
      readPlace(req.query),
      PAGE,
    );
    const { classes } = await catalogueSnapshot(db);
    page(res, 'publishing/proposals', {
      title: t('publishing.proposals.title'),
      breadcrumbs: [{ text: t('layout.supplier'), href: paths.supplier() }],
      width: 'wide',
      typed: form.typed,
      problems: 'problems' in form ? form.problems : [],
      rows: rows.map((row) => ({ ...row, names: namesOf(row) })),
      newer: newer && { href: paths.deskProducts('supplier', newer) },
      older: older && { href: paths.deskProducts('supplier', older) },
      found: q ? await findPublished(q) : null,
      classes,
    });
  });

  // By article exactly, else by every word in the name or the maker.
  async function findPublished(q: string) {
    const words = q.split(/\s+/).slice(0, 6);
    const ofArticle = db.read('variants').where({ article: q.trim() }).select('product_id');
    const rows: ({ id: number; maker: string; aid_class_code: string } & Names)[] = await db
      .read('products')
      .where({ status: 'published' })
      .where(
        (either) =>
          void either.whereIn('id', ofArticle).orWhere((all) => {
            for (const word of words) void all.where((some) => inNames(some, word));
          }),
      )
      .orderBy('id', 'desc')
      .limit(FOUND)
      .select('id', 'maker', 'aid_class_code', 'name_kk', 'name_ru', 'name_en');
    return rows.map((row) => ({ ...row, names: namesOf(row) }));
  }

  return routes;
}

function inNames(some: Knex.QueryBuilder, word: string): void {
  for (const column of ['maker', 'name_kk', 'name_ru', 'name_en']) {
    for (const spelling of spellings(word)) void some.orWhereLike(column, `%${spelling}%`);
  }
}

// SQLite's LIKE knows upper and lower case only of Latin letters. Signs that LIKE reads as its own stand for any one.
function spellings(word: string): Set<string> {
  const literal = word.replace(/[\\%_]/g, '_');
  const [first = '', ...rest] = literal.toLocaleLowerCase('kk');
  return new Set([
    literal,
    literal.toLocaleLowerCase('kk'),
    first.toLocaleUpperCase('kk') + rest.join(''),
  ]);
}
