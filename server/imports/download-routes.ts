// Tables to download: empty ones to fill in, and those with products.
import { Router, type Request, type Response } from 'express';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { dayOf } from '../calendar/today.ts';
import { recordAudit } from '../audit/audit.ts';
import { inTransaction } from '../database.ts';
import type { ProductDesk } from '../paths.ts';
import type { Portal } from '../portal.ts';
import { actAt } from '../publishing/desk.ts';
import type { Act } from '../publishing/publishing.ts';
import { choice, optionalText, readForm, text, type Problem } from '../web/forms.ts';
import { visitOf } from '../web/visit.ts';
import { audienceOf, groundOf } from './ground.ts';
import { columnsFor, definitionsAround, type Column } from './columns.ts';
import { countRows, exportRows, type Exported } from './export.ts';
import { showFiles, supplierNames } from './files-page.ts';
import { MOST_ROWS } from './limits.ts';
import { answerWithFile, sendCsv, sendXlsx } from './table-file.ts';
import { noteRow, templateRows, templateSheets } from './template.ts';

const fields = {
  class: text({
    missing: 'imports.missing.class',
    max: 20,
    pattern: /^[\w-]+$/,
    wrong: 'imports.missing.class',
  }),
  format: choice(['xlsx', 'csv'], { missing: 'imports.missing.format' }),
  supplier: optionalText({ max: 9, pattern: /^[1-9]\d{0,8}$/, wrong: 'imports.wrong.supplier' }),
};

export function downloadRoutes(portal: Portal, desk: ProductDesk): Router {
  const { db, clock } = portal;
  const routes = Router();

  routes.get(`/${desk}/imports/template`, async (req, res) => {
    const asked = await read(req, res);
    if (!asked) return;
    const visit = visitOf(res);
    const { aidClass, columns, format, regions, firm } = asked;
    const example = {
      aidClass,
      on: dayOf(clock()),
      regions: regions.map(({ names }) => names[visit.lang]),
      bin: firm?.bin ?? '490340004716',
    };
    const rows = templateRows(columns, visit, example);
    answerWithFile(res, `tandau-${aidClass.code}`, format);
    if (format === 'csv') await sendCsv(res, [rows], visit.lang);
    else await sendXlsx(res, templateSheets(columns, rows, visit));
  });

  routes.get(`/${desk}/imports/export`, async (req, res) => {
    const asked = await read(req, res);
    if (!asked) return;
    const visit = visitOf(res);
    const act = actAt(desk, res, portal);
    const what = await exportedBy(portal, act, asked, visit.lang);
    const { format, columns } = asked;
    if (format === 'xlsx' && (await countRows(db.read, what, MOST_ROWS)) > MOST_ROWS) {
      return show(res, req, [{ field: 'format', key: 'imports.wrong.tooMany' }]);
    }
    await writeDown(portal, act, asked.aidClass.code);
    const head = [columns.map(({ header }) => header), noteRow(columns, visit)];
    answerWithFile(res, `tandau-${asked.aidClass.code}-${what.on}`, format);
    if (format === 'csv')
      return sendCsv(res, withHead(head, exportRows(db.read, what)), visit.lang);
    const rows = [...head];
    for await (const some of exportRows(db.read, what)) rows.push(...some);
    return sendXlsx(res, templateSheets(columns, rows, visit));
  });

  /** What was asked for; where it was asked wrongly, the page says so and null is given. */
  async function read(req: Request, res: Response): Promise<Asked | null> {
    const form = readForm(fields, req.query);
    if ('problems' in form) {
      await show(res, req, form.problems);
      return null;
    }
    const { classes, definitions, regions } = await catalogueSnapshot(db);
    const { format, supplier } = form.values;
    const aidClass = classes.find(form.values.class);
    const { supplierId } = actAt(desk, res, portal);
    const firms = await supplierNames(portal, visitOf(res).lang);
    const firm = firms.find(({ id }) => id === (supplierId ?? Number(supplier)));
    const problems: Problem[] = [];
    if (!aidClass || aidClass.level < 2) {
      problems.push({ field: 'class', key: 'imports.missing.class' });
    }
    if (supplier && !firm) problems.push({ field: 'supplier', key: 'imports.wrong.supplier' });
    if (!aidClass || problems.length) {
      await show(res, req, problems);
      return null;
    }
    const around = definitionsAround(classes, definitions, aidClass.code);
    return {
      aidClass,
      format,
      regions,
      firm: firm ?? null,
      classes: classes.all
        .filter((one) => classes.withAncestors(one.code).some(({ code }) => code === aidClass.code))
        .map(({ code }) => code),
      columns: columnsFor(around, audienceOf(supplierId)),
    };
  }

  function show(res: Response, req: Request, problems: Problem[]): Promise<void> {
    const form = readForm(fields, req.query);
    return showFiles(portal, res, desk, { before: null, problems, typed: form.typed });
  }

  return routes;
}

type Snapshot = Awaited<ReturnType<typeof catalogueSnapshot>>;

interface Asked {
  aidClass: Snapshot['classes']['all'][number];
  classes: string[];
  columns: Column[];
  format: 'xlsx' | 'csv';
  regions: Snapshot['regions'];
  firm: { id: number; bin: string } | null;
}

async function exportedBy(
  portal: Portal,
  { supplierId, on }: Act,
  { classes, columns, regions, firm }: Asked,
  lang: Exported['lang'],
): Promise<Exported> {
  return {
    classes,
    supplierId,
    offersOf: firm,
    columns,
    ground: await groundOf(portal),
    regions: new Map(regions.map(({ code, names }) => [code, names])),
    lang,
    on,
  };
}

async function* withHead(
  head: string[][],
  pieces: AsyncIterable<string[][]>,
): AsyncGenerator<string[][]> {
  yield head;
  yield* pieces;
}

/** Every export is written down: who took what out (16.3.1). */
function writeDown({ db }: Portal, act: Act, classCode: string): Promise<void> {
  return inTransaction(db, (trx) =>
    recordAudit(trx, {
      at: act.at,
      actorId: act.by.accountId,
      actorRole: act.supplierId === null ? 'administrator' : 'supplier',
      action: 'export.downloaded',
      objectKind: 'aid_class',
      objectId: classCode,
    }),
  );
}
