// The pages of aftercare at the three desks: what is shown to whom, what forms do, and who gets nothing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoApplicantId } from '../../db/seeds/demo-people.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import { tokenOf } from '../support/walkers.ts';

const portal = await startPortal();
const { read } = portal.db;
const timur = await portal.signedIn(iinOf('timur'));
const olga = await portal.signedIn(iinOf('olga'));
const saule = await portal.signedIn(iinOf('saule'));
const gulmira = await portal.signedIn(iinOf('gulmira'));
const askar = await portal.signedIn(iinOf('askar'));

const aidOf = async (who: string, aidClass: string): Promise<number> => {
  const row = await read('aids')
    .join('requests', 'requests.id', 'aids.request_id')
    .where({ 'aids.applicant_id': demoApplicantId(who), 'requests.aid_class_code': aidClass })
    .first('aids.id');
  return row.id;
};

void describe('my aids', () => {
  void it('shows what I have, its warranty, and says where no term is known', async () => {
    const account = await timur.get('/en/account');
    assert.match(account.text, /href="\/en\/account\/aids"/);
    const page = await timur.get('/en/account/aids');
    assert.equal(page.status, 200);
    assert.match(page.text, /until \d+ \w+ 20\d\d/);
    assert.match(page.text, /the term is not published; ask your office/);
    const id = await aidOf('timur', 'HG-12');
    assert.match(page.text, new RegExp(`/en/account/aids/${id}"`));
    const one = await timur.get(`/en/account/aids/${id}`);
    for (const words of [/When something is the matter/, /Report a fault/, /What happened/]) {
      assert.match(one.text, words);
    }
    assert.equal((await olga.get(`/en/account/aids/${id}`)).status, 404);
    for (const wrong of ['0', '99999999', 'x', '1e3']) {
      assert.equal((await timur.get(`/en/account/aids/${wrong}`)).status, 404, wrong);
    }
  });

  void it('takes a report of a fault, and names what is missing', async () => {
    const id = await aidOf('timur', 'HG-12');
    const form = `/en/account/aids/${id}/fault`;
    const empty = await timur.submit(form, {}, form);
    assert.equal(empty.status, 422);
    assert.match(empty.text, /Choose what is wrong/);
    const fault = {
      fault: 'fault-part-broken',
      words: 'Бұрандасы босап кетті',
      safe: 'no',
      loan: 'yes',
    };
    const sent = await timur.submit(form, fault, form);
    assert.equal(sent.status, 303);
    const page = await timur.get(`/en/account/aids/${id}`);
    assert.match(page.text, /An answer is due by/);
    assert.match(page.text, /reported as not safe/);
    assert.match(page.text, /Бұрандасы босап кетті/);
    assert.equal((await timur.get(form)).status, 409, 'one repair at a time');

    const kinds = { kind: 'aid.repair_reported', applicant_id: demoApplicantId('timur') };
    assert.ok(await read('messages').where(kinds).first('id'));
    const desk = await saule.get('/en/casework/aftercare?view=repair');
    assert.match(desk.text, new RegExp(`/en/casework/aids/${id}"`));
  });

  void it('the supplier answers, and only the person says that it works', async () => {
    const id = await aidOf('timur', 'HG-12');
    const { id: repair } = await read('repairs').where({ aid_id: id }).first('id');
    const list = await askar.get('/en/supplier');
    assert.match(list.text, /href="\/en\/supplier\/repairs"/);
    const form = `/en/supplier/repairs/${repair}`;
    const page = await askar.get(form);
    assert.equal(page.status, 200);
    assert.match(page.text, /Address/);
    for (const [move, words] of [
      ['accepted', ''],
      ['repaired', 'Бекітілді'],
    ] as const) {
      const done = await askar.submit(form, { move, words }, `${form}/move`);
      assert.equal(done.status, 303, move);
    }
    const tooMuch = await askar.post(`${form}/move`, {
      move: 'confirmed',
      version: '1',
      key: 'not-for-them',
      _csrf: await tokenOf(askar),
    });
    assert.ok([409, 422].includes(tooMuch.status));
    assert.match((await timur.get('/en/account')).text, /Say whether it works again/);
    const own = `/en/account/aids/${id}/repair`;
    const back = await timur.submit(own, { move: 'confirmed', words: '' }, own);
    assert.equal(back.status, 303);
    const closed = await askar.get(form);
    assert.doesNotMatch(closed.text, /Address/, 'the person is hidden when it is over');
  });

  void it('takes the answers six weeks after', async () => {
    const request = await read('requests').where({ status: 'received' }).first('id');
    const { id, applicant_id: applicantId } = await read('aids')
      .where({ request_id: request.id, state: 'in_use' })
      .first('id', 'applicant_id');
    const key = ['timur', 'olga', 'asel'].find((who) => demoApplicantId(who) === applicantId)!;
    const owner = await portal.signedIn(iinOf(key));
    const form = `/en/account/aids/${id}/fit-check`;
    const page = await owner.get(form);
    assert.equal(page.status, 200);
    const answers = { fits: 'yes', does: 'yes', hurts: 'no', uses: 'daily', words: '' };
    const sent = await owner.submit(form, answers, form);
    assert.equal(sent.status, 303);
    assert.equal(
      (await read('requests').where({ id: request.id }).first('status')).status,
      'closed',
    );
  });
});

void describe('the office', () => {
  void it('sees what a person has on the page of a case, and each reading is written down', async () => {
    const { reference } = await read('requests')
      .join('offices', 'offices.id', 'requests.office_id')
      .where({ applicant_id: demoApplicantId('timur') })
      .whereNot({ status: 'draft' })
      .first('reference');
    const page = await saule.get(`/en/casework/requests/${reference}`);
    assert.match(page.text, /What the person has/);
    const id = await aidOf('timur', 'HG-12');
    assert.equal((await saule.get(`/en/casework/aids/${id}`)).status, 200);
    const entry = await read('audit_entries')
      .where({ action: 'aid.read', object_id: String(id) })
      .first();
    assert.equal(entry.applicant_id, demoApplicantId('timur'));
  });

  void it('takes a return and decides on another; what is overdue stands with those who lead', async () => {
    const stick = await aidOf('sergei', 'MM-04');
    const aids = `/en/casework/aids/${stick}`;
    const own = await saule.get(aids);
    assert.doesNotMatch(own.text, /Keep it after all/, 'the person’s own button');
    assert.match(own.text, /The person keeps the aid/);
    const untold = await saule.submit(`${aids}/return-withdrawal`, {});
    assert.equal(untold.status, 422);
    assert.match(untold.text, /Say how the person told it/);
    const token = /name="_csrf" value="([^"]+)"/.exec(own.text)![1]!;
    const bare = await saule.post(`${aids}/withdrawal`, { _csrf: token, what: 'return' });
    assert.equal(bare.status, 404, 'no press without a word');
    const receipt = `/en/casework/aids/${stick}/return-receipt`;
    const taken = await saule.submit(receipt, { condition: 'good', outcome: 'pool' }, receipt);
    assert.equal(taken.status, 303);
    assert.equal((await read('aids').where({ id: stick }).first('state')).state, 'in_pool');
    assert.equal((await saule.get(`/en/casework/aids/${stick}`)).status, 404, 'nobody’s now');

    const bar = await aidOf('zarina', 'HG-12');
    const decision = `/en/casework/aids/${bar}/early-decision`;
    assert.match((await saule.get(decision)).text, /What the person said/);
    const back = `/en/casework/aids/${bar}/early-withdrawal`;
    assert.equal((await saule.submit(back, {})).status, 422);
    const without = await saule.submit(decision, { decision: 'refused', words: '' }, decision);
    assert.equal(without.status, 422);
    const granted = await saule.submit(decision, { decision: 'granted', words: '' }, decision);
    assert.equal(granted.status, 303);
    const lead = await gulmira.get('/en/casework');
    assert.match(lead.text, /Overdue after delivery/);
    const overdue = await gulmira.get('/en/casework/aftercare?view=overdue');
    assert.equal(overdue.status, 200);
    assert.match(overdue.text, /working day/);
  });

  void it('writes down a fault that is told, how it was told, and a loan', async () => {
    const bar = await aidOf('gulnara', 'HG-12');
    const form = `/en/casework/aids/${bar}/fault`;
    const fault = { fault: 'fault-other', words: 'Түсіп кетті', safe: 'no', loan: 'yes' };
    const untold = await saule.submit(form, fault, form);
    assert.equal(untold.status, 422);
    assert.match(untold.text, /Say how the person told it/);
    assert.equal((await saule.submit(form, { ...fault, told: 'phone' }, form)).status, 303);
    const loan = `/en/casework/aids/${bar}/loan`;
    assert.equal((await saule.submit(loan, { words: '' }, loan)).status, 422);
    assert.equal((await saule.submit(loan, { words: 'Тұтқа' }, loan)).status, 303);
    const page = await saule.get(`/en/casework/aids/${bar}`);
    assert.match(page.text, /The loan came back/);
  });
});

void it('speaks each language without a gap', async () => {
  for (const lang of ['kk', 'ru']) {
    for (const at of ['/account/aids', `/account/aids/${await aidOf('timur', 'HG-12')}`]) {
      const page = await timur.get(`/${lang}${at}`);
      assert.equal(page.status, 200);
      assert.doesNotMatch(page.text, /aftercare\./);
    }
  }
});
