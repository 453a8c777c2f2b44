// From a product or a line of the programme to a draft.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import type { Problem } from '../web/forms.ts';
import { readerOf, readerWith, visitOf } from '../web/visit.ts';
import { problemOf } from './act-page.ts';
import { startRequest } from './requests.ts';
import { readEntitlement, readOffer, readStart } from './forms.ts';
import { linesFor, type LineFor } from './lines-for-offer.ts';

export function startRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/requests/new', async (req, res) => {
    const reader = readerOf(res);
    if (reader.roles.has('applicant') || reader.roles.has('representative')) {
      await showStart(req, res, readOffer(req.query), {});
    } else {
      showNotApplicant(res);
    }
  });

  routes.post('/requests', async (req, res) => {
    const by = readerWith(res, 'applicant', 'representative');
    const { paths } = visitOf(res);
    const { offer, key } = readStart(req.body);
    const read = readEntitlement(req.body);
    if ('problems' in read) {
      return showStart(req, res, offer, { problems: read.problems });
    }
    const entitlementId = read.values.entitlement;
    const started = await startRequest(portal, {
      by,
      at: clock(),
      entitlementId,
      offerId: offer,
      key,
    });
    if (started.done) return res.redirect(303, paths.requestDraft(started.reference));
    await showStart(req, res, offer, { problems: [problemOf(started.reason)], entitlementId });
  });

  async function showStart(
    req: Request,
    res: Response,
    offerId: number,
    { problems = [], entitlementId }: { problems?: Problem[]; entitlementId?: number },
  ): Promise<void> {
    const visit = visitOf(res);
    const { t, lang, paths } = visit;
    const day = dayOf(clock());
    const found = await linesFor(db, { accountId: readerOf(res).accountId, offerId, day });
    if (!found?.offer.inForce) {
      page(
        res,
        'requests/cannot-start',
        {
          title: t('requests-pages.new.gone'),
          lead: t('requests-pages.new.goneText'),
          steps: [{ text: t('errors.toAids'), href: paths.aids() }],
        },
        404,
      );
      return;
    }
    const { offer, lines } = found;
    const asked = entitlementId ?? Number(req.query.entitlement);
    const all = lines.filter(({ why }) => why === null);
    const fitting = all.filter(({ entitlement }) => entitlement.id === asked);
    const shown = fitting.length ? fitting : all;
    const chosen = {
      classCode: offer.product.aidClassCode,
      name: offer.product.names[lang],
      lines: [
        offer.variant.labels[lang],
        t('entitlements.choose.supplier', { name: offer.supplier.names[lang] }),
        t('entitlements.choose.delivery', { days: offer.deliveryDays }),
      ],
    };
    const backHref = paths.aid(offer.product.slug);
    if (shown.length) {
      page(res, 'requests/new', {
        title: t('requests-pages.new.title'),
        back: { text: t('requests-pages.new.back'), href: backHref },
        chosen,
        sums: found.shares(shown[0]!),
        offerId,
        backHref,
        key: randomUUID(),
        fitting: shown.map((line) => ({
          id: line.entitlement.id,
          text: lineText(line, res),
          hint: t('requests-pages.new.orderBy', {
            date: visit.format.date(line.entitlement.orderBy),
          }),
        })),
        problems,
      });
      return;
    }
    page(
      res,
      'requests/cannot-start',
      {
        title: t('requests-pages.new.none'),
        lead: lines.length ? t('requests-pages.new.noneLead') : t('requests-pages.new.noProgramme'),
        back: { text: t('requests-pages.new.back'), href: backHref },
        chosen,
        lines: byReason(lines, res),
        steps: lines.length
          ? [
              { text: t('requests-pages.new.toProgramme'), href: paths.programme() },
              { text: t('requests-pages.new.toOffice') },
            ]
          : [{ text: t('requests-pages.new.noProgrammeLink'), href: paths.programme() }],
      },
      problems.length ? 422 : 200,
    );
  }

  function showNotApplicant(res: Response): void {
    const { t, paths } = visitOf(res);
    page(
      res,
      'requests/cannot-start',
      {
        title: t('requests-pages.new.notApplicant.title'),
        lead: t('requests-pages.new.notApplicant.text'),
        steps: [
          { text: t('errors.toAids'), href: paths.aids() },
          { text: t('errors.toHelp'), href: paths.help() },
        ],
      },
      403,
    );
  }

  return routes;
}

// A reason that several lines share is said once; where there is a way on, each line has its own.
function byReason(lines: LineFor[], res: Response) {
  const { t } = visitOf(res);
  const reasons = new Map<string, { names: string[]; why: string; link: Link | null }>();
  for (const line of lines) {
    const link = liveLink(line, res);
    const why = t(`requests.refused.${line.why}`);
    const key = `${line.why} ${link?.href ?? ''}`;
    const reason = reasons.get(key) ?? { names: [], why, link };
    reason.names.push(lineText(line, res));
    reasons.set(key, reason);
  }
  return [...reasons.values()].map(({ names, ...rest }) => ({ text: names.join('; '), ...rest }));
}

interface Link {
  text: string;
  href: string;
}

function lineText({ entitlement, programmeNumber, person }: LineFor, res: Response): string {
  const { t, lang } = visitOf(res);
  const line = { name: entitlement.className[lang], number: programmeNumber };
  return person.relation === 'self'
    ? t('requests-pages.new.line', line)
    : t('requests-pages.new.lineFor', { ...line, person: person.name });
}

function liveLink({ entitlement, why }: LineFor, res: Response): Link | null {
  const { t, paths } = visitOf(res);
  if (why !== 'live-request-exists' || !entitlement.request) return null;
  const { reference, status } = entitlement.request;
  return status === 'draft'
    ? { text: t('entitlements.openDraft'), href: paths.requestDraft(reference) }
    : { text: t('entitlements.openRequest', { reference }), href: paths.request(reference) };
}
