// An aid that is made for one person: starting without a product, saying what the maker has to know and who should
// make it, and choosing another maker when one declined.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { choice, readForm, type Problem, type Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, readerWith, visitOf, type Visit } from '../web/visit.ts';
import { answerAct, problemOf } from './act-page.ts';
import type { AidRequest } from './aid-request.ts';
import type { Money } from './co-payment.ts';
import { readActFields, readAgreement, readMaking, readSeen, writeSeen } from './forms.ts';
import { mayMove } from './lifecycle.ts';
import { makersFor, type Maker } from './makers.ts';
import { notNow } from './not-now.ts';
import { requestToActOn } from './own-request.ts';
import { particularsFor, particularsOf } from './particulars.ts';
import {
  fieldOf,
  hasUnknownBox,
  readParticulars,
  typedParticulars,
  unknownOf,
} from './particulars-form.ts';
import { chooseMakerAgain, startRequest, stateParticulars } from './requests.ts';
import { backTo, titleOf } from './words.ts';

type At = Request<{ reference: string }>;

interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

const OFFICE = 'office';

/** Starting: it stands before the routes that take a reference. */
export function startMakingRoutes(portal: Portal): Router {
  const { clock, page } = portal;
  const routes = Router();

  routes.post('/requests/made-to-order', async (req, res) => {
    const by = readerWith(res, 'applicant', 'representative');
    const { t, paths } = visitOf(res);
    const { entitlement: entitlementId, key } = readMaking(req.body);
    const started = await startRequest(portal, {
      by,
      at: clock(),
      entitlementId,
      offerId: null,
      key,
    });
    if (started.done) return res.redirect(303, paths.requestDraft(started.reference));
    page(
      res,
      'requests/cannot-start',
      {
        title: t('requests-pages.new.none'),
        lead: t(`requests.refused.${started.reason}`),
        problems: [problemOf(started.reason)],
        steps: [{ text: t('requests-pages.new.toProgramme'), href: paths.programme() }],
      },
      422,
    );
  });

  return routes;
}

export function makingRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/requests/:reference/particulars', (req, res) => showParticulars(req, res));

  routes.post('/requests/:reference/particulars', async (req: At, res) => {
    const by = readerOf(res);
    const request = await requestToActOn(portal, req, res);
    const { version, key } = readActFields(req.body);
    const asked = await particularsFor(db.read, request.aidClass.code);
    const makers = await makersOf(request);
    const read = readParticulars(asked, req.body);
    const wish = readForm({ maker: makerField(request, makers) }, req.body);
    const typed = { ...read.typed, ...wish.typed };
    if ('problems' in read || 'problems' in wish) {
      const problems = [read, wish].flatMap((one) => ('problems' in one ? one.problems : []));
      return showParticulars(req, res, { problems, typed });
    }
    const { reference } = request;
    const { maker } = wish.values;
    await answerAct(
      res,
      () =>
        stateParticulars(portal, {
          by,
          at: clock(),
          reference,
          version,
          key,
          answers: read.values,
          makerId: maker === OFFICE ? null : Number(maker),
        }),
      {
        again: (problems, status) => showParticulars(req, res, { problems, typed, status }),
        next: (done) => visitOf(res).paths.requestCheck(done),
      },
    );
  });

  routes.get('/requests/:reference/maker', (req, res) => showMakers(req, res));

  routes.post('/requests/:reference/maker', async (req: At, res) => {
    const by = readerOf(res);
    const request = await requestToActOn(portal, req, res);
    const { version, key } = readActFields(req.body);
    const makers = await makersOf(request);
    const ids = makers.map(({ id }) => String(id));
    const missing = 'made-to-order.maker.missing';
    const read = readForm({ maker: choice(ids, { missing }) }, req.body);
    const agreed = readAgreement(req.body);
    const typed = { ...read.typed, ...agreed.typed };
    if ('problems' in read) return showMakers(req, res, { problems: read.problems, typed });
    const maker = makers.find(({ id }) => String(id) === read.values.maker)!;
    if (pays(maker.money) && !('values' in agreed && agreed.values.agreed)) {
      const problems = [{ field: 'agreed', key: 'made-to-order.again.agreeMissing' }];
      return showMakers(req, res, { problems, typed });
    }
    const { reference } = request;
    const seen = readSeen({ seen: seenOf(req.body, maker.id) });
    await answerAct(
      res,
      () =>
        chooseMakerAgain(portal, {
          by,
          at: clock(),
          reference,
          version,
          key,
          makerId: maker.id,
          seen,
        }),
      {
        again: (problems, status) => showMakers(req, res, { problems, typed, status }),
        next: (done) => {
          leaveNotice(res, 'requests-pages.choice.done');
          return visitOf(res).paths.request(done);
        },
      },
    );
  });

  async function showParticulars(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const { t, paths } = visit;
    const request = await requestToActOn(portal, req, res);
    const open = mayMove('discard', request.status, 'applicant');
    if (!open || request.route !== 'made_to_order') return notNow(page, res, request);
    const asked = await particularsFor(db.read, request.aidClass.code);
    const answers = await particularsOf(db.read, request.id);
    const makers = await makersOf(request);
    page(
      res,
      'requests/particulars',
      {
        title: t('made-to-order.page.title'),
        what: titleOf(request, visit),
        back: { text: t('components.back'), href: paths.requestDraft(request.reference) },
        request,
        choiceHref: paths.requestChoice(request.reference),
        groups: groupsOf(asked, visit),
        // Who has chosen a product has chosen its supplier.
        makers: request.making ? makerChoices(makers, visit) : null,
        key: randomUUID(),
        problems: shown.problems ?? [],
        typed: shown.typed ?? {
          ...typedParticulars(asked, answers),
          maker: wishOf(request),
        },
      },
      shown.status,
    );
  }

  async function showMakers(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const request = await requestToActOn(portal, req, res);
    const open = mayMove('maker_choice', request.status, 'applicant');
    if (!open || !request.making) return notNow(page, res, request);
    const makers = await makersOf(request);
    page(
      res,
      'requests/maker',
      {
        title: visit.t('made-to-order.again.title'),
        back: backTo(request, visit),
        what: titleOf(request, visit),
        lead: visit.t('made-to-order.again.lead', { date: visit.format.date(request.dueOn) }),
        request,
        makers: makerChoices(makers, visit),
        seen: makers.map(({ id, money }) => ({ name: `seen_${id}`, value: writeSeen(money) })),
        pays: makers.some(({ money }) => pays(money)),
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  async function makersOf(request: AidRequest): Promise<Maker[]> {
    return makersFor(db.read, {
      aidClassCode: request.aidClass.code,
      regionCode: request.applicant.regionCode,
      quantity: request.quantity,
      day: dayOf(clock()),
    });
  }

  return routes;
}

// Each choice of a maker carries the sums that were shown for it.
function seenOf(body: unknown, makerId: number): unknown {
  return ((body ?? {}) as Record<string, unknown>)[`seen_${makerId}`];
}

function pays({ coPayment }: Money): boolean {
  return coPayment !== null && coPayment > 0;
}

function makerField({ making }: AidRequest, makers: readonly Maker[]) {
  const ids = makers.map(({ id }) => String(id));
  const missing = 'made-to-order.maker.missing';
  // Nobody is asked where a product was chosen, or where there is nobody to choose.
  if (!making || !ids.length) return () => OFFICE;
  return choice([...ids, OFFICE], { missing });
}

function wishOf({ making }: AidRequest): string {
  return making?.wishedMakerId ? String(making.wishedMakerId) : OFFICE;
}

function makerChoices(makers: readonly Maker[], { t, lang, format }: Visit) {
  return makers.map(({ id, names, money, workingDays }) => ({
    value: String(id),
    text: names[lang],
    hint: {
      text: t('made-to-order.maker.terms', {
        price: format.money(money.price),
        person:
          money.coPayment === null
            ? t('made-to-order.maker.notSet')
            : format.money(money.coPayment),
        days: workingDays,
      }),
    },
  }));
}

// Questions under one heading stand together.
function groupsOf(asked: Awaited<ReturnType<typeof particularsFor>>, { t, lang }: Visit) {
  const groups: { heading: string | null; fields: object[] }[] = [];
  for (const one of asked) {
    const heading = one.sections?.[lang] ?? null;
    const last = groups.at(-1);
    const field = {
      name: fieldOf(one),
      unknown: hasUnknownBox(one) ? unknownOf(one) : null,
      kind: one.kind,
      label: one.required
        ? one.names[lang]
        : `${one.names[lang]} (${t('made-to-order.page.optional')})`,
      hint: one.helps?.[lang] ?? null,
      suffix: one.unit ? t(`made-to-order.sign.${one.unit}`) : null,
      items: itemsOf(one),
    };
    if (last && heading !== null && last.heading === heading) last.fields.push(field);
    else groups.push({ heading, fields: [field] });
  }
  return groups;

  function itemsOf({ kind, options }: (typeof asked)[number]) {
    const unknown = { value: 'unknown', text: t('made-to-order.unknown') };
    if (kind === 'choice') {
      return [...options.map(({ key, names }) => ({ value: key, text: names[lang] })), unknown];
    }
    if (kind !== 'yes_no') return [];
    return [
      { value: 'yes', text: t('made-to-order.yes') },
      { value: 'no', text: t('made-to-order.no') },
      unknown,
    ];
  }
}
