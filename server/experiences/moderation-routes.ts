// What people told waits here for an administrator: published, or declined with a reason that the author hears.
import { Router, type Response } from 'express';
import { recordAudit } from '../audit/audit.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import { optionalChoice, readForm, type Problem, type Typed } from '../web/forms.ts';
import { readPlace } from '../web/newest-first.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { declineExperience, publishExperience } from './experiences.ts';
import { readDecision, readDecline } from './forms.ts';
import { ASPECTS, DECLINE_REASONS } from './scales.ts';
import { countForModeration, findExperience, listForModeration, type Experience } from './store.ts';

const PER_PAGE = 20;
const SHOWN = ['waiting', 'flagged', 'published', 'declined'] as const;

export function moderationRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/admin/experiences', async (req, res) => {
    readerWith(res, 'administrator');
    const { t, paths } = visitOf(res);
    const filter = readForm({ shown: optionalChoice(SHOWN) }, req.query);
    const shown = ('values' in filter && filter.values.shown) || 'waiting';
    const { rows, newer, older } = await listForModeration(
      db.read,
      shown,
      readPlace(req.query),
      PER_PAGE,
    );
    page(res, 'experiences/queue', {
      title: t('experiences.queue.title'),
      breadcrumbs: [{ text: t('administration.title'), href: paths.admin() }],
      problems: 'problems' in filter ? filter.problems : [],
      shown,
      tabs: SHOWN,
      counts: await countForModeration(db.read),
      rows,
      newerHref: newer && paths.adminExperiences({ shown, ...newer }),
      olderHref: older && paths.adminExperiences({ shown, ...older }),
    });
  });

  routes.get('/admin/experiences/:id', async (req, res) => {
    const by = readerWith(res, 'administrator');
    const one = await experienceAt(req.params.id);
    await inTransaction(db, (trx) =>
      recordAudit(trx, {
        at: clock(),
        actorId: by.accountId,
        actorRole: 'administrator',
        action: 'experience.read',
        objectKind: 'experience',
        objectId: one.id,
        applicantId: one.applicantId,
        fields: ['text'],
      }),
    );
    show(res, one);
  });

  routes.post('/admin/experiences/:id/publication', async (req, res) => {
    const by = readerWith(res, 'administrator');
    const one = await experienceAt(req.params.id);
    const form = readDecision(req.body);
    if ('problems' in form) return show(res, one, form);
    const order = { by, at: clock(), id: one.id, version: form.values.version };
    await judged(res, one, () => publishExperience(portal, order), 'experiences.published');
  });

  routes.post('/admin/experiences/:id/refusal', async (req, res) => {
    const by = readerWith(res, 'administrator');
    const one = await experienceAt(req.params.id);
    const form = readDecline(req.body);
    if ('problems' in form) return show(res, one, form);
    const order = { by, at: clock(), id: one.id, ...form.values };
    await judged(res, one, () => declineExperience(portal, order), 'experiences.declined');
  });

  async function judged(
    res: Response,
    { id }: Experience,
    judge: () => Promise<void>,
    notice: string,
  ): Promise<void> {
    try {
      await judge();
    } catch (error) {
      if (!(error instanceof Conflict || error instanceof Forbidden)) throw error;
      const status = error instanceof Conflict ? 409 : 403;
      const problems = [{ field: 'form', key: error.reason }];
      return show(res, await experienceAt(String(id)), { problems, typed: {} }, status);
    }
    leaveNotice(res, notice);
    res.redirect(303, visitOf(res).paths.adminExperiences());
  }

  async function experienceAt(id: string): Promise<Experience> {
    const one = /^[1-9]\d{0,8}$/.test(id) ? await findExperience(db.write, Number(id)) : null;
    if (!one || one.state === 'withdrawn') throw new NotFound();
    return one;
  }

  function show(
    res: Response,
    one: Experience,
    returned: { problems?: Problem[]; typed?: Typed } = {},
    status?: number,
  ): void {
    const { t, lang, paths } = visitOf(res);
    page(
      res,
      'experiences/judge',
      {
        title: t('experiences.judge.title', { product: one.product.names[lang] }),
        breadcrumbs: [
          { text: t('administration.title'), href: paths.admin() },
          { text: t('experiences.queue.title'), href: paths.adminExperiences() },
        ],
        one,
        aspects: ASPECTS,
        reasons: DECLINE_REASONS,
        open: one.state === 'waiting' || one.state === 'published',
        ...returned,
      },
      status,
    );
  }

  return routes;
}
