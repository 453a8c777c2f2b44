// The result: every product of the family with what speaks for it and against it; and a sheet of it to print.
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import { homeRegionOf } from '../catalogue/home-region.ts';
import { catalogueSnapshot, type Snapshot } from '../catalogue/catalogue.ts';
import { byName } from '../i18n/sort-keys.ts';
import type { Family } from '../measures/measures.ts';
import type { Portal } from '../portal.ts';
import { optionalChoice, optionalText, readForm, type Problem, type Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf, type Visit } from '../web/visit.ts';
import { heldIn, keepRegion, type Held } from './answers.ts';
import { familyIn, familyName } from './family.ts';
import { countVariants, judgeFamily, type Judged, type JudgedProduct } from './judged.ts';
import { walk } from './questions.ts';
import {
  answerRows,
  decisiveQuestions,
  GROUPS,
  productRow,
  ruleRows,
  withoutFits,
} from './result-page.ts';
import { rulesInForce } from './rules-in-force.ts';
import { shownProducts } from './shown-products.ts';

/** Products of each group on the first page, and of one group on a further page. */
const FIRST = 12;
const FURTHER = 40;
/** Products on the sheet: the first of them, with an answer to each question, fill one page. */
const ON_SHEET = 3;

type At = Request<{ family: string }>;

export function resultRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/guide/:family/result', (req: At, res) => showResult(req, res));

  routes.post('/guide/:family/region', async (req: At, res) => {
    const family = familyIn(req.params.family);
    const { regions } = await catalogueSnapshot(db);
    const codes = regions.map(({ code }) => code);
    const read = readForm({ region: optionalChoice(codes) }, req.body ?? {});
    if ('problems' in read) return showResult(req, res, read);
    keepRegion(req, read.values.region ?? '');
    leaveNotice(res, 'guide.region.done');
    res.redirect(303, visitOf(res).paths.guideResult(family));
  });

  routes.get('/guide/:family/sheet', async (req: At, res) => {
    const found = await findings(req, res);
    if (!found) return;
    const { family, judged, visit, held, rowsOf } = found;
    const { groups, spoken } = judged;
    const { t, paths, format } = visit;
    page(res, 'guide/sheet', {
      title: t('guide.sheet.title', { family: familyName(family, visit) }),
      back: { text: t('guide.sheet.back'), href: paths.guideResult(family) },
      date: format.date(held.on),
      answers: answerRows(family, held.answers, visit),
      counts: countsOf(judged),
      fits: await rowsOf(groups.fits.slice(0, ON_SHEET)),
      others: [
        { group: 'fits', products: await rowsOf(groups.fits.slice(ON_SHEET, FURTHER)) },
        ...(await Promise.all(
          (['cannot_tell', 'does_not_fit'] as const).map(async (group) => ({
            group,
            products: (await rowsOf(groups[group].slice(0, FURTHER))).map(withoutFits),
          })),
        )),
      ],
      left: GROUPS.some((group) => groups[group].length > FURTHER),
      rules: ruleRows(spoken, visit),
    });
  });

  async function showResult(
    req: At,
    res: Response,
    again: { problems?: Problem[]; typed?: Typed } = {},
  ): Promise<void> {
    const found = await findings(req, res);
    if (!found) return;
    const { family, judged, ground, visit, held, rowsOf } = found;
    const { snapshot, region } = ground;
    const { t, lang, paths } = visit;
    const read = readForm(
      { show: optionalChoice(GROUPS), after: optionalText({ max: 9, pattern: /^[1-9]\d{0,8}$/ }) },
      req.query,
    );
    const wrong = 'problems' in read ? read.problems : [];
    const { show, after } = 'values' in read ? read.values : { show: null, after: null };
    const { counted } = walk(family, held.answers);
    const groups = GROUPS.filter((group) => !show || group === show).map(async (group) => {
      const { products, next } = stretchOf(judged.groups[group], show ? FURTHER : FIRST, after);
      return {
        group,
        count: countVariants(judged.groups[group]),
        products: await rowsOf(products),
        nextHref: next === null ? null : paths.guideResult(family, { show: group, after: next }),
      };
    });
    page(res, 'guide/result', {
      title: t('guide.result.title', { family: familyName(family, visit) }),
      breadcrumbs: [
        { text: t('catalogue.home'), href: paths.home() },
        { text: t('guide.title'), href: paths.guide() },
        { text: familyName(family, visit), href: paths.guideFamily(family) },
        { text: t('guide.result.crumb') },
      ],
      family,
      answers: answerRows(family, held.answers, visit),
      answered: Object.keys(counted).length,
      decisive: decisiveQuestions(family, judged.waiting, counted, visit),
      counts: countsOf(judged),
      show,
      groups: await Promise.all(groups),
      rules: ruleRows(judged.spoken, visit),
      regions: byName(snapshot.regions, lang).map(({ code, names }) => ({
        value: code,
        text: names[lang],
        selected: code === region,
      })),
      regionName: snapshot.regions.find(({ code }) => code === region)?.names[lang] ?? null,
      ...again,
      problems: [...wrong, ...(again.problems ?? [])],
    });
  }

  // Without a single question seen there is nothing to show: the way leads to the start.
  async function findings(req: At, res: Response): Promise<Findings | null> {
    const family = familyIn(req.params.family);
    const visit = visitOf(res);
    const held = heldIn(req, family);
    if (!held) {
      res.redirect(303, visit.paths.guideFamily(family));
      return null;
    }
    const snapshot = await catalogueSnapshot(db);
    const on = dayOf(clock());
    const region =
      req.session.guide?.region ?? (await homeRegionOf(db.read, visit.reader, on)) ?? '';
    const answers = walk(family, held.answers).counted;
    const ground = { family, answers, snapshot, region, on, lang: visit.lang };
    const judged = await judgeFamily(db, ground);
    const rules = await rulesInForce(db, family, { on, version: snapshot.version });
    const rowsOf = async (products: readonly JudgedProduct[]) => {
      const shown = await shownProducts(db, products, { rules, answers });
      return shown.map((one) => productRow(one, snapshot, visit));
    };
    return { family, held, judged, ground, visit, rowsOf };
  }

  return routes;
}

interface Findings {
  family: Family;
  held: Held;
  judged: Judged;
  ground: { snapshot: Snapshot; region: string };
  visit: Visit;
  /** What a page shows of products. */
  rowsOf: (products: readonly JudgedProduct[]) => Promise<ReturnType<typeof productRow>[]>;
}

function countsOf({ groups }: Judged) {
  return {
    fits: countVariants(groups.fits),
    cannot_tell: countVariants(groups.cannot_tell),
    does_not_fit: countVariants(groups.does_not_fit),
  };
}

// Products behind the one with the id `after`, and after which to go on.
function stretchOf(all: readonly JudgedProduct[], most: number, after: string | null) {
  const start = all.findIndex(({ productId }) => String(productId) === after) + 1;
  const products = all.slice(start, start + most);
  const more = all.length > start + most;
  return { products, next: more ? products.at(-1)!.productId : null };
}
