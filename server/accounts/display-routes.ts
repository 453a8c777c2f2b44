// Display settings: for everybody, signed in or not.
import { Router, type Response } from 'express';
import type { Portal } from '../portal.ts';
import { cameFrom } from '../web/came-from.ts';
import { choice, readForm } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import { saveDisplaySettings } from './accounts.ts';
import { displayChoices, readDisplaySettings, type DisplaySetting } from './display-settings.ts';
import { keepDisplay, keepLanguage } from './preference-cookies.ts';
import { safeReturnTo } from './return-to.ts';

const NAMES = Object.keys(displayChoices) as DisplaySetting[];

export function displayRoutes({ db, clock, config, page }: Portal): Router {
  const routes = Router();

  routes.get('/display', (req, res) => {
    const { lang, paths } = visitOf(res);
    const before = safeReturnTo(cameFrom(req), lang);
    const elsewhere = before?.startsWith(paths.display()) ? null : before;
    show(res, { returnTo: safeReturnTo(req.query['return-to'], lang) ?? elsewhere });
  });

  routes.post('/display', async (req, res) => {
    const { lang, paths, reader } = visitOf(res);
    const body = (req.body ?? {}) as Record<string, unknown>;
    const returnTo = safeReturnTo(body['return-to'], lang);
    const form = readForm(fields(), body.usual ? readDisplaySettings({}) : body);
    if ('problems' in form) {
      return show(res, { returnTo, problems: form.problems, typed: form.typed });
    }
    const settings = readDisplaySettings(form.values);
    if (reader) await saveDisplaySettings(db, { by: reader, settings, at: clock() });
    keepDisplay(res, config, settings);
    keepLanguage(res, config, lang);
    if (reader) leaveNotice(res, 'accounts.display.saved');
    return res.redirect(303, returnTo ?? paths.display({ saved: reader ? '' : 'yes' }));
  });

  function show(res: Response, frame: Record<string, unknown>) {
    const { t } = visitOf(res);
    page(res, 'accounts/display', {
      title: t('accounts.display.title'),
      settings: displayChoices,
      saved: res.req.query.saved === 'yes',
      ...frame,
    });
  }
  return routes;
}

function fields() {
  const options = { missing: 'forms.unknownChoice' };
  return Object.fromEntries(NAMES.map((name) => [name, choice(displayChoices[name], options)]));
}
