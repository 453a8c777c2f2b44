// The page of a case, and the acts that need no page of their own: take, put back, note.
import { Router, type Response } from 'express';
import type { Portal } from '../portal.ts';
import { readActFields } from '../requests/forms.ts';
import {
  addStaffNote,
  releaseRequest,
  resumeRequest,
  takeRequest,
  type Means,
  type Order,
  type Result,
} from '../requests/requests.ts';
import { answerAct, orderOf } from './act-page.ts';
import { readNote } from './forms.ts';
import { auditReading, canonicalReference, openCase, type CaseRequest } from './open-case.ts';
import type { CasePanel } from './panels.ts';
import { showCase } from './show-case.ts';

export function caseRoutes(portal: Portal, panels: readonly CasePanel[]): Router {
  const desk = { ...portal, panels };
  const routes = Router();
  routes.use('/casework/requests/:reference', canonicalReference);

  routes.get('/casework/requests/:reference', async (req, res) => {
    const open = await openCase(portal, req, res);
    await auditReading(portal, open);
    await showCase(desk, res, open);
  });

  const simply =
    (act: (means: Means, order: Order) => Promise<Result>, notice: string) =>
    async (req: CaseRequest, res: Response): Promise<void> => {
      const open = await openCase(portal, req, res);
      const { version, key } = readActFields(req.body);
      await answerAct(res, open, () => act(portal, orderOf(open, { version, key })), {
        notice,
        seen: version,
        again: async (problem) =>
          showCase(desk, res, await openCase(portal, req, res), { ...problem, typed: {} }),
      });
    };
  routes.post(
    '/casework/requests/:reference/assignment',
    simply(takeRequest, 'casework.take.done'),
  );
  routes.post(
    '/casework/requests/:reference/release',
    simply(releaseRequest, 'casework.release.done'),
  );

  routes.post(
    '/casework/requests/:reference/resumption',
    simply(resumeRequest, 'casework.resumption.done'),
  );

  routes.post('/casework/requests/:reference/note', async (req, res) => {
    const open = await openCase(portal, req, res);
    const { version, key } = readActFields(req.body);
    const read = readNote(req.body);
    if ('problems' in read) return showCase(desk, res, open, { ...read, status: 422 });
    await answerAct(
      res,
      open,
      () => addStaffNote(portal, { ...orderOf(open, { version, key }), ...read.values }),
      {
        notice: 'casework.note.done',
        seen: version,
        again: async (problem) =>
          showCase(desk, res, await openCase(portal, req, res), {
            ...problem,
            typed: read.typed,
          }),
      },
    );
  });

  return routes;
}
