// The administrators' desk for emergencies: declared in one form, looked at by a second person, ended early, reported.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import { recordAudit } from '../audit/audit.ts';
import { dayOf } from '../calendar/today.ts';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { inTransaction } from '../database.ts';
import { byName } from '../i18n/sort-keys.ts';
import type { Portal } from '../portal.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { declareEmergency, endEmergency, lookAtEmergency } from './acts.ts';
import { readDeclaration, readEnd, type Declaration } from './forms.ts';
import { RELAXABLE } from './relaxable.ts';
import { countWaiting } from './spread.ts';
import { findEmergency, listEmergencies, scopeOf, totalsOf, usesOf } from './store.ts';

interface Again {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

export function emergencyRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/admin/emergencies', async (_req, res) => {
    readerWith(res, 'administrator');
    const { t } = visitOf(res);
    page(res, 'emergencies/list', {
      title: t('emergencies.admin.title'),
      breadcrumbs: crumbs(res),
      width: 'wide',
      day: dayOf(clock()),
      rows: await listEmergencies(db.read),
    });
  });

  routes.get('/admin/emergencies/new', async (_req, res) => {
    readerWith(res, 'administrator');
    await showNew(res);
  });

  routes.post('/admin/emergencies/new', async (req, res) => {
    const by = readerWith(res, 'administrator');
    const at = clock();
    const snapshot = await catalogueSnapshot(db);
    const { regions, classes } = snapshot;
    const form = readDeclaration(req.body, {
      regions: regions.map(({ code }) => code),
      classes: classes.all.map(({ code }) => code),
      day: dayOf(at),
    });
    if ('problems' in form) return showNew(res, form);
    const { step } = req.body as { step?: unknown };
    if (step === 'change') return showNew(res, { typed: form.typed });
    if (step !== 'declare') return showCheck(res, form, snapshot);
    const id = await declareEmergency(portal, { by, at, declaration: form.values });
    leaveNotice(res, 'emergencies.declared');
    res.redirect(303, visitOf(res).paths.adminEmergency(id));
  });

  routes.get('/admin/emergencies/:id', async (req, res) => {
    const by = readerWith(res, 'administrator');
    const id = idIn(req.params.id);
    await inTransaction(db, (trx) =>
      recordAudit(trx, {
        at: clock(),
        actorId: by.accountId,
        actorRole: 'administrator',
        action: 'emergency.report_read',
        objectKind: 'emergency',
        objectId: id,
      }),
    );
    await show(res, id);
  });

  routes.post('/admin/emergencies/:id/look', async (req, res) => {
    const by = readerWith(res, 'administrator');
    const id = idIn(req.params.id);
    await answered(
      res,
      id,
      () => lookAtEmergency(portal, { by, at: clock(), id }),
      'emergencies.looked',
    );
  });

  routes.post('/admin/emergencies/:id/end', async (req, res) => {
    const by = readerWith(res, 'administrator');
    const id = idIn(req.params.id);
    const form = readEnd(req.body);
    if ('problems' in form) return show(res, id, form);
    const { reason } = form.values;
    await answered(
      res,
      id,
      () => endEmergency(portal, { by, at: clock(), id, reason }),
      'emergencies.ended',
    );
  });

  async function answered(
    res: Response,
    id: number,
    act: () => Promise<void>,
    notice: string,
  ): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Conflict || error instanceof Forbidden)) throw error;
      const status = error instanceof Conflict ? 409 : 403;
      return show(res, id, { problems: [{ field: 'form', key: error.reason }], status });
    }
    leaveNotice(res, notice);
    res.redirect(303, visitOf(res).paths.adminEmergency(id));
  }

  async function showNew(res: Response, again: Again = {}): Promise<void> {
    const { t, lang, paths } = visitOf(res);
    const { regions, classes } = await catalogueSnapshot(db);
    page(
      res,
      'emergencies/new',
      {
        title: t('emergencies.new.title'),
        breadcrumbs: [
          ...crumbs(res),
          { text: t('emergencies.admin.title'), href: paths.adminEmergencies() },
        ],
        regions: byName(regions, lang).map(({ code, names }) => ({
          value: code,
          text: names[lang],
        })),
        classes: classes.all
          .filter(({ level }) => level < 3)
          .map(({ code, level, names }) => ({
            value: code,
            text: `${'– '.repeat(level - 1)}${names[lang]}`,
          })),
        relaxes: RELAXABLE,
        key: randomUUID(),
        problems: again.problems ?? [],
        ...(again.typed && { typed: again.typed }),
      },
      again.status,
    );
  }

  async function showCheck(
    res: Response,
    { values, typed }: { values: Declaration; typed: Typed },
    { regions, classes }: Awaited<ReturnType<typeof catalogueSnapshot>>,
  ): Promise<void> {
    const { t, paths } = visitOf(res);
    page(res, 'emergencies/check', {
      title: t('emergencies.check.title'),
      breadcrumbs: [
        ...crumbs(res),
        { text: t('emergencies.admin.title'), href: paths.adminEmergencies() },
      ],
      values,
      fields: Object.entries(typed).flatMap(([name, value]) =>
        [value].flat().map((one) => ({ name, value: one })),
      ),
      regions: regions
        .filter(({ code }) => values.regions.includes(code))
        .map(({ names }) => names),
      classes: classes.all
        .filter(({ code }) => values.classes.includes(code))
        .map(({ names }) => names),
      waiting: await countWaiting(db.read, values),
    });
  }

  async function show(res: Response, id: number, again: Again = {}): Promise<void> {
    const { t, lang, paths, reader } = visitOf(res);
    const one = await findEmergency(db.read, id);
    if (!one) throw new NotFound();
    const day = dayOf(clock());
    const ended = one.endedOn !== null || one.until < day;
    page(
      res,
      'emergencies/show',
      {
        title: one.names[lang],
        breadcrumbs: [
          ...crumbs(res),
          { text: t('emergencies.admin.title'), href: paths.adminEmergencies() },
        ],
        width: 'wide',
        one,
        ...(await scopeOf(db.read, id)),
        uses: await usesOf(db.read, id),
        totals: await totalsOf(db.read, id, day),
        ended,
        mayLook: !one.lookedAt && !ended && one.declaredBy.id !== reader!.accountId,
        lookOverdue: !one.lookedAt && !ended && one.lookDueAt < clock().toISOString(),
        problems: again.problems ?? [],
        ...(again.typed && { typed: again.typed }),
      },
      again.status,
    );
  }

  return routes;
}

function crumbs(res: Response) {
  const { t, paths } = visitOf(res);
  return [{ text: t('administration.title'), href: paths.admin() }];
}

function idIn(raw: string): number {
  if (!/^[1-9]\d{0,8}$/.test(raw)) throw new NotFound();
  return Number(raw);
}
