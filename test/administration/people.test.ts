import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { formats } from '../../server/i18n/formats.ts';
import { startPortal } from '../support/portal.ts';
import {
  AIGERIM,
  ARMAN,
  change,
  changeTwice,
  ELENA,
  formOn,
  lastEntry,
  names,
  SAULE,
} from '../support/desk.ts';

const portal = await startPortal();
const arman = await portal.signedIn(ARMAN);
const elena = await portal.signedIn(ELENA);
const { read } = portal.db;
const { vault } = portal.portal;

const account = (iin: string) =>
  read('accounts')
    .where({ iin_lookup: vault.fingerprint(iin) })
    .first();
const aigerim = await account(AIGERIM);
const saule = await account(SAULE);
const office = await read('offices').where({ active: true }).first();
const PEOPLE = '/en/admin/people';
const reason = 'Order no. 12 on new staff';
const search = (visitor: typeof arman, q: string, why = reason) =>
  change(visitor, PEOPLE, { q, reason: why });

void describe('looking for a person', () => {
  void it('shows staff without a reason, numbers masked', async () => {
    const { text } = await arman.get(`${PEOPLE}?role=caseworker`);
    assert.ok(text.includes(saule.family_name));
    assert.ok(text.includes(SAULE.slice(-4)));
    assert.ok(!text.includes(SAULE));
    assert.ok(!text.includes(aigerim.family_name));
  });

  void it('opens nobody else’s account before a reason is given', async () => {
    const answer = await elena.get(`${PEOPLE}/${aigerim.id}`);
    assert.equal(answer.status, 303);
    assert.match((await elena.get(PEOPLE)).text, /give a reason/);
  });

  void it('asks for a reason', async () => {
    names(await search(arman, aigerim.family_name, ''), 'reason', /reason/);
    names(await search(arman, aigerim.family_name, 'because'), 'reason', /at least 10/);
    names(await search(arman, ''), 'q', /name or an IIN/);
  });

  void it('finds by a part of the name and by the whole number, and writes down only why', async () => {
    for (const q of [
      aigerim.family_name.slice(0, 5).toLowerCase(),
      AIGERIM,
      `${AIGERIM.slice(0, 6)} ${AIGERIM.slice(6)}`,
    ]) {
      const { status, text } = await search(arman, q);
      assert.equal(status, 200);
      assert.ok(text.includes(`/en/admin/people/${aigerim.id}"`));
    }
    const entry = await lastEntry(portal, 'people', 'search');
    assert.equal(entry.action, 'people.searched');
    assert.equal(entry.reason, reason);
    assert.ok(!JSON.stringify(entry).includes(aigerim.family_name));
    assert.match((await search(arman, 'Nobody Nowhere')).text, /Nobody was found/);
    assert.equal((await search(arman, '%_\\')).status, 200);
  });

  void it('writes down that the account was read', async () => {
    assert.equal((await arman.get(`${PEOPLE}/${aigerim.id}`)).status, 200);
    const entry = await lastEntry(portal, 'account', aigerim.id);
    assert.equal(entry.action, 'account.read');
    assert.equal(entry.reason, reason);
  });
});

void describe('roles', () => {
  const page = `${PEOPLE}/${aigerim.id}`;
  const held = async (id: number) =>
    (await read('account_roles').where({ account_id: id }).orderBy('role')).map(({ role }) => role);

  void it('of a caseworker need an office, of a supplier its number', async () => {
    const grant = (values: Record<string, string>) => change(arman, page, values, `${page}/roles`);
    names(await grant({}), 'role', /role/);
    names(await grant({ role: 'king' }), 'role', /role/);
    names(await grant({ role: 'caseworker', office: '' }), 'office', /office/);
    names(await grant({ role: 'caseworker', office: '99999' }), 'office', /office/);
    names(await grant({ role: 'caseworker', office: 'x' }), 'office', /expected form/);
    names(await grant({ role: 'supplier', bin: '490340004717' }), 'bin', /no supplier/);
  });

  void it('are granted once, end the person’s sessions and are written down', async () => {
    const visitor = await portal.signedIn(AIGERIM);
    const values = { role: 'caseworker', office: String(office.id) };
    const answers = await changeTwice(arman, page, values, `${page}/roles`);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.deepEqual(await held(aigerim.id), ['applicant', 'caseworker']);
    assert.equal((await visitor.get('/en/account')).status, 303);
    const entry = await read('audit_entries')
      .where({ action: 'account.role_granted' })
      .orderBy('id', 'desc')
      .first();
    assert.deepEqual(JSON.parse(entry.detail).role, [null, 'caseworker']);
    const told = await read('messages').where({
      account_id: aigerim.id,
      kind: 'account.roles_changed',
    });
    assert.equal(told.length, 1);
    const other = await read('offices').where({ active: true }).whereNot({ id: office.id }).first();
    const again = { role: 'caseworker', office: String(other.id) };
    names(await change(arman, page, again, `${page}/roles`), 'role', /holds this role elsewhere/);
  });

  void it('are taken away', async () => {
    const form = `${page}/revocation`;
    const answers = await changeTwice(arman, page, {}, form);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.deepEqual(await held(aigerim.id), ['applicant']);
  });

  void it('are never one’s own to grant', async () => {
    const own = `${PEOPLE}/${(await account(ARMAN)).id}`;
    const { text } = await arman.get(own);
    assert.match(text, /You cannot change the roles/);
    const token = /name="_csrf" value="([^"]+)"/.exec(text)![1]!;
    for (const [address, values] of [
      ['roles', { role: 'lead_caseworker', office: String(office.id) }],
      ['revocation', { role: 'administrator' }],
      ['status', { status: 'disabled', reason, version: '1' }],
    ] as const) {
      assert.equal(
        (await arman.post(`${own}/${address}`, { _csrf: token, ...values })).status,
        422,
      );
    }
    assert.deepEqual(await held((await account(ARMAN)).id), ['administrator']);
  });
});

void describe('an account', () => {
  const page = `${PEOPLE}/${saule.id}`;

  void it('is closed with a reason: its sessions end and it cannot sign in', async () => {
    const visitor = await portal.signedIn(SAULE);
    names(await change(arman, page, { reason: '' }, `${page}/status`), 'reason', /reason/);
    assert.equal((await change(arman, page, { reason }, `${page}/status`)).status, 303);
    assert.equal((await visitor.get('/en/casework')).status, 303);
    await assert.rejects(portal.signedIn(SAULE));
    assert.equal((await lastEntry(portal, 'account', saule.id)).action, 'account.disabled');
  });

  void it('is opened again', async () => {
    const stale = await change(arman, page, { reason, version: '1' }, `${page}/status`);
    assert.equal(stale.status, 409);
    assert.equal((await change(arman, page, { reason }, `${page}/status`)).status, 303);
    await portal.signedIn(SAULE);
  });

  void it('of the last administrator stays', async () => {
    const page = `${PEOPLE}/${(await account(ARMAN)).id}`;
    const body = formOn((await elena.get(page)).text, `${page}/revocation`);
    const mine = `${PEOPLE}/${(await account(ELENA)).id}`;
    const his = formOn((await arman.get(mine)).text, `${mine}/revocation`);
    const answers = await Promise.all([
      elena.post(`${page}/revocation`, body),
      arman.post(`${mine}/revocation`, his),
    ]);
    const rows = await read('account_roles').where({ role: 'administrator' });
    assert.equal(rows.length, 1, answers.map(({ status }) => status).join());
  });
});

void describe('the audit log', () => {
  const open = async (query: string) => {
    const [{ account_id: id }] = await read('account_roles').where({ role: 'administrator' });
    const visitor = id === (await account(ARMAN)).id ? arman : elena;
    const { text } = await visitor.get(`/en/admin/audit${query}`);
    return { visitor, text };
  };

  void it('is read by action, record, person and day', async () => {
    assert.match((await open('?action=account.disabled')).text, /Account closed/);
    const { text } = await open(`?kind=account&id=${saule.id}&from=23.11.2026&to=23.11.2026`);
    assert.match(text, /Account opened/);
    assert.match(text, /Order no\. 12/);
    assert.match((await open('?from=24.11.2026')).text, /no such entries/);
    assert.match((await open(`?actor=${(await account(ARMAN)).id}`)).text, /Account closed/);
  });

  void it('is whole', async () => {
    const { visitor, text } = await open('');
    const token = /name="_csrf" value="([^"]+)"/.exec(text)![1]!;
    assert.equal((await visitor.post('/en/admin/audit/check', { _csrf: token })).status, 303);
    assert.match((await visitor.get('/en/admin/audit')).text, /The log is whole/);
  });

  void it('shows mail written in development', async () => {
    const folder = portal.portal.config.mailDir;
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      path.join(folder, '9999-1.eml'),
      'To: a@example.kz\r\nDate: Mon, 23 Nov 2026 05:46:18 +0000\r\nSubject: =?UTF-8?B?0KHRi9C90LDSmw==?=\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=D0=96=D0=BE=D0=BB =\r\n<b>ok</b>',
    );
    const { visitor } = await open('');
    const list = (await visitor.get('/kk/admin/mail')).text;
    assert.match(list, /Сынақ/);
    assert.ok(list.includes(formats.kk.dateTime('2026-11-23T05:46:18.000Z')));
    assert.doesNotMatch(list, /\+0000/);
    const { text } = await visitor.get('/kk/admin/mail/9999-1.eml');
    assert.match(text, /Жол &lt;b&gt;ok/);
  });
});
