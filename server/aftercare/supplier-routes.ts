// The supplier's desk: repairs under its warranty, and each step that it reports.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import type { Reader } from '../accounts/reader.ts';
import { aidName, findAid } from '../aids/aids.ts';
import { findPerson } from '../applicants/person.ts';
import { recordAudit } from '../audit/audit.ts';
import { dueFrom } from '../calendar/due.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import { documentsOf } from '../documents/documents.ts';
import type { Portal } from '../portal.ts';
import { Conflict, Forbidden, NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { radios, wordsField } from './fields.ts';
import { readHidden, readLoan, readMove } from './forms.ts';
import { lend, takeLoanBack } from './loans.ts';
import { moveRepair } from './repair-acts.ts';
import { movesAtHand } from './repair-rules.ts';
import { repairOfSupplier, type Repair } from './repairs.ts';
import { repairsOfSupplier } from './supplier-list.ts';
import type { CareOrder, Result } from './scene.ts';

type At = Request<{ id: string }>;

export function supplierRepairRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/supplier/repairs', async (_req, res) => {
    const { supplierId } = supplierOf(res);
    const { t, paths, lang, format } = visitOf(res);
    const day = dayOf(clock());
    const holidays = await holidaysOf(db.read);
    const lines = await repairsOfSupplier(db.read, supplierId);
    page(res, 'aftercare/supplier-repairs', {
      title: t('aftercare.supplier.title'),
      width: 'wide',
      breadcrumbs: [{ text: t('layout.supplier'), href: paths.supplier() }],
      rows: lines.map(({ id, names, fault, state, dueOn, wantsLoan }) => {
        const due = dueOn ? dueFrom(dueOn, day, holidays) : null;
        return {
          number: id,
          href: paths.supplierRepair(id),
          name: names[lang],
          fault: fault[lang],
          state: t(`aftercare.repair.state.${state}`),
          loan: wantsLoan ? t('aftercare.repair.loan.wanted') : '',
          date: dueOn ? format.date(dueOn) : '',
          distance: due ? t(`due.${due.state}`, { days: due.days }) : '',
          overdue: due?.state === 'overdue',
        };
      }),
    });
  });

  routes.get('/supplier/repairs/:id', async (req: At, res) => {
    const { repair, reader } = await openRepair(req, res);
    await inTransaction(db, (trx) =>
      recordAudit(trx, {
        at: clock(),
        actorId: reader.accountId,
        actorRole: 'supplier',
        action: 'repair.read',
        objectKind: 'repair',
        objectId: repair.id,
        applicantId: repair.applicantId,
        fields: repair.isOpen ? ['name', 'phone', 'address', 'fault'] : ['fault'],
      }),
    );
    await show(res, repair);
  });

  routes.post('/supplier/repairs/:id/move', async (req: At, res) => {
    const { repair, order, version } = await ordered(req, res);
    const read = readMove(req.body, false, movesOf(repair));
    if ('problems' in read) return show(res, repair, read);
    const { move, words } = read.values;
    const away = move === 'passed_on';
    await answer(res, repair, read.typed, {
      act: () => moveRepair(portal, order, { move, words, version }),
      notice: `aftercare.repair.done.${move}`,
      toList: away,
    });
  });

  routes.post('/supplier/repairs/:id/loan', async (req: At, res) => {
    const { repair, order, version } = await ordered(req, res);
    const read = readLoan(req.body);
    if ('problems' in read) return show(res, repair, read);
    const { words } = read.values;
    await answer(res, repair, read.typed, {
      act: () => lend(portal, order, { loanAidId: null, words, version }),
      notice: 'aftercare.loan.done',
    });
  });

  routes.post('/supplier/repairs/:id/loan-return', async (req: At, res) => {
    const { repair, order, version } = await ordered(req, res);
    await answer(
      res,
      repair,
      {},
      {
        act: () => takeLoanBack(portal, order, { version }),
        notice: 'aftercare.loan.back',
      },
    );
  });

  async function openRepair(req: At, res: Response): Promise<{ repair: Repair; reader: Reader }> {
    const { supplierId, reader } = supplierOf(res);
    const repair = /^[1-9]\d{0,8}$/.test(req.params.id)
      ? await repairOfSupplier(db.read, supplierId, Number(req.params.id))
      : null;
    if (!repair) throw new NotFound();
    return { repair, reader };
  }

  async function ordered(req: At, res: Response) {
    const { repair, reader: by } = await openRepair(req, res);
    const { version, key } = readHidden(req.body);
    const order: CareOrder = { by, side: 'supplier', at: clock(), aidId: repair.aidId, key };
    return { repair, order, version };
  }

  async function answer(
    res: Response,
    repair: Repair,
    typed: Typed,
    { act, notice, toList }: { act: () => Promise<Result>; notice: string; toList?: boolean },
  ): Promise<void> {
    const { paths } = visitOf(res);
    const again = async (key: string, status: number) => {
      const { supplierId } = supplierOf(res);
      const now = (await repairOfSupplier(db.read, supplierId, repair.id)) ?? repair;
      await show(res, now, { problems: [{ field: 'form', key }], typed }, status);
    };
    try {
      const result = await act();
      if (!result.done) return await again(`aftercare.refused.${result.reason}`, 422);
      leaveNotice(res, notice);
      res.redirect(303, toList ? paths.supplierRepairs() : paths.supplierRepair(repair.id));
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      await again('aftercare.refused.changed', 409);
    }
  }

  async function show(
    res: Response,
    repair: Repair,
    shown: { problems: Problem[]; typed: Typed } = { problems: [], typed: {} },
    status?: number,
  ): Promise<void> {
    const visit = visitOf(res);
    const { t, lang, paths, format } = visit;
    const day = dayOf(clock());
    const aid = await findAid(db.read, repair.aidId);
    if (!aid) throw new NotFound();
    const person = repair.isOpen ? await findPerson(db.read, repair.applicantId, day) : null;
    const where: { delivery_address: string; delivery_phone: string | null } | undefined =
      repair.isOpen && aid.request
        ? await db
            .read('requests')
            .where({ id: aid.request.id })
            .first('delivery_address', 'delivery_phone')
        : undefined;
    const moves = movesOf(repair);
    const due = repair.dueOn ? dueFrom(repair.dueOn, day, await holidaysOf(db.read)) : null;
    const fact = (key: string, value: string | null | undefined) =>
      value ? [{ label: t(key), value }] : [];
    page(
      res,
      'aftercare/supplier-repair',
      {
        title: t('aftercare.supplier.one', { number: repair.id }),
        breadcrumbs: [
          { text: t('layout.supplier'), href: paths.supplier() },
          { text: t('aftercare.supplier.title'), href: paths.supplierRepairs() },
        ],
        state: { text: t(`aftercare.repair.state.${repair.state}`), tone: 'neutral' },
        clock: due && {
          title: t(`aftercare.repair.due.${repair.state}`),
          at: repair.dueOn,
          atText: format.date(repair.dueOn),
          text: t(`due.${due.state}`, { days: due.days }),
          tone: due.state === 'overdue' ? 'problem' : 'info',
        },
        facts: [
          ...fact('aftercare.supplier.aid', aidName(aid)[lang]),
          ...fact('aftercare.fact.variant', aid.product?.variant[lang]),
          ...fact('aftercare.fact.since', format.date(aid.receivedOn)),
          ...fact('aftercare.fault.kind', repair.fault[lang]),
          ...fact('aftercare.fault.words', repair.words),
          ...fact('aftercare.fault.safe', t(`aftercare.fault.safe.${repair.safe ? 'yes' : 'no'}`)),
          ...fact(
            'aftercare.repair.loan',
            repair.loan
              ? (repair.loan.words ?? t('aftercare.repair.loan.fromPool'))
              : t(`aftercare.repair.loan.${repair.wantsLoan ? 'wanted' : 'none'}`),
          ),
          ...fact('aftercare.supplier.person', person?.name),
          ...fact('aftercare.supplier.phone', where?.delivery_phone ?? person?.phone),
          ...fact('aftercare.supplier.address', where?.delivery_address),
        ],
        papers: repair.isOpen ? await documentsOf(db.read, { kind: 'fault', id: repair.id }) : [],
        version: repair.version,
        newKey: randomUUID,
        fields: moves.length
          ? [
              radios(t, 'move', 'aftercare.repair.move.supplier', moves),
              wordsField(t, 'aftercare.repair.words.supplier'),
            ]
          : [],
        moveHref: paths.supplierRepairAct(repair.id, 'move'),
        loanHref: repair.isOpen && !repair.loan ? paths.supplierRepairAct(repair.id, 'loan') : null,
        loanBackHref:
          repair.isOpen && repair.loan && repair.loan.aidId === null && !repair.loan.backOn
            ? paths.supplierRepairAct(repair.id, 'loan-return')
            : null,
        ...shown,
      },
      status,
    );
  }

  return routes;
}

function movesOf(repair: Repair) {
  return movesAtHand(repair.state, 'supplier', { bySupplier: true });
}

function supplierOf(res: Response): { reader: Reader; supplierId: number } {
  const reader = readerWith(res, 'supplier');
  if (reader.supplierId === null) throw new Forbidden();
  return { reader, supplierId: reader.supplierId };
}
