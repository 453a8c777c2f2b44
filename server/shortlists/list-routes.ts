// Somebody's own list: seeing it, and what they do with it.
import { Router, type Request, type Response } from 'express';
import type { Portal } from '../portal.ts';
import { cameFrom } from '../web/came-from.ts';
import { NotFound } from '../web/errors.ts';
import { readForm, type Problem, type Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import { MOST_COMPARED } from './compare-query.ts';
import { addFields, moveFields, noteFields, removalFields } from './forms.ts';
import { itemsFrame } from './list-page.ts';
import { forgetKey, keepKey, KEPT_DAYS, ownKeyOf } from './own-list.ts';
import { qrOf } from './qr.ts';
import {
  addItems,
  markUsed,
  MOST_ITEMS,
  moveItem,
  noteItem,
  ownList,
  removeItem,
  removeList,
} from './shortlists.ts';

interface Returned {
  problems: Problem[];
  typed: Typed;
  /** The item whose form is shown again. */
  at?: number;
}

/** Shows the own list again, with what is to mend. */
export type ShowList = (req: Request, res: Response, returned?: Returned) => Promise<void>;

export function listRoutes(portal: Portal): Router {
  const { db, clock, config, page } = portal;
  const showList = showListOf(portal);
  const routes = Router();

  routes.get('/shortlist', (req, res) => showList(req, res));

  routes.post('/shortlist/items', async (req, res) => {
    const form = readForm(addFields, req.body ?? {});
    if ('problems' in form) return showList(req, res, form);
    const items = [{ variantId: Number(form.values.variant), note: null }];
    const done = await addItems(db, keepKey(res, config), items, clock());
    const values = { count: done.count, most: MOST_ITEMS };
    const key = done.tooMany ? 'full' : done.there ? 'there' : 'added';
    leaveNotice(res, `shortlists.notice.${key}`, values);
    res.redirect(303, backTo(req) ?? visitOf(res).paths.shortlist());
  });

  routes.post('/shortlist/items/:variant/removal', async (req, res) => {
    const variantId = idIn(req.params.variant);
    const key = ownKeyOf(req);
    if (key) await removeItem(db, key, variantId);
    leaveNotice(res, 'shortlists.notice.removed');
    backToList(res);
  });

  routes.post('/shortlist/items/:variant/note', async (req, res) => {
    const variantId = idIn(req.params.variant);
    const form = readForm(noteFields, req.body ?? {});
    const key = ownKeyOf(req);
    if (!key) throw new NotFound();
    if ('problems' in form) {
      const field = `note-${variantId}`;
      const problems = form.problems.map((one) => ({ ...one, field }));
      return showList(req, res, { problems, typed: { [field]: form.typed.note ?? '' } });
    }
    await noteItem(db, key, { variantId, note: form.values.note });
    leaveNotice(res, `shortlists.notice.${form.values.note ? 'noted' : 'noteGone'}`);
    backToList(res, variantId);
  });

  routes.post('/shortlist/items/:variant/move', async (req, res) => {
    const variantId = idIn(req.params.variant);
    const key = ownKeyOf(req);
    if (!key) throw new NotFound();
    const form = readForm(moveFields, req.body ?? {});
    if ('problems' in form) return showList(req, res, form);
    await moveItem(db, key, { variantId, to: form.values.to });
    backToList(res, variantId);
  });

  routes.get('/shortlist/removal', (_req, res) => showRemoval(res));

  routes.post('/shortlist/removal', async (req, res) => {
    const form = readForm(removalFields, req.body ?? {});
    if ('problems' in form) return showRemoval(res, form);
    const key = ownKeyOf(req);
    if (key) await removeList(db, key);
    forgetKey(res, config);
    leaveNotice(res, 'shortlists.notice.forgotten');
    backToList(res);
  });

  function showRemoval(res: Response, returned?: Returned): void {
    const { t, paths } = visitOf(res);
    page(res, 'shortlists/removal', {
      title: t('shortlists.removal.title'),
      back: { text: t('shortlists.removal.back'), href: paths.shortlist() },
      ...returned,
    });
  }

  return routes;
}

/** The page of the own list. */
export function showListOf(portal: Portal): ShowList {
  const { db, clock, config, page } = portal;
  return async (req, res, returned) => {
    const { t, paths } = visitOf(res);
    const key = ownKeyOf(req);
    const list = await ownList(db, key);
    if (key && list) {
      await markUsed(db, key, clock());
      keepKey(res, config);
    }
    const { problems, ...frame } = await itemsFrame(portal, req, res, list?.items ?? []);
    const share = list?.share ?? null;
    const address = share && `${config.publicUrl}${paths.sharedShortlist(share.secret)}`;
    page(res, 'shortlists/list', {
      title: t('shortlists.list.title'),
      breadcrumbs: [
        { text: t('catalogue.home'), href: paths.home() },
        { text: t('catalogue.list.title'), href: paths.aids() },
        { text: t('shortlists.list.title') },
      ],
      ...frame,
      most: MOST_ITEMS,
      mostCompared: MOST_COMPARED,
      keptDays: KEPT_DAYS,
      share: share && {
        ...share,
        address,
        qr: qrOf(address!),
        codeIsOver: share.codeUntil <= clock().toISOString(),
      },
      problems: [...problems, ...(returned?.problems ?? [])],
      typed: returned?.typed ?? {},
    });
  };
}

// The page on which the button stood, where it is one that can be opened again.
function backTo(req: Request): string | null {
  const from = cameFrom(req) ?? '';
  const places = /^\/(?:kk|ru|en)\/(?:aids|guide|compare|shortlist\/[\w-]{22})(?:[/?]|$)/;
  return places.test(from) ? from : null;
}

function backToList(res: Response, variantId?: number): void {
  const here = visitOf(res).paths.shortlist({ region: regionOf(res.req) });
  res.redirect(303, variantId ? `${here}#item-${variantId}` : here);
}

// The place that the list was shown for when the button was pressed.
function regionOf(req: Request): string | null {
  const query = new URLSearchParams(cameFrom(req)?.split('?')[1] ?? '');
  return query.get('region');
}

function idIn(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotFound();
  return Number(text);
}
