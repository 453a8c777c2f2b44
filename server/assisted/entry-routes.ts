// Finding the person, seeing their programme, choosing for them.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import { leadingRole } from '../accounts/reader.ts';
import { recordAudit } from '../audit/audit.ts';
import { dayOf } from '../calendar/today.ts';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { inTransaction } from '../database.ts';
import { documentsOf, receiveUploads, storeUploads, uploadsOf } from '../documents/documents.ts';
import { offersToChoose, readChoosing } from '../entitlements/choosing.ts';
import {
  listEntitlements,
  listProgrammes,
  usualQuantity,
  whyNot,
  type Entitlement,
} from '../entitlements/entitlements.ts';
import { offerList } from '../entitlements/offer-list.ts';
import { fitsOf } from '../guide/guide.ts';
import { findRecorded } from '../measures/measures.ts';
import type { Portal } from '../portal.ts';
import { checkCsrfAfterUpload } from '../web/csrf.ts';
import { BadRequest, NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { listOwnDrafts, openEntry } from './entries.ts';
import { readOpening, readStart, TOLD } from './forms.ts';
import { crumbsTo, idOf, numbered, openedEntry, type Opened } from './open-entry.ts';
import { startFor } from './typing.ts';

// What is wrong belongs to the field that can mend it.
const FIELD_OF: Record<string, string> = { 'in-future': 'receivedOn', 'too-old': 'receivedOn' };

export function entryRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/casework/assisted', (_req, res) => showFind(res));

  routes.post('/casework/assisted', async (req, res) => {
    const by = readerWith(res, 'caseworker', 'lead_caseworker');
    const form = readOpening(req.body);
    if ('problems' in form) return showFind(res, form);
    const opened = await openEntry(portal, { by, at: clock(), opening: form.values });
    if (opened.done) return res.redirect(303, visitOf(res).paths.assistedEntry(opened.id));
    const field = FIELD_OF[opened.reason] ?? 'iin';
    const problems = [{ field, key: `assisted.refused.${opened.reason}` }];
    return showFind(res, { problems, typed: form.typed });
  });

  routes.get('/casework/assisted/:id', async (req, res) => {
    const open = await openedEntry(portal, res, req.params.id);
    await audit(open);
    await showEntry(res, open);
  });

  routes.get('/casework/assisted/:id/lines/:line', async (req, res) => {
    const open = await openedEntry(portal, res, req.params.id);
    const entitlement = await lineOf(open, req.params.line);
    await showChoice(res, open, entitlement, req.query);
  });

  routes.post('/casework/assisted/:id/requests', async (req, res) => {
    const open = await openedEntry(portal, res, req.params.id);
    const { reader, entry } = open;
    const form = readStart(req.body);
    if ('problems' in form) throw new BadRequest('errors.badRequest.text');
    const { entitlement: entitlementId, offer: offerId, key } = form.values;
    const entitlement = await lineOf(open, String(entitlementId));
    const order = { by: reader, at: clock(), entitlementId, offerId, key };
    const started = await startFor(portal, entry, order);
    if (started.done) return res.redirect(303, visitOf(res).paths.assistedPart(entry.id, 'draft'));
    const problems = [{ field: 'form', key: `requests.refused.${started.reason}` }];
    await showChoice(res, open, entitlement, {}, problems);
  });

  routes.post(
    '/casework/assisted/:id/scan',
    receiveUploads(portal),
    checkCsrfAfterUpload,
    async (req: { params: { id?: string } } & Parameters<typeof uploadsOf>[1], res: Response) => {
      const open = await openedEntry(portal, res, req.params.id);
      const { reader, entry } = open;
      const { applicantId } = entry;
      const uploads = await uploadsOf(portal, req, { applicantId, required: true });
      if ('problems' in uploads) return showEntry(res, open, uploads.problems);
      const subject = { kind: 'paper_request' as const, id: entry.id };
      await inTransaction(db, async (trx) => {
        const { files } = uploads;
        await storeUploads(trx, portal, { files, subject, applicantId, by: reader, at: clock() });
        await recordAudit(trx, {
          at: clock(),
          actorId: reader.accountId,
          actorRole: leadingRole(reader.roles),
          action: 'assisted.scan_attached',
          objectKind: 'assisted_entry',
          objectId: entry.id,
          applicantId,
        });
      });
      leaveNotice(res, 'assisted.entry.scanned');
      return res.redirect(303, visitOf(res).paths.assistedEntry(entry.id));
    },
  );

  async function lineOf({ entry }: Opened, raw: string | undefined): Promise<Entitlement> {
    const id = idOf(raw);
    const lines = await listEntitlements(db.read, [entry.applicantId]);
    const line = lines.find((one) => one.id === id);
    if (!line) throw new NotFound();
    return line;
  }

  async function showChoice(
    res: Response,
    { entry, day, person }: Opened,
    entitlement: Entitlement,
    query: unknown,
    problems: Problem[] = [],
  ): Promise<void> {
    const visit = visitOf(res);
    const { t, lang, paths } = visit;
    const { classes } = await catalogueSnapshot(db);
    const read = readChoosing(query);
    const choosing = 'values' in read ? read.values : { sort: null, free: null, after: null };
    const pieces = usualQuantity(entitlement);
    const { regionCode } = person;
    const line = { aidClassCode: entitlement.aidClassCode, regionCode, pieces };
    const found = await offersToChoose(db.read, line, choosing, { classes, on: day });
    const fits = await fitsOf(
      db,
      found.offers.map(({ variant }) => variant.id),
      { measures: await findRecorded(db.read, entry.applicantId), given: null },
      { on: day, visit },
    );
    const className = entitlement.className[lang];
    page(res, 'assisted/choice', {
      title: t('assisted.choice.title', { name: className }),
      breadcrumbs: crumbsTo(visit, { entry, person }),
      label: numbered(visit, 'offer'),
      person,
      entry,
      entitlement,
      hindrance: whyNot(entitlement, entry.receivedOn),
      newKey: randomUUID,
      choice: offerList(found, choosing, {
        visit,
        className,
        pieces,
        fits,
        here: (more) => paths.assistedLine(entry.id, entitlement.id, more),
      }),
      problems: 'problems' in read ? read.problems : problems,
    });
  }

  async function showEntry(res: Response, open: Opened, problems: Problem[] = []): Promise<void> {
    const { entry, person } = open;
    const visit = visitOf(res);
    const { t, lang, format, paths } = visit;
    const [programmes, lines, scans] = await Promise.all([
      listProgrammes(db.read, [entry.applicantId]),
      listEntitlements(db.read, [entry.applicantId]),
      documentsOf(db.read, { kind: 'paper_request', id: entry.id }),
    ]);
    page(res, 'assisted/entry', {
      title: t('assisted.entry.title', { name: person.name }),
      breadcrumbs: crumbsTo(visit),
      entry,
      person,
      told: t(`assisted.told.${entry.told}`),
      labels: {
        line: numbered(visit, 'line'),
        programmeNumber: numbered(visit, 'programmeNumber'),
      },
      programmes: programmes.map((programme) => ({
        ...programme,
        lines: lines
          .filter(({ programmeId }) => programmeId === programme.id)
          .map((line) => {
            const why = whyNot(line, entry.receivedOn);
            return {
              name: line.className[lang],
              orderBy: format.date(line.orderBy),
              why: why && t(`requests.refused.${why}`),
              href: why || entry.request ? null : paths.assistedLine(entry.id, line.id),
            };
          }),
      })),
      scans,
      draft: entry.request?.status === 'draft',
      problems,
    });
  }

  async function showFind(
    res: Response,
    shown: { problems?: Problem[]; typed?: Typed } = {},
  ): Promise<void> {
    const reader = readerWith(res, 'caseworker', 'lead_caseworker');
    const visit = visitOf(res);
    const { t, paths } = visit;
    page(res, 'assisted/find', {
      title: t('assisted.find.title'),
      breadcrumbs: [{ text: t('layout.casework'), href: paths.casework() }],
      ways: TOLD,
      labels: { iin: numbered(visit, 'iin'), receivedOn: numbered(visit, 'receivedOn') },
      drafts: await listOwnDrafts(db.read, reader),
      today: dayOf(clock()),
      key: randomUUID(),
      ...shown,
    });
  }

  // Each look into the file is written down (v5.0.0-16.3.2).
  async function audit({ reader, entry }: Opened): Promise<void> {
    await inTransaction(db, (trx) =>
      recordAudit(trx, {
        at: clock(),
        actorId: reader.accountId,
        actorRole: leadingRole(reader.roles),
        action: 'assisted.read',
        objectKind: 'assisted_entry',
        objectId: entry.id,
        applicantId: entry.applicantId,
        fields: ['person', 'programme'],
      }),
    );
  }

  return routes;
}
