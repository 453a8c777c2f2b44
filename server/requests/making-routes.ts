// An aid that is made for one person: starting without a product, saying what the maker has to know and who should
// make it.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { choice, readForm, type Problem, type Typed } from '../web/forms.ts';
import { readerOf, readerWith, visitOf, type Visit } from '../web/visit.ts';
import { answerAct, problemOf } from './act-page.ts';
import type { AidRequest } from './aid-request.ts';
import { readActFields, readMaking } from './forms.ts';
import { mayMove } from './lifecycle.ts';
import { makerChoices, makersOf } from './maker-choices.ts';
import type { Maker } from './makers.ts';
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
import { startRequest, stateParticulars } from './requests.ts';
import { titleOf } from './words.ts';

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
    const makers = await makersOf(db.read, request, dayOf(clock()));
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

  async function showParticulars(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const visit = visitOf(res);
    const { t, paths } = visit;
    const request = await requestToActOn(portal, req, res);
    const open = mayMove('discard', request.status, 'applicant');
    if (!open || request.route !== 'made_to_order') return notNow(page, res, request);
    const asked = await particularsFor(db.read, request.aidClass.code);
    const answers = await particularsOf(db.read, request.id);
    const makers = await makersOf(db.read, request, dayOf(clock()));
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

  return routes;
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
