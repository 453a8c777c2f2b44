// Requests of the demo's office in Astana, and the ways of those who work there.
import assert from 'node:assert/strict';
import { iinOf } from '../support/demo-people.ts';
import type { TestPortal } from '../support/portal.ts';
import { findForm, type Visitor } from '../support/visitor.ts';

/** The people whom the tests of the desk need, signed in. */
export async function peopleOf(portal: TestPortal) {
  const one = (key: string) => portal.signedIn(iinOf(key));
  return {
    stranger: portal.stranger(),
    saule: await one('saule'),
    dmitri: await one('dmitri'),
    gulmira: await one('gulmira'),
    aidos: await one('aidos'),
    aigerim: await one('aigerim'),
    askar: await one('askar'),
  };
}

/** The id of a demo person's account. */
export async function accountOf(portal: TestPortal, key: string): Promise<number> {
  const vault = portal.portal.vault;
  const row: { id: number } = await portal.db
    .read('accounts')
    .where({ iin_lookup: vault.fingerprint(iinOf(key)) })
    .first('id');
  return row.id;
}

/** References of the requests in a status that somebody has in hand (null: nobody). */
export async function casesOf(
  portal: TestPortal,
  status: string,
  assignee: string | null,
): Promise<string[]> {
  const query = portal.db
    .read('requests')
    .where({ status, office_id: 19 })
    .whereNotExists(
      portal.db
        .read('decisions')
        .where('decisions.request_id', portal.db.read.ref('requests.id'))
        .where('state', 'waiting'),
    )
    .orderBy('id');
  if (assignee) void query.where({ assigned_to: await accountOf(portal, assignee) });
  else void query.whereNull('assigned_to');
  const rows: { reference: string }[] = await query.select('reference');
  assert.ok(rows.length, `nobody's request is ${status}`);
  return rows.map(({ reference }) => reference);
}

/** The request whose approval waits for a second person. */
export async function waitingCase(portal: TestPortal): Promise<string> {
  const row: { reference: string } = await portal.db
    .read('requests')
    .join('decisions', 'decisions.request_id', 'requests.id')
    .where('decisions.state', 'waiting')
    .first('requests.reference');
  return row.reference;
}

export async function stateOf(portal: TestPortal, reference: string) {
  const row: { status: string; version: number; assigned_to: number | null } = await portal.db
    .read('requests')
    .where({ reference })
    .first('status', 'version', 'assigned_to');
  return row;
}

/** The hidden fields of the form on `page` that posts to `action`. */
export async function hiddenOf(visitor: Visitor, page: string, action = page) {
  const { text, status } = await visitor.get(page);
  assert.equal(status, 200, page);
  return findForm(text, page, action).hidden;
}

/** Queries that a signed-in visit of an address takes, once what is kept in memory is there. */
export async function queriesOf(
  portal: TestPortal,
  visitor: Visitor,
  address: string,
): Promise<number> {
  let queries = 0;
  const count = () => {
    queries += 1;
  };
  await visitor.get(address);
  for (const way of [portal.db.read, portal.db.write]) way.on('query', count);
  await visitor.get(address);
  for (const way of [portal.db.read, portal.db.write]) way.off('query', count);
  return queries;
}
