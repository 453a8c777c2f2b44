// Pages of words: what the portal is, how to use it, what it keeps. Each runs a fixed number of queries.
import { Router, type Response } from 'express';
import { listOffices } from '../applicants/offices.ts';
import { dayOf } from '../calendar/today.ts';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { emergenciesInForce } from '../emergencies/emergencies.ts';
import { byName } from '../i18n/sort-keys.ts';
import { STATUSES } from '../requests/lifecycle.ts';
import { toneOf } from '../requests/tones.ts';
import type { Portal } from '../portal.ts';
import { optionalChoice, readForm } from '../web/forms.ts';
import { visitOf } from '../web/visit.ts';
import { listOwnOpenRequests } from './own-requests.ts';

/** When the accessibility statement was last looked through. */
const STATEMENT_OF = '2026-11-23';

export function informationRoutes({ db, config, clock, page }: Portal): Router {
  const routes = Router();

  routes.get('/', async (_req, res) => {
    const { t, reader } = visitOf(res);
    page(res, 'information/home', {
      title: t('information.home.title'),
      ...(await catalogueSnapshot(db)),
      emergencies: await emergenciesInForce(db.read, dayOf(clock())),
      ownRequests: reader ? await listOwnOpenRequests(db.read, reader.accountId) : [],
    });
  });

  routes.get('/help', async (req, res) => {
    const { t, lang } = visitOf(res);
    const { regions } = await catalogueSnapshot(db);
    const form = readForm({ region: optionalChoice(regions.map(({ code }) => code)) }, req.query);
    const region = 'values' in form ? form.values.region : null;
    page(res, 'information/help', {
      title: t('information.help.title'),
      regions: byName(regions, lang),
      region,
      offices: region ? await listOffices(db.read, region) : [],
      statuses: STATUSES.map((status) => ({ status, tone: toneOf(status, 'applicant') })),
      problems:
        'problems' in form ? [{ field: 'region', key: 'information.help.regionUnknown' }] : [],
      typed: form.typed,
    });
  });

  routes.get('/accessibility', (_req, res) => {
    words(res, 'accessibility', { statementOf: STATEMENT_OF });
  });
  routes.get('/privacy', (_req, res) => words(res, 'privacy'));
  routes.get('/cookies', (_req, res) => {
    words(res, 'cookies', { host: config.publicUrl.startsWith('https://') ? '__Host-' : '' });
  });

  function words(res: Response, name: string, values: Record<string, unknown> = {}) {
    const title = visitOf(res).t(`information.${name}.title`);
    page(res, `information/${name}`, { title, ...values });
  }
  return routes;
}
