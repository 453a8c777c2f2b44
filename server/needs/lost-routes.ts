// When an emergency is in force: the page for everybody, the short form on paper and on the screen.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { applicantsOf } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { emergenciesInForce } from '../emergencies/emergencies.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { readerOf, readerWith, visitOf } from '../web/visit.ts';
import { LOST_FIELDS, PAPERS, REACH, readLost } from './lost-forms.ts';
import { hitBy, type Hit } from './lost-ground.ts';
import { reportLost } from './lost-report.ts';
import { findReport } from './lost-tasks.ts';

export function lostRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/emergency', async (_req, res) => {
    const { t, lang, reader } = visitOf(res);
    const { regions, classes } = await catalogueSnapshot(db);
    const inForce = await emergenciesInForce(db.read, dayOf(clock()));
    page(res, 'needs/emergency', {
      title: t('needs.emergency.title'),
      emergencies: inForce.map((one) => ({
        ...one,
        regions: one.regions
          .map((code) => regions.find((region) => region.code === code)?.names[lang])
          .join(', '),
        classes: one.classes.map((code) => classes.find(code)?.names[lang]).join(', '),
      })),
      mayAsk: Boolean(reader?.roles.has('applicant') || reader?.roles.has('representative')),
    });
  });

  routes.get('/emergency/paper', (_req, res) => {
    const { t, paths } = visitOf(res);
    page(res, 'needs/lost-paper', {
      title: t('needs.paper.title'),
      back: { text: t('needs.emergency.title'), href: paths.emergency() },
      fields: LOST_FIELDS,
      reach: REACH,
      papers: PAPERS,
    });
  });

  routes.get('/emergency/form', (req, res) => show(req, res));

  routes.post('/emergency/form', async (req, res) => {
    const by = readerWith(res, 'applicant', 'representative');
    const at = clock();
    const hits = await ownHits(res);
    if (!hits.length) return show(req, res);
    const chosen = hits.find(({ applicantId }) => String(applicantId) === req.body?.person);
    const form = readLost(
      { ...req.body, emergency: String(chosen?.emergency.id ?? '') },
      {
        people: hits.map(({ applicantId }) => String(applicantId)),
        aids: (chosen?.aids ?? []).map(({ id }) => String(id)),
        emergencies: [...new Set(hits.map(({ emergency }) => String(emergency.id)))],
        staff: false,
        day: dayOf(at),
      },
    );
    if ('problems' in form) {
      const problems = form.problems.filter(({ field }) => field !== 'emergency');
      return show(req, res, {
        problems: problems.length ? problems : form.problems,
        typed: form.typed,
      });
    }
    const order = { by, at, lost: form.values, emergency: chosen!.emergency };
    const done = await reportLost(portal, order);
    res.redirect(303, visitOf(res).paths.emergencyReport(done.id));
  });

  routes.get('/emergency/reports/:id', async (req, res) => {
    const { t } = visitOf(res);
    const { accountId } = readerOf(res);
    const id = /^[1-9]\d{0,8}$/.test(req.params.id) ? Number(req.params.id) : 0;
    const report = await findReport(db.read, id);
    const people = await applicantsOf(db.read, accountId, dayOf(clock()));
    if (!report || !people.some(({ applicantId }) => applicantId === report.applicantId)) {
      throw new NotFound();
    }
    const rows: { reference: string; name_kk: string; name_ru: string; name_en: string }[] =
      await db
        .read('emergency_requests')
        .join('requests', 'requests.id', 'emergency_requests.request_id')
        .join('aid_classes', 'aid_classes.code', 'requests.aid_class_code')
        .where({ report_id: report.id })
        .orderBy('requests.id')
        .select('requests.reference', 'name_kk', 'name_ru', 'name_en');
    page(res, 'needs/lost-done', { title: t('needs.done.title'), report, requests: rows });
  });

  async function ownHits(res: Response): Promise<Hit[]> {
    const { accountId } = readerOf(res);
    const day = dayOf(clock());
    const people = await applicantsOf(db.read, accountId, day);
    const acting = people.filter(({ relation }) => relation !== 'see');
    return hitBy(db, acting, day);
  }

  async function show(
    _req: Request,
    res: Response,
    again: { problems?: Problem[]; typed?: Typed } = {},
  ): Promise<void> {
    readerWith(res, 'applicant', 'representative');
    const { t, paths } = visitOf(res);
    const hits = await ownHits(res);
    const back = { text: t('needs.emergency.title'), href: paths.emergency() };
    if (!hits.length) {
      page(res, 'needs/lost-none', { title: t('needs.lost.title'), back });
      return;
    }
    page(res, 'needs/lost-form', {
      title: t('needs.lost.title'),
      back,
      action: paths.emergencyForm(),
      hits,
      reach: REACH,
      papers: PAPERS,
      key: randomUUID(),
      staff: false,
      problems: again.problems ?? [],
      ...(again.typed && { typed: again.typed }),
    });
  }

  return routes;
}
