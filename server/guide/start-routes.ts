// Where the guide begins: the families, and what each guide is; beginning anew.
import { Router } from 'express';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { FAMILIES } from '../measures/measures.ts';
import type { Portal } from '../portal.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import { forgetAnswers, heldIn } from './answers.ts';
import { ALL_FAMILIES, familyIn, familyName } from './family.ts';
import { firstOpen, walk } from './questions.ts';

export function startRoutes({ db, page }: Portal): Router {
  const routes = Router();

  routes.get('/guide', async (req, res) => {
    const visit = visitOf(res);
    const { t, paths } = visit;
    const { countIn } = await catalogueSnapshot(db);
    page(res, 'guide/list', {
      title: t('guide.title'),
      breadcrumbs: [{ text: t('catalogue.home'), href: paths.home() }, { text: t('guide.title') }],
      families: ALL_FAMILIES.map((family) => ({
        name: familyName(family, visit),
        about: t(`guide.about.${family}`),
        href: paths.guideFamily(family),
        picture: FAMILIES[family][0],
        products: FAMILIES[family].reduce((sum, code) => sum + countIn('', code), 0),
        begun: heldIn(req, family) !== null,
      })),
    });
  });

  routes.get('/guide/:family', (req, res) => {
    const family = familyIn(req.params.family);
    const visit = visitOf(res);
    const { t, paths } = visit;
    const held = heldIn(req, family);
    const { questions } = walk(family, held?.answers ?? {});
    const open = held && firstOpen(questions, held);
    const next = held && !open ? null : (open ?? questions[0]!);
    page(res, 'guide/start', {
      title: t('guide.start.title', { family: familyName(family, visit) }),
      breadcrumbs: [
        { text: t('catalogue.home'), href: paths.home() },
        { text: t('guide.title'), href: paths.guide() },
        { text: familyName(family, visit) },
      ],
      family,
      about: t(`guide.about.${family}`),
      count: questions.length,
      begun: held !== null,
      nextHref: next ? paths.guideQuestion(family, next.key) : paths.guideResult(family),
      resultHref: held ? paths.guideResult(family) : null,
    });
  });

  routes.post('/guide/:family/restart', (req, res) => {
    const family = familyIn(req.params.family);
    forgetAnswers(req, family);
    leaveNotice(res, 'guide.restart.done');
    res.redirect(303, visitOf(res).paths.guideFamily(family));
  });

  return routes;
}
