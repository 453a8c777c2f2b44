// Whom one represents: the list, asking to represent somebody, laying it down.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { Conflict, NotFound } from '../web/errors.ts';
import { typedDay } from '../web/form-page.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { optionalWholeNumber, readForm } from '../web/forms.ts';
import { readPlace } from '../web/newest-first.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { withdrawAsk } from './answering.ts';
import { findAsk, listAsksOf } from './ask-store.ts';
import { askToRepresent } from './asks.ts';
import { layDown } from './ending.ts';
import { listFileLog, logRows } from './file-log.ts';
import { readAsk, readVersion } from './forms.ts';
import { KINDS, SCOPES } from './kinds.ts';
import { countPeople, listPeople } from './people.ts';
import { askTag, heldRows, idOf, standTag, termRows } from './pieces.ts';
import { keptPapers, papersOf, receivePapers } from './papers.ts';
import { findRepresentation, standOf, type Representation } from './store.ts';

const SHOWN_ASKS = 10;

export function peopleRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/account/people', async (req, res) => {
    const { accountId } = readerWith(res, 'applicant', 'representative');
    const visit = visitOf(res);
    const { t, paths } = visit;
    const day = dayOf(clock());
    const place = readForm(
      { after: optionalWholeNumber({ min: 1, max: 2_147_483_647 }) },
      req.query,
    );
    if ('problems' in place) throw new NotFound();
    const { after } = place.values;
    const [people, count, { asked, appointed }] = await Promise.all([
      listPeople(db.read, { accountId, day, after }),
      countPeople(db.read, accountId, day),
      listAsksOf(db.read, accountId, SHOWN_ASKS),
    ]);
    page(res, 'representations/people', {
      title: t('representations.people.title'),
      breadcrumbs: [{ text: t('layout.account'), href: paths.account() }],
      people: people.rows,
      count,
      asks: [...asked, ...appointed]
        .filter(({ state }) => state !== 'accepted')
        .map((ask) => ({ ...ask, tag: askTag(ask, visit), own: ask.way === 'helper' })),
      firstHref: after && paths.people(),
      nextHref: people.next && paths.people({ after: people.next }),
    });
  });

  routes.get('/account/people/new', (_req, res) => showAsk(res));

  routes.post('/account/people/new', ...receivePapers(portal), async (req, res) => {
    const by = readerWith(res, 'applicant', 'representative');
    const form = readAsk(req.body);
    const papers = await papersOf(portal, req);
    const problems = ['problems' in form ? form.problems : [], papers.problems].flat();
    if ('problems' in form || problems.length) {
      return showAsk(res, { problems, typed: form.typed });
    }
    const at = clock();
    const result = await askToRepresent(portal, {
      by,
      at,
      asked: form.values,
      keepPapers: keptPapers(portal, papers.files, { by, at }),
    });
    if (!result.done) {
      const problem = { field: 'iin', key: `representations.refused.${result.reason}` };
      return showAsk(res, { problems: [problem], typed: form.typed });
    }
    leaveNotice(res, 'representations.ask.done');
    return res.redirect(303, visitOf(res).paths.ownAsk(result.id));
  });

  routes.get('/account/people/asks/:id', async (req, res) => {
    const { accountId } = readerWith(res, 'applicant', 'representative');
    const visit = visitOf(res);
    const { t, paths } = visit;
    const ask = await findAsk(db.read, idOf(req.params.id));
    if (ask?.askedBy.accountId !== accountId || ask.way === 'office') throw new NotFound();
    page(res, 'representations/own-ask', {
      title: t('representations.own.title'),
      breadcrumbs: [
        { text: t('layout.account'), href: paths.account() },
        ask.way === 'helper'
          ? { text: t('representations.people.title'), href: paths.people() }
          : { text: t('representations.helpers.title'), href: paths.helpers() },
      ],
      ask,
      tag: askTag(ask, visit),
      rows: termRows(ask, visit),
    });
  });

  routes.post('/account/people/asks/:id/withdrawal', async (req, res) => {
    const by = readerWith(res, 'applicant', 'representative');
    const id = idOf(req.params.id);
    const ask = await findAsk(db.write, id);
    if (ask?.askedBy.accountId !== by.accountId) throw new NotFound();
    const form = readVersion(req.body);
    if ('problems' in form) throw new Conflict('representations.changedMeanwhile');
    await withdrawAsk(portal, { by, at: clock(), id, version: form.values.version });
    leaveNotice(res, 'representations.own.withdrawn');
    const { paths } = visitOf(res);
    res.redirect(303, ask.way === 'helper' ? paths.people() : paths.helpers());
  });

  routes.get('/account/people/:id', async (req, res) => {
    const held = await ownPaper(res, idOf(req.params.id));
    const visit = visitOf(res);
    const { t, paths } = visit;
    const day = dayOf(clock());
    page(res, 'representations/person', {
      title: held.applicant.name,
      breadcrumbs: crumbs(res),
      held,
      stand: standOf(held, day),
      tag: standTag(held, day, visit),
      rows: heldRows(held, visit),
      logHref: seesLog(held, day) ? paths.personHelpedLog(held.id) : null,
      lead: t(`representations.person.lead.${standOf(held, day)}`),
    });
  });

  routes.post('/account/people/:id/end', async (req, res) => {
    const by = readerWith(res, 'applicant', 'representative');
    await layDown(portal, { by, at: clock(), id: idOf(req.params.id) });
    leaveNotice(res, 'representations.person.ended');
    res.redirect(303, visitOf(res).paths.people());
  });

  routes.get('/account/people/:id/log', async (req, res) => {
    const held = await ownPaper(res, idOf(req.params.id));
    const visit = visitOf(res);
    const { t, paths } = visit;
    if (!seesLog(held, dayOf(clock()))) throw new NotFound();
    const applicantId = held.applicant.id;
    const place = readPlace(req.query);
    const log = await listFileLog(db.read, { applicantId, own: held.helper.accountId }, place);
    page(res, 'representations/log', {
      title: t('representations.log.titleOf', { name: held.applicant.name }),
      breadcrumbs: [
        ...crumbs(res),
        { text: held.applicant.name, href: paths.personHelped(held.id) },
      ],
      lead: t('representations.log.leadOf'),
      rows: logRows(log.rows, visit),
      newerHref: log.newer && paths.personHelpedLog(held.id, log.newer),
      olderHref: log.older && paths.personHelpedLog(held.id, log.older),
    });
  });

  async function ownPaper(res: Response, id: number): Promise<Representation> {
    const { accountId } = readerWith(res, 'applicant', 'representative');
    const held = await findRepresentation(db.read, id);
    if (held?.helper.accountId !== accountId) throw new NotFound();
    return held;
  }

  function crumbs(res: Response) {
    const { t, paths } = visitOf(res);
    return [
      { text: t('layout.account'), href: paths.account() },
      { text: t('representations.people.title'), href: paths.people() },
    ];
  }

  function showAsk(res: Response, shown: { problems?: Problem[]; typed?: Typed } = {}): void {
    readerWith(res, 'applicant', 'representative');
    const { t } = visitOf(res);
    page(res, 'representations/ask', {
      title: t('representations.ask.title'),
      breadcrumbs: crumbs(res),
      kinds: KINDS,
      scopes: SCOPES,
      today: typedDay(dayOf(clock())),
      key: randomUUID(),
      ...shown,
    });
  }

  return routes;
}

// A young child's log is for those who stand for the child by birth or by a court.
function seesLog(held: Representation, day: string): boolean {
  const byLaw = held.kind === 'parent' || held.kind === 'guardian';
  return byLaw && held.applicant.accountId === null && standOf(held, day) === 'now';
}
