// Calls to make: whom, about what, and how it was told.
import { Router, type Response } from 'express';
import { ENDINGS, markTold, noteRead } from '../notifications/office-acts.ts';
import { findCall, listCalls, type Call } from '../notifications/office-post.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { choice, readForm, wholeNumber } from '../web/forms.ts';
import { readPlace } from '../web/newest-first.ts';
import { leaveNotice, type Frame } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import { crumbsTo, officeActOf } from './office-desk.ts';

const DAY = 24 * 3_600_000;
/** As many days an office may take; administrators are told after them too. */
const LONG_DAYS = 3;

const fields = {
  ending: choice(ENDINGS, { missing: 'mailroom.calls.endingMissing' }),
  tries: wholeNumber({ missing: 'errors.badRequest.text', min: 0, max: 10_000 }),
};

export function callRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/casework/calls', async (req, res) => {
    const { by, at } = officeActOf(res, portal);
    const { t, paths } = visitOf(res);
    const { rows, previous, next } = await listCalls(db.read, by.officeId, readPlace(req.query));
    page(res, 'mailroom/calls', {
      title: t('mailroom.calls.title'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      rows: rows.map((row) => {
        const days = Math.floor((at.getTime() - Date.parse(row.createdAt)) / DAY);
        return {
          ...row,
          longDays: days >= LONG_DAYS ? days : null,
          until: row.tries > 0 && row.nextTryAt > at.toISOString() ? row.nextTryAt : null,
        };
      }),
      previous: previous && { href: paths.officeCalls(previous) },
      next: next && { href: paths.officeCalls(next) },
    });
  });

  routes.get('/casework/calls/:id', async (req, res) => {
    const act = officeActOf(res, portal);
    const call = await callIn(res, req.params.id);
    await noteRead(db, act, 'call.read', [call]);
    show(res, call);
  });

  routes.post('/casework/calls/:id', async (req, res) => {
    const act = officeActOf(res, portal);
    const { paths } = visitOf(res);
    const call = await callIn(res, req.params.id);
    const form = readForm(fields, req.body ?? {});
    if ('problems' in form) return show(res, call, form);
    const { ending, tries } = form.values;
    const isNoted = await markTold(db, act, { id: call.id, ending, tries });
    leaveNotice(res, isNoted ? `mailroom.calls.noted.${ending}` : 'mailroom.calls.alreadyNoted');
    return res.redirect(303, paths.officeCalls());
  });

  return routes;

  async function callIn(res: Response, raw: unknown): Promise<Call> {
    const { officeId } = officeActOf(res, portal).by;
    if (typeof raw !== 'string' || !/^[1-9]\d{0,8}$/.test(raw)) throw new NotFound();
    const call = await findCall(db.read, officeId, Number(raw));
    if (!call) throw new NotFound();
    return call;
  }

  function show(res: Response, call: Call, frame: Partial<Frame> = {}): void {
    const { t, paths } = visitOf(res);
    page(res, 'mailroom/call', {
      title: t('mailroom.calls.one'),
      breadcrumbs: crumbsTo(res, { text: t('mailroom.calls.title'), href: paths.officeCalls() }),
      call,
      paragraphs: call.body.split(/\n{2,}/).filter(Boolean),
      endings: ENDINGS,
      ...frame,
    });
  }
}
