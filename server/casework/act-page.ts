// A page for one act on a case: shows it, reads it, does it; what stood in the way is shown on the same page.
import { randomUUID } from 'node:crypto';
import type { Response, Router } from 'express';
import type { Portal } from '../portal.ts';
import { readActFields } from '../requests/forms.ts';
import type { Order, Result } from '../requests/requests.ts';
import { Conflict } from '../web/errors.ts';
import type { Outcome, Typed } from '../web/forms.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf, type Visit } from '../web/visit.ts';
import { handOf, type CaseAct } from './acts-at-hand.ts';
import { readCaseFile, type CaseFile } from './case-file.ts';
import type { Sent } from './forms.ts';
import { caseHead } from './case-page.ts';
import { auditReading, openCase, type OpenCase } from './open-case.ts';
import { crumbsOf, newsOf, notNowStatus, showNotNow, type Again } from './show-case.ts';

export interface ActPage<Values, More> {
  act: CaseAct;
  /** The last part of its address. */
  part: string;
  /** What its page needs beside the case. */
  gather(open: OpenCase, file: CaseFile): Promise<More> | More;
  /** What its template shows beside the head of the case. */
  frame(known: Known<More>, typed: Typed): Record<string, unknown>;
  read(body: Sent, known: Known<More>): Outcome<Values>;
  run(order: Order, values: Values, known: Known<More>): Promise<Result>;
  /** Message key: what the next page says. */
  notice: string | ((values: Values, known: Known<More>) => string);
}

export interface Known<More> {
  open: OpenCase;
  file: CaseFile;
  more: More;
  visit: Visit;
}

/** Mounts the page of an act: GET shows it, POST does the act. */
export function mountActPage<Values, More>(
  routes: Router,
  portal: Portal,
  page: ActPage<Values, More>,
): void {
  const address = `/casework/requests/:reference/${page.part}`;

  async function show(open: OpenCase, res: Response, again?: Again): Promise<void> {
    const file = await readCaseFile(portal.db, open, visitOf(res));
    const visit = visitOf(res);
    const hand = handOf(open, file);
    if (open.standing.family || (!again && !hand.acts.has(page.act))) {
      return showNotNow(portal, res, open, file, page.act, again?.status ?? notNowStatus(open));
    }
    const known = { open, file, more: await page.gather(open, file), visit };
    const typed = again?.typed ?? {};
    portal.page(
      res,
      `casework/${page.part}`,
      {
        title: visit.t(`casework.${page.act}.title`),
        breadcrumbs: crumbsOf(open, visit),
        width: 'wide',
        head: caseHead(open, file, visit),
        key: randomUUID(),
        news: newsOf(file, again?.seen, visit),
        ...page.frame(known, typed),
        typed,
        problems: again?.problems,
      },
      again?.status,
    );
  }

  routes.get<{ reference: string }>(address, async (req, res) => {
    const open = await openCase(portal, req, res);
    await auditReading(portal, open);
    await show(open, res);
  });

  routes.post<{ reference: string }>(address, async (req, res) => {
    const open = await openCase(portal, req, res);
    const { version, key } = readActFields(req.body);
    const file = await readCaseFile(portal.db, open, visitOf(res));
    const known = { open, file, more: await page.gather(open, file), visit: visitOf(res) };
    const read = page.read(req.body, known);
    if ('problems' in read) return show(open, res, { ...read, status: 422 });
    await answerAct(
      res,
      open,
      () => page.run(orderOf(open, { version, key }), read.values, known),
      {
        notice: typeof page.notice === 'string' ? page.notice : page.notice(read.values, known),
        seen: version,
        again: async (problem) =>
          show(await openCase(portal, req, res), res, { ...problem, typed: read.typed }),
      },
    );
  });
}

/** Does an act and leads back to the case; a refusal or a colleague's change shows the page again. */
export async function answerAct(
  res: Response,
  { request, from }: OpenCase,
  act: () => Promise<Result>,
  {
    notice,
    seen,
    again,
  }: {
    notice: string;
    seen: number;
    again: (problem: Omit<Again, 'typed'>) => Promise<void>;
  },
): Promise<void> {
  try {
    const result = await act();
    if (result.done) {
      leaveNotice(res, notice);
      return res.redirect(303, visitOf(res).paths.caseFile(request.reference, { from }));
    }
    const { reason } = result;
    const problems = [{ field: 'form', key: `requests.refused.${reason}` }];
    await again({ problems, status: reason === 'own-case' ? 403 : 422 });
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    await again({ problems: [{ field: 'form', key: 'casework.news.problem' }], status: 409, seen });
  }
}

export function orderOf(
  { reader, request, at }: OpenCase,
  { version, key }: Pick<Order, 'version' | 'key'>,
): Order {
  return { by: reader, at, reference: request.reference, version, key };
}
