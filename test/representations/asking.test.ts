// From the ask to the right: nothing holds before the office has verified it, and nobody learns who is in the portal.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, it } from 'node:test';
import { relationTo } from '../../server/applicants/access.ts';
import { demoAccountId, demoApplicantId } from '../../db/seeds/demo-people.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal, TODAY as NOW } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { tokenOf } from '../support/walkers.ts';

const portal = await startPortal();
const { read } = portal.db;
const TODAY = '2026-11-23';
const olga = await portal.signedIn(iinOf('olga'));
const gulnara = await portal.signedIn(iinOf('gulnara'));
const saule = await portal.signedIn(iinOf('saule'));
const gulmira = await portal.signedIn(iinOf('gulmira'));
const PERSON = demoApplicantId('gulnara');
const HELPER = demoAccountId('olga');

// Tries at a number are counted: each test begins when the last ones are forgotten.
let tests = 0;
// Within each suite: a hook outside would run before the tests of all other files, too.
const aMinuteLaterEachTime = () =>
  beforeEach(() => {
    tests += 1;
    portal.setTime(new Date(Date.parse(NOW) + tests * 61_000).toISOString());
  });

const NEW = '/en/account/people/new';
const ask = (values: Record<string, string> = {}) => ({
  iin: iinOf('gulnara'),
  bornOn: '23.02.1991',
  kind: 'power_of_attorney',
  scope: 'act',
  messages: 'yes',
  from: '23.11.2026',
  proof: 'Power of attorney no. 7',
  ...values,
});
const newest = () => read('representation_asks').orderBy('id', 'desc').first();
const stands = () => relationTo(read, HELPER, PERSON, TODAY);
const messagesTo = (accountId: number, kind: string) =>
  read('messages').where({ account_id: accountId, kind });

void describe('asking to represent somebody', () => {
  aMinuteLaterEachTime();
  void it('is for those who are signed in as people', async () => {
    assert.equal((await portal.stranger().get(NEW)).status, 303);
    for (const key of ['saule', 'askar', 'arman']) {
      assert.equal((await (await portal.signedIn(iinOf(key))).get(NEW)).status, 403, key);
    }
  });

  void it('says all that is to mend, and keeps what was typed', async () => {
    const answer = await olga.submit(NEW, { iin: '123', from: 'tomorrow' });
    assert.equal(answer.status, 422);
    for (const field of ['iin', 'bornOn', 'kind', 'scope', 'from', 'proof']) {
      assert.match(answer.text, new RegExp(`href="#${field}"`), field);
    }
    const order = await olga.submit(NEW, ask({ from: '2.1.2027', until: '1.1.2027' }));
    assert.equal(order.status, 422);
    const oneself = await olga.submit(NEW, ask({ iin: iinOf('olga') }));
    assert.match(oneself.text, /your own number/);
  });

  void it('gives the same answer for somebody whom the portal does not know (v5.0.0-6.3.8)', async () => {
    const unknown = await olga.submit(NEW, ask({ bornOn: '24.02.1991' }));
    const one = await newest();
    assert.equal(one.applicant_id, null);
    assert.equal(unknown.status, 303);
    const shown = await olga.get(unknown.headers.location!);
    const twice = await olga.submit(NEW, ask({ bornOn: '24.02.1991' }));
    assert.match(twice.text, /already/);
    await olga.submit(unknown.headers.location!, {});

    const known = await olga.submit(NEW, ask());
    assert.equal(known.status, 303);
    const also = await olga.get(known.headers.location!);
    const plain = (html: string) =>
      /<main[\s\S]*<\/main>/.exec(html)![0].replaceAll(/asks\/\d+|value="[^"]*"/g, '');
    assert.equal(plain(also.text), plain(shown.text));
    assert.match((await olga.submit(NEW, ask())).text, /already/);
    assert.equal((await messagesTo(HELPER, 'representation.asked')).length, 2);
  });

  void it('gives nothing yet, and is told to the person', async () => {
    assert.equal(await stands(), null);
    assert.equal((await messagesTo(demoAccountId('gulnara'), 'representation.wished')).length, 1);
    const page = await gulnara.get('/en/account/helpers');
    assert.match(page.text, /wishes to represent you/);
  });

  void it('is somebody else’s to nobody', async () => {
    const { id } = await newest();
    for (const key of ['aigerim', 'gulnara', 'saule']) {
      const visitor = await portal.signedIn(iinOf(key));
      const { status } = await visitor.get(`/en/account/people/asks/${id}`);
      assert.equal(status, key === 'saule' ? 403 : 404, key);
    }
  });
});

void describe('verifying', () => {
  aMinuteLaterEachTime();
  const page = async () => `/en/casework/representations/${(await newest()).id}`;

  void it('is for the person’s office; the list has a count on the first page', async () => {
    const desk = await saule.get('/en/casework');
    assert.match(desk.text, /Representations to verify/);
    const list = await saule.get('/en/casework/representations');
    assert.ok(list.text.includes(await page()));
    const aidos = await portal.signedIn(iinOf('aidos'));
    assert.equal((await aidos.get(await page())).status, 404);
    assert.doesNotMatch(
      (await aidos.get('/en/casework/representations')).text,
      /Power of attorney/,
    );
    assert.equal((await gulnara.get(await page())).status, 403);
  });

  void it('takes a reason to refuse, and no more than was asked', async () => {
    const refusal = `${await page()}/refusal`;
    const bare = await saule.submit(await page(), {}, refusal);
    assert.equal(bare.status, 422);
    const acceptance = `${await page()}/acceptance`;
    const early = { scope: 'act', from: '1.1.2026' };
    const more = await saule.submit(await page(), early, acceptance);
    assert.equal(more.status, 422);
    assert.match(more.text, /earlier than was asked/);
  });

  void it('makes it hold, in the scope and dates that were confirmed, once', async () => {
    const at = await page();
    const terms = { scope: 'see', from: '23.11.2026', until: '31.12.2026' };
    const both = await Promise.all(
      [saule, gulmira].map((one) => one.submit(at, terms, `${at}/acceptance`)),
    );
    assert.ok(both.every(({ status }) => status === 303 || status === 409));
    assert.ok(both.some(({ status }) => status === 303));
    const rows = await read('representations').where({ applicant_id: PERSON, account_id: HELPER });
    assert.equal(rows.length, 1);
    assert.equal(rows[0].scope, 'see');
    assert.equal(Boolean(rows[0].receives_messages), false);
    assert.equal(await stands(), 'see');
    assert.equal(await relationTo(read, HELPER, PERSON, '2027-01-01'), null);
    assert.equal((await messagesTo(HELPER, 'representation.accepted_helper')).length, 1);
    const own = demoAccountId('gulnara');
    assert.equal((await messagesTo(own, 'representation.accepted_person')).length, 1);
  });

  void it('leaves both names in the audit log', async () => {
    const entry = await read('audit_entries')
      .where({ action: 'representation.accepted' })
      .orderBy('id', 'desc')
      .first();
    assert.equal(entry.applicant_id, PERSON);
    assert.match(entry.detail, new RegExp(`account ${HELPER}$`));
  });
});

void describe('the person', () => {
  aMinuteLaterEachTime();
  void it('sees who helps, what they did and who opened the file, and ends it at once', async () => {
    await olga.get(`/en/account/programme?person=${PERSON}`);
    const { id } = await read('representations').where({ account_id: HELPER }).first('id');
    const list = await gulnara.get('/en/account/helpers');
    const at = `/en/account/helpers/${id}`;
    assert.ok(list.text.includes(`href="${at}"`));
    const one = await gulnara.get(at);
    assert.match(one.text, /Look only/);
    const log = await gulnara.get('/en/account/helpers/log');
    assert.match(log.text, /Caseworker/);
    assert.match(log.text, /The ask for a representation was read/);

    assert.equal((await olga.get(`/en/account/programme?person=${PERSON}`)).status, 200);
    assert.equal((await gulnara.submit(at, {}, `${at}/end`)).status, 303);
    assert.equal((await olga.get(`/en/account/programme?person=${PERSON}`)).status, 404);
    const token = await tokenOf(gulnara);
    assert.equal((await gulnara.post(`${at}/end`, { _csrf: token })).status, 303);
    assert.equal((await messagesTo(HELPER, 'representation.ended_helper')).length, 1);
    assert.equal((await olga.post(`${at}/end`, { _csrf: await tokenOf(olga) })).status, 404);
  });

  void it('says no to what needs their will, and that is the end of it', async () => {
    await olga.submit(NEW, ask({ kind: 'organisation' }));
    const one = await newest();
    const answer = `/en/account/helpers/asks/${one.id}/answer`;
    const said = await gulnara.submit('/en/account/helpers', { consent: 'no' }, answer);
    assert.equal(said.status, 303);
    assert.equal((await newest()).state, 'refused');
    assert.equal((await messagesTo(HELPER, 'representation.declined')).length, 1);
    const foreign = await (
      await portal.signedIn(iinOf('aigerim'))
    ).post(answer, {
      _csrf: await tokenOf(await portal.signedIn(iinOf('aigerim'))),
    });
    assert.ok([403, 404].includes(foreign.status));
  });

  void it('appoints somebody; an unknown name gets the same answer', async () => {
    const appointment = {
      iin: iinOf('aigerim'),
      familyName: 'Somebody',
      kind: 'organisation',
      scope: 'see',
      from: '23.11.2026',
      proof: 'My consent',
    };
    const page = '/en/account/helpers/new';
    const wrong = await gulnara.submit(page, appointment);
    assert.equal((await newest()).account_id, null);
    const key = randomUUID();
    const withdrawn = `/en/account/people/asks/${(await newest()).id}`;
    assert.equal((await gulnara.submit(withdrawn, {})).status, 303);
    const right = { ...appointment, familyName: 'жұмабекова', key };
    const sent = await Promise.all([gulnara.submit(page, right), gulnara.submit(page, right)]);
    assert.deepEqual(
      sent.map(({ status, headers }) => [status, headers.location]),
      [wrong, wrong].map(({ status, headers }) => [status, headers.location]),
    );
    const asks = await read('representation_asks').where({ creation_key: key });
    assert.equal(asks.length, 1);
    assert.equal(asks[0].account_id, demoAccountId('aigerim'));
    assert.equal(asks[0].consent, 'yes');
  });
});

void describe('the office', () => {
  aMinuteLaterEachTime();
  const page = '/en/casework/representations/new';
  const entered = (values: Record<string, string> = {}) => ({
    iin: iinOf('gulnara'),
    helperIin: iinOf('olga'),
    reason: 'Both came to the office',
    kind: 'guardian',
    scope: 'act',
    messages: 'yes',
    from: '23.11.2026',
    proof: 'Court decision no. 3',
    ...values,
  });

  void it('enters what somebody brought; a colleague verifies it', async () => {
    const sent = await saule.submit(page, entered());
    assert.equal(sent.status, 303);
    const at = sent.headers.location!;
    const own = await saule.get(at);
    assert.match(own.text, /a colleague verifies it/);
    const { version } = await newest();
    const terms = { scope: 'act', messages: 'yes', from: '23.11.2026', version: String(version) };
    const token = await tokenOf(saule);
    const forced = await saule.post(`${at}/acceptance`, { _csrf: token, ...terms });
    assert.equal(forced.status, 403);
    assert.equal((await gulmira.submit(at, terms, `${at}/acceptance`)).status, 303);
    assert.equal(await stands(), 'act');
  });

  void it('finds nobody of another office, and needs a reason', async () => {
    const aidos: Visitor = await portal.signedIn(iinOf('aidos'));
    assert.match((await aidos.submit(page, entered())).text, /Nobody of your office/);
    const bare = await saule.submit(page, entered({ reason: '' }));
    assert.match(bare.text, /href="#reason"/);
  });

  void it('ends what no longer holds, with a sentence for both sides', async () => {
    const { id } = await read('representations')
      .where({ account_id: HELPER, kind: 'guardian' })
      .first('id');
    const at = `/en/casework/representations/held/${id}`;
    assert.ok((await saule.get('/en/casework/representations/held')).text.includes(at));
    assert.equal((await saule.submit(at, {}, `${at}/end`)).status, 422);
    const why = { explanation: 'The court has set the guardianship aside.' };
    assert.equal((await saule.submit(at, why, `${at}/end`)).status, 303);
    assert.equal(await stands(), null);
    const aidos = await portal.signedIn(iinOf('aidos'));
    assert.equal((await aidos.get(at)).status, 404);
  });
});

void it('five tries a minute at one number, then a wait (v5.0.0-6.1.1)', async () => {
  const dana = await portal.signedIn(iinOf('dana'));
  const statuses: number[] = [];
  for (let tries = 0; tries < 7; tries++) {
    const values = ask({ iin: iinOf('nurlan'), bornOn: `0${tries + 1}.02.1991` });
    statuses.push((await dana.submit(NEW, values)).status);
  }
  assert.ok(statuses.includes(429), statuses.join(' '));
});
