// The first page of imports: tables to download, a form to send one, and what was sent.
import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import type { ProductDesk } from '../paths.ts';
import type { Portal } from '../portal.ts';
import { actAt } from '../publishing/desk.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { visitOf } from '../web/visit.ts';
import { isAdmitted } from './acts.ts';
import { crumbsToDesk, scopeOf } from './desk.ts';
import { listImports, type ListedImport } from './store.ts';

const ON_A_PAGE = 20;

export async function showFiles(
  portal: Portal,
  res: Response,
  desk: ProductDesk,
  {
    before,
    problems = [],
    typed = {},
  }: { before: number | null; problems?: Problem[]; typed?: Typed },
): Promise<void> {
  const { db, page } = portal;
  const { t, paths, lang } = visitOf(res);
  const act = actAt(desk, res, portal);
  const found = await listImports(db.read, scopeOf(act), { before, limit: ON_A_PAGE + 1 });
  const rows = found.slice(0, ON_A_PAGE);
  const { classes } = await catalogueSnapshot(db);
  page(res, 'imports/files', {
    title: t('imports.title'),
    width: 'wide',
    breadcrumbs: crumbsToDesk(desk, res),
    problems,
    typed,
    desk,
    key: randomUUID(),
    admitted: await isAdmitted(db.read, act.supplierId),
    classes: classes.all.filter(({ level, active }) => level > 1 && active),
    suppliers: desk === 'admin' ? await supplierNames(portal, lang) : [],
    rows: rows.map((row) => ({ ...row, tone: toneOf(row), state: stateOf(row) })),
    older: found.length > rows.length ? paths.imports(desk, { before: rows.at(-1)!.id }) : null,
    newest: before === null ? null : paths.imports(desk),
  });
}

/** The suppliers whose offers an administrator's table may hold. */
export async function supplierNames(
  { db }: Pick<Portal, 'db'>,
  lang: 'kk' | 'ru' | 'en',
): Promise<{ id: number; bin: string; name: string }[]> {
  const rows: { id: number; bin: string; name: string }[] = await db
    .read('suppliers')
    .select('id', 'bin', `name_${lang} as name`);
  const { compare } = new Intl.Collator(lang);
  return rows.toSorted((a, b) => compare(a.name, b.name));
}

function stateOf({ status, problems }: ListedImport): string {
  return status === 'checked' && problems > 0 ? 'problems' : status;
}

const TONES: Record<string, string> = {
  uploaded: 'waiting',
  checking: 'waiting',
  committing: 'waiting',
  checked: 'info',
  problems: 'problem',
  refused: 'problem',
  failed: 'problem',
  done: 'success',
};

function toneOf(row: ListedImport): string {
  return TONES[stateOf(row)] ?? 'neutral';
}
