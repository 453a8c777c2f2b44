// The measures that a person keeps: to see with their history, to correct, to delete.
import { Router, type Request, type Response } from 'express';
import type { Reader } from '../accounts/reader.ts';
import { applicantsOf, type OwnApplicant } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { Forbidden, NotFound } from '../web/errors.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { kindOf, type MeasureKey } from './kinds.ts';
import { deleteMeasures, saveAllMeasures } from './recording.ts';
import { recordLines, valuesInWords } from './record-page.ts';
import { bornOnOf, childMonths, listKept } from './store.ts';
import { nameOfMeasure } from './words.ts';

export function recordRoutes({ db, clock, page }: Portal): Router {
  const routes = Router();

  routes.get('/account/measures', async (_req, res) => {
    const { t, paths } = visitOf(res);
    const people = await peopleOf(readerOf(res));
    const [only] = people;
    if (only && people.length === 1) {
      return res.redirect(303, paths.measuresOfPerson(only.applicantId));
    }
    return page(res, 'measures/people', {
      title: t('measures.own.title'),
      breadcrumbs: [{ text: t('layout.account'), href: paths.account() }],
      people,
    });
  });

  routes.get('/account/measures/:id', async (req, res) => {
    const visit = visitOf(res);
    const { t, paths } = visit;
    const { person, people } = await personIn(req, res);
    const on = dayOf(clock());
    const [kept, bornOn, months] = await Promise.all([
      listKept(db.read, person.applicantId),
      bornOnOf(db.read, person.applicantId),
      childMonths(db.read, on),
    ]);
    page(res, 'measures/record', {
      title: t('measures.own.titleOf', { name: person.name }),
      breadcrumbs: [
        { text: t('layout.account'), href: paths.account() },
        ...(people.length > 1
          ? [{ text: t('measures.own.title'), href: paths.ownMeasures() }]
          : []),
      ],
      person,
      mayChange: person.relation !== 'see',
      months,
      ofVisit: req.session.measures ? valuesInWords(req.session.measures, visit) : [],
      ...recordLines(kept, { bornOn, on, months }, visit),
    });
  });

  routes.post('/account/measures/:id/of-this-visit', async (req, res) => {
    const by = readerOf(res);
    const { applicantId } = (await mayChange(req, res)).person;
    const { measures } = req.session;
    if (measures) {
      await saveAllMeasures(db, { by, applicantId, measures, at: clock() });
      delete req.session.measures;
      leaveNotice(res, 'measures.saved');
    }
    res.redirect(303, visitOf(res).paths.measuresOfPerson(applicantId));
  });

  routes.get('/account/measures/:id/deletion', async (req, res) => {
    const { t, paths } = visitOf(res);
    const { person } = await mayChange(req, res);
    const key = keyIn(req.query.kind);
    const name = key && nameOfMeasure(key, visitOf(res));
    page(res, 'measures/deletion', {
      title: name ? t('measures.deletion.title', { name }) : t('measures.deletion.titleAll'),
      back: { text: t('components.back'), href: paths.measuresOfPerson(person.applicantId) },
      person,
      kind: key,
    });
  });

  routes.post('/account/measures/:id/deletion', async (req, res) => {
    const reader = readerOf(res);
    const { person } = await mayChange(req, res);
    const { applicantId } = person;
    const key = keyIn((req.body as { kind?: unknown } | undefined)?.kind);
    await deleteMeasures(db, { by: reader, applicantId, key, at: clock() });
    leaveNotice(res, 'measures.deleted');
    res.redirect(303, visitOf(res).paths.measuresOfPerson(applicantId));
  });

  return routes;

  function peopleOf(reader: Reader): Promise<OwnApplicant[]> {
    return applicantsOf(db.read, reader.accountId, dayOf(clock()));
  }

  async function personIn(req: Request, res: Response) {
    const { id } = req.params;
    const people = await peopleOf(readerOf(res));
    const known = typeof id === 'string' && /^[1-9]\d{0,8}$/.test(id);
    const person = known && people.find(({ applicantId }) => applicantId === Number(id));
    if (!person) throw new NotFound();
    return { person, people };
  }

  async function mayChange(req: Request, res: Response) {
    const found = await personIn(req, res);
    if (found.person.relation === 'see') throw new Forbidden('measures.sheet.seeOnly');
    return found;
  }
}

function readerOf(res: Response): Reader {
  return readerWith(res, 'applicant', 'representative');
}

// One kind, or null for all of them.
function keyIn(given: unknown): MeasureKey | null {
  if (given === undefined || given === '') return null;
  const kind = typeof given === 'string' ? kindOf(given) : undefined;
  if (!kind) throw new NotFound();
  return kind.key;
}
