// Asking for something that nobody offers, from a line of the programme.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import { applicantsOf } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import { findEntitlement, whyNot } from '../entitlements/entitlements.ts';
import { measuresToAttach } from '../measures/measures.ts';
import type { Portal } from '../portal.ts';
import { problemOf } from '../requests/act-page.ts';
import { Forbidden, NotFound } from '../web/errors.ts';
import { optionalText, readForm, text, type Problem, type Typed } from '../web/forms.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { askForNeed } from './needs.ts';

const LONG = { max: 2000, lines: true };

export function ownNeedRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/account/programme/:id/need', async (req, res) => {
    await show(req.params.id, res);
  });

  routes.post('/account/programme/:id/need', async (req, res) => {
    const by = readerWith(res, 'applicant', 'representative');
    const { entitlement } = await lineAt(req.params.id, res);
    const form = readForm(
      {
        key: text({ missing: 'errors.badRequest.text', max: 36, pattern: /^[0-9a-f-]{36}$/ }),
        need: text({ missing: 'needs.missing.need', min: 10, ...LONG }),
        tried: optionalText(LONG),
      },
      req.body,
    );
    if ('problems' in form) return show(req.params.id, res, form);
    const { key, need, tried } = form.values;
    const done = await askForNeed(portal, {
      by,
      at: clock(),
      entitlementId: entitlement.id,
      need: { text: need, tried },
      key,
    });
    if (!done.done) {
      return show(req.params.id, res, { problems: [problemOf(done.reason)], typed: form.typed });
    }
    res.redirect(303, visitOf(res).paths.requestSubmission(done.reference));
  });

  async function lineAt(raw: string, res: Response) {
    const { accountId } = readerWith(res, 'applicant', 'representative');
    const id = /^[1-9]\d{0,8}$/.test(raw) ? Number(raw) : 0;
    const entitlement = id ? await findEntitlement(db.read, id) : null;
    const people = await applicantsOf(db.read, accountId, dayOf(clock()));
    const person = people.find(({ applicantId }) => applicantId === entitlement?.applicantId);
    if (!entitlement || !person) throw new NotFound();
    if (person.relation === 'see') throw new Forbidden('requests.refused.see-only');
    return { entitlement, person };
  }

  async function show(
    raw: string,
    res: Response,
    again: { problems?: Problem[]; typed?: Typed } = {},
  ): Promise<void> {
    const visit = visitOf(res);
    const { t, lang, paths } = visit;
    const { entitlement, person } = await lineAt(raw, res);
    const day = dayOf(clock());
    page(res, 'needs/new', {
      title: t('needs.new.title'),
      back: { text: t('layout.programme'), href: paths.programme({ person: person.applicantId }) },
      what: entitlement.className[lang],
      name: person.relation === 'self' ? null : person.name,
      action: paths.need(entitlement.id),
      hindrance: whyNot(entitlement, day),
      measures: await measuresToAttach(
        db.read,
        { applicantId: person.applicantId, aidClassCode: entitlement.aidClassCode, on: day },
        visit,
      ),
      key: randomUUID(),
      problems: again.problems ?? [],
      ...(again.typed && { typed: again.typed }),
    });
  }

  return routes;
}
