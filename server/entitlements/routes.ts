// My programme: what I am granted, by when to order it, and from what to choose.
import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { applicantsOf, type OwnApplicant } from '../applicants/access.ts';
import { findOffice } from '../applicants/offices.ts';
import { dayOf } from '../calendar/today.ts';
import { catalogueSnapshot } from '../catalogue/catalogue.ts';
import { answersIn, fitsOf, guideFamilyOf } from '../guide/guide.ts';
import { findRecorded } from '../measures/measures.ts';
import { emergenciesInForce } from '../emergencies/emergencies.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { readerWith, visitOf, type Visit } from '../web/visit.ts';
import { offersToChoose, readChoosing } from './choosing.ts';
import {
  findEntitlement,
  listEntitlements,
  listProgrammes,
  usualQuantity,
  whyNot,
  type Entitlement,
} from './entitlements.ts';
import { isMadeToOrder, madeToOrderClasses } from './made-to-order.ts';
import { offerList } from './offer-list.ts';
import { programmeSections } from './programme-page.ts';

const ID = /^[1-9]\d{0,8}$/;
/** More people than these have a list of their own, by pages. */
const MANY = 20;

export function entitlementRoutes({ db, clock, page }: Portal): Router {
  const routes = Router();

  routes.get('/account/programme', async (req, res) => {
    const reader = readerWith(res, 'applicant', 'representative');
    const day = dayOf(clock());
    const people = await applicantsOf(db.read, reader.accountId, day);
    const person = personAsked(people, req.query.person);
    if (person) await showProgramme(res, person, people, day);
    else if (people.length > MANY) res.redirect(303, visitOf(res).paths.people());
    else showPeople(res, people);
  });

  routes.get('/account/programme/:id', async (req, res) => {
    const reader = readerWith(res, 'applicant', 'representative');
    const visit = visitOf(res);
    const { t, paths, lang } = visit;
    const day = dayOf(clock());
    if (!ID.test(req.params.id)) throw new NotFound();
    const entitlement = await findEntitlement(db.read, Number(req.params.id));
    const people = entitlement ? await applicantsOf(db.read, reader.accountId, day) : [];
    const person = people.find(({ applicantId }) => applicantId === entitlement?.applicantId);
    if (!entitlement || !person) throw new NotFound();

    const { classes, regions } = await catalogueSnapshot(db);
    const read = readChoosing(req.query);
    const choosing = 'values' in read ? read.values : { sort: null, free: null, after: null };
    const pieces = usualQuantity(entitlement);
    const found = await offersToChoose(
      db.read,
      { aidClassCode: entitlement.aidClassCode, regionCode: person.regionCode, pieces },
      choosing,
      { classes, on: day },
    );
    const fits = await fitsOf(
      db,
      found.offers.map(({ variant }) => variant.id),
      {
        measures: await findRecorded(db.read, person.applicantId),
        given: answersForLine(req, entitlement.aidClassCode),
      },
      { on: day, visit },
    );
    const own = person.relation === 'self';
    const className = entitlement.className[lang];
    const hindrance = person.relation === 'see' ? 'see-only' : whyNot(entitlement, day);
    page(res, 'entitlements/choose', {
      title: t('entitlements.choose.title', { name: className }),
      breadcrumbs: [
        { text: t('layout.account'), href: paths.account() },
        {
          text: own ? t('layout.programme') : t('entitlements.titleFor', { name: person.name }),
          href: paths.programme({ person: people.length > 1 ? person.applicantId : null }),
        },
      ],
      person: own && people.length < 2 ? null : person.name,
      region: regions.find(({ code }) => code === person.regionCode)?.names[lang] ?? '',
      entitlement,
      hindrance,
      makingKey:
        hindrance === null && (await isMadeToOrder(db.read, entitlement.aidClassCode))
          ? randomUUID()
          : null,
      newKey: randomUUID,
      link: linkTo(entitlement, visit),
      choice: offerList(found, choosing, {
        visit,
        className,
        pieces,
        fits,
        here: (query) => paths.entitlement(entitlement.id, query),
      }),
      ...('problems' in read && { problems: read.problems }),
    });
  });

  async function showProgramme(
    res: Response,
    person: OwnApplicant,
    people: OwnApplicant[],
    day: string,
  ): Promise<void> {
    const visit = visitOf(res);
    const { t, paths, lang } = visit;
    const [programmes, entitlements, office, { classes }] = await Promise.all([
      listProgrammes(db.read, [person.applicantId]),
      listEntitlements(db.read, [person.applicantId]),
      findOffice(db.read, person.officeId),
      catalogueSnapshot(db),
    ]);
    const own = person.relation === 'self';
    page(res, 'entitlements/programme', {
      title: own ? t('entitlements.title') : t('entitlements.titleFor', { name: person.name }),
      breadcrumbs: [{ text: t('layout.account'), href: paths.account() }],
      several: people.length > 1,
      person,
      seeOnly: person.relation === 'see',
      emergencies: (await emergenciesInForce(db.read, day)).filter(({ regions }) =>
        regions.includes(person.regionCode),
      ),
      programmes: programmeSections(programmes, entitlements, {
        visit,
        classes,
        madeToOrder: await madeToOrderClasses(db.read),
        day,
        mayAct: person.relation !== 'see',
      }),
      office: office
        ? t('entitlements.office', {
            name: office.name[lang],
            phone: office.phone.replaceAll(' ', '\u00a0'),
          })
        : '',
    });
  }

  function showPeople(res: Response, people: OwnApplicant[]): void {
    const { t, paths } = visitOf(res);
    const breadcrumbs = [{ text: t('layout.account'), href: paths.account() }];
    if (people.length) {
      page(res, 'entitlements/people', {
        title: t('entitlements.people.title'),
        breadcrumbs,
        people,
      });
    } else {
      page(res, 'entitlements/none', { title: t('entitlements.people.none.title'), breadcrumbs });
    }
  }

  return routes;
}

// What this visit answered in the guide of a line's class.
function answersForLine(req: Pick<Request, 'session'>, aidClassCode: string) {
  const family = guideFamilyOf(aidClassCode);
  return family && answersIn(req, family);
}

// The live request in the way, for those who may open it: a draft can still be changed.
function linkTo({ request }: Entitlement, { t, paths }: Visit) {
  if (!request) return null;
  const { reference, status } = request;
  return status === 'draft'
    ? { text: t('entitlements.openDraft'), href: paths.requestDraft(reference) }
    : { text: t('entitlements.openRequest', { reference }), href: paths.request(reference) };
}

// The only person, or the one whom the address names; null: the reader must say who. @throws NotFound
function personAsked(people: OwnApplicant[], asked: unknown): OwnApplicant | null {
  if (asked === undefined) return people.length === 1 ? people[0]! : null;
  const person = people.find(({ applicantId }) => String(applicantId) === asked);
  if (!person) throw new NotFound();
  return person;
}
