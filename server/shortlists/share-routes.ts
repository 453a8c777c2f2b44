// Sharing: by an address that cannot be guessed, its QR code, and a short code that is read out over the phone.
import { Router } from 'express';
import { startGuess } from '../accounts/throttle.ts';
import { parseSpokenCode } from '../i18n/spoken-code.ts';
import type { Portal } from '../portal.ts';
import { readForm } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import { openingFields, sharingFields } from './forms.ts';
import { itemsFrame } from './list-page.ts';
import { showListOf } from './list-routes.ts';
import { keepKey, ownKeyOf } from './own-list.ts';
import { MOST_COMPARED } from './compare-query.ts';
import {
  addItems,
  MOST_ITEMS,
  secretBehind,
  sharedList,
  shareList,
  stopSharing,
} from './shortlists.ts';

const SECRET = /^[\w-]{22}$/;

export function shareRoutes(portal: Portal): Router {
  const { db, clock, config, vault, page } = portal;
  const showList = showListOf(portal);
  const routes = Router();

  routes.post('/shortlist/sharing', async (req, res) => {
    const key = ownKeyOf(req);
    const form = readForm(sharingFields, req.body ?? {});
    const notes = 'values' in form && form.values.notes;
    const shared = key !== null && (await shareList(db, key, { notes, at: clock() }));
    if (!shared) {
      const problems = [{ field: 'notes', key: 'shortlists.share.nothing' }];
      return showList(req, res, { problems, typed: form.typed });
    }
    leaveNotice(res, 'shortlists.notice.shared');
    res.redirect(303, `${visitOf(res).paths.shortlist()}#share`);
  });

  routes.post('/shortlist/sharing/end', async (req, res) => {
    const key = ownKeyOf(req);
    if (key) await stopSharing(db, key);
    leaveNotice(res, 'shortlists.notice.sharingEnded');
    res.redirect(303, visitOf(res).paths.shortlist());
  });

  routes.post('/shortlist/opening', async (req, res) => {
    const form = readForm(openingFields, req.body ?? {});
    if ('problems' in form) return showList(req, res, form);
    const code = parseSpokenCode(form.values.code);
    const wrong = (key: string) =>
      showList(req, res, { problems: [{ field: 'code', key }], typed: form.typed });
    if (code === null) return wrong('shortlists.codeWrong');
    const attempt = await startGuess(
      db,
      vault,
      { of: 'shortlist', address: req.ip ?? '' },
      clock(),
    );
    const secret = await secretBehind(db, code, clock());
    if (secret === null) return wrong('shortlists.codeUnknown');
    await attempt.succeeded();
    res.redirect(303, visitOf(res).paths.sharedShortlist(secret));
  });

  routes.get('/shortlist/:secret', async (req, res) => {
    const list = SECRET.test(req.params.secret) ? await sharedList(db, req.params.secret) : null;
    const { t, paths } = visitOf(res);
    if (!list) return page(res, 'shortlists/gone', { title: t('shortlists.gone.title') }, 404);
    page(res, 'shortlists/shared', {
      title: t('shortlists.shared.title'),
      breadcrumbs: [
        { text: t('catalogue.home'), href: paths.home() },
        { text: t('catalogue.list.title'), href: paths.aids() },
        { text: t('shortlists.shared.title') },
      ],
      ...(await itemsFrame(portal, req, res, list.items)),
      secret: req.params.secret,
      mostCompared: MOST_COMPARED,
    });
  });

  routes.post('/shortlist/:secret/copy', async (req, res) => {
    const list = SECRET.test(req.params.secret) ? await sharedList(db, req.params.secret) : null;
    const { t, paths } = visitOf(res);
    if (!list) return page(res, 'shortlists/gone', { title: t('shortlists.gone.title') }, 404);
    const { added, there, tooMany } = await addItems(db, keepKey(res, config), list.items, clock());
    const key = tooMany ? 'copiedSome' : 'copied';
    leaveNotice(res, `shortlists.notice.${key}`, { added, there, tooMany, most: MOST_ITEMS });
    res.redirect(303, paths.shortlist());
  });

  return routes;
}
