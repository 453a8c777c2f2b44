// A kind of aid in plain words, for everybody: easy-read text, video, questions and answers.
import { Router } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { visitOf } from '../web/visit.ts';
import { linksOf, whoPays, wordsIn } from './class-words-page.ts';
import { readClassWords } from './class-words.ts';
import { isStillFresh } from './freshness.ts';
import { catalogueSnapshot } from './snapshot.ts';

/** Gives the family of aids that has a guide and a measuring sheet for a class; null where there is none. */
export type FamilyOfClass = (code: string) => string | null;

export function classWordsRoutes(portal: Portal, familyOf: FamilyOfClass): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/aids/classes/:code', async (req, res) => {
    const { code } = req.params;
    if (!/^[A-Z]{2}(-\d{2}){0,2}$/.test(code)) throw new NotFound();
    const snapshot = await catalogueSnapshot(db);
    const own = snapshot.classes.find(code);
    if (!own?.active) throw new NotFound();
    const on = dayOf(clock());
    if (isStillFresh(req, res, portal, { version: snapshot.version, on })) return;
    const visit = visitOf(res);
    const { t, lang, paths } = visit;
    const [words, pays] = await Promise.all([
      readClassWords(db.read, code),
      whoPays(db.read, own, snapshot.classes, { visit, on }),
    ]);
    const links = linksOf(own, snapshot, visit, familyOf(code));
    page(res, 'catalogue/class', {
      title: own.names[lang],
      breadcrumbs: [
        { text: t('catalogue.home'), href: paths.home() },
        { text: t('catalogue.families.title'), href: paths.families() },
        ...links.above.toReversed(),
        { text: own.names[lang] },
      ],
      own,
      ...wordsIn(words, visit),
      links,
      pays,
    });
  });

  return routes;
}
