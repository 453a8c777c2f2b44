// My aids: what the reader and those whom they represent have, and the page of each.
import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { aidName, aidsOf, HELD, type Aid } from '../aids/aids.ts';
import { applicantsOf } from '../applicants/access.ts';
import { dayOf } from '../calendar/today.ts';
import type { Portal } from '../portal.ts';
import { Conflict } from '../web/errors.ts';
import { leaveNotice } from '../web/pages.ts';
import { readerWith, visitOf } from '../web/visit.ts';
import { refusalKey } from './act-page.ts';
import { MOST_PIECES } from './fit-rules.ts';
import { withdrawEarly } from './early.ts';
import { readHidden, readWithdrawal } from './forms.ts';
import {
  addressesOf,
  aidToActOn,
  auditLooking,
  openAid,
  type AidAt,
  type Desk,
} from './open-aid.ts';
import { lastRepairs } from './repairs.ts';
import { withdrawReturn } from './returns.ts';
import { aidPage, factsOf, tagOf } from './show-aid.ts';

export function ownAidRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/account/aids', async (_req, res) => {
    const reader = readerWith(res, 'applicant', 'representative');
    const visit = visitOf(res);
    const { t, lang, paths } = visit;
    const day = dayOf(clock());
    const people = await applicantsOf(db.read, reader.accountId, day);
    const all = await aidsOf(
      db.read,
      people.map(({ applicantId }) => applicantId),
    );
    const aids = withoutEarlierSupplies(all);
    const repairs = await lastRepairs(
      db.read,
      aids.map(({ id }) => id),
    );
    const rowOf = (aid: (typeof aids)[number]) => {
      const repair = repairs.find((one) => one.aidId === aid.id && one.isOpen);
      return {
        anchor: `aid-${aid.id}`,
        href: paths.ownAid(aid.id),
        name: aidName(aid)[lang],
        classCode: aid.aidClass.code,
        alt: aid.aidClass.illustrationAlt[lang],
        tag: tagOf(aid, visit),
        repair: repair ? t(`aftercare.repair.state.${repair.state}`) : null,
        facts: factsOf(aid, day, visit),
      };
    };
    page(res, 'aftercare/list', {
      title: t('aftercare.list.title'),
      breadcrumbs: [{ text: t('layout.account'), href: paths.account() }],
      people: people.map(({ applicantId, name, relation }) => {
        const theirs = aids.filter((aid) => aid.applicantId === applicantId);
        return {
          anchor: `person-${applicantId}`,
          name: relation === 'self' && people.length < 2 ? null : name,
          held: theirs.filter(({ state }) => HELD.includes(state) || state === 'lost').map(rowOf),
          past: theirs.filter(({ state }) => !HELD.includes(state) && state !== 'lost').map(rowOf),
        };
      }),
    });
  });

  mountAidPage(routes, portal, 'family');
  return routes;
}

/** The page of one aid, and taking back what was announced or asked: at the person's desk and at the office's. */
export function mountAidPage(routes: Router, portal: Portal, desk: Desk): void {
  const start = desk === 'family' ? '/account/aids' : '/casework/aids';

  routes.get(`${start}/:id`, async (req: AidAt, res) => {
    const open = await openAid(portal, req, res, desk);
    await auditLooking(portal, open);
    const { t, paths } = open.visit;
    portal.page(res, 'aftercare/aid', {
      title: open.name,
      breadcrumbs:
        desk === 'family'
          ? [
              { text: t('layout.account'), href: paths.account() },
              { text: t('aftercare.list.title'), href: paths.ownAids() },
            ]
          : [
              { text: t('layout.casework'), href: paths.casework() },
              { text: t('aftercare.desk.title'), href: paths.careDesk() },
            ],
      ...(await aidPage(portal.db.read, open)),
      newKey: randomUUID,
    });
  });

  // The office's desk has pages that ask how the person told it.
  if (desk === 'office') return;

  routes.post(`${start}/:id/withdrawal`, async (req: AidAt, res) => {
    const open = await aidToActOn(portal, req, res, desk);
    const { version, key } = readHidden(req.body);
    const read = readWithdrawal(req.body);
    if ('problems' in read) throw new Conflict('aftercare.refused.wrong-state');
    const { what } = read.values;
    const withdraw = what === 'return' ? withdrawReturn : withdrawEarly;
    const { reader: by, at, aid } = open;
    const order = { by, side: desk, at, aidId: aid.id, key };
    const result = await withdraw(portal, order, { version });
    if (!result.done) throw new Conflict(refusalKey(open, result.reason));
    leaveNotice(res, `aftercare.withdrawal.done.${what}`);
    res.redirect(303, addressesOf(open).aid);
  });
}

// Of supplies that come again and again only the last delivery is of interest.
function withoutEarlierSupplies(aids: Aid[]): Aid[] {
  const seen = new Set<string>();
  return aids.filter((aid) => {
    if (aid.quantity <= MOST_PIECES) return true;
    const key = `${aid.applicantId}.${aid.aidClass.code}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
