// Products and offers in from spreadsheets, and out again: `/supplier/imports` and `/admin/imports`.
import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { ProductDesk } from '../paths.ts';
import type { Portal } from '../portal.ts';
import { actAt, numberIn } from '../publishing/desk.ts';
import { checkCsrfAfterUpload } from '../web/csrf.ts';
import { optionalText, optionalWholeNumber, readForm, text } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import { beginImport, bringInLater, checkLater, removeImport } from './acts.ts';
import { knownColumns } from './ground.ts';
import { scopeOf } from './desk.ts';
import { downloadRoutes } from './download-routes.ts';
import { discardFile, storedPath } from './files.ts';
import { showFiles } from './files-page.ts';
import { MOST_PROBLEMS } from './limits.ts';
import { problemWords, showImport } from './show-import.ts';
import { problemsAfter } from './findings.ts';
import { findImport } from './store.ts';
import { answerWithFile, sendCsv } from './table-file.ts';
import { keepUpload, receivedTable, receiveTable } from './upload.ts';
import { startWork } from './work.ts';

const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const uploadFields = { key: text({ missing: 'imports.missing.file', max: 36, pattern: KEY }) };
const actFields = { version: optionalText({ max: 12, pattern: /^\d+$/ }) };
const listFields = { before: optionalWholeNumber({ min: 1, max: 999_999_999 }) };

export function importRoutes(portal: Portal): Router {
  const routes = Router();
  for (const desk of ['supplier', 'admin'] as const) mountDesk(routes, portal, desk);
  return routes;
}

function mountDesk(routes: Router, portal: Portal, desk: ProductDesk): void {
  const { db } = portal;
  const base = `/${desk}/imports`;
  const mine: RequestHandler = (_req, res, next) => {
    actAt(desk, res, portal); // before anything of an upload is read
    next();
  };
  routes.use(base, mine);

  routes.get(base, async (req, res) => {
    const form = readForm(listFields, req.query);
    await showFiles(portal, res, desk, 'values' in form ? form.values : { before: null });
  });

  routes.post(base, receiveTable(portal), checkCsrfAfterUpload, async (req, res) => {
    const form = readForm(uploadFields, req.body ?? {});
    const table = await receivedTable(req);
    const problems = [table, form].flatMap((one) => ('problems' in one ? one.problems : []));
    if ('problems' in form || 'problems' in table) {
      return showFiles(portal, res, desk, { before: null, problems: problems.slice(0, 1) });
    }
    const act = actAt(desk, res, portal);
    const begun = await beginImport(db, act, table, form.values.key);
    if ('problems' in begun) {
      return showFiles(portal, res, desk, { before: null, problems: begun.problems });
    }
    if (begun.kept) keepUpload(req);
    startWork(portal);
    return res.redirect(303, visitOf(res).paths.importOf(desk, begun.id));
  });

  routes.use(downloadRoutes(portal, desk));

  routes.get(`${base}/:id`, async (req, res) => {
    await showImport(portal, req, res, desk, await opened(req, res));
  });

  routes.get(`${base}/:id/problems`, async (req, res) => {
    const row = await opened(req, res);
    await sendProblems(portal, res, row.id);
  });

  routes.post(`${base}/:id/intake`, async (req, res) => {
    await bringInLater(db, actAt(desk, res, portal), given(req, res));
    startWork(portal);
    back(req, res);
  });

  routes.post(`${base}/:id/check`, async (req, res) => {
    await checkLater(db, actAt(desk, res, portal), given(req, res));
    startWork(portal);
    back(req, res);
  });

  routes.post(`${base}/:id/removal`, async (req, res) => {
    const row = await opened(req, res);
    await removeImport(db, actAt(desk, res, portal), given(req, res));
    if (row.stored_file) await discardFile(storedPath(portal, row.stored_file));
    leaveNotice(res, 'imports.notice.removed');
    res.redirect(303, visitOf(res).paths.imports(desk));
  });

  function opened(req: Request, res: Response) {
    return findImport(db.read, numberIn(req.params.id), scopeOf(actAt(desk, res, portal)));
  }

  function given(req: Request, res: Response) {
    const form = readForm(actFields, req.body ?? {});
    const stamp = 'values' in form ? (form.values.version ?? '') : '';
    return { id: numberIn(req.params.id), scope: scopeOf(actAt(desk, res, portal)), stamp };
  }

  function back(req: Request, res: Response): void {
    res.redirect(303, visitOf(res).paths.importOf(desk, numberIn(req.params.id)));
  }
}

async function sendProblems(portal: Portal, res: Response, id: number): Promise<void> {
  const visit = visitOf(res);
  const { t, lang } = visit;
  const words = await problemWords(portal, visit);
  const columns = new Map(
    (await knownColumns(portal, null)).map((column) => [column.header, column]),
  );
  const problems = await problemsAfter(portal.db.read, id, 0, MOST_PROBLEMS);
  const head = [
    t('imports.problems.row'),
    'column',
    t('imports.problems.column'),
    t('imports.problems.what'),
  ];
  const rows = problems.map((one) => {
    const said = words(one, columns);
    return [
      String(said.row),
      said.key ?? '',
      said.column ?? t('imports.problems.wholeRow'),
      said.text,
    ];
  });
  answerWithFile(res, `tandau-import-${id}`, 'csv');
  await sendCsv(res, [[head], rows], lang);
}
