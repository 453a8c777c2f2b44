// The office's side: what people say is wrong, asking the register, settling it, letting the request go on meanwhile.
import { Router, type Response } from 'express';
import { recordAudit } from '../audit/audit.ts';
import { leadingRole } from '../accounts/reader.ts';
import { CHANNELS } from '../applicants/communication-needs.ts';
import { listOffices } from '../applicants/offices.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { documentsOf } from '../documents/documents.ts';
import type { Portal } from '../portal.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { askRegister, goOnMeanwhile, settleCorrection } from './corrections.ts';
import { readAsk, readSettling, readVersion } from './forms.ts';
import { isOutside, OWNERS } from './records.ts';
import { findCorrection, OPEN, openCorrections, type Correction } from './store.ts';

interface Again {
  problems?: Problem[];
  typed?: Typed;
  status?: number;
}

export function correctionDeskRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/casework/corrections', async (_req, res) => {
    const reader = staff(res);
    const { t, paths } = visitOf(res);
    page(res, 'corrections/desk', {
      title: t('corrections.desk.title'),
      breadcrumbs: [{ text: t('layout.casework'), href: paths.casework() }],
      width: 'wide',
      day: dayOf(clock()),
      rows: await openCorrections(db.read, reader.officeId!),
    });
  });

  routes.get('/casework/corrections/:id', async (req, res) => {
    const reader = staff(res);
    const correction = await correctionAt(req.params.id, res);
    await inTransaction(db, (trx) =>
      recordAudit(trx, {
        at: clock(),
        actorId: reader.accountId,
        actorRole: leadingRole(reader.roles),
        action: 'correction.read',
        objectKind: 'correction',
        objectId: correction.id,
        applicantId: correction.applicantId,
        fields: ['wrong', 'correct'],
      }),
    );
    await show(res, correction);
  });

  routes.post('/casework/corrections/:id/question', async (req, res) => {
    const by = staff(res);
    const correction = await correctionAt(req.params.id, res);
    const form = readAsk(req.body);
    if ('problems' in form) return show(res, correction, form);
    const order = { by, at: clock(), id: correction.id, ...form.values };
    await answered(res, form.typed, correction.id, () => askRegister(portal, order));
  });

  routes.post('/casework/corrections/:id/interim', async (req, res) => {
    const by = staff(res);
    const correction = await correctionAt(req.params.id, res);
    const form = readVersion(req.body);
    if ('problems' in form) return show(res, correction, form);
    const order = { by, at: clock(), id: correction.id, ...form.values };
    await answered(res, form.typed, correction.id, () => goOnMeanwhile(portal, order));
  });

  routes.post('/casework/corrections/:id/outcome', async (req, res) => {
    const by = staff(res);
    const correction = await correctionAt(req.params.id, res);
    const offices = await officesOf(correction);
    const form = readSettling(req.body, {
      record: correction.record,
      offices: offices.map(({ id }) => String(id)),
    });
    if ('problems' in form) return show(res, correction, form);
    const { version } = form.values;
    const order = { by, at: clock(), id: correction.id, version, settling: form.values };
    await answered(res, form.typed, correction.id, () => settleCorrection(portal, order));
  });

  async function answered(
    res: Response,
    typed: Typed,
    id: number,
    act: () => Promise<void>,
  ): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Conflict || error instanceof Forbidden)) throw error;
      const status = error instanceof Conflict ? 409 : 403;
      const problems = [{ field: 'form', key: error.reason }];
      return show(res, await correctionAt(String(id), res), { problems, typed, status });
    }
    leaveNotice(res, 'corrections.desk.done');
    // Where the person belongs to another office from now on, the list is all that is left to see.
    const still = await findCorrection(db.write, id);
    const { paths } = visitOf(res);
    res.redirect(303, still ? paths.caseworkCorrection(id) : paths.caseworkCorrections());
  }

  function staff(res: Response) {
    return readerWith(res, 'caseworker', 'lead_caseworker');
  }

  async function correctionAt(raw: string, res: Response): Promise<Correction> {
    const reader = staff(res);
    const id = /^[1-9]\d{0,8}$/.test(raw) ? Number(raw) : 0;
    const correction = id ? await findCorrection(db.write, id) : null;
    if (!correction || correction.officeId !== reader.officeId) throw new NotFound();
    return correction;
  }

  async function officesOf({ applicantId }: Correction) {
    const person: { region_code: string } = await db
      .read('applicants')
      .where({ id: applicantId })
      .first('region_code');
    return listOffices(db.read, person.region_code);
  }

  async function show(res: Response, correction: Correction, again: Again = {}): Promise<void> {
    const { t, lang, paths } = visitOf(res);
    const open = OPEN.includes(correction.state);
    const offices = correction.record === 'office' ? await officesOf(correction) : [];
    page(
      res,
      'corrections/desk-show',
      {
        title: t('corrections.desk.showTitle', { name: correction.person }),
        breadcrumbs: [
          { text: t('layout.casework'), href: paths.casework() },
          { text: t('corrections.desk.title'), href: paths.caseworkCorrections() },
        ],
        correction,
        owner: OWNERS[correction.record],
        day: dayOf(clock()),
        papers: await documentsOf(db.read, { kind: 'correction', id: correction.id }),
        open,
        mayAsk: open && isOutside(correction.record) && correction.state === 'received',
        mayGoOn: open && correction.request !== null && correction.interimAt === null,
        channels: CHANNELS,
        offices: offices.map(({ id, name }) => ({ value: String(id), text: name[lang] })),
        problems: again.problems ?? [],
        ...(again.typed && { typed: again.typed }),
      },
      again.status,
    );
  }

  return routes;
}
