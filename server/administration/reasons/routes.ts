// The lists of reasons: for refusals, for parts that are not granted, for holds. Each wording has its days.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import { readHistory } from '../../audit/history.ts';
import { groupedBy } from '../../catalogue/grouped-by.ts';
import type { Portal } from '../../portal.ts';
import { REASON_KINDS } from '../../requests/reasons.ts';
import { asTyped, showForm, typedDay, type Returned } from '../../web/form-page.ts';
import { readForm } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { problemsOfStart } from '../dated-form.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { hasEnded, inForceOn, isFuture } from '../timeline.ts';
import { endFields, problemsOfWording, reasonFields, wordingFields } from './forms.ts';
import {
  addReason,
  endReason,
  findReason,
  listReasons,
  setWording,
  takeBackWording,
  type Reason,
} from './store.ts';

const STATUSES = ['confirmed', 'proposed'] as const;
const KEPT = Object.keys(wordingFields).filter((name) => !['valid_from', 'today'].includes(name));

export function reasonRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/reasons', async (_req, res) => {
    const { t, lang } = visitOf(res);
    const { on } = actOf(res, portal);
    const lines = [...groupedBy(await listReasons(db.read), ({ code }) => code).values()];
    page(res, 'administration/reasons/list', {
      title: t('administration.list.reasons'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      kinds: REASON_KINDS.map((kind) => ({
        title: t(`administration.reasons.kind.${kind}`),
        rows: lines
          .filter(([first]) => first!.kind === kind)
          .map((all) => {
            const now = inForceOn(all, on);
            const coming = all.find((one) => isFuture(one, on)) ?? null;
            const shown = now ?? coming ?? all.at(-1)!;
            return {
              id: shown.id,
              name: shown.names[lang],
              source: shown.sources[lang],
              status: now?.status ?? null,
              coming: coming?.validFrom ?? null,
            };
          }),
      })),
    });
  });

  routes.get('/admin/reasons/new', (_req, res) => showNew(res));

  routes.post('/admin/reasons/new', async (req, res) => {
    const act = actOf(res, portal);
    const form = readForm(reasonFields, req.body ?? {});
    if ('problems' in form) return showNew(res, form);
    const problems = [
      ...problemsOfWording(form.values),
      ...problemsOfStart(form.values, act.on),
      ...(form.values.creation_key ? [] : [{ field: 'form', key: 'errors.badRequest.text' }]),
    ];
    if (problems.length) return showNew(res, { typed: form.typed, problems });
    const id = await addReason(db, act, form.values);
    leaveNotice(res, 'administration.reasons.added');
    res.redirect(303, visitOf(res).paths.adminItem('reasons', id));
  });

  routes.get('/admin/reasons/:id', async (req, res) => {
    await showOne(res, idIn(req.params.id));
  });

  routes.get('/admin/reasons/:id/wording', async (req, res) => {
    await showWording(res, idIn(req.params.id));
  });

  routes.post('/admin/reasons/:id/wording', async (req, res) => {
    const act = actOf(res, portal);
    const reason = await findReason(db.read, idIn(req.params.id));
    const form = readForm(wordingFields, req.body ?? {});
    if ('problems' in form) return showWording(res, reason.id, form);
    const problems = [...problemsOfWording(form.values), ...problemsOfStart(form.values, act.on)];
    if (!problems.length) problems.push(...(await setWording(db, act, reason, form.values)));
    if (problems.length) return showWording(res, reason.id, { typed: form.typed, problems });
    leaveNotice(res, 'administration.reasons.worded');
    res.redirect(303, visitOf(res).paths.adminItem('reasons', reason.id));
  });

  routes.post('/admin/reasons/:id/removal', async (req, res) => {
    const { id } = await findReason(db.read, idIn(req.params.id));
    const problems = await takeBackWording(db, actOf(res, portal), id);
    if (problems.length) return showOne(res, id, { typed: {}, problems });
    leaveNotice(res, 'administration.reasons.takenBack');
    res.redirect(303, visitOf(res).paths.adminList('reasons'));
  });

  routes.post('/admin/reasons/:id/end', async (req, res) => {
    const { id } = await findReason(db.read, idIn(req.params.id));
    const form = readForm(endFields, req.body ?? {});
    if ('problems' in form) return showOne(res, id, form);
    const problems = await endReason(db, actOf(res, portal), id, form.values.valid_until);
    if (problems.length) return showOne(res, id, { typed: form.typed, problems });
    leaveNotice(res, 'administration.reasons.ended');
    res.redirect(303, visitOf(res).paths.adminItem('reasons', id));
  });

  async function showOne(res: Response, id: number, returned?: Returned): Promise<void> {
    const { lang } = visitOf(res);
    const reason = await findReason(db.read, id);
    const { on } = actOf(res, portal);
    const all = (await listReasons(db.read)).filter(({ code }) => code === reason.code);
    const shown = inForceOn(all, on) ?? reason;
    page(
      res,
      'administration/reasons/show',
      {
        title: shown.names[lang],
        breadcrumbs: crumbsTo(res, 'reasons'),
        width: 'wide',
        reason: shown,
        versions: all.toReversed(),
        now: inForceOn(all, on),
        ended: hasEnded(all.at(-1)!, on),
        isFuture: (one: Reason) => isFuture(one, on),
        removable: all.length > 1,
        history: await readHistory(db, { kind: 'reason', id: reason.code }),
        form: { values: returned?.typed ?? {}, stored: null },
        ...returned,
      },
      returned ? 422 : 200,
    );
  }

  async function showWording(res: Response, id: number, returned?: Returned): Promise<void> {
    const { t, lang, paths } = visitOf(res);
    const reason = await findReason(db.read, id);
    const up = paths.adminItem('reasons', id);
    const name = reason.names[lang];
    showForm(
      portal,
      res,
      'administration/reasons/wording',
      {
        title: t('administration.reasons.wording', { name }),
        breadcrumbs: crumbsTo(res, 'reasons', { text: name, href: up }),
        up,
        action: paths.adminAct('reasons', id, 'wording'),
        statuses: STATUSES,
        kinds: null,
        current: asTyped(reason.row, KEPT),
      },
      returned,
    );
  }

  function showNew(res: Response, returned?: Returned): void {
    const { t, paths } = visitOf(res);
    const { on } = actOf(res, portal);
    showForm(
      portal,
      res,
      'administration/reasons/wording',
      {
        title: t('administration.reasons.new'),
        breadcrumbs: crumbsTo(res, 'reasons'),
        up: paths.adminList('reasons'),
        action: paths.adminNew('reasons'),
        statuses: STATUSES,
        kinds: REASON_KINDS,
        current: { status: 'proposed', valid_from: typedDay(on), creation_key: randomUUID() },
      },
      returned,
    );
  }

  return routes;
}
