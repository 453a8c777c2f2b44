// The acts that move an offer on: one address for each, one form with the version it was for.
import { Router, type Response } from 'express';
import type { Database } from '../database.ts';
import type { Portal } from '../portal.ts';
import { optionalText, readForm } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import { actOf, idIn, type Act } from './desk.ts';
import { version } from '../web/desk-fields.ts';
import type { Returned } from '../web/form-page.ts';
import {
  checkMove,
  moves,
  movesFrom,
  type Move,
  type MoveRefusal,
  type PublicationStatus,
} from './publication.ts';
import { stampOf } from '../web/stale.ts';

type MoveRecord = (
  db: Database,
  act: Act,
  id: number,
  how: { move: Move; stamp: string; note: string | null },
) => Promise<void>;

const note = optionalText({ max: 500, lines: true });

/** The routes of all moves of the offers. */
export function lifecycleRoutes(
  portal: Portal,
  moveRecord: MoveRecord,
  showAgain: (res: Response, id: number, returned: Returned) => Promise<void>,
): Router {
  const routes = Router();
  for (const move of Object.keys(moves) as Move[]) {
    routes.post(`/admin/offers/:id/${move}`, async (req, res) => {
      const id = idIn(req.params.id);
      const form = readForm({ version, note }, req.body ?? {});
      if ('problems' in form) return showAgain(res, id, form);
      const { version: stamp, note: said } = form.values;
      if (move === 'return' && !said) {
        const problems = [{ field: 'note', key: 'administration.missing.note' }];
        return showAgain(res, id, { typed: form.typed, problems });
      }
      await moveRecord(portal.db, actOf(res, portal), id, { move, stamp: stamp ?? '', note: said });
      leaveNotice(res, `administration.moved.${move}`);
      res.redirect(303, visitOf(res).paths.adminItem('offers', id));
    });
  }
  return routes;
}

/** What a record's page shows of its life: the acts that are open, and why others are not. */
export function lifecycleFrame(
  record: { status: PublicationStatus; submitted_by: number | null },
  act: Act,
  missing: number,
): { version: string; acts: { move: Move; refused: MoveRefusal | null }[] } {
  const { status, submitted_by: submittedBy } = record;
  return {
    version: stampOf(record),
    acts: movesFrom(status).map((move) => {
      const check = checkMove({ status, submittedBy, missing }, move, act.by.accountId);
      return { move, refused: check.allowed ? null : check.reason };
    }),
  };
}
