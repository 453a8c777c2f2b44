// Terms: the clocks of a request, replacement terms, and the sum above which a second person consents.
// Each is a line of values with dates and sources; the item's address is that of any one of its values.
import { Router, type Response } from 'express';
import { readClassTree } from '../../catalogue/class-tree.ts';
import { groupedBy } from '../../catalogue/grouped-by.ts';
import { fold } from '../../i18n/fold.ts';
import type { Portal } from '../../portal.ts';
import { optionalChoice, optionalText, readForm, type Typed } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { readHistory } from '../../audit/history.ts';
import { problemsOfStart } from '../dated-form.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { showForm, typedMoney, type Returned } from '../../web/form-page.ts';
import { pageOf } from '../list-in-memory.ts';
import { listFrame, readFilter, searchText } from '../list-page.ts';
import { hasEnded, inForceOn, isFuture } from '../timeline.ts';
import { correctionFields, TERM_STATUSES, termFields } from './forms.ts';
import {
  correctTerm,
  findTerm,
  listTerms,
  setTerm,
  subjectId,
  takeBackTerm,
  type Term,
} from './store.ts';

export function termRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/terms', async (req, res) => {
    const { t, lang } = visitOf(res);
    const { on } = actOf(res, portal);
    const filter = readFilter(
      {
        q: searchText,
        status: optionalChoice(TERM_STATUSES),
        after: optionalText({ max: 60, pattern: /^[\w/-]+$/ }),
      },
      req.query,
    );
    const { q, status, after } = filter.values;
    const classes = await readClassTree(db.read);
    const lines = [...groupedBy(await listTerms(db.read), subjectId)]
      .map(([key, all]) => {
        const aidClass = classes.find(all[0]!.classCode ?? '');
        return {
          key,
          any: all[0]!,
          name: termName(res, all[0]!),
          className: aidClass?.names[lang] ?? null,
          now: inForceOn(all, on),
          coming: all.find((term) => isFuture(term, on)) ?? null,
        };
      })
      .filter(
        (line) =>
          (!status || line.now?.status === status) &&
          (!q || fold(`${line.key} ${line.name} ${line.className}`).includes(fold(q))),
      );
    page(res, 'administration/terms/list', {
      title: t('administration.list.terms'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      ...listFrame(res, 'terms', filter, { count: lines.length }),
      ...pageOf(res, 'terms', filter.typed, lines, { after, keyOf: ({ key }) => key }),
      statuses: TERM_STATUSES,
    });
  });

  routes.get('/admin/terms/:id', async (req, res) => {
    const term = await findTerm(db.read, idIn(req.params.id));
    const { on } = actOf(res, portal);
    const all = (await listTerms(db.read)).filter((one) => subjectId(one) === subjectId(term));
    page(res, 'administration/terms/show', {
      title: termName(res, term),
      breadcrumbs: crumbsTo(res, 'terms'),
      width: 'wide',
      term,
      terms: all.toReversed(),
      now: inForceOn(all, on),
      isFuture: (one: Term) => isFuture(one, on),
      hasEnded: (one: Term) => hasEnded(one, on),
      subject: subjectId(term),
      history: await readHistory(db, { kind: 'term', id: subjectId(term) }),
    });
  });

  routes.get('/admin/terms/:id/value', async (req, res) => {
    await showNew(res, idIn(req.params.id));
  });

  routes.post('/admin/terms/:id/value', async (req, res) => {
    const act = actOf(res, portal);
    const term = await findTerm(db.read, idIn(req.params.id));
    const form = readForm(termFields(term.unit), req.body ?? {});
    if ('problems' in form) return showNew(res, term.id, form);
    const problems = problemsOfStart(form.values, act.on);
    if (!problems.length) problems.push(...(await setTerm(db, act, term, form.values)));
    if (problems.length) return showNew(res, term.id, { typed: form.typed, problems });
    leaveNotice(res, 'administration.terms.set');
    res.redirect(303, visitOf(res).paths.adminItem('terms', term.id));
  });

  routes.get('/admin/terms/:id/correction', async (req, res) => {
    await showCorrection(res, idIn(req.params.id));
  });

  routes.post('/admin/terms/:id/correction', async (req, res) => {
    const term = await findTerm(db.read, idIn(req.params.id));
    const form = readForm(correctionFields(term.unit), req.body ?? {});
    if ('problems' in form) return showCorrection(res, term.id, form);
    const problems = await correctTerm(db, actOf(res, portal), term.id, form.values);
    if (problems.length) return showCorrection(res, term.id, { typed: form.typed, problems });
    leaveNotice(res, 'administration.saved');
    res.redirect(303, visitOf(res).paths.adminItem('terms', term.id));
  });

  routes.post('/admin/terms/:id/removal', async (req, res) => {
    const term = await findTerm(db.read, idIn(req.params.id));
    const form = readForm({ version: correctionFields(term.unit).version }, req.body ?? {});
    const stamp = 'values' in form ? (form.values.version ?? '') : '';
    const problems = await takeBackTerm(db, actOf(res, portal), term.id, stamp);
    if (problems.length) return showCorrection(res, term.id, { typed: currentOf(term), problems });
    leaveNotice(res, 'administration.terms.takenBack');
    res.redirect(303, visitOf(res).paths.adminList('terms'));
  });

  async function showNew(res: Response, id: number, returned?: Returned): Promise<void> {
    const { t } = visitOf(res);
    const term = await findTerm(db.read, id);
    const frame = await frameOf(res, term);
    const title = t('administration.terms.new', { name: termName(res, term) });
    const current = { status: 'proposed' };
    showForm(portal, res, 'administration/terms/new', { ...frame, title, current }, returned);
  }

  async function showCorrection(res: Response, id: number, returned?: Returned): Promise<void> {
    const { t } = visitOf(res);
    const term = await findTerm(db.read, id);
    const { on } = actOf(res, portal);
    showForm(
      portal,
      res,
      'administration/terms/correction',
      {
        ...(await frameOf(res, term)),
        title: t('administration.terms.correct', { name: termName(res, term) }),
        record: term.row,
        current: currentOf(term),
        open: isFuture(term, on),
        ended: hasEnded(term, on),
      },
      returned,
    );
  }

  return routes;
}

async function frameOf(res: Response, term: Term) {
  const { paths } = visitOf(res);
  const up = paths.adminItem('terms', term.id);
  const breadcrumbs = crumbsTo(res, 'terms', { text: termName(res, term), href: up });
  return { breadcrumbs, up, term, statuses: TERM_STATUSES };
}

// A key that came with newer reference data shows as it is until it has a name here.
function termName(res: Response, { key }: Term): string {
  const { t } = visitOf(res);
  const name = `administration.term.${key}`;
  return t.has(name) ? t(name) : key;
}

function currentOf({ value, unit, source, status }: Term): Typed {
  return { value: unit === 'tiyn' ? typedMoney(value) : String(value), source, status };
}
