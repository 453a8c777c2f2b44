// The page of one import: how far it is, what is wrong with it, or what it would change.
import type { Request, Response } from 'express';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import type { ProductDesk } from '../paths.ts';
import type { Portal } from '../portal.ts';
import { countryName } from '../publishing/countries.ts';
import { optionalChoice, optionalWholeNumber, readForm, type Problem } from '../web/forms.ts';
import { visitOf, type Visit } from '../web/visit.ts';
import { knownColumns } from './ground.ts';
import type { Column } from './columns.ts';
import { crumbsToImports } from './desk.ts';
import { MOST_PROBLEMS } from './limits.ts';
import type { Problem as FileProblem } from './file-row.ts';
import {
  offersAfter,
  problemsAfter,
  productsAfter,
  type StoredOffer,
  type StoredProduct,
} from './findings.ts';
import type { ImportRow } from './store.ts';
import { progressOf } from './progress.ts';
import { columnName, shownCell } from './words.ts';

const SHOWN = ['problems', 'changed', 'new', 'offers', 'same'] as const;
type Shown = (typeof SHOWN)[number];

const PROBLEMS_ON_A_PAGE = 200;
const PRODUCTS_ON_A_PAGE = 25;
const OFFERS_ON_A_PAGE = 100;
/** Changes of one product that are shown at once. */
const MOST_CHANGES = 40;

const query = {
  shown: optionalChoice(SHOWN),
  after: optionalWholeNumber({ min: 0, max: 999_999_999 }),
};

export async function showImport(
  portal: Portal,
  req: Request,
  res: Response,
  desk: ProductDesk,
  row: ImportRow,
): Promise<void> {
  const visit = visitOf(res);
  const { t } = visit;
  const form = readForm(query, req.query);
  const asked = 'values' in form ? form.values : { shown: null, after: null };
  const problems: Problem[] =
    'problems' in form ? form.problems.map((one) => ({ ...one, key: 'imports.wrong.shown' })) : [];
  const views = viewsOf(row);
  const shown = views.find((one) => one.shown === asked.shown) ?? views[0];
  portal.page(res, 'imports/show', {
    title: t('imports.one', { number: row.id }),
    width: 'wide',
    breadcrumbs: crumbsToImports(desk, res),
    problems,
    typed: form.typed,
    desk,
    record: row,
    firm: desk === 'admin' ? await firmOf(portal, row, visit) : null,
    refusal: row.refusal && t(`imports.refused.${row.refusal}`, refusalValues(row)),
    progress: progressOf(row, visit),
    ready: isReady(row),
    nothing: isReady(row) && views.every((one) => one.shown === 'same'),
    views: views.map((one) => ({ ...one, current: one === shown })),
    shown: shown?.shown ?? null,
    ...(shown && (await contentOf(portal, row, shown.shown, asked.after ?? 0, visit, desk))),
  });
}

async function firmOf({ db }: Portal, row: ImportRow, { t, lang }: Visit): Promise<string> {
  if (row.supplier_id === null) return t('imports.list.ofAdministrators');
  const firm: { name: string } = await db
    .read('suppliers')
    .where({ id: row.supplier_id })
    .first(`name_${lang} as name`);
  return firm.name;
}

/** Nothing stands between the file and the catalogue. */
function isReady({ status, problems, outdated }: ImportRow): boolean {
  return status === 'checked' && problems === 0 && !outdated;
}

function refusalValues({ refusal_values: values }: ImportRow): Record<string, string | number> {
  return JSON.parse(values ?? '{}') as Record<string, string | number>;
}

function viewsOf(row: ImportRow): { shown: Shown; count: number }[] {
  if (!['checked', 'done'].includes(row.status)) return [];
  const counts: Record<Shown, number> = {
    problems: row.problems,
    changed: row.products_changed,
    new: row.products_new,
    offers: row.offers_new + row.offers_changed,
    same: row.products_same,
  };
  return SHOWN.map((shown) => ({ shown, count: counts[shown] })).filter(({ count }) => count > 0);
}

async function contentOf(
  portal: Portal,
  row: ImportRow,
  shown: Shown,
  after: number,
  visit: Visit,
  desk: ProductDesk,
) {
  const db = portal.db.read;
  const columns = new Map(
    (await knownColumns(portal, null)).map((column) => [column.header, column]),
  );
  const more = (last: { id: number } | undefined, isMore: boolean) => ({
    next: isMore && last ? visit.paths.importOf(desk, row.id, { shown, after: last.id }) : null,
    previous: after > 0 ? visit.paths.importOf(desk, row.id, { shown }) : null,
  });
  if (shown === 'problems') {
    const words = await problemWords(portal, visit);
    const found = await problemsAfter(db, row.id, after, PROBLEMS_ON_A_PAGE + 1);
    const page = found.slice(0, PROBLEMS_ON_A_PAGE);
    return {
      mistakes: page.map((one) => words(one, columns)),
      kept: row.problems > MOST_PROBLEMS ? MOST_PROBLEMS : null,
      ...more(page.at(-1), found.length > page.length),
    };
  }
  if (shown === 'offers') {
    const found = [
      ...(await offersAfter(db, row.id, 'changed', after, OFFERS_ON_A_PAGE + 1)),
      ...(await offersAfter(db, row.id, 'new', after, OFFERS_ON_A_PAGE + 1)),
    ].toSorted((a, b) => a.id - b.id);
    const page = found.slice(0, OFFERS_ON_A_PAGE);
    return {
      offers: await offerRows(portal, page, visit),
      ...more(page.at(-1), found.length > page.length),
    };
  }
  const found = await productsAfter(db, row.id, shown, after, PRODUCTS_ON_A_PAGE + 1);
  const page = found.slice(0, PRODUCTS_ON_A_PAGE);
  const { classes } = await catalogueSnapshot(portal.db);
  return {
    products: page.map((one) => productCard(one, columns, visit, (code) => classes.find(code))),
    ...more(page.at(-1), found.length > page.length),
  };
}

function productCard(
  { id, productId, names, firstRow, content, changes }: StoredProduct,
  columns: ReadonlyMap<string, Column>,
  visit: Visit,
  classOf: (code: string) => { names: Record<string, string> } | undefined,
) {
  const { lang } = visit;
  return {
    id,
    productId,
    name: names[lang] || names.kk || names.ru || names.en,
    row: firstRow,
    maker: content?.maker ?? '',
    origin: content ? countryName(content.origin, lang) : '',
    aidClass: content ? (classOf(content.aidClassCode)?.names[lang] ?? content.aidClassCode) : '',
    articles: content?.variants.map(({ article }) => article) ?? [],
    changes: changes.slice(0, MOST_CHANGES).map(({ column, article, before, after }) => {
      const own = columns.get(column);
      return {
        column: own ? columnName(own, visit) : column,
        article,
        before: shownCell(before, own, visit),
        after: shownCell(after, own, visit),
        lang: own?.lang ?? null,
      };
    }),
    more: Math.max(0, changes.length - MOST_CHANGES),
  };
}

async function offerRows(
  { db }: Portal,
  offers: readonly StoredOffer[],
  { lang, format, t }: Visit,
) {
  const { regions } = await catalogueSnapshot(db);
  const nameOf = new Map(regions.map(({ code, names }) => [code, names[lang]]));
  const firms: { id: number; name: string }[] = await db
    .read('suppliers')
    .whereIn('id', [...new Set(offers.map(({ supplierId }) => supplierId))])
    .select('id', `name_${lang} as name`);
  const firmOf = new Map(firms.map(({ id, name }) => [id, name]));
  const inWords = (codes: readonly string[]) =>
    codes.map((code) => nameOf.get(code) ?? code).join(', ');
  return offers.map(({ row, article, supplierId, terms, before, state }) => {
    const was = <T>(pick: (one: typeof terms) => T, say: (value: T) => string) =>
      before && say(pick(before)) !== say(pick(terms)) ? say(pick(before)) : null;
    const yesNo = (value: boolean) => t(`imports.${value ? 'yes' : 'no'}`);
    return {
      row,
      article,
      waiting: state === 'waiting',
      supplier: firmOf.get(supplierId) ?? '',
      price: {
        now: format.money(terms.price),
        was: was(
          (one) => one.price,
          (sum) => format.money(sum),
        ),
      },
      days: { now: String(terms.deliveryDays), was: was((one) => one.deliveryDays, String) },
      regions: { now: inWords(terms.regions), was: was((one) => one.regions, inWords) },
      available: { now: yesNo(terms.available), was: was((one) => one.available, yesNo) },
      from: {
        now: format.date(terms.validFrom),
        was: was(
          (one) => one.validFrom,
          (day) => format.date(day),
        ),
      },
    };
  });
}

/** Says in words what is wrong, where: codes of regions by their names. */
export async function problemWords({ db }: Portal, visit: Visit) {
  const { t, lang } = visit;
  const { regions } = await catalogueSnapshot(db);
  const nameOf = new Map(regions.map(({ code, names }) => [code, names[lang]]));
  return (
    { row, column, code, values = {} }: FileProblem,
    columns: ReadonlyMap<string, Column>,
  ): { row: number; key: string | null; column: string | null; text: string } => {
    const own = column === null ? undefined : columns.get(column);
    const named = { ...values };
    if (named.region !== undefined) named.region = nameOf.get(String(named.region)) ?? named.region;
    if (named.step !== undefined) named.step = Number(named.step);
    if (code === 'choice' && own) {
      const options = own.definitions.flatMap((one) =>
        [...one.options].flatMap(([id, names]) => (one.retiredOptions.has(id) ? [] : names[lang])),
      );
      named.options = [...new Set(options)].join(', ');
    }
    return {
      row,
      key: column,
      column: own ? columnName(own, visit) : column,
      text: t(`imports.problem.${code}`, named),
    };
  };
}
