// A person's aids that come in lots: sent, left out, changed and stopped here; and the start of a plan from a request.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { applicantsOf, relationTo } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { readActFields, readSeen } from '../requests/forms.ts';
import { ownRequest, requestToActOn } from '../requests/own-request.ts';
import type { Refused } from '../requests/requests.ts';
import { backTo, titleOf } from '../requests/words.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { changePlan, sendLot, skipLot, startPlan, stopPlan } from './consumables.ts';
import { readChanges, readSending, readStart, readVersion } from './forms.ts';
import { mayRepeat } from './may-repeat.ts';
import { offerChoices } from './offers.ts';
import { planCard } from './plan-page.ts';
import { MONTHS, usualPieces } from './schedule.ts';
import { findPlan, planOfEntitlement, plansOf, type Plan } from './store.ts';

interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

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

  routes.get('/requests/:reference/repeat', (req, res) => showStart(req, res));

  routes.post('/requests/:reference/repeat', async (req: At, res) => {
    const by = readerWith(res, 'applicant', 'representative');
    const request = await requestToActOn(portal, req, res);
    const may = await mayRepeat(db.read, request, dayOf(clock()));
    const most = may.may ? Math.min(may.norm, may.entitlement.free) : 1_000_000;
    const form = readStart(req.body, most);
    if ('problems' in form) return showStart(req, res, form);
    const { reference } = request;
    const order = { by, at: clock(), reference, ...form.values };
    const result = await unlessChanged(() => startPlan(portal, order));
    if (!result.done) {
      return showStart(req, res, { ...refusedAs(res, result, 'form'), typed: form.typed });
    }
    leaveNotice(res, 'consumables.started');
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

  async function showStart(req: At, res: Response, shown: Shown = {}): Promise<void> {
    readerWith(res, 'applicant', 'representative');
    const visit = visitOf(res);
    const { t, paths, format } = visit;
    const { request, relation } = await ownRequest(portal, req, res);
    if (relation === 'see') throw new Forbidden('requests.refused.see-only');
    const may = await mayRepeat(db.read, request, dayOf(clock()));
    if (!may.may) {
      const plan = await planOfEntitlement(db.read, request.entitlementId);
      return page(
        res,
        'consumables/not-now',
        {
          title: t('consumables.start.title'),
          what: titleOf(request, visit),
          back: backTo(request, visit),
          why: t(`consumables.refused.${may.reason}`),
          plansHref: plan ? paths.consumables() : null,
        },
        409,
      );
    }
    const { norm, entitlement } = may;
    page(
      res,
      'consumables/start',
      {
        title: t('consumables.start.title'),
        what: titleOf(request, visit),
        back: backTo(request, visit),
        reference: request.reference,
        norm: t('consumables.start.norm', {
          norm: format.number(norm),
          free: format.number(entitlement.free),
        }),
        usual: Math.min(usualPieces(norm, 3), entitlement.free),
        most: Math.min(norm, entitlement.free),
        months: MONTHS,
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
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

type At = Request<{ reference: string }>;

function mostOf({ norm, entitlement }: Plan): number {
  return Math.min(norm, entitlement.quantity);
}

const CHANGED: Refused = { done: false, reason: 'changed-meanwhile' };

async function unlessChanged<T>(act: () => Promise<T>): Promise<T | Refused> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Conflict) return CHANGED;
    throw error;
  }
}

// A refusal as a problem of the form; those of requests have their own texts.
function refusedAs(res: Response, { reason }: Refused, field: string): Shown {
  const own = `consumables.refused.${reason}`;
  const key = visitOf(res).t.has(own) ? own : `requests.refused.${reason}`;
  return { problems: [{ field, key }], status: reason === CHANGED.reason ? 409 : 422 };
}
