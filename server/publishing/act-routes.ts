// The acts on a product at a desk: handing in, taking back, discarding; withdrawing and reopening by administrators.
import { Router, type Response } from 'express';
import type { ProductDesk } from '../paths.ts';
import type { Portal } from '../portal.ts';
import { choice, optionalDate, optionalText, readForm, type Problem } from '../web/forms.ts';
import type { Returned } from '../web/form-page.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import { actAt, numberIn } from './desk.ts';
import { openProduct } from './held.ts';
import { headFields } from './product-form.ts';
import { submitDraft, takeBack } from './reviewing.ts';
import { withdrawProduct } from './withdrawing.ts';

const { version } = headFields;
const submission = {
  version,
  note: optionalText({ max: 500, lines: true }),
  publish_on: optionalDate(),
  withdraw_on: optionalDate(),
};
const withdrawal = {
  version,
  when: choice(['now', 'on', 'never'], { missing: 'publishing.missing.when' }),
  withdraw_on: optionalDate(),
};

export function actRoutes(
  portal: Portal,
  desk: ProductDesk,
  showAgain: (res: Response, id: number, returned: Returned) => Promise<void>,
): Router {
  const { db } = portal;
  const routes = Router();
  const base = `/${desk}/products/:id` as const;

  routes.post(`${base}/submission`, async (req, res) => {
    const id = numberIn(req.params.id);
    const act = actAt(desk, res, portal);
    await openProduct(db.read, id, act.supplierId);
    const form = readForm(submission, req.body ?? {});
    if ('problems' in form) return showAgain(res, id, form);
    const { note, publish_on: publishOn, withdraw_on: withdrawOn, version: stamp } = form.values;
    const problems = dayProblems(publishOn, withdrawOn, act.on);
    if (problems.length) return showAgain(res, id, { typed: form.typed, problems });
    await submitDraft(db, act, id, { stamp: stamp ?? '', note, publishOn, withdrawOn });
    done(res, id, `publishing.moved.submission.${desk}`);
  });

  for (const move of ['recall', 'discard'] as const) {
    routes.post(`${base}/${move}`, async (req, res) => {
      const id = numberIn(req.params.id);
      const act = actAt(desk, res, portal);
      await openProduct(db.read, id, act.supplierId);
      const form = readForm({ version }, req.body ?? {});
      if ('problems' in form) return showAgain(res, id, form);
      await takeBack(db, act, id, { move, stamp: form.values.version ?? '' });
      done(res, id, `publishing.moved.${move}`);
    });
  }

  if (desk === 'admin') {
    routes.post(`${base}/withdrawal`, async (req, res) => {
      const id = numberIn(req.params.id);
      const act = actAt(desk, res, portal);
      const form = readForm(withdrawal, req.body ?? {});
      if ('problems' in form) return showAgain(res, id, form);
      const { when, withdraw_on: on, version: stamp } = form.values;
      const problems = when === 'on' ? withdrawalProblems(on, act.on) : [];
      if (problems.length) return showAgain(res, id, { typed: form.typed, problems });
      await withdrawProduct(db, act, id, {
        stamp: stamp ?? '',
        when: when === 'on' ? { on: on! } : when,
      });
      done(res, id, `publishing.moved.withdrawal.${when}`);
    });
  }

  function done(res: Response, id: number, notice: string): void {
    leaveNotice(res, notice);
    res.redirect(303, visitOf(res).paths.deskProduct(desk, id));
  }

  return routes;
}

/** What is wrong with the days from and until which a revision is to be shown. */
export function dayProblems(
  publishOn: string | null,
  withdrawOn: string | null,
  today: string,
): Problem[] {
  const problems: Problem[] = [];
  if (publishOn && publishOn <= today) {
    problems.push({ field: 'publish_on', key: 'administration.wrong.fromTomorrow' });
  }
  if (withdrawOn && withdrawOn <= today) {
    problems.push({ field: 'withdraw_on', key: 'administration.wrong.fromTomorrow' });
  } else if (publishOn && withdrawOn && withdrawOn <= publishOn) {
    problems.push({ field: 'withdraw_on', key: 'administration.wrong.untilBeforeFrom' });
  }
  return problems;
}

function withdrawalProblems(on: string | null, today: string): Problem[] {
  if (!on) return [{ field: 'withdraw_on', key: 'administration.missing.day' }];
  return dayProblems(null, on, today);
}
