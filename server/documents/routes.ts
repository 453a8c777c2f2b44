// A paper's page, its content, and its deletion: `/documents/…`. Who may is decided by the slice it belongs to.
import { Router, type Request, type Response } from 'express';
import sharp from 'sharp';
import { recordAudit } from '../audit/audit.ts';
import { leadingRole, type Reader } from '../accounts/reader.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { Conflict, NotFound } from '../web/errors.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import type { DocumentAccess } from './access.ts';
import { attachment } from './attachment.ts';
import { deleteDocument } from './deletion.ts';
import { discardFile, storedPath } from './files.ts';
import { LIMITS } from './kinds.ts';
import { showOwnPapers } from './own-list.ts';
import { readersOf } from './readers.ts';
import { findDocument, type Document } from './store.ts';

const ID = /^[1-9]\d{0,8}$/;
const TYPES = { pdf: 'application/pdf', jpeg: 'image/jpeg', png: 'image/png' };

interface Opened {
  document: Document;
  reader: Reader;
  reason: string;
  access: DocumentAccess;
  at: Date;
}

export function documentRoutes(portal: Portal, accesses: readonly DocumentAccess[]): Router {
  const { db, page, clock } = portal;
  const byKind = new Map(accesses.map((access) => [access.kind, access]));
  const routes = Router();

  routes.get('/account/papers', (req, res) => showOwnPapers(portal, res, req.query));

  routes.get('/documents/:id', async (req, res) => {
    const opened = await open(req, res);
    const { document, reader, access, at } = opened;
    const visit = visitOf(res);
    const mayDelete = await canDelete(opened);
    const href = (await access.hrefOf?.(db.read, reader, document.subject.id, visit.lang)) ?? null;
    page(res, 'documents/show', {
      title: document.name ?? visit.t('documents.show.gone'),
      ...(href && { back: { text: visit.t('documents.show.back'), href } }),
      document,
      warned: document.state === 'unscanned' && !isFamily(opened.reason),
      mayOpen: isOpen(document),
      mayPreview: isOpen(document) && document.media !== 'pdf',
      mayDelete,
      // A firm need not know which caseworkers an office has.
      readers: reader.supplierId === null ? await readersOf(db.read, document.id) : null,
      at: at.toISOString(),
    });
  });

  routes.get('/documents/:id/file', async (req, res) => {
    const opened = await open(req, res);
    const { storedFile, media, name } = contentOf(opened);
    await noteReading(opened, 'file');
    harden(res);
    res.type(TYPES[media]);
    res.set('Content-Disposition', attachment(name ?? `document.${media}`));
    await send(res, storedPath(portal, storedFile));
  });

  // A smaller picture, encoded afresh: it is shown within the page.
  routes.get('/documents/:id/preview', async (req, res) => {
    const opened = await open(req, res);
    const { storedFile, media } = contentOf(opened);
    if (media === 'pdf') throw new NotFound();
    const picture = await sharp(storedPath(portal, storedFile), { limitInputPixels: LIMITS.pixels })
      .resize({ width: 900, height: 1200, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer();
    await noteReading(opened, 'preview');
    harden(res);
    res.type('image/webp').send(picture);
  });

  routes.get('/documents/:id/deletion', async (req, res) => {
    const opened = await open(req, res);
    if (!(await canDelete(opened))) throw new NotFound();
    const { t, paths } = visitOf(res);
    page(res, 'documents/deletion', {
      title: t('documents.deletion.title'),
      back: { text: t('documents.show.backHere'), href: paths.document(opened.document.id) },
      document: opened.document,
    });
  });

  routes.post('/documents/:id/deletion', async (req, res) => {
    const opened = await open(req, res);
    const { document, reader, access, at } = opened;
    const visit = visitOf(res);
    const href = (await access.hrefOf?.(db.read, reader, document.subject.id, visit.lang)) ?? null;
    if (document.uploadedBy !== reader.accountId) throw new NotFound();
    if (document.state !== 'deleted') {
      if (!(await canDelete(opened))) throw new Conflict('documents.deletion.decided');
      const file = await inTransaction(db, (trx) =>
        deleteDocument(trx, document, { by: reader, at }),
      );
      if (file) await discardFile(storedPath(portal, file));
    }
    leaveNotice(res, 'documents.deletion.done');
    res.redirect(303, href ?? visit.paths.document(document.id));
  });

  return routes;

  async function open(req: Request, res: Response): Promise<Opened> {
    const reader = readerOf(res);
    const id = String(req.params.id);
    if (!ID.test(id)) throw new NotFound();
    const document = await findDocument(db.read, Number(id));
    const access = document && byKind.get(document.subject.kind);
    if (!document || !access) throw new NotFound();
    const at = clock();
    const allowed = await access.mayRead(db.read, reader, document.subject.id, dayOf(at));
    if (!allowed) throw new NotFound();
    return { document, reader, reason: allowed.reason, access, at };
  }

  async function canDelete({ document, reader, access, at }: Opened): Promise<boolean> {
    if (document.uploadedBy !== reader.accountId || document.storedFile === null) return false;
    return (await access.mayDelete?.(db.read, reader, document.subject.id, dayOf(at))) ?? false;
  }

  /** Before anything is sent: what was read is in the log even when the connection breaks. */
  async function noteReading({ document, reader, reason, at }: Opened, what: string) {
    await inTransaction(db, (trx) =>
      recordAudit(trx, {
        at,
        actorId: reader.accountId,
        actorRole: leadingRole(reader.roles),
        action: 'document.read',
        objectKind: 'document',
        objectId: document.id,
        applicantId: document.applicantId,
        fields: [what],
        reason,
      }),
    );
  }
}

function isFamily(reason: string): boolean {
  return reason === 'own' || reason === 'representative';
}

/** Whether its content may be opened: nobody opens what waits for the scanner. */
function isOpen({ state }: Document): boolean {
  return state === 'clean' || state === 'unscanned';
}

function contentOf({ document }: Opened): Document & { storedFile: string } {
  const { storedFile } = document;
  if (storedFile === null) throw new NotFound();
  if (!isOpen(document)) throw new Conflict('documents.waiting.text');
  return { ...document, storedFile };
}

// What people send runs nowhere, even if a browser opens it (v5.0.0-5.4.1, 3.2.1).
function harden(res: Response): void {
  res.set('Content-Security-Policy', "default-src 'none'; sandbox");
  res.set('Cache-Control', 'private, no-store');
}

function send(res: Response, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    res.sendFile(file, { cacheControl: false, dotfiles: 'allow' }, (error?: Error) => {
      if (error && !res.headersSent) reject(new NotFound());
      else resolve();
    });
  });
}
