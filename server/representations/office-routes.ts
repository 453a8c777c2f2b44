// What the office does itself: entering what somebody brought, and ending what no longer holds.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import type { Reader } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { typedDay } from '../web/form-page.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { readPlace } from '../web/newest-first.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { enterForVisitor } from './asks.ts';
import { endByOffice } from './ending.ts';
import { readOfficeAsk, readOfficeEnd } from './forms.ts';
import { KINDS, SCOPES } from './kinds.ts';
import { keptPapers, papersOf, receivePapers } from './papers.ts';
import { heldRows, idOf, standTag } from './pieces.ts';
import { findRepresentation, listHeld, standOf, type Representation } from './store.ts';

const PER_PAGE = 25;
// Whose number could not be used belongs to the field of that number.
const FIELD_OF: Record<string, string> = { 'no-such-account': 'helperIin' };

export function officeRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/casework/representations/new', (_req, res) => showNew(res));

  routes.post('/casework/representations/new', ...receivePapers(portal), async (req, res) => {
    const by = readerWith(res, 'caseworker', 'lead_caseworker');
    const form = readOfficeAsk(req.body);
    const papers = await papersOf(portal, req);
    const problems = ['problems' in form ? form.problems : [], papers.problems].flat();
    if ('problems' in form || problems.length) {
      return showNew(res, { problems, typed: form.typed });
    }
    const at = clock();
    const result = await enterForVisitor(portal, {
      by,
      at,
      asked: form.values,
      keepPapers: keptPapers(portal, papers.files, { by, at }),
    });
    if (!result.done) {
      const field = FIELD_OF[result.reason] ?? 'iin';
      const problem = { field, key: `representations.refused.${result.reason}` };
      return showNew(res, { problems: [problem], typed: form.typed });
    }
    leaveNotice(res, 'representations.enter.done');
    return res.redirect(303, visitOf(res).paths.representationAsk(result.id));
  });

  routes.get('/casework/representations/held', async (req, res) => {
    const reader = readerWith(res, 'caseworker', 'lead_caseworker');
    const visit = visitOf(res);
    const { t, paths } = visit;
    const day = dayOf(clock());
    const { rows, newer, older } = await listHeld(
      db.read,
      reader.officeId ?? 0,
      readPlace(req.query),
      PER_PAGE,
    );
    page(res, 'representations/held', {
      title: t('representations.held.title'),
      breadcrumbs: crumbs(res),
      width: 'wide',
      rows: rows.map((held) => ({ ...held, tag: standTag(held, day, visit) })),
      newerHref: newer && paths.heldRepresentations(newer),
      olderHref: older && paths.heldRepresentations(older),
    });
  });

  routes.get('/casework/representations/held/:id', async (req, res) => {
    const reader = readerWith(res, 'caseworker', 'lead_caseworker');
    showHeld(res, await ofOffice(reader, req.params.id));
  });

  routes.post('/casework/representations/held/:id/end', async (req, res) => {
    const by = readerWith(res, 'caseworker', 'lead_caseworker');
    const held = await ofOffice(by, req.params.id);
    const form = readOfficeEnd(req.body);
    if ('problems' in form) return showHeld(res, held, form);
    const { explanation } = form.values;
    await endByOffice(portal, { by, at: clock(), id: held.id, explanation });
    leaveNotice(res, 'representations.held.ended');
    res.redirect(303, visitOf(res).paths.heldRepresentations());
  });

  async function ofOffice(reader: Reader, raw: string | undefined): Promise<Representation> {
    const held = await findRepresentation(db.write, idOf(raw));
    if (held?.applicant.officeId !== reader.officeId) throw new NotFound();
    return held;
  }

  function crumbs(res: Response) {
    const { t, paths } = visitOf(res);
    return [
      { text: t('layout.casework'), href: paths.casework() },
      { text: t('representations.queue.title'), href: paths.representationAsks() },
    ];
  }

  function showHeld(
    res: Response,
    held: Representation,
    shown: { problems?: Problem[]; typed?: Typed } = {},
  ): void {
    const visit = visitOf(res);
    const { t, paths } = visit;
    const day = dayOf(clock());
    page(res, 'representations/held-one', {
      title: t('representations.verify.title', {
        helper: held.helper.name,
        person: held.applicant.name,
      }),
      breadcrumbs: [
        ...crumbs(res),
        { text: t('representations.held.title'), href: paths.heldRepresentations() },
      ],
      held,
      tag: standTag(held, day, visit),
      rows: heldRows(held, visit),
      open: standOf(held, day) !== 'ended',
      ...shown,
    });
  }

  function showNew(res: Response, shown: { problems?: Problem[]; typed?: Typed } = {}): void {
    readerWith(res, 'caseworker', 'lead_caseworker');
    const { t } = visitOf(res);
    page(res, 'representations/enter', {
      title: t('representations.enter.title'),
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
