// Deciding a lot with one button: taken and approved in one go, by the same acts and rules as any other request.
import { Router } from 'express';
import type { Knex } from 'knex';
import { dayOf } from '../calendar/today.ts';
import { inTransaction } from '../database.ts';
import type { Portal } from '../portal.ts';
import { findRequest } from '../requests/aid-request.ts';
import { readActFields } from '../requests/forms.ts';
import { standingOf } from '../requests/policy.ts';
import {
  approveRequest,
  takeRequest,
  type Means,
  type Order,
  type Result,
} from '../requests/requests.ts';
import { NotFound } from '../web/errors.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { isUnchanged } from './unchanged.ts';
import { lotOfRequest } from './store.ts';
import { within } from './within.ts';

export function caseRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.post('/casework/requests/:reference/lot-approval', async (req, res) => {
    const by = readerWith(res, 'caseworker', 'lead_caseworker');
    const visit = visitOf(res);
    const { t, paths } = visit;
    const at = clock();
    const { reference } = req.params;
    const request = await findRequest(db.read, reference);
    const standing = request && (await standingOf(db.read, by, request, dayOf(at)));
    const lot = standing?.staff ? await lotOfRequest(db.read, request!.id) : null;
    if (!request || !lot) throw new NotFound();
    const { version, key } = readActFields(req.body);
    const result = (await isUnchanged(db.read, request, lot))
      ? await approveLot(portal, { by, at, reference, version, key })
      : { done: false as const, reason: 'lot-changed' };
    if (result.done) {
      leaveNotice(res, 'consumables.case.approved');
      return res.redirect(303, paths.caseFile(reference));
    }
    const own = `consumables.refused.${result.reason}`;
    page(
      res,
      'consumables/not-now',
      {
        title: t('consumables.case.notApproved'),
        what: t('casework.case.title', { reference }),
        back: { text: t('casework.case.title', { reference }), href: paths.caseFile(reference) },
        why: t(t.has(own) ? own : `requests.refused.${result.reason}`),
        plansHref: null,
      },
      422,
    );
  });

  return routes;
}

/** Takes a lot where nobody has it, and approves it: both or neither. */
export async function approveLot(means: Means, order: Order): Promise<Result> {
  const { reference, key, version } = order;
  const whole = async (trx: Knex.Transaction): Promise<Result> => {
    const inside = within(means, trx);
    await trx('requests').where({ reference }).forUpdate().first('id');
    const request = await findRequest(trx, reference);
    if (request?.status !== 'submitted') {
      return approveRequest(inside, { ...order, note: null });
    }
    const taken = await takeRequest(inside, { ...order, key: `${key}-take` });
    if (!taken.done) return taken;
    return approveRequest(inside, { ...order, version: version + 1, note: null });
  };
  try {
    return await inTransaction(means.db, async (trx) => {
      const result = await whole(trx);
      if (!result.done) throw new NotDone(result);
      return result;
    });
  } catch (error) {
    if (error instanceof NotDone) return error.result;
    throw error;
  }
}

// What cannot be approved is not taken either.
class NotDone extends Error {
  readonly result: Result;
  constructor(result: Result) {
    super('not done');
    this.result = result;
  }
}
