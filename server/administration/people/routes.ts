// People and their roles: who works with the portal, looking for a person with a reason, granting and
// revoking roles, closing an account.
import { Router, type Response } from 'express';
import { checkIin, maskIin } from '../../accounts/iin.ts';
import type { Portal } from '../../portal.ts';
import { optionalWholeNumber, readForm, type Typed } from '../../web/forms.ts';
import { newestFirst } from '../../web/newest-first.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf, crumbsTo, idIn } from '../desk.ts';
import { showForm, type Returned } from '../../web/form-page.ts';
import { readHistory } from '../../audit/history.ts';
import { countRows, listFrame, PAGE_SIZE, readFilter, readPlace } from '../list-page.ts';
import { changeStatus, grantRole, noteReading, noteSearch, revokeRole } from './acts.ts';
import {
  grantFields,
  revocationFields,
  searchFields,
  STAFF_ROLES,
  staffFilter,
  statusFields,
  type PeopleSearch,
} from './forms.ts';
import { keepReason, reasonGiven } from './reason.ts';
import {
  findPerson,
  listOffices,
  peopleNamed,
  personNumbered,
  staffBy,
  withRoles,
  type AccountRow,
  type Person,
} from './store.ts';

const key = optionalWholeNumber({ min: 1, max: 999_999_999 });

export function peopleRoutes(portal: Portal): Router {
  const { db, page, vault } = portal;
  const routes = Router();

  routes.get('/admin/people', async (req, res) => {
    await showStaff(res, req.query);
  });

  // A name in an address would end up in logs and histories: people are looked for by POST.
  routes.post('/admin/people', async (req, res) => {
    const form = readForm({ ...searchFields, before: key, after: key }, req.body ?? {});
    if ('problems' in form) return showStaff(res, {}, form);
    const act = actOf(res, portal);
    const { q, reason, ...place } = form.values;
    await noteSearch(db, act, reason);
    keepReason(res, reason, act.at);
    const query = search(q);
    const count = await countRows(db.read, query);
    const list = await newestFirst<AccountRow>(query, 'id', place, PAGE_SIZE);
    const { t } = visitOf(res);
    page(res, 'administration/people/found', {
      title: t('administration.people.found'),
      breadcrumbs: crumbsTo(res, 'people'),
      width: 'wide',
      ...listFrame(res, 'people', { typed: {}, problems: [] }, { count }),
      people: await withRoles(db.read, list.rows),
      maskIin,
      q,
      reason,
      newer: list.newer,
      older: list.older,
    });
  });

  routes.get('/admin/people/:id', async (req, res) => {
    const person = await openable(res, idIn(req.params.id));
    if (person) await show(res, person);
  });

  routes.post('/admin/people/:id/roles', async (req, res) => {
    const person = await openable(res, idIn(req.params.id));
    if (!person) return;
    const form = readForm(grantFields, req.body ?? {});
    if ('problems' in form) return show(res, person, form);
    const problems = await grantRole(portal, actOf(res, portal), person.id, form.values);
    if (problems.length) return show(res, person, { typed: form.typed, problems });
    done(res, person, 'administration.people.granted');
  });

  routes.post('/admin/people/:id/revocation', async (req, res) => {
    const person = await openable(res, idIn(req.params.id));
    if (!person) return;
    const form = readForm(revocationFields, req.body ?? {});
    if ('problems' in form) return show(res, person, form);
    const problems = await revokeRole(portal, actOf(res, portal), person.id, form.values.role);
    if (problems.length) return show(res, person, { typed: {}, problems });
    done(res, person, 'administration.people.revoked');
  });

  routes.post('/admin/people/:id/status', async (req, res) => {
    const person = await openable(res, idIn(req.params.id));
    if (!person) return;
    const form = readForm(statusFields, req.body ?? {});
    if ('problems' in form) return show(res, person, form);
    const problems = await changeStatus(db, actOf(res, portal), person.id, form.values);
    if (problems.length) return show(res, person, { typed: form.typed, problems });
    done(res, person, `administration.people.status.${form.values.status}`);
  });

  // A whole number is looked up by its fingerprint; anything else is a name.
  function search(q: PeopleSearch['q']) {
    const digits = q.replace(/[\s-]/g, '');
    return checkIin(digits).valid
      ? personNumbered(db.read, vault.fingerprint(digits))
      : peopleNamed(db.read, q);
  }

  // Staff may be looked at; for everybody else a reason comes first.
  async function openable(res: Response, id: number): Promise<Person | null> {
    const person = await findPerson(db.read, id);
    const act = actOf(res, portal);
    if (person.isStaff || reasonGiven(res, act.at)) return person;
    leaveNotice(res, 'administration.people.reasonFirst');
    res.redirect(303, visitOf(res).paths.adminList('people'));
    return null;
  }

  function done(res: Response, { id, isStaff }: Person, notice: string): void {
    leaveNotice(res, notice);
    const { paths } = visitOf(res);
    const readable = isStaff || reasonGiven(res, portal.clock());
    res.redirect(303, readable ? paths.adminItem('people', id) : paths.adminList('people'));
  }

  async function showStaff(res: Response, query: unknown, returned?: Returned): Promise<void> {
    const { t } = visitOf(res);
    const filter = readFilter(staffFilter, query);
    const staff = staffBy(db.read, filter.values);
    const count = await countRows(db.read, staff);
    const list = await newestFirst<AccountRow>(staff, 'id', readPlace(query), PAGE_SIZE);
    page(res, 'administration/people/list', {
      title: t('administration.list.people'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      ...listFrame(res, 'people', filter, { count, ...list }),
      people: await withRoles(db.read, list.rows),
      roles: STAFF_ROLES,
      filter: filter.typed,
      maskIin,
      ...returned,
      form: { values: returned?.typed ?? {}, stored: null },
    });
  }

  async function show(res: Response, { id }: Person, returned?: Returned): Promise<void> {
    const act = actOf(res, portal);
    await noteReading(db, act, id, reasonGiven(res, act.at));
    const person = await findPerson(db.read, id);
    const current: Typed = { status: person.status };
    showForm(
      portal,
      res,
      'administration/people/show',
      {
        title: person.name,
        breadcrumbs: crumbsTo(res, 'people'),
        width: 'wide',
        current,
        record: person,
        person,
        iin: maskIin(person.iinLast4),
        own: act.by.accountId === id,
        roles: STAFF_ROLES,
        offices: await listOffices(db.read),
        history: await readHistory(db, { kind: 'account', id }),
      },
      returned,
    );
  }

  return routes;
}
