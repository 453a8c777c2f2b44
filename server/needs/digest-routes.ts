// The administrators' digests of what nobody offers: counts; the words only by opening them, which is written down.
import { Router, type Response } from 'express';
import { recordAudit } from '../audit/audit.ts';
import { inTransaction } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { needsOf, spelt } from './digest.ts';

interface Digest {
  id: number;
  month: string;
  total: number;
}

export function digestRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/admin/needs', async (_req, res) => {
    readerWith(res, 'administrator');
    const { t, paths, format } = visitOf(res);
    const rows: Digest[] = await db
      .read('need_digests')
      .orderBy('month', 'desc')
      .limit(120)
      .select('id', 'month', 'total');
    page(res, 'needs/digests', {
      title: t('needs.digest.title'),
      breadcrumbs: [{ text: t('administration.title'), href: paths.admin() }],
      digests: rows.map((row) => ({ ...row, month: spelt(row.month, format) })),
    });
  });

  routes.get('/admin/needs/:id', async (req, res) => {
    readerWith(res, 'administrator');
    const digest = await digestAt(req.params.id);
    const rows: Record<string, unknown>[] = await db
      .read('need_digest_lines')
      .join('aid_classes', 'aid_classes.code', 'need_digest_lines.aid_class_code')
      .join('regions', 'regions.code', 'need_digest_lines.region_code')
      .where({ digest_id: digest.id })
      .orderBy([{ column: 'need_digest_lines.count', order: 'desc' }, 'aid_class_code'])
      .select(
        'need_digest_lines.*',
        ...['kk', 'ru', 'en'].flatMap((lang) => [
          `aid_classes.name_${lang} as class_${lang}`,
          `regions.name_${lang} as region_${lang}`,
        ]),
      );
    const { t, format } = visitOf(res);
    page(res, 'needs/digest', {
      title: t('needs.digest.of', { month: spelt(digest.month, format) }),
      breadcrumbs: crumbs(res),
      digest,
      lines: rows.map((row) => ({
        aidClass: namesOf(row, 'class'),
        region: namesOf(row, 'region'),
        count: Number(row.count),
      })),
    });
  });

  routes.get('/admin/needs/:id/words', async (req, res) => {
    const by = readerWith(res, 'administrator');
    const { t, format } = visitOf(res);
    const digest = await digestAt(req.params.id);
    const rows: Record<string, unknown>[] = await needsOf(db.read, digest.month)
      .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
      .orderBy(['requests.aid_class_code', 'requests.id'])
      .limit(500)
      .select('need', 'need_tried', 'name_kk', 'name_ru', 'name_en');
    await inTransaction(db, (trx) =>
      recordAudit(trx, {
        at: clock(),
        actorId: by.accountId,
        actorRole: 'administrator',
        action: 'needs.read',
        objectKind: 'need_digest',
        objectId: digest.id,
        fields: ['need', 'need_tried'],
      }),
    );
    page(res, 'needs/digest-words', {
      title: t('needs.digest.words', { month: spelt(digest.month, format) }),
      breadcrumbs: crumbs(res),
      needs: rows.map((row): { aidClass: Names; need: string; tried: string | null } => ({
        aidClass: namesOf(row),
        need: row.need as string,
        tried: row.need_tried as string | null,
      })),
    });
  });

  async function digestAt(raw: string): Promise<Digest> {
    const id = /^[1-9]\d{0,8}$/.test(raw) ? Number(raw) : 0;
    const row: Digest | undefined = await db
      .read('need_digests')
      .where({ id })
      .first('id', 'month', 'total');
    if (!row) throw new NotFound();
    return row;
  }

  return routes;
}

function crumbs(res: Response) {
  const { t, paths } = visitOf(res);
  return [
    { text: t('administration.title'), href: paths.admin() },
    { text: t('needs.digest.title'), href: paths.adminNeeds() },
  ];
}
