// By whom one is represented: to see, to end at once, to appoint, and to read who did what in one's file.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import { findOffice } from '../applicants/offices.ts';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { Conflict, NotFound } from '../web/errors.ts';
import { typedDay } from '../web/form-page.ts';
import { choice, readForm, type Problem, type Typed } from '../web/forms.ts';
import { readPlace } from '../web/newest-first.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { answerAsk, needsWill } from './answering.ts';
import { findAsk, listAsksAbout } from './ask-store.ts';
import { appointHelper } from './asks.ts';
import { endByPerson, mayEnd } from './ending.ts';
import { listFileLog, logRows } from './file-log.ts';
import { readAppointment, readVersion } from './forms.ts';
import { OWN_WILL, SCOPES } from './kinds.ts';
import { keptPapers, papersOf, receivePapers } from './papers.ts';
import { applicantOf, askTag, heldRows, idOf, standTag, termRows } from './pieces.ts';
import { findRepresentation, listHelpers, standOf } from './store.ts';

const SHOWN = 30;

export function helpersRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/account/helpers', async (_req, res) => {
    const { applicantId, accountId } = await self(res);
    const visit = visitOf(res);
    const { t, paths } = visit;
    const day = dayOf(clock());
    const [helpers, asks] = await Promise.all([
      listHelpers(db.read, applicantId, SHOWN),
      listAsksAbout(db.read, { applicantId, accountId }, SHOWN),
    ]);
    const open = asks.filter(({ state }) => state === 'waiting');
    page(res, 'representations/helpers', {
      title: t('representations.helpers.title'),
      breadcrumbs: [{ text: t('layout.account'), href: paths.account() }],
      helpers: helpers.map((held) => ({
        ...held,
        stand: standOf(held, day),
        tag: standTag(held, day, visit),
      })),
      wishes: open
        .filter((ask) => ask.way !== 'applicant' && ask.helper)
        .map((ask) => ({ ...ask, rows: termRows(ask, visit), byWill: needsWill(ask) })),
      own: asks
        .filter((ask) => ask.way === 'applicant' && ask.state !== 'accepted')
        .map((ask) => ({ ...ask, tag: askTag(ask, visit) })),
    });
  });

  routes.get('/account/helpers/new', async (_req, res) => {
    await self(res);
    showForm(res);
  });

  routes.post('/account/helpers/new', ...receivePapers(portal), async (req, res) => {
    const by = readerWith(res, 'applicant');
    const { applicantId } = await self(res);
    const form = readAppointment(req.body);
    const papers = await papersOf(portal, req);
    const problems = ['problems' in form ? form.problems : [], papers.problems].flat();
    if ('problems' in form || problems.length) {
      return showForm(res, { problems, typed: form.typed });
    }
    const at = clock();
    const result = await appointHelper(portal, {
      by,
      at,
      applicantId,
      asked: form.values,
      keepPapers: keptPapers(portal, papers.files, { by, at }),
    });
    if (!result.done) {
      const problem = { field: 'iin', key: `representations.refused.${result.reason}` };
      return showForm(res, { problems: [problem], typed: form.typed });
    }
    leaveNotice(res, 'representations.appoint.done');
    return res.redirect(303, visitOf(res).paths.helpers());
  });

  routes.get('/account/helpers/log', async (req, res) => {
    const { applicantId, accountId } = await self(res);
    const visit = visitOf(res);
    const { t, paths } = visit;
    const log = await listFileLog(db.read, { applicantId, own: accountId }, readPlace(req.query));
    page(res, 'representations/log', {
      title: t('representations.log.title'),
      breadcrumbs: crumbs(res),
      lead: t('representations.log.lead'),
      rows: logRows(log.rows, visit),
      newerHref: log.newer && paths.fileLog(log.newer),
      olderHref: log.older && paths.fileLog(log.older),
    });
  });

  routes.post('/account/helpers/asks/:id/answer', async (req, res) => {
    const by = readerWith(res, 'applicant');
    const id = idOf(req.params.id);
    const ask = await findAsk(db.write, id);
    if (!ask?.applicant || ask.applicant.accountId !== by.accountId || !ask.helper) {
      throw new NotFound();
    }
    const answer = readForm(
      { consent: choice(['yes', 'no'], { missing: 'representations.missing.consent' }) },
      req.body,
    );
    const form = readVersion(req.body);
    if ('problems' in form || 'problems' in answer) {
      throw new Conflict('representations.changedMeanwhile');
    }
    const { consent } = answer.values;
    await answerAsk(portal, { by, at: clock(), id, version: form.values.version, consent });
    leaveNotice(res, `representations.answered.${consent}`);
    res.redirect(303, visitOf(res).paths.helpers());
  });

  routes.get('/account/helpers/:id', async (req, res) => {
    const { applicantId } = await self(res);
    const visit = visitOf(res);
    const { t, lang, paths } = visit;
    const day = dayOf(clock());
    const held = await findRepresentation(db.read, idOf(req.params.id));
    if (held?.applicant.id !== applicantId) throw new NotFound();
    const by = held.helper.accountId;
    const [log, office] = await Promise.all([
      listFileLog(db.read, { applicantId, own: null, by }, readPlace(req.query)),
      findOffice(db.read, held.applicant.officeId),
    ]);
    page(res, 'representations/helper', {
      title: held.helper.name,
      breadcrumbs: crumbs(res),
      held,
      tag: standTag(held, day, visit),
      rows: heldRows(held, visit),
      canEnd: standOf(held, day) !== 'ended' && mayEnd(held, day),
      minor: standOf(held, day) !== 'ended' && !mayEnd(held, day),
      office: office
        ? t('entitlements.office', {
            name: office.name[lang],
            phone: office.phone.replaceAll(' ', '\u00a0'),
          })
        : '',
      log: logRows(log.rows, visit),
      newerHref: log.newer && paths.helper(held.id, log.newer),
      olderHref: log.older && paths.helper(held.id, log.older),
    });
  });

  routes.post('/account/helpers/:id/end', async (req, res) => {
    const by = readerWith(res, 'applicant');
    await endByPerson(portal, { by, at: clock(), id: idOf(req.params.id) });
    leaveNotice(res, 'representations.helper.ended');
    res.redirect(303, visitOf(res).paths.helpers());
  });

  async function self(res: Response): Promise<{ applicantId: number; accountId: number }> {
    const { accountId } = readerWith(res, 'applicant');
    const applicantId = await applicantOf(db.read, accountId);
    if (applicantId === null) throw new NotFound();
    return { applicantId, accountId };
  }

  function crumbs(res: Response) {
    const { t, paths } = visitOf(res);
    return [
      { text: t('layout.account'), href: paths.account() },
      { text: t('representations.helpers.title'), href: paths.helpers() },
    ];
  }

  function showForm(res: Response, shown: { problems?: Problem[]; typed?: Typed } = {}): void {
    const { t } = visitOf(res);
    page(res, 'representations/appoint', {
      title: t('representations.appoint.title'),
      breadcrumbs: crumbs(res),
      kinds: OWN_WILL,
      scopes: SCOPES,
      today: typedDay(dayOf(clock())),
      key: randomUUID(),
      ...shown,
    });
  }

  return routes;
}
