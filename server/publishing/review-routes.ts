// The review desk: what waits, one revision with all that is to be judged, and the decision.
import { Router, type Response } from 'express';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { namesOf } from '../i18n/languages.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { optionalText, readForm, type Field } from '../web/forms.ts';
import type { Returned } from '../web/form-page.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import { countryName } from './countries.ts';
import { actAt, numberIn } from './desk.ts';
import { differenceGroups, factText, unitText } from './difference-rows.ts';
import { differences } from './differences.ts';
import { gateOf } from './gate.ts';
import { groundOf } from './ground.ts';
import { lacksOf } from './lacks.ts';
import { checkMove } from './lifecycle.ts';
import { namesOfAccounts } from './people.ts';
import { readPublished } from './published.ts';
import { countQueue, QUEUE_PAGE, readQueue, type QueuePlace } from './queue.ts';
import { queueRows } from './queue-rows.ts';
import { acceptMany, decide, seenOf } from './reviewing.ts';
import { findNewestShown, findProduct, findPublishedHead, findRevision } from './store.ts';

const decision = {
  seen: optionalText({ max: 60, pattern: /^\w+$/ }),
  message: optionalText({ max: 1000, lines: true }),
};

/** What was marked in the list: the revision, and what the list showed of it. */
const marked: Field<{ id: number; seen: string }[]> = (raw, refuse) => {
  const all = (raw === undefined ? [] : [raw].flat()).map((one) =>
    typeof one === 'string' ? /^([1-9]\d{0,8})\.(\w{1,60})$/.exec(one) : null,
  );
  if (all.length === 0 || all.length > QUEUE_PAGE || all.includes(null)) {
    return refuse('publishing.missing.marked');
  }
  return all.map((match) => ({ id: Number(match![1]), seen: match![2]! }));
};

export function reviewRoutes(portal: Portal): Router {
  const { db, texts, page } = portal;
  const routes = Router();

  routes.get('/admin/review', async (req, res) => {
    await showQueue(res, req.query);
  });

  routes.post('/admin/review/acceptance', async (req, res) => {
    const act = actAt('admin', res, portal);
    const form = readForm({ marked }, req.body ?? {});
    if ('problems' in form) return showQueue(res, {}, form);
    const { accepted, left } = await acceptMany({ db, texts }, act, form.values.marked);
    const key = left ? 'publishing.review.acceptedSome' : 'publishing.review.acceptedAll';
    leaveNotice(res, key, { accepted, left });
    res.redirect(303, visitOf(res).paths.reviews());
  });

  async function showQueue(res: Response, query: unknown, returned?: Returned): Promise<void> {
    const act = actAt('admin', res, portal);
    const visit = visitOf(res);
    const { t, paths } = visit;
    const { rows, next } = await readQueue(db.read, placeIn(query));
    const snapshot = await catalogueSnapshot(db);
    const count = await countQueue(db.read);
    page(res, 'publishing/queue', {
      title: t('publishing.review.title'),
      breadcrumbs: [{ text: t('administration.title'), href: paths.admin() }],
      width: 'wide',
      count,
      rows: await queueRows(db.read, act, rows, { visit, snapshot }),
      classes: snapshot.classes,
      people: await namesOfAccounts(
        db.read,
        ...rows.map(({ submittedBy }) => ({ ...NOBODY, submittedBy })),
      ),
      offers: await countOffers(),
      next: next && { href: paths.reviews({ after: `${next.submittedAt}_${next.id}` }) },
      previous: placeIn(query) && { href: paths.reviews() },
      ...returned,
    });
  }

  routes.get('/admin/review/:id', async (req, res) => {
    await show(res, numberIn(req.params.id));
  });

  for (const move of ['acceptance', 'return'] as const) {
    routes.post(`/admin/review/:id/${move}`, async (req, res) => {
      const id = numberIn(req.params.id);
      const act = actAt('admin', res, portal);
      await findRevision(db.read, id);
      const form = readForm(decision, req.body ?? {});
      if ('problems' in form) return show(res, id, form);
      const { seen, message } = form.values;
      if (move === 'return' && !message) {
        const problems = [{ field: 'message', key: 'publishing.missing.message' }];
        return show(res, id, { typed: form.typed, problems });
      }
      const outcome = await decide({ db, texts }, act, id, { move, seen: seen ?? '', message });
      leaveNotice(res, `publishing.decided.${outcome}`);
      res.redirect(303, visitOf(res).paths.reviews());
    });
  }

  async function countOffers(): Promise<number> {
    const [row]: { count: number }[] = await db
      .read('offers')
      .where({ status: 'in_review' })
      .count({ count: '*' });
    return row!.count;
  }

  async function show(res: Response, id: number, returned?: Returned): Promise<void> {
    const act = actAt('admin', res, portal);
    const visit = visitOf(res);
    const { t, paths, lang } = visit;
    const revision = await findRevision(db.read, id);
    const product = await findProduct(db.read, revision.productId);
    const snapshot = await catalogueSnapshot(db);
    const ground = groundOf(snapshot);
    const { content } = revision;
    const definitions = ground.definitionsOf(content.aidClassCode);
    const shown =
      product.status === 'published'
        ? (await readPublished(db.read, [product])).get(product.id)!
        : ((await findNewestShown(db.read, product.id))?.content ?? null);
    const all = [...definitions, ...(shown ? ground.definitionsOf(shown.aidClassCode) : [])];
    const published = await findPublishedHead(db.read, product.id);
    const on = revision.publishOn && revision.publishOn > act.on ? revision.publishOn : act.on;
    const lacks = lacksOf(content, definitions, on);
    const mover = { accountId: act.by.accountId, supplierId: null };
    const check = checkMove(revision, 'acceptance', mover, lacks.length);
    page(res, 'publishing/review', {
      title: content.names[lang],
      breadcrumbs: [
        { text: t('administration.title'), href: paths.admin() },
        { text: t('publishing.review.title'), href: paths.reviews() },
      ],
      width: 'wide',
      revision,
      product,
      content,
      lacks,
      gate: gateOf(lacks),
      // Something else was published since this was begun: what it says may be older than what is shown.
      overtaken: published !== null && revision.baseId !== null && published.id !== revision.baseId,
      refused: check.allowed ? null : check.reason,
      seen: await seenOf(db.read, product, revision),
      supplier: await supplierOf(revision.supplierId),
      people: await namesOfAccounts(db.read, revision),
      shown,
      groups: shown
        ? differenceGroups(differences(shown, content, all), shown, content, {
            visit,
            classes: snapshot.classes,
          })
        : null,
      className: snapshot.classes.find(content.aidClassCode)?.names,
      country: countryName(content.origin, lang),
      definitions,
      text: (value: string | number | boolean, definition: (typeof definitions)[number]) =>
        factText({ what: 'value', value, definition }, visit, snapshot.classes),
      unit: (unit: string) => unitText(unit, t),
      ...returned,
    });
  }

  async function supplierOf(id: number | null) {
    if (id === null) return null;
    const row: Record<string, unknown> = await db.read('suppliers').where({ id }).first();
    return { id, names: namesOf(row) };
  }

  return routes;
}

const NOBODY = { createdBy: null, changedBy: null, decidedBy: null };

/** @throws NotFound for a place that no link of ours has */
function placeIn(query: unknown): QueuePlace | null {
  const after = (query as { after?: unknown } | null)?.after;
  if (after === undefined) return null;
  const match =
    typeof after === 'string'
      ? /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([1-9]\d{0,8})$/.exec(after)
      : null;
  if (!match) throw new NotFound();
  return { submittedAt: match[1]!, id: Number(match[2]) };
}
