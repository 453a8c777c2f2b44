// For what nobody offers: asked for in words, found by the office, chosen by the person, counted by month.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { makeDigests } from '../../server/needs/needs.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import { tokenOf } from '../support/walkers.ts';

const portal = await startPortal();
const { read, write } = portal.db;
const aigerim = await portal.signedIn(iinOf('aigerim'));
const saule = await portal.signedIn(iinOf('saule'));
const dmitri = await portal.signedIn(iinOf('dmitri'));
const arman = await portal.signedIn(iinOf('arman'));
const count = async (table: string, where: object = {}) =>
  Number((await read(table).where(where).count({ n: '*' }).first())?.n);

const line = await read('entitlements')
  .join('applicants', 'applicants.id', 'entitlements.applicant_id')
  .join('accounts', 'accounts.id', 'applicants.account_id')
  .join('offers', (join) => void join.onVal('offers.status', 'published'))
  .join('variants', 'variants.id', 'offers.variant_id')
  .join('products', 'products.id', 'variants.product_id')
  .join('offer_regions', 'offer_regions.offer_id', 'offers.id')
  .whereRaw('products.aid_class_code = entitlements.aid_class_code')
  .whereRaw('offer_regions.region_code = applicants.region_code')
  .where({ 'accounts.given_name': 'Айгерім', reserved: 0, used: 0, 'products.status': 'published' })
  .whereNotExists(
    read('requests').whereRaw('requests.entitlement_id = entitlements.id and is_live'),
  )
  .where('order_by', '>', '2026-11-23')
  .first('entitlements.id', 'entitlements.aid_class_code', 'offers.id as offer_id');
const PAGE = `/en/account/programme/${line.id}/need`;
const said = { need: 'Move from bed to chair without help', tried: 'A board: it slips' };
let reference = '';
const request = async () => read('requests').where({ reference }).first();

void describe('asking', () => {
  void it('is offered where one chooses, and refused without words', async () => {
    const choose = await aigerim.get(`/en/account/programme/${line.id}`);
    assert.match(choose.text, new RegExp(`href="${PAGE}"`));
    assert.equal((await aigerim.get(PAGE)).status, 200);
    const answer = await aigerim.submit(PAGE, { ...said, need: 'short' });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /A board: it slips/);
  });

  void it('happens once, though it is sent twice at once: submitted, without an offer', async () => {
    const key = randomUUID();
    const answers = await Promise.all([
      aigerim.submit(PAGE, { ...said, key }),
      aigerim.submit(PAGE, { ...said, key }),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    const rows = await read('requests').where({ need: said.need });
    assert.equal(rows.length, 1);
    [{ reference }] = rows;
    const { status, offer_id: offer, route, need_tried: tried, entitlement_id: id } = rows[0];
    assert.deepEqual([status, offer, route, tried], ['submitted', null, 'catalogue', said.tried]);
    assert.equal((await read('entitlements').where({ id }).first()).reserved, rows[0].quantity);
    assert.equal((await aigerim.get(String(answers[0].headers.location))).status, 200);
    const page = await aigerim.get(`/en/requests/${reference}`);
    assert.equal(page.status, 200);
    assert.match(page.text, /Move from bed to chair/);
    assert.match((await saule.get('/en/casework')).text, new RegExp(reference));
  });

  void it('is not for strangers, nor for a line that is in use', async () => {
    for (const key of ['olga', 'saule', 'askar']) {
      const visitor = await portal.signedIn(iinOf(key));
      assert.ok([403, 404].includes((await visitor.get(PAGE)).status), key);
    }
    assert.equal((await portal.stranger().get(PAGE)).status, 303);
    const again = { ...said, key: randomUUID(), _csrf: await tokenOf(aigerim) };
    assert.equal((await aigerim.post(PAGE, again)).status, 422, 'one live request for a line');
    assert.equal(await count('requests', { need: said.need }), 1);
  });
});

void describe('finding', () => {
  const file = () => `/en/casework/requests/${reference}`;
  const sourcing = () => `${file()}/sourcing`;
  const words = { offer: String(line.offer_id), note: 'This board does not slip.' };

  void it('shows the need; nothing can be approved without an offer', async () => {
    await saule.submit(file(), {}, `${file()}/assignment`);
    const page = await saule.get(file());
    assert.match(page.text, /Move from bed to chair/);
    assert.match(page.text, new RegExp(`href="${sourcing()}"`));
    await saule.submit(`${file()}/approval`, { note: '' }).catch(() => null);
    assert.equal((await request()).status, 'in_review');
  });

  void it('is done by who has the case, with an offer of the class and a word to the person', async () => {
    assert.equal((await saule.submit(sourcing(), { ...words, note: '' })).status, 422);
    assert.equal((await saule.submit(sourcing(), { ...words, offer: '999999' })).status, 422);
    assert.equal((await dmitri.submit(sourcing(), words)).status, 422, 'a colleague has it');
    assert.equal((await request()).status, 'in_review');
    const elsewhere = await portal.signedIn(iinOf('aidos'));
    assert.equal((await elsewhere.get(sourcing())).status, 404);
    const queued = (await request()).queued_on;
    const done = await saule.submit(sourcing(), words);
    assert.equal(
      done.status,
      303,
      done.text.slice(0, 9000).match(/error-summary[\s\S]{0,600}/)?.[0],
    );
    const now = await request();
    assert.deepEqual([now.status, now.queued_on], ['choosing_again', queued]);
    assert.ok((await count('messages', { kind: 'request.sourced', request_id: now.id })) >= 1);
  });

  void it('lets the person choose it: the order is placed', async () => {
    const page = await aigerim.get(`/en/requests/${reference}`);
    assert.match(page.text, /The office found an offer for you/);
    assert.match(page.text, /This board does not slip/);
    const choice = `/en/requests/${reference}/choice?offer=${line.offer_id}`;
    const agreed = await aigerim.submit(choice, { agreed: 'yes' });
    assert.equal(agreed.status, 303);
    assert.equal((await request()).status, 'ordered');
    assert.equal(await count('orders', { request_id: (await request()).id }), 1);
  });
});

void describe('the digest', () => {
  const { texts } = portal.portal;
  const run = (at: string) => makeDigests({ db: portal.db, texts }, new Date(at));

  void it('is made once for each month that is over, also after a standstill', async () => {
    await write('need_digest_lines').del(); // the portal's own job has run at its start
    await write('need_digests').del();
    assert.equal(await run('2026-11-30T18:00:00Z'), 1, 'October, at 23 o’clock of 30 November');
    assert.equal(await run('2026-11-30T19:30:00Z'), 1, 'November, once December has begun here');
    assert.equal(await run('2026-11-30T19:30:00Z'), 0);
    assert.equal(await run('2027-03-01T05:00:00Z'), 3);
    const months = await read('need_digests').orderBy('month').select('month', 'total');
    assert.deepEqual(
      months.map(({ month }) => month),
      ['2026-10', '2026-11', '2026-12', '2027-01', '2027-02'],
    );
    assert.ok(months[1]!.total >= 1);
    const sent = await read('messages').where({ kind: 'needs.digest' });
    assert.equal(new Set(sent.map(({ source_key }) => source_key)).size, 5);
  });

  void it('shows administrators counts, and the words without names only by opening, which is logged', async () => {
    const { id } = await read('need_digests').where({ month: '2026-11' }).first('id');
    assert.match((await arman.get('/en/admin')).text, /Needs that nobody offers/);
    assert.match((await arman.get('/en/admin/needs')).text, /November 2026/);
    const page = await arman.get(`/en/admin/needs/${id}`);
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.text, /Move from bed/);
    const opened = await arman.get(`/en/admin/needs/${id}/words`);
    assert.match(opened.text, /Move from bed/);
    assert.doesNotMatch(opened.text, /Айгерім|Жұмабекова/);
    const entry = await read('audit_entries').orderBy('id', 'desc').first();
    assert.equal(entry.action, 'needs.read');
    assert.equal((await arman.get('/en/admin/needs/999')).status, 404);
    assert.equal((await saule.get('/en/admin/needs')).status, 403);
  });
});
