// A person's aids that come in lots: sent, left out, changed and stopped here.
import { Router, type Request, type Response } from 'express';
import { applicantsOf, relationTo } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { readActFields, readSeen } from '../requests/forms.ts';
import { Forbidden, NotFound } from '../web/errors.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { changePlan, sendLot, skipLot, stopPlan } from './consumables.ts';
import { readChanges, readSending, readVersion } from './forms.ts';
import { offerChoices } from './offers.ts';
import { planCard } from './plan-page.ts';
import { refusedAs, unlessChanged, type Shown } from './refused.ts';
import { MONTHS } from './schedule.ts';
import { findPlan, plansOf, type Plan } from './store.ts';

export function ownRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/account/consumables', (_req, res) => showPlans(res));

  routes.post('/account/consumables/:id/lot', async (req, res) => {
    const { plan, by } = await planToActOn(req, res);
    const { version, key } = readActFields(req.body);
    const seen = readSeen(req.body);
    const form = readSending(req.body);
    const agreed = 'values' in form && form.values.agreed;
    const order = { by, at: clock(), planId: plan.id, version, key, seen, agreed };
    const result = await unlessChanged(() => sendLot(portal, order));
    if (!result.done) return showPlans(res, refusedAs(res, result, 'form'));
    leaveNotice(res, 'consumables.sent');
    res.redirect(303, visitOf(res).paths.request(result.reference));
  });

  routes.post('/account/consumables/:id/skip', async (req, res) => {
    const { plan, by } = await planToActOn(req, res);
    const form = readVersion(req.body);
    if ('problems' in form) return showPlans(res, { problems: form.problems });
    const order = { by, at: clock(), planId: plan.id, ...form.values };
    const result = await unlessChanged(() => skipLot(portal, order));
    if (!result.done) return showPlans(res, refusedAs(res, result, 'form'));
    leaveNotice(res, 'consumables.skipped');
    res.redirect(303, visitOf(res).paths.consumables());
  });

  routes.get('/account/consumables/:id/change', async (req, res) => {
    const { plan } = await planToActOn(req, res);
    await showChange(res, plan);
  });

  routes.post('/account/consumables/:id/change', async (req, res) => {
    const { plan, by } = await planToActOn(req, res);
    const form = readChanges(req.body, mostOf(plan));
    if ('problems' in form) return showChange(res, plan, form);
    const { version, offer, ...rest } = form.values;
    const changes = { ...rest, offerId: offer };
    const order = { by, at: clock(), planId: plan.id, version, changes };
    const result = await unlessChanged(() => changePlan(portal, order));
    if (!result.done) {
      return showChange(res, plan, { ...refusedAs(res, result, 'form'), typed: form.typed });
    }
    leaveNotice(res, 'consumables.changed');
    res.redirect(303, visitOf(res).paths.consumables());
  });

  routes.get('/account/consumables/:id/end', async (req, res) => {
    const { plan } = await planToActOn(req, res);
    showEnd(res, plan);
  });

  routes.post('/account/consumables/:id/end', async (req, res) => {
    const { plan, by } = await planToActOn(req, res);
    const form = readVersion(req.body);
    if ('problems' in form) return showEnd(res, plan, form);
    const order = { by, at: clock(), planId: plan.id, ...form.values };
    const result = await unlessChanged(() => stopPlan(portal, order));
    if (!result.done) return showEnd(res, plan, refusedAs(res, result, 'form'));
    leaveNotice(res, 'consumables.stopped');
    res.redirect(303, visitOf(res).paths.consumables());
  });

  async function showPlans(res: Response, { problems = [], status }: Shown = {}): Promise<void> {
    const reader = readerWith(res, 'applicant', 'representative');
    const visit = visitOf(res);
    const day = dayOf(clock());
    const people = await applicantsOf(db.read, reader.accountId, day);
    const plans = await plansOf(
      db.read,
      people.map(({ applicantId }) => applicantId),
    );
    const relations = new Map(people.map(({ applicantId, relation }) => [applicantId, relation]));
    page(
      res,
      'consumables/list',
      {
        title: visit.t('consumables.title'),
        breadcrumbs: [{ text: visit.t('layout.account'), href: visit.paths.account() }],
        several: people.length > 1 || people.some(({ relation }) => relation !== 'self'),
        plans: await Promise.all(
          plans.map((plan) => {
            const mayAct = relations.get(plan.applicant.id) !== 'see';
            return planCard(db.read, plan, { day, mayAct }, visit);
          }),
        ),
        problems,
      },
      status,
    );
  }

  async function showChange(res: Response, plan: Plan, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const { t, lang, paths } = visit;
    page(
      res,
      'consumables/change',
      {
        title: t('consumables.change.title'),
        back: { text: t('consumables.title'), href: paths.consumables() },
        plan,
        what: plan.product.names[lang],
        most: mostOf(plan),
        months: MONTHS,
        offers: await offerChoices(db, plan, dayOf(clock()), visit),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  function showEnd(res: Response, plan: Plan, shown: Shown = {}): void {
    const { t, lang, paths } = visitOf(res);
    page(
      res,
      'consumables/end',
      {
        title: t('consumables.end.title'),
        back: { text: t('consumables.title'), href: paths.consumables() },
        plan,
        what: plan.product.names[lang],
        problems: shown.problems ?? [],
      },
      shown.status,
    );
  }

  // The plan that the address names, for whoever may act: to a stranger it is not there.
  async function planToActOn(req: Request<{ id: string }>, res: Response) {
    const by = readerWith(res, 'applicant', 'representative');
    const { id } = req.params;
    const plan = /^[1-9]\d{0,8}$/.test(id) ? await findPlan(db.read, Number(id)) : null;
    const relation =
      plan && (await relationTo(db.read, by.accountId, plan.applicant.id, dayOf(clock())));
    if (!plan || !relation) throw new NotFound();
    if (relation === 'see') throw new Forbidden('requests.refused.see-only');
    return { plan, by };
  }

  return routes;
}

function mostOf({ norm, entitlement }: Plan): number {
  return Math.min(norm, entitlement.quantity);
}
