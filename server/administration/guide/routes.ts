// The guide's rules: what they look at comes with a release; their numbers, dates and sources are kept here.
import { Router, type Response } from 'express';
import { readHistory } from '../../audit/history.ts';
import { isFamily } from '../../measures/measures.ts';
import { ALL_FAMILIES, familyName } from '../../guide/family.ts';
import { fold } from '../../i18n/fold.ts';
import type { Portal } from '../../portal.ts';
import { showForm, type Returned } from '../../web/form-page.ts';
import { optionalChoice, optionalText, readForm, wholeNumber } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { stampOf } from '../../web/stale.ts';
import { visitOf } from '../../web/visit.ts';
import { problemsOfStart } from '../dated-form.ts';
import { actOf, codeIn, crumbsTo } from '../desk.ts';
import { version } from '../../web/desk-fields.ts';
import { pageOf } from '../list-in-memory.ts';
import { listFrame, readFilter, searchText } from '../list-page.ts';
import { hasEnded, inForceOn, isFuture } from '../timeline.ts';
import { endFields, fieldOf, readValues, RULE_STATUSES, typedNumbers } from './forms.ts';
import {
  endRule,
  findRule,
  listRules,
  setValues,
  takeBack,
  type DeskRule,
  type RuleValue,
} from './store.ts';

export function guideRuleRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/guide', async (req, res) => {
    const visit = visitOf(res);
    const { t, lang } = visit;
    const { on } = actOf(res, portal);
    const filter = readFilter(
      {
        q: searchText,
        family: optionalChoice(ALL_FAMILIES),
        status: optionalChoice(RULE_STATUSES),
        after: optionalText({ max: 40, pattern: /^[\w-]+$/ }),
      },
      req.query,
    );
    const { q, family, status, after } = filter.values;
    const lines = (await listRules(db.read))
      .map((rule) => ({
        key: rule.key,
        name: rule.content.names[lang],
        family: rule.family,
        familyName: isFamily(rule.family) ? familyName(rule.family, visit) : rule.family,
        now: inForceOn(rule.values, on),
        coming: rule.values.find((value) => isFuture(value, on)) ?? null,
        words: numbersInWords(rule, visit),
      }))
      .filter(
        (line) =>
          (!family || line.family === family) &&
          (!status || line.now?.status === status) &&
          (!q || fold(`${line.key} ${line.name} ${line.familyName}`).includes(fold(q))),
      );
    page(res, 'administration/guide/list', {
      title: t('administration.list.guide'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      ...listFrame(res, 'guide', filter, { count: lines.length }),
      ...pageOf(res, 'guide', filter.typed, lines, { after, keyOf: ({ key }) => key }),
      families: ALL_FAMILIES.map((one) => ({ value: one, text: familyName(one, visit) })),
      statuses: RULE_STATUSES,
    });
  });

  routes.get('/admin/guide/:key', (req, res) => showRule(res, codeIn(req.params.key)));

  routes.get('/admin/guide/:key/value', (req, res) => showNew(res, codeIn(req.params.key)));

  routes.post('/admin/guide/:key/value', async (req, res) => {
    const act = actOf(res, portal);
    const { key, content } = await findRule(db.read, codeIn(req.params.key));
    const form = readValues(content, req.body ?? {});
    if ('problems' in form) return showNew(res, key, form);
    const problems = problemsOfStart(form.values, act.on);
    if (!problems.length) problems.push(...(await setValues(db, act, key, form.values)));
    if (problems.length) return showNew(res, key, { typed: form.typed, problems });
    leaveNotice(res, 'guide.admin.set');
    res.redirect(303, visitOf(res).paths.adminItem('guide', key));
  });

  routes.get('/admin/guide/:key/end', (req, res) => showEnd(res, codeIn(req.params.key)));

  routes.post('/admin/guide/:key/end', async (req, res) => {
    const act = actOf(res, portal);
    const { key } = await findRule(db.read, codeIn(req.params.key));
    const form = readForm(endFields, req.body ?? {});
    if ('problems' in form) return showEnd(res, key, form);
    const problems = problemsOfStart(form.values, act.on);
    if (!problems.length) problems.push(...(await endRule(db, act, key, form.values.valid_from)));
    if (problems.length) return showEnd(res, key, { typed: form.typed, problems });
    leaveNotice(res, 'guide.admin.ended');
    res.redirect(303, visitOf(res).paths.adminItem('guide', key));
  });

  routes.post('/admin/guide/:key/removal', async (req, res) => {
    const { key } = await findRule(db.read, codeIn(req.params.key));
    const missing = 'errors.badRequest.text';
    const form = readForm(
      { id: wholeNumber({ missing, min: 1, max: 999_999_999 }), version },
      req.body ?? {},
    );
    if ('problems' in form) return showRule(res, key, form);
    const { id, version: stamp } = form.values;
    const problems = await takeBack(db, actOf(res, portal), key, { id, stamp: stamp ?? '' });
    if (problems.length) return showRule(res, key, { typed: {}, problems });
    leaveNotice(res, 'guide.admin.takenBack');
    res.redirect(303, visitOf(res).paths.adminItem('guide', key));
  });

  async function showRule(res: Response, key: string, returned?: Returned): Promise<void> {
    const visit = visitOf(res);
    const rule = await findRule(db.read, key);
    const { on } = actOf(res, portal);
    page(res, 'administration/guide/show', {
      title: rule.content.names[visit.lang],
      breadcrumbs: crumbsTo(res, 'guide'),
      width: 'wide',
      rule,
      family: familyName(rule.family, visit),
      now: inForceOn(rule.values, on),
      sentences: Object.entries(rule.content.sentences).map(([kind, names]) => ({
        kind,
        // What stands for numbers looks like a hole in the page otherwise.
        text: names[visit.lang].replaceAll('{', '‹').replaceAll('}', '›'),
      })),
      values: rule.values.toReversed(),
      words: numbersInWords(rule, visit),
      isFuture: (one: RuleValue) => isFuture(one, on),
      hasEnded: (one: RuleValue) => hasEnded(one, on),
      stampOf: ({ row }: RuleValue) => stampOf(row),
      history: await readHistory(db, { kind: 'guide_rule', id: key }),
      ...returned,
    });
  }

  async function showNew(res: Response, key: string, returned?: Returned): Promise<void> {
    const { t, lang } = visitOf(res);
    const rule = await findRule(db.read, key);
    const { on } = actOf(res, portal);
    const last = inForceOn(rule.values, on) ?? rule.values.at(-1);
    const current = { status: 'proposed', ...typedNumbers(last?.numbers ?? {}, lang) };
    const title = t('guide.admin.new', { name: rule.content.names[lang] });
    const numbers = Object.entries(rule.content.numbers ?? {}).map(([name, { names, unit }]) => ({
      field: fieldOf(name),
      label: names[lang],
      unit,
    }));
    const frame = { ...frameOf(res, rule), title, current, numbers, statuses: RULE_STATUSES };
    showForm(portal, res, 'administration/guide/new', frame, returned);
  }

  async function showEnd(res: Response, key: string, returned?: Returned): Promise<void> {
    const { t, lang } = visitOf(res);
    const rule = await findRule(db.read, key);
    const title = t('guide.admin.end', { name: rule.content.names[lang] });
    const frame = { ...frameOf(res, rule), title, current: {} };
    showForm(portal, res, 'administration/guide/end', frame, returned);
  }

  return routes;
}

function frameOf(res: Response, { key, content }: DeskRule) {
  const { lang, paths } = visitOf(res);
  const up = paths.adminItem('guide', key);
  const breadcrumbs = crumbsTo(res, 'guide', { text: content.names[lang], href: up });
  return { key, up, breadcrumbs };
}

// The numbers of a value in one line: what each is, and how much.
function numbersInWords(
  { content: { numbers = {} } }: DeskRule,
  { lang, format }: ReturnType<typeof visitOf>,
) {
  return (value: RuleValue) =>
    Object.entries(numbers).map(([name, { names, unit }]) => {
      const amount = format.number((value.numbers[name] ?? 0) / 1000);
      return { name: names[lang], amount, unit };
    });
}
