// Messages going out: how each channel stands, and what was given up, to send again or to let go.
import { Router, type Response } from 'express';
import { CHANNELS } from '../../notifications/choices.ts';
import {
  countDead,
  letGo,
  listDead,
  replayAll,
  replayOne,
  type DeadFilter,
} from '../../notifications/dead-letters.ts';
import { channelStates } from '../../notifications/outbox-state.ts';
import type { Portal } from '../../portal.ts';
import { choice, optionalChoice, optionalText, readForm, type Field } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { readFilter, readPlace } from '../list-page.ts';

/** The code of a failure as it stands in the table; empty where none was said. */
const errorField = optionalText({ max: 60, pattern: /^[\w .-]+$/ });
const wantedError: Field<string> = (raw, refuse) => errorField(raw, refuse) ?? '';

export function outboxRoutes(portal: Portal): Router {
  const { db, page, clock } = portal;
  const routes = Router();

  routes.get('/admin/outbox', async (_req, res) => {
    const { t } = visitOf(res);
    page(res, 'administration/outbox/show', {
      title: t('administration.list.outbox'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      channels: await channelStates(db.read, clock()),
      errors: await countDead(db.read),
      isDevelopment: portal.config.environment !== 'production',
    });
  });

  routes.get('/admin/outbox/dead', async (req, res) => {
    const { t, paths } = visitOf(res);
    const fields = { channel: optionalChoice(CHANNELS), error: errorField };
    const { values, typed, problems } = readFilter(fields, req.query);
    const filter: DeadFilter = values;
    const { rows, newer, older } = await listDead(db.read, filter, readPlace(req.query));
    const to = (place: Record<string, number> | null) =>
      place && { href: paths.adminDead({ ...typed, ...place }) };
    page(res, 'administration/outbox/dead', {
      title: t('outbox.dead.title'),
      breadcrumbs: crumbsTo(res, 'outbox'),
      width: 'wide',
      typed,
      problems,
      channels: CHANNELS,
      rows,
      previous: to(newer),
      next: to(older),
    });
  });

  routes.post('/admin/outbox/dead/replay', async (req, res) => {
    const { paths } = visitOf(res);
    const act = actOf(res, portal);
    const fields = {
      channel: choice(CHANNELS, { missing: 'outbox.dead.channelMissing' }),
      error: wantedError,
    };
    const form = readForm(fields, req.body ?? {});
    if ('problems' in form) {
      return res.redirect(303, paths.adminList('outbox'));
    }
    const count = await replayAll(db, act, form.values);
    return done(res, 'outbox.replayed', count);
  });

  routes.post('/admin/outbox/dead/:id/replay', async (req, res) => {
    const count = await replayOne(db, actOf(res, portal), idIn(req.params.id));
    done(res, 'outbox.replayed', count);
  });

  routes.post('/admin/outbox/dead/:id/letting-go', async (req, res) => {
    const count = await letGo(db, actOf(res, portal), idIn(req.params.id));
    done(res, 'outbox.letGo', count);
  });

  return routes;

  function done(res: Response, key: 'outbox.replayed' | 'outbox.letGo', count: number): void {
    leaveNotice(res, key, { count });
    res.redirect(303, visitOf(res).paths.adminList('outbox'));
  }
}
