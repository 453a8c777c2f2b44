// The measuring sheets: to read, to fill in, to print. Nobody need sign in.
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { Forbidden, NotFound } from '../web/errors.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import { readSheet, type SheetOutcome } from './forms.ts';
import { holderOf, type Holder } from './holder.ts';
import { FAMILIES, isFamily, kindsOf, type Family, type MeasureKey } from './kinds.ts';
import { MEASURERS, measuredOf } from './measure-values.ts';
import { keepInSession } from './measures.ts';
import { outdatedKeys } from './outdated.ts';
import { saveMeasures } from './recording.ts';
import { sheetRows } from './sheet-page.ts';
import { childMonths } from './store.ts';
import { inWords, nameOfMeasure } from './words.ts';

type Returned = Extract<SheetOutcome, { problems: unknown }>;

export function sheetRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/measures', async (req, res) => {
    const { t } = visitOf(res);
    const holder = await holderAt(req, res, req.query.person);
    page(res, 'measures/list', {
      title: t('measures.list.title'),
      breadcrumbs: crumbs(res, []),
      families: (Object.keys(FAMILIES) as Family[]).map((family) => ({
        family,
        count: kindsOf(family).length,
        key: PICTURES[family],
      })),
      person: asked(req.query.person, holder),
      keptIn: keptIn(res, holder),
      ownHref: holder.person && visitOf(res).paths.measuresOfPerson(holder.person.applicantId),
    });
  });

  routes.get('/measures/:family', async (req, res) => {
    const family = familyIn(req);
    show(res, family, await holderAt(req, res, req.query.person), await months());
  });

  routes.post('/measures/deletion', (req, res) => {
    delete req.session.measures;
    leaveNotice(res, 'measures.forgotten');
    res.redirect(303, visitOf(res).paths.measures());
  });

  routes.post('/measures/:family', async (req, res) => {
    const family = familyIn(req);
    const visit = visitOf(res);
    const body = (req.body ?? {}) as Record<string, unknown>;
    const holder = await holderAt(req, res, body.person);
    if (!holder.mayChange) throw new Forbidden('measures.sheet.seeOnly');
    const term = await months();
    const read = readSheet(groundOf(res, family, holder, term), body);
    if ('problems' in read) return show(res, family, holder, term, read);

    if (holder.person && visit.reader) {
      const { applicantId } = holder.person;
      req.session.measuredApplicantId = applicantId;
      await saveMeasures(db, { by: visit.reader, applicantId, at: clock(), ...read });
    } else keepInSession(req, read.values, read.measured);
    leaveNotice(res, 'measures.saved');
    const person = asked(body.person, holder);
    return res.redirect(303, visit.paths.measureSheet(family, { person }));
  });

  routes.get('/measures/:family/paper', async (req, res) => {
    const family = familyIn(req);
    const visit = visitOf(res);
    const { t, format, paths } = visit;
    const holder = await holderAt(req, res, req.query.person);
    const filled = req.query.filled === 'yes' && holder.measures !== null;
    const rows = sheetRows(family, holder, { on: today(), months: await months() }, visit);
    const measured = filled
      ? sameMeasured(
          rows.map(({ key }) => key),
          holder,
        )
      : null;
    page(res, 'measures/paper', {
      title: t('measures.sheet.title', { family: t(`measures.family.${family}.name`) }),
      breadcrumbs: crumbs(res, [family]),
      rows,
      filled,
      name: filled ? (holder.person?.name ?? null) : null,
      date: measured && format.date(measured.on),
      by: measured && t(`measures.by.${measured.by}`),
      backHref: paths.measureSheet(family, { person: asked(req.query.person, holder) }),
    });
  });

  return routes;

  function show(
    res: Response,
    family: Family,
    holder: Holder,
    term: number | null,
    returned?: Returned,
  ): void {
    const visit = visitOf(res);
    const { t } = visit;
    const rows = sheetRows(family, holder, { on: today(), months: term }, visit);
    page(res, 'measures/sheet', {
      title: t('measures.sheet.title', { family: t(`measures.family.${family}.name`) }),
      breadcrumbs: crumbs(res, [], holder),
      family,
      rows,
      person: holder.person,
      people: holder.people,
      mayChange: holder.mayChange,
      ofVisit: holder.person !== null && res.req.session.measures !== undefined,
      outdated: rows.some(({ outdated }) => outdated),
      months: term,
      childHint: term === null ? '' : t('measures.child.hint', { months: term }),
      example: today().split('-').toReversed().join('.'),
      measurers: MEASURERS,
      keptIn: keptIn(res, holder),
      problems: returned?.problems ?? [],
      typed: returned?.typed ?? {},
      doubts: returned?.doubts ?? new Map(),
      doubtInWords: (key: MeasureKey, doubt: string) => inWords(key, Number(doubt), visit),
    });
  }

  function groundOf(res: Response, family: Family, holder: Holder, term: number | null) {
    const visit = visitOf(res);
    return {
      kinds: kindsOf(family),
      before: stillTrue(holder, term),
      today: today(),
      bornOn: holder.bornOn,
      inWords: (key: MeasureKey, thousandths: number) => inWords(key, thousandths, visit),
      nameOf: (key: MeasureKey) => nameOfMeasure(key, visit),
    };
  }

  // A child's old measures say nothing about the new ones.
  function stillTrue({ measures, bornOn }: Holder, term: number | null): Holder['measures'] {
    if (!measures || term === null) return measures;
    const old = new Set<string>(outdatedKeys(measures, bornOn, today(), term));
    const values = Object.entries(measures.values).filter(([key]) => !old.has(key));
    return { ...measures, values: Object.fromEntries(values) };
  }

  function holderAt(req: Request, res: Response, person: unknown): Promise<Holder> {
    const { reader } = visitOf(res);
    return holderOf(db.read, req, { reader, asked: person, on: today() });
  }

  function today(): string {
    return dayOf(clock());
  }

  function months(): Promise<number | null> {
    return childMonths(db.read, today());
  }
}

const PICTURES: Record<Family, MeasureKey> = {
  'manual-wheelchairs': 'hip_width',
  'powered-wheelchairs': 'thigh_length',
  'walking-aids': 'wrist_height',
  'hearing-aids': 'loss_right',
  'lower-limb-prostheses': 'inside_leg_length',
  'bath-and-toilet-aids': 'toilet_height',
  'vision-aids': 'breastbone_height',
};

function familyIn(req: Request): Family {
  const { family } = req.params;
  if (!isFamily(family)) throw new NotFound();
  return family;
}

// The person stays in the address only where the address named one.
function asked(given: unknown, { person }: Holder): number | null {
  return given && person ? person.applicantId : null;
}

function keptIn(res: Response, { person }: Holder): string {
  if (person) return 'measures.list.account';
  return visitOf(res).reader ? 'measures.list.staff' : 'measures.list.private';
}

function crumbs(res: Response, families: Family[], holder?: Holder) {
  const { t, paths } = visitOf(res);
  const person = holder?.person?.applicantId;
  return [
    { text: t('catalogue.home'), href: paths.home() },
    ...(holder || families.length
      ? [{ text: t('measures.list.title'), href: paths.measures() }]
      : []),
    ...families.map((family) => ({
      text: t(`measures.family.${family}.name`),
      href: paths.measureSheet(family, { person }),
    })),
  ];
}

// One day and one measurer for the head of the sheet, where all values share them.
function sameMeasured(keys: readonly MeasureKey[], { measures }: Holder) {
  const each = keys
    .filter((key) => measures?.values[key] !== undefined)
    .map((key) => measuredOf(measures!, key));
  const [first] = each;
  return first && each.every(({ on, by }) => on === first.on && by === first.by) ? first : null;
}
