// Guaranteed amounts: which is in force for each class, setting a new one from a day on, and mending
// one that has not started yet. What was in force is never changed.
import { Router, type Response } from 'express';
import { readClassTree, type AidClass } from '../../catalogue/class-tree.ts';
import { groupedBy } from '../../catalogue/grouped-by.ts';
import { amountFor } from '../../catalogue/guaranteed-amounts.ts';
import { fold } from '../../i18n/fold.ts';
import type { Portal } from '../../portal.ts';
import { NotFound } from '../../web/errors.ts';
import { optionalChoice, optionalText, readForm, type Typed } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { readHistory } from '../../audit/history.ts';
import { problemsOfStart } from '../dated-form.ts';
import { actOf, codeIn, crumbsTo, idIn } from '../desk.ts';
import { showForm, typedMoney, type Returned } from '../../web/form-page.ts';
import { pageOf } from '../list-in-memory.ts';
import { listFrame, readFilter, searchText } from '../list-page.ts';
import { hasEnded, inForceOn, isFuture } from '../timeline.ts';
import { AMOUNT_STATUSES, amountFields, correctionFields } from './forms.ts';
import { classesWithoutAmount } from './needed.ts';
import {
  correctAmount,
  findAmount,
  listAmounts,
  setAmount,
  takeBackAmount,
  type Amount,
} from './store.ts';

const SHOWN = ['needed', 'missing', 'proposed', 'confirmed', 'demo', 'coming'] as const;

export function amountRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/amounts', async (req, res) => {
    const { t } = visitOf(res);
    const { on } = actOf(res, portal);
    const filter = readFilter(
      {
        q: searchText,
        shown: optionalChoice(SHOWN),
        after: optionalText({ max: 20, pattern: /^[\w-]+$/ }),
      },
      req.query,
    );
    const { q, shown, after } = filter.values;
    const needed = await classesWithoutAmount(db.read, on);
    const lines = (await readLines(on)).filter(
      (line) =>
        (!q || fold(`${line.code} ${Object.values(line.names).join(' ')}`).includes(fold(q))) &&
        (!shown || (shown === 'needed' ? needed.has(line.code) : isShown(line, shown))),
    );
    page(res, 'administration/amounts/list', {
      title: t('administration.list.amounts'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      ...listFrame(res, 'amounts', filter, { count: lines.length }),
      ...pageOf(res, 'amounts', filter.typed, lines, { after, keyOf: ({ code }) => code }),
      shownChoices: SHOWN,
    });
  });

  routes.get('/admin/amounts/new', async (req, res) => {
    const { class: code } = readFilter(
      { class: optionalText({ max: 20, pattern: /^[\w-]+$/ }) },
      req.query,
    ).values;
    await showNew(res, { class: code ?? '', status: 'proposed' });
  });

  routes.post('/admin/amounts/new', async (req, res) => {
    const act = actOf(res, portal);
    const form = readForm(amountFields, req.body ?? {});
    if ('problems' in form) return showNew(res, {}, form);
    const known = (await readClassTree(db.read)).find(form.values.class);
    const problems = known
      ? problemsOfStart(form.values, act.on)
      : [{ field: 'class', key: 'administration.missing.class' }];
    if (!problems.length) problems.push(...(await setAmount(db, act, form.values)));
    if (problems.length) return showNew(res, {}, { typed: form.typed, problems });
    leaveNotice(res, 'administration.amounts.set');
    res.redirect(303, visitOf(res).paths.adminItem('amounts', form.values.class));
  });

  routes.get('/admin/amounts/:code', async (req, res) => {
    await showClass(res, codeIn(req.params.code));
  });

  routes.get('/admin/amounts/:id/correction', async (req, res) => {
    await showCorrection(res, idIn(req.params.id));
  });

  routes.post('/admin/amounts/:id/correction', async (req, res) => {
    const id = idIn(req.params.id);
    const form = readForm(correctionFields, req.body ?? {});
    if ('problems' in form) return showCorrection(res, id, form);
    const problems = await correctAmount(db, actOf(res, portal), id, form.values);
    if (problems.length) return showCorrection(res, id, { typed: form.typed, problems });
    const { classCode } = await findAmount(db.read, id);
    leaveNotice(res, 'administration.saved');
    res.redirect(303, visitOf(res).paths.adminItem('amounts', classCode));
  });

  routes.post('/admin/amounts/:id/removal', async (req, res) => {
    const amount = await findAmount(db.read, idIn(req.params.id));
    const form = readForm({ version: correctionFields.version }, req.body ?? {});
    const stamp = 'values' in form ? (form.values.version ?? '') : '';
    const problems = await takeBackAmount(db, actOf(res, portal), amount.id, stamp);
    if (problems.length)
      return showCorrection(res, amount.id, { typed: currentOf(amount), problems });
    leaveNotice(res, 'administration.amounts.takenBack');
    res.redirect(303, visitOf(res).paths.adminItem('amounts', amount.classCode));
  });

  async function readLines(on: string): Promise<Line[]> {
    const classes = await readClassTree(db.read);
    const amounts = await listAmounts(
      db.read,
      classes.all.map(({ code }) => code),
    );
    const byClass = groupedBy(amounts, ({ classCode }) => classCode);
    const own = new Map(
      [...byClass].flatMap(([code, all]) => {
        const now = inForceOn(all, on);
        return now ? [[code, now.tiyn]] : [];
      }),
    );
    return classes.all.map((one) => {
      const all = byClass.get(one.code) ?? [];
      return {
        ...one,
        now: inForceOn(all, on),
        inherited: amountFor(own, classes.ancestorsOf(one.code)),
        coming: all.find((amount) => isFuture(amount, on)) ?? null,
      };
    });
  }

  async function showClass(res: Response, code: string): Promise<void> {
    const { lang } = visitOf(res);
    const { on } = actOf(res, portal);
    const line = (await readLines(on)).find((one) => one.code === code);
    if (!line) throw new NotFound();
    page(res, 'administration/amounts/show', {
      title: line.names[lang],
      breadcrumbs: crumbsTo(res, 'amounts'),
      width: 'wide',
      line,
      amounts: (await listAmounts(db.read, [code])).toReversed(),
      isFuture: (amount: Amount) => isFuture(amount, on),
      hasEnded: (amount: Amount) => hasEnded(amount, on),
      history: await readHistory(db, { kind: 'guaranteed_amount', id: code }),
    });
  }

  async function showNew(res: Response, current: Typed, returned?: Returned): Promise<void> {
    const { t } = visitOf(res);
    const classes = await readClassTree(db.read);
    showForm(
      portal,
      res,
      'administration/amounts/new',
      {
        title: t('administration.amounts.new'),
        breadcrumbs: crumbsTo(res, 'amounts'),
        current,
        classes: classes.all,
        statuses: AMOUNT_STATUSES,
      },
      returned,
    );
  }

  async function showCorrection(res: Response, id: number, returned?: Returned): Promise<void> {
    const { t, paths, lang } = visitOf(res);
    const amount = await findAmount(db.read, id);
    const { on } = actOf(res, portal);
    const aidClass = (await readClassTree(db.read)).find(amount.classCode)!;
    const up = paths.adminItem('amounts', amount.classCode);
    showForm(
      portal,
      res,
      'administration/amounts/correction',
      {
        title: t('administration.amounts.correct'),
        breadcrumbs: crumbsTo(res, 'amounts', { text: aidClass.names[lang], href: up }),
        record: amount.row,
        current: currentOf(amount),
        amount,
        up,
        open: isFuture(amount, on),
        ended: hasEnded(amount, on),
        statuses: AMOUNT_STATUSES,
      },
      returned,
    );
  }

  return routes;
}

interface Line extends AidClass {
  /** The class's own amount in force today. */
  now: Amount | null;
  /** What its ancestors give it where it has none of its own. */
  inherited: number | null;
  coming: Amount | null;
}

function isShown(line: Line, shown: Exclude<(typeof SHOWN)[number], 'needed'>): boolean {
  if (shown === 'missing') return !line.now && line.inherited === null;
  if (shown === 'coming') return line.coming !== null;
  return line.now?.status === shown;
}

function currentOf({ tiyn, source, status }: Amount): Typed {
  return { amount: typedMoney(tiyn), source, status };
}
