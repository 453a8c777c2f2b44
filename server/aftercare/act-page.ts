// A page for one act on an aid, at the person's own desk and at the office's: shows it, reads it, does it.
import { randomUUID } from 'node:crypto';
import type { Response, Router } from 'express';
import {
  receiveUploads,
  storeUploads,
  uploadsOf,
  type DocumentKind,
} from '../documents/documents.ts';
import type { Portal } from '../portal.ts';
import { checkCsrfAfterUpload } from '../web/csrf.ts';
import { Conflict } from '../web/errors.ts';
import type { Outcome, Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { toldRadios, type FormField } from './fields.ts';
import { readHidden } from './forms.ts';
import {
  addressesOf,
  aidToActOn,
  auditLooking,
  type AidAt,
  type Desk,
  type OpenAid,
} from './open-aid.ts';
import { wasDone, type CareOrder, type Scene, type Told } from './scene.ts';

/** What an act needs to know of how things stand. Null: it cannot be done now. */
export interface ActForm<More> {
  fields: FormField[];
  /** The version of the record that the act changes; 1 where it makes one. */
  version: number;
  /** What is chosen before anything was typed. */
  typed?: Typed;
  /** Facts that are shown above the form. */
  facts?: { label: string; value: string }[];
  more: More;
}

export interface CareAct<Values, More> {
  /** The last part of its address, and of its texts: `aftercare.<act>.title`, `.lead`, `.do`, `.done`. */
  act: string;
  desks: readonly Desk[];
  /** Its form takes photos and papers of this kind. */
  papers?: DocumentKind;
  /** At the office's desk: asks how the person told it. */
  told: boolean;
  gather(open: OpenAid, query: unknown): Promise<ActForm<More> | null>;
  read(body: unknown, office: boolean, form: ActForm<More>): Outcome<Values>;
  run(
    order: CareOrder,
    values: Values,
    version: number,
    keep: KeepPapers,
  ): Promise<{ done: true } | { done: false; reason: string }>;
  /** Message key and address of what comes after; left out: `aftercare.<act>.done` and the aid's page. */
  next?(
    open: OpenAid,
    values: Values,
    result: { done: true },
  ): { notice: string; href: string } | null;
}

/** Keeps the papers of a form for a record, within the act's transaction. */
export type KeepPapers = (scene: Scene, id: number) => Promise<void>;

interface Again {
  problems: Problem[];
  typed: Typed;
  status?: number;
}

/** Mounts the page of an act at its desks. */
export function mountCareAct<Values, More>(
  routes: Router,
  portal: Portal,
  act: CareAct<Values, More>,
): void {
  for (const desk of act.desks) {
    const start = desk === 'family' ? '/account/aids' : '/casework/aids';
    const address = `${start}/:id/${act.act}`;

    routes.get(address, async (req: AidAt, res) => {
      const open = await aidToActOn(portal, req, res, desk);
      await auditLooking(portal, open);
      await show(portal, act, open, res, req.query);
    });

    const receive = act.papers ? [receiveUploads(portal), checkCsrfAfterUpload] : [];
    routes.post(address, ...receive, async (req: AidAt, res: Response) => {
      const open = await aidToActOn(portal, req, res, desk);
      const { version, key } = readHidden(req.body);
      if (await wasDone(portal.db.write, open.aid.id, open.reader, key)) {
        return res.redirect(303, addressesOf(open).aid); // the same form again
      }
      const form = await act.gather(open, {});
      if (!form) return show(portal, act, open, res, {});
      const read = act.read(req.body, desk === 'office', form);
      const papers = await papersOf(portal, req, open, act.papers);
      if ('problems' in read || papers.problems.length) {
        const problems = 'problems' in read ? read.problems : [];
        const all = [...problems, ...papers.problems];
        return show(portal, act, open, res, {}, { typed: read.typed, problems: all });
      }
      const { values, typed } = read;
      const order = orderOf(open, key, values);
      const again = (reason: string, status: number) =>
        show(
          portal,
          act,
          open,
          res,
          {},
          { problems: [{ field: 'form', key: reason }], typed, status },
        );
      try {
        const result = await act.run(order, values, version, papers.keep);
        if (!result.done) return await again(refusalKey(open, result.reason), 422);
        const next = act.next?.(open, values, result);
        leaveNotice(res, next?.notice ?? `aftercare.${act.act}.done`);
        res.redirect(303, next?.href ?? addressesOf(open).aid);
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        await again('aftercare.refused.changed', 409);
      }
    });
  }
}

async function show<Values, More>(
  { page }: Portal,
  act: CareAct<Values, More>,
  open: OpenAid,
  res: Response,
  query: unknown,
  again?: Again,
): Promise<void> {
  const { visit, name, desk } = open;
  const { t } = visit;
  const addresses = addressesOf(open);
  const form = await act.gather(open, query);
  const base = `aftercare.${act.act}`;
  const desked = (key: string) =>
    desk === 'office' && t.has(`${key}.office`) ? `${key}.office` : key;
  const frame = {
    title: t(`${base}.title`),
    breadcrumbs: [
      desk === 'family'
        ? { text: t('layout.account'), href: visit.paths.account() }
        : { text: t('layout.casework'), href: visit.paths.casework() },
      {
        text: t(desk === 'family' ? 'aftercare.list.title' : 'aftercare.desk.title'),
        href: addresses.list,
      },
      { text: name, href: addresses.aid },
    ],
    name,
    person: open.own ? null : open.person.name,
    aidHref: addresses.aid,
  };
  if (!form) {
    const problems = again?.problems ?? [{ field: 'form', key: 'aftercare.refused.wrong-state' }];
    return page(res, 'aftercare/not-now', { ...frame, problems }, again?.status ?? 409);
  }
  page(
    res,
    'aftercare/act',
    {
      ...frame,
      lead: t(desked(`${base}.lead`)),
      action: addresses.act(act.act),
      fields: [...(act.told && desk === 'office' ? [toldRadios(t)] : []), ...form.fields],
      facts: form.facts ?? [],
      papers: act.papers ?? null,
      button: t(desked(`${base}.do`)),
      version: form.version,
      key: randomUUID(),
      problems: again?.problems ?? [],
      typed: again?.typed ?? form.typed ?? {},
    },
    again?.status,
  );
}

async function papersOf(
  portal: Portal,
  req: AidAt,
  { aid: { applicantId } }: OpenAid,
  kind: DocumentKind | undefined,
): Promise<{ problems: Problem[]; keep: KeepPapers }> {
  const none = { problems: [], keep: () => Promise.resolve() };
  if (!kind) return none;
  const read = await uploadsOf(portal, req, { applicantId });
  if ('problems' in read) return { ...none, problems: read.problems };
  const keep: KeepPapers = async ({ trx, by, at }, id) => {
    await storeUploads(trx, portal, {
      files: read.files,
      subject: { kind, id },
      applicantId,
      by,
      at,
    });
  };
  return { problems: [], keep };
}

function orderOf({ reader, at, aid, desk }: OpenAid, key: string, values: unknown): CareOrder {
  const { told = null } = values as { told?: Told | null };
  return { by: reader, side: desk, at, aidId: aid.id, key, told };
}

/** The text of a refusal: aftercare's own, else the one that requests have. */
export function refusalKey({ visit: { t } }: Pick<OpenAid, 'visit'>, reason: string): string {
  const own = `aftercare.refused.${reason}`;
  return t.has(own) ? own : `requests.refused.${reason}`;
}

/** A form that makes a record anew. */
export function plain(fields: FormField[]): ActForm<null> {
  return { fields, version: 1, more: null };
}
