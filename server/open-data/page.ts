// What the open data are, in words for people.
import { Router } from 'express';
import type { Portal } from '../portal.ts';
import { visitOf } from '../web/visit.ts';
import { LICENCE } from './licence.ts';
import { RESOURCES } from './resources.ts';

export function openDataPage({ page }: Portal): Router {
  const routes = Router();
  routes.get('/open-data', (_req, res) => {
    const { t, paths } = visitOf(res);
    page(res, 'open-data/show', {
      title: t('open-data.title'),
      licence: LICENCE,
      api: '/api/v1',
      document: '/api/v1/openapi.json',
      feed: paths.news(),
      rows: RESOURCES.map(({ name }) => ({
        name: t(`open-data.resource.${name}`),
        list: `/api/v1/${name}`,
        json: `/api/v1/downloads/${name}.json`,
        csv: `/api/v1/downloads/${name}.csv`,
      })),
    });
  });
  return routes;
}
