// How long requests take: the staff's page over all kinds of aids. What people read stands on their own pages.
import { Router } from 'express';
import type { Reader } from '../accounts/reader.ts';
import { classTree, regions } from '../catalogue/catalogue.ts';
import type { Portal } from '../portal.ts';
import { optionalChoice, readForm } from '../web/forms.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { distributionsOf, SPANS } from './distribution.ts';
import { STEPS } from './steps.ts';
import { lastReckoned, regionOfOffice } from './store.ts';

export function expectationRoutes({ db, page }: Portal): Router {
  const routes = Router();

  routes.get('/casework/expectations', async (req, res) => {
    const reader = readerWith(res, 'caseworker', 'lead_caseworker', 'administrator');
    const visit = visitOf(res);
    const { t, lang, paths, format } = visit;
    const all = await regions(db);
    const form = readForm(
      {
        step: optionalChoice(STEPS),
        region: optionalChoice(['all', ...all.map(({ code }) => code)]),
      },
      req.query,
    );
    const asked = 'values' in form ? form.values : { step: null, region: null };
    const step = asked.step ?? 'decision';
    const region = asked.region ?? (await ownRegion(reader));
    const regionCode = region === 'all' ? null : region;
    const found = await distributionsOf(db.read, { step, regionCode });
    const classes = await classTree(db);
    const byCode = new Map(found.map((one) => [one.aidClassCode, one]));
    page(res, 'expectations/staff', {
      title: t('expectations.staff.title'),
      breadcrumbs: [
        reader.roles.has('administrator')
          ? { text: t('administration.title'), href: paths.admin() }
          : { text: t('layout.casework'), href: paths.casework() },
      ],
      width: 'wide',
      problems: 'problems' in form ? form.problems : [],
      typed: { step, region },
      steps: STEPS.map((value) => ({ value, text: t(`expectations.step.${value}`) })),
      regions: [
        { value: 'all', text: t('expectations.staff.allRegions') },
        ...all.map(({ code, names }) => ({ value: code, text: names[lang] })),
      ],
      caption: t('expectations.staff.caption', {
        step: t(`expectations.step.${step}`),
        region:
          all.find(({ code }) => code === regionCode)?.names[lang] ??
          t('expectations.staff.allRegions'),
      }),
      spans: SPANS,
      rows: classes.all.flatMap(({ code, level, names }) => {
        const one = byCode.get(code);
        return one ? [{ ...one, level, name: names[lang] }] : [];
      }),
      reckoned: await lastReckoned(db.read, format),
    });
  });

  async function ownRegion({ officeId }: Reader): Promise<string> {
    return officeId === null ? 'all' : regionOfOffice(db.read, officeId);
  }

  return routes;
}
