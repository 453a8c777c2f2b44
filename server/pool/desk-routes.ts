// The pool of an office: what it has, what waits to be cleaned and looked at, what is no longer sound.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { aidName, findAid } from '../aids/aids.ts';
import type { Reader } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import { classTree, type ClassTree } from '../catalogue/catalogue.ts';
import type { Portal } from '../portal.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { readPlace } from '../web/newest-first.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf, type Visit } from '../web/visit.ts';
import {
  FOUND,
  readFilter,
  readHidden,
  readInspection,
  readKey,
  readNew,
  readWriteOff,
  SOUND,
} from './forms.ts';
import { addAid, inspectAid, writeOffAid } from './pool.ts';
import { pooledAid } from './stock.ts';
import { countToCheck, inspectionsOf, listPool } from './store.ts';

const PER_PAGE = 25;

interface Shown {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

export function deskRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/casework/pool', async (req, res) => {
    const { officeId } = deskReader(res);
    const visit = visitOf(res);
    const { t, lang, paths } = visit;
    const classes = await classTree(db);
    const form = readFilter(req.query, (code) => Boolean(classes.find(code)));
    const asked = 'values' in form ? form.values : { class: null, condition: null, check: null };
    const filter = {
      classCodes: asked.class ? below(classes, asked.class) : null,
      condition: asked.condition,
      toCheck: asked.check === 'yes',
    };
    const { rows, newer, older } = await listPool(
      db.read,
      officeId,
      filter,
      readPlace(req.query),
      PER_PAGE,
    );
    page(res, 'pool/list', {
      title: t('pool.desk.title'),
      breadcrumbs: [{ text: t('layout.casework'), href: paths.casework() }],
      width: 'wide',
      problems: 'problems' in form ? form.problems : [],
      typed: form.typed,
      classes: [{ value: '', text: t('pool.desk.anyClass') }, ...classChoices(classes, visit)],
      conditions: ['', ...FOUND].map((value) => ({
        value,
        text: t(value ? `pool.condition.${value}` : 'pool.desk.anyCondition'),
      })),
      isFiltered: Boolean(asked.class ?? asked.condition ?? asked.check),
      toCheck: await countToCheck(db.read, officeId),
      rows: rows.map((aid) => ({
        id: aid.id,
        href: paths.poolAid(aid.id),
        name: aidName(aid)[lang],
        variant: aid.product?.variant[lang] ?? '',
        condition: aid.condition && t(`pool.condition.${aid.condition}`),
        state: stateOf(aid, visit),
        quantity: aid.quantity,
      })),
      newerHref: newer && paths.pool({ ...asked, ...newer }),
      olderHref: older && paths.pool({ ...asked, ...older }),
    });
  });

  routes.get('/casework/pool/new', (_req, res) => showNew(res));

  routes.post('/casework/pool', async (req, res) => {
    const by = deskReader(res);
    const classes = await classTree(db);
    const key = readKey(req.body);
    const form = readNew(req.body, (code) => Boolean(classes.find(code)));
    if ('problems' in form) return showNew(res, form);
    const { class: aidClassCode, condition } = form.values;
    const id = await addAid(db, { by, at: clock(), key, aidClassCode, condition });
    leaveNotice(res, 'pool.desk.added');
    res.redirect(303, visitOf(res).paths.poolAid(id));
  });

  routes.get('/casework/pool/:id', (req, res) => showAid(req, res));

  routes.post('/casework/pool/:id/inspection', async (req, res) => {
    const by = deskReader(res);
    const { id } = await aidAt(req, by);
    const hidden = readHidden(req.body);
    const at = clock();
    const form = readInspection(req.body, dayOf(at));
    if ('problems' in form) return showAid(req, res, form);
    const order = { by, at, aidId: id, ...hidden, ...form.values };
    await acted(req, res, () => inspectAid(db, order), form.typed, 'pool.desk.inspected');
  });

  routes.post('/casework/pool/:id/write-off', async (req, res) => {
    const by = deskReader(res);
    const { id } = await aidAt(req, by);
    const hidden = readHidden(req.body);
    const form = readWriteOff(req.body);
    if ('problems' in form) return showAid(req, res, form);
    const order = { by, at: clock(), aidId: id, ...hidden, note: form.values.why };
    await acted(req, res, () => writeOffAid(db, order), form.typed, 'pool.desk.writtenOff');
  });

  async function acted(
    req: At,
    res: Response,
    act: () => Promise<void>,
    typed: Typed,
    notice: string,
  ): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const known = error.reason.startsWith('pool.') ? error.reason : 'pool.refused.changed';
      return showAid(req, res, { problems: [{ field: 'form', key: known }], typed, status: 409 });
    }
    leaveNotice(res, notice);
    res.redirect(303, visitOf(res).paths.poolAid(Number(req.params.id)));
  }

  async function showNew(res: Response, shown: Shown = {}): Promise<void> {
    deskReader(res);
    const visit = visitOf(res);
    const { t, paths } = visit;
    const classes = await classTree(db);
    page(
      res,
      'pool/new',
      {
        title: t('pool.new.title'),
        back: { text: t('pool.desk.title'), href: paths.pool() },
        classes: [{ value: '', text: t('pool.new.choose') }, ...classChoices(classes, visit)],
        conditions: SOUND,
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  async function showAid(req: At, res: Response, shown: Shown = {}): Promise<void> {
    const by = deskReader(res);
    const visit = visitOf(res);
    const { t, lang, paths } = visit;
    const aid = await aidAt(req, by);
    page(
      res,
      'pool/aid',
      {
        title: aidName(aid)[lang],
        breadcrumbs: [
          { text: t('layout.casework'), href: paths.casework() },
          { text: t('pool.desk.title'), href: paths.pool() },
        ],
        aid,
        aidClass: aid.aidClass.names[lang],
        variant: aid.product?.variant[lang] ?? null,
        state: stateOf(aid, visit),
        inspections: await inspectionsOf(db.read, aid.id),
        conditions: FOUND,
        today: dayOf(clock()),
        key: randomUUID(),
        problems: shown.problems ?? [],
        ...(shown.typed && { typed: shown.typed }),
      },
      shown.status,
    );
  }

  async function aidAt(req: At, by: Reader) {
    const { id } = req.params;
    if (!/^[1-9]\d{0,8}$/.test(id)) throw new NotFound();
    return pooledAid(db.read, by, Number(id));
  }

  return routes;
}

type At = Request<{ id: string }>;

function deskReader(res: Response): Reader & { officeId: number } {
  const reader = readerWith(res, 'caseworker', 'lead_caseworker');
  if (reader.officeId === null) throw new Forbidden();
  return { ...reader, officeId: reader.officeId };
}

function stateOf(
  aid: NonNullable<Awaited<ReturnType<typeof findAid>>>,
  { t, format }: Visit,
): string {
  if (aid.state === 'written_off') return t('pool.state.writtenOff');
  if (aid.reservedFor !== null) return t('pool.state.kept');
  if (aid.checkedOn === null) return t('pool.state.toCheck');
  return t('pool.state.free', { date: format.date(aid.checkedOn) });
}

function classChoices(classes: ClassTree, { lang }: Visit) {
  return classes.all.map(({ code, level, names }) => ({
    value: code,
    text: `${'– '.repeat(level - 1)}${names[lang]}`,
  }));
}

function below(classes: ClassTree, code: string): string[] {
  return [code, ...classes.childrenOf(code).flatMap((child) => below(classes, child.code))];
}
